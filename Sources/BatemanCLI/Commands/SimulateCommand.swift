import ArgumentParser
import Bateman

/// `bateman simulate`: doses, patients and a model to concentrations and exposure.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Simulate what doses do in virtual patients, or in those of a table.",
    discussion: """
      Prints, for each arm, cycle and output, the median and 90 % interval of Cmax, Ctrough and AUC; writes profiles \
      and individual exposures to the files you name. Times, doses and covariates have units.

      Examples:
        bateman simulate drug.pkm --regimen "100 mg iv every 21 days x 6"

        bateman simulate drug.pkm --regimen "low: 2 mg/kg once" --until 21day \
          --covariates "WT ~ lognormal(65 kg, cv 20%) in 35...150 kg" \
          --subjects 5000 --every 6h --output profiles.csv

        bateman simulate drug.pkm --regimen arms.yaml --exposure exposure.csv

        bateman simulate drug.pkm --data events.csv --output predictions.csv

        bateman simulate drug.pkm --data study.csv --column DV=CONC --ignore "SD == 0"
      """)

  @Argument(
    help: "The model file (.pkm), or the name of a model of the library.", completion: .file(extensions: ["pkm"]))
  var model: String

  @OptionGroup(title: "What is given")
  var arms: ArmOptions

  @OptionGroup(title: "How the table of --data is read")
  var reading: TableRuleOptions

  @OptionGroup(title: "To whom")
  var population: PopulationOptions

  @OptionGroup(title: "When it is looked at")
  var times: TimeOptions

  @OptionGroup(title: "Results")
  var results: ResultOptions

  @OptionGroup(title: "Computation")
  var solver: SolverOptions

  func validate() throws {
    if arms.data != nil, !arms.texts.isEmpty {
      throw ValidationError("--regimen and --data exclude each other: the table has the doses.")
    }
    if arms.data != nil { try validateTable() }
    if arms.data == nil, arms.covariateRule != nil {
      throw ValidationError("--covariate-rule is for the covariates of a table: it goes with --data.")
    }
    if arms.data == nil, reading.isGiven {
      throw ValidationError("--column, --units, --ignore, --accept, --drop, --missing-text and --rules go with --data.")
    }
    if arms.data == nil, arms.keep != nil {
      throw ValidationError("--keep is for columns of a table: it goes with --data.")
    }
  }

  func run() async throws {
    // Not in validate(), which would hide a misspelt option behind it.
    guard arms.data != nil || !arms.texts.isEmpty else {
      let help = "--regimen \"100 mg every 21 days x 6\", or --data with a table of doses"
      throw CommandError.usage("nothing says what is given", help: [help])
    }
    let file = try ModelFile(at: model)
    if !results.quiet { file.noteWarnings() }
    if let data = arms.data {
      try await simulateTable(at: data, with: file.model)
    } else {
      try await simulateArms(with: file.model)
    }
  }
}
