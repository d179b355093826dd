import ArgumentParser
import Bateman

/// `bateman data`: what concerns tables alone.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Look at tables of doses and observations.",
    subcommands: [DataCheckCommand.self])
}

/// `bateman data check`: everything wrong or suspicious in a NONMEM-style table, and what is in it.
struct DataCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a NONMEM-style table and say what is in it.",
    discussion: """
      Prints subjects, doses, observations by output, covariates and times, and then every error, warning and note \
      with its rows. With a model, it says too whether the two fit together. Ends with 65 when there are errors; \
      warnings and notes end with 0.

      Examples:
        bateman data check study.csv

        bateman data check study.csv --model drug.pkm --column DV=CONC --units "TIME=h,AMT=mg,DV=mg/L"

        bateman data check study.csv --ignore "SD == 0" --drop COMMENT --missing-text -99 --json
      """)

  @Argument(help: "The table (.csv).", completion: .file(extensions: ["csv"]))
  var table: String

  @Option(
    help: ArgumentHelp("A model that the table is for.", valueName: "file"), completion: .file(extensions: ["pkm"]))
  var model: String?

  @OptionGroup(title: "How the table is read")
  var reading: TableRuleOptions

  @Option(help: ArgumentHelp("How many rows of a finding are listed.", valueName: "number"))
  var rows = 5

  @Flag(help: "Write one JSON object instead of text, with all rows.")
  var json = false

  func validate() throws {
    guard (0...1_000_000).contains(rows) else { throw ValidationError("--rows takes a number from 0 to 1000000.") }
  }

  func run() throws {
    let rules = try reading.rules()
    let file = try model.map { try ModelFile(at: $0) }
    var review = DataReview(table: try TableFile.bytes(at: table), name: table, rules: rules)
    if let file { review.add(ModelDataReview(of: file.model, review: review).findings) }
    let report = DataReport(review, model: file?.model.source)
    if json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text(rows: rows)) }
    if review.hasErrors { throw CommandError.reported(.badInput) }
  }
}
