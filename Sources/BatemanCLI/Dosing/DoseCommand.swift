import ArgumentParser
import Bateman

/// `bateman dose`: a patient's dose from a protocol file, exact, checked and recorded.
struct DoseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dose",
    abstract: "Compute a patient's dose from a protocol file.",
    discussion: """
      Prints the dose in milligrams with cap, level, rounding, volumes, vials, window, alerts and the derivation, as \
      a worksheet to be checked by a second person; or the reason why there is none. Called on a terminal without \
      inputs, it asks for them. Not for use without the validation of an institution; see --about.

      Examples:
        bateman dose Protocols/hlx43_escc.yaml --arm 2.5 --cycle 1 --weight "62.4 kg"
        bateman dose Protocols/trastuzumab_deruxtecan.yaml --arm breast --cycle 2 --date 2026-03-23 \
      --weight "2026-03-22 63.5 kg" --last-dose "2026-03-02 342.9 mg" --record doses.jsonl
        bateman dose Protocols/hlx43_escc.yaml --arm 2.5 --cycle 1 --weight "62.4 kg" --plot dose.svg
        bateman dose Protocols/hlx43_escc.yaml --batch patients.csv --record doses.jsonl
      """)

  @Argument(help: "The protocol file (.yaml).", completion: .file(extensions: ["yaml", "yml"]))
  var `protocol`: String?

  @OptionGroup(title: "Inputs")
  var inputs: DoseInputOptions

  @Option(help: "A table of patients, one row each.", completion: .file(extensions: ["csv"]))
  var batch: String?

  @Option(help: "Append the record to this file before anything is shown.", completion: .file(extensions: ["jsonl"]))
  var record: String?

  @Option(help: "The fingerprint that the protocol file must have: sha256:…")
  var pin: String?

  @Flag(help: "Write the canonical record instead of the worksheet.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "A figure of the protocol's dose by weight with the patient: .svg, .png, .pdf, .html or .json.", valueName: "file"
    ),
    completion: .file(extensions: FigureFormat.allCases.map(\.rawValue)))
  var plot: String?

  @Flag(help: "Overwrite a figure that is there.")
  var force = false

  @Flag(help: "Print the intended use, the state of validation and the known limits.")
  var about = false

  func run() throws {
    if about { return try StandardOutput.write(DoseNotice.text) }
    guard let path = self.protocol else {
      throw CommandError.usage("the protocol file is missing", help: ["bateman dose Protocols/hlx43_escc.yaml …"])
    }
    let source = try InputFile.text(at: path)
    let request = try inputs.request()
    if let batch {
      if plot != nil { throw CommandError.usage("--plot draws one patient: leave --batch out") }
      let run = DoseBatch(source: source, common: request, pin: pin, record: record, json: json)
      return try run.run(table: batch)
    }
    try finish(try asked(request, source), source)
  }

  /// The request, completed by questions on a terminal.
  private func asked(_ request: DoseRequest, _ source: SourceText) throws -> DoseRequest {
    guard DoseQuestions.isPossible, !json else { return request }
    return try DoseQuestions(source: source, pin: pin).completed(request)
  }

  /// Records first, then shows.
  private func finish(_ request: DoseRequest, _ source: SourceText) throws {
    let destination = try plot.map { try FigureOutput(path: $0, overwriting: force) }
    let dose = DoseRecord(request, protocol: source, pin: pin)
    let receipt = try record.map { path in try RecordFile(path: path).append(dose) }
    if receipt?.followsTornLine == true { Terminal.note(DoseNotice.tornLine) }
    if let diagnostics = dose.diagnostics { throw diagnostics }
    switch dose.outcome {
    case .refused(let refusal): throw refusal
    case .dose(let result, let file):
      if let destination {
        try destination.write([DoseFigures(source: source, request: request, patients: [(request, result)]).figure()])
      }
      if json { return try StandardOutput.write((receipt?.record ?? dose.body).canonical) }
      let worksheet = DoseWorksheet(result: result, file: file, request: request, record: receipt?.record)
      try StandardOutput.write(worksheet.text)
    }
  }
}
