import ArgumentParser
import Bateman

/// `bateman forecast`: a patient's exposure ahead, apart from the prescribed dose.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast one patient's exposure from doses and levels so far.",
    discussion: """
      Finds the patient's most probable parameters (MAP) from a model and dated doses and levels, and predicts the \
      exposure of the cycles ahead with intervals, for each dose level of a protocol or each --dose; tells what a late, \
      a missed and a reduced dose do. A forecast never changes a prescribed dose, which follows the protocol alone \
      ('bateman dose'). Without levels it is the population's.

      Examples:
        bateman forecast trastuzumab_deruxtecan Protocols/examples/patient.json --dose "342.9 mg" --dose "279.4 mg"
        bateman forecast trastuzumab_deruxtecan Protocols/examples/patient.json \
      --protocol Protocols/trastuzumab_deruxtecan.yaml --arm breast --cycle 3 --weight "63.5 kg"
        bateman forecast drug.pkm table.csv --id 7 --every "21 day" --delay "7 day" --json
        bateman forecast drug.pkm table.csv --id 7 --every "21 day" --plot forecast.svg
      """)

  @OptionGroup(title: "The patient")
  var patient: PatientOptions

  @OptionGroup(title: "What may be given")
  var plan: PlanOptions

  @Option(
    name: .customLong("protocol"), help: "The protocol file (.yaml) whose levels are looked at.",
    completion: .file(extensions: ["yaml", "yml"]))
  var protocolPath: String?

  @Option(help: ArgumentHelp("How late a late dose is.", valueName: "time"))
  var delay = "3 day"

  @Option(
    help: ArgumentHelp(
      "The dose of a reduction (default: the protocol's next lower level, or the lowest --dose).", valueName: "amount"))
  var reduceTo: String?

  @OptionGroup(title: "Inputs of the protocol")
  var inputs: DoseInputOptions

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Figures of the course and of the plans: .svg, .png, .pdf, .html or .json; several are numbered.",
      valueName: "file"),
    completion: .file(extensions: FigureFormat.allCases.map(\.rawValue)))
  var plot: String?

  @Flag(help: "Overwrite figures that are there.")
  var force = false

  @Flag(help: "No notes.")
  var quiet = false

  func run() throws {
    if protocolPath == nil, let field = try inputs.request().values.keys.map(\.rawValue).min() {
      throw CommandError.usage("--\(field) is an input of a protocol, and there is no --protocol")
    }
    let destination = try plot.map { try FigureOutput(path: $0, overwriting: force) }
    let files = FilesRead()
    let patient = try self.patient.estimated(files: files)
    let run = ForecastRun(patient: patient, options: plan, delay: delay, reduceTo: reduceTo)
    let plans = try protocolPath.map { path in
      let source = try InputFile.text(at: path)
      files.note("protocol", path, source.bytes)
      let file = try ProtocolFile(source)
      return ProtocolPlans(try inputs.request(), by: file, cycles: plan.cycles)
    }
    let (forecast, notes) = try run.forecast(plans)
    let report = ForecastReport(forecast, of: patient, plans, notes: notes)
    if let destination { try destination.write(ForecastFigures(report: report).all(), isQuiet: quiet) }
    if json { return try StandardOutput.write(json: RecordedResult(report, files.provenance)) }
    try StandardOutput.write(ForecastText(report: report).text)
  }
}
