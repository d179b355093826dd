import ArgumentParser
import Bateman

/// `bateman compare`: fits side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare fits: objective functions, likelihood ratio tests, AIC, BIC and parameters.",
    discussion: """
      The first fit is the reference of the others. The likelihood ratio test supposes that one model is a special \
      case of the other, which has more free parameters; whether it is, only you know.

      Examples:
        bateman compare run1 run2 run3

        bateman compare base/fit.json covariate/fit.json --json
      """)

  @Argument(
    help: "Folders of 'bateman fit --out', or their fit.json; the first is the reference.", completion: .file())
  var fits: [String]

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func validate() throws {
    if fits.count < 2 { throw ValidationError("Name at least two fits.") }
  }

  func run() throws {
    let records = try fits.map { try FitRecord.read(at: $0) }
    let comparison = FitComparison(records, names: fits)
    if json { return try StandardOutput.write(json: comparison) }
    for note in comparison.notes { Terminal.note("note: \(note)") }
    try StandardOutput.write(comparison.text)
  }
}
