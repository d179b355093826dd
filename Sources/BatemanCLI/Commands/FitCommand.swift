import ArgumentParser
import Bateman
import Foundation

/// `bateman fit`: a model and data to estimates.
struct FitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Estimate the population parameters of a model from data.",
    discussion: """
      Prints the objective function (NONMEM's, without n·ln 2π), the estimates with their standard errors, the \
      variability between subjects and its shrinkage, and what to mind. With --out, everything is written to a folder: \
      fit.json, individuals.csv, residuals.csv, iterations.csv, covariance.csv and correlation.csv. A run that was \
      killed goes on with --resume. Ends with 1 when the fit did not converge.

      Examples:
        bateman fit drug.pkm --data study.csv --out run1 --plot gof.svg

        bateman fit drug.pkm --data study.csv --method foce --ignore "SD == 0" --column DV=CONC

        bateman fit drug.pkm --data study.csv --init from:run1/fit.json --fix "V2=20" --out run2

        bateman fit drug.pkm --data study.csv --method saem --seed 7 --starts 3

        bateman fit drug.pkm --data study.csv --method nuts --chains 4 --samples 1000 --out posterior

        bateman fit drug.pkm --data study.csv --evaluate --json

        bateman fit --resume run1
      """)

  @Argument(help: "The model file (.pkm); its values are the start.", completion: .file(extensions: ["pkm"]))
  var model: String?

  @Option(
    help: ArgumentHelp("The NONMEM-style table of doses and observations.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @OptionGroup(title: "How it is fitted")
  var options: FitOptions

  @OptionGroup(title: "How the table is read")
  var reading: TableRuleOptions

  @Option(help: ArgumentHelp("A folder for the results.", valueName: "folder"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp("Go on with the run in this folder, which was killed.", valueName: "folder"),
    completion: .directory)
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Draw goodness of fit into this file (.svg, .png, .pdf, .html, .json); needs --out. 'bateman plot' draws more.",
      valueName: "file"),
    completion: .file(extensions: FigureFormat.allCases.map(\.rawValue)))
  var plot: String?

  @Flag(help: "Write one JSON object instead of text: what fit.json has.")
  var json = false

  @Flag(help: "Overwrite results that are there.")
  var force = false

  @Flag(help: "No notes and no progress.")
  var quiet = false

  func validate() throws {
    if out == "" || resume == "" { throw ValidationError("--out and --resume need the name of a folder.") }
    if plot != nil, out == nil { throw ValidationError("--plot draws what --out writes: give both.") }
    if resume != nil, model != nil || data != nil || out != nil {
      throw ValidationError("--resume takes model, data and options from the run: leave the others out.")
    }
  }

  func run() async throws {
    if let resume { return try await Self.run(resuming: resume, json: json, quiet: quiet) }
    let arguments = Array(CommandLine.arguments.dropFirst(2))
    try await run(arguments: arguments, earlier: nil, files: nil)
  }

  /// Runs the command of a run that was killed again, from where it was.
  private static func run(resuming path: String, json: Bool, quiet: Bool) async throws {
    let folder = URL(fileURLWithPath: path).path
    let checkpoint = try FitCheckpoint.read(in: folder)
    guard var command = try? FitCommand.parse(checkpoint.arguments), command.resume == nil else {
      throw CommandError.mismatch("the checkpoint in '\(path)' is from another version of the command")
    }
    guard FileManager.default.changeCurrentDirectoryPath(checkpoint.folder) else {
      throw CommandError.mismatch("the folder '\(checkpoint.folder)', where the run began, is gone")
    }
    command.json = command.json || json
    command.quiet = command.quiet || quiet
    if !command.quiet {
      let number = checkpoint.trace.last?.iteration ?? 0
      Terminal.note("note: the run goes on behind iteration \(number)")
    }
    try await command.run(arguments: checkpoint.arguments, earlier: checkpoint, files: FitFiles(resuming: folder))
  }

  private func run(arguments: [String], earlier: FitCheckpoint?, files: FitFiles?) async throws {
    guard let model else { throw CommandError.usage("name a model: bateman fit drug.pkm --data study.csv") }
    guard let data else { throw CommandError.usage("name a table: bateman fit \(model) --data study.csv") }
    try options.requireSettings()
    let problemOptions = try options.problemOptions()
    let rules = try reading.rules()
    let file = try ModelFile(at: model)
    if !quiet { file.noteWarnings() }
    let table = try TableFile.dataset(at: data, rules: rules)
    var start = FitStart(file.model.source)
    try start.begin(with: options.start)
    try start.fix(options.fix)
    var facts = FitRunFacts(
      modelPath: model, modelHash: FileHash.sha256(file.source.bytes), dataPath: data,
      dataHash: FileHash.sha256(table.bytes), seed: options.seed, options: arguments)
    var values = start.values
    if let earlier {
      guard earlier.modelHash == facts.modelHash, earlier.dataHash == facts.dataHash else {
        throw CommandError.mismatch(
          "the \(earlier.modelHash == facts.modelHash ? "table" : "model") has changed since the run began",
          help: ["start anew with --force"])
      }
      values = earlier.parameters(in: start.model) ?? values
      facts.earlierTrace = earlier.trace
      facts.state = earlier.state
      // The draws of several chains have no order of their own.
      if case .chains = earlier.state { facts.earlierTrace = [] }
      facts.seconds = earlier.seconds
    }
    if !quiet { for note in start.notes { Terminal.note("note: \(note)") } }
    var problem = try FitProblem(
      model: start.model, dataset: table.dataset, start: values, options: problemOptions)
    if earlier == nil, options.start.contains(FitStart.automatic) {
      var search = StartingValues()
      search.seed = options.seed
      problem = try problem.starting(at: try await search.find(problem))
      if !quiet { Self.noteStart(problem) }
    }
    if !options.evaluate { try Self.checkSize(of: problem) }
    if !quiet { Self.noteData(table.bytes, name: data, rules: rules) }
    let folder = try files ?? out.map { path throws(FileError) in try FitFiles(folder: path, overwriting: force) }
    let session = FitSession(
      problem: problem, options: options, facts: facts, files: folder, isQuiet: quiet,
      folder: FileManager.default.currentDirectoryPath)
    let record = try await session.run()
    if let plot, let folder {
      let figure = try FitFigures(fit: FitCase(at: folder.folder)).goodnessOfFit()
      try FigureOutput(path: plot, overwriting: force).write([figure])
    }
    if json { try StandardOutput.write(json: record) } else { try StandardOutput.write(FitText(record: record).text) }
    try Self.judge(record, json: json)
  }

  /// - Throws: when there are no more observations than parameters, so that the model could meet every one of them.
  private static func checkSize(of problem: FitProblem) throws(CommandError) {
    let (observations, parameters) = (problem.observationCount, problem.parameters.count)
    guard observations <= parameters else { return }
    throw .mismatch(
      "\(observations) observation\(observations == 1 ? "" : "s") cannot tell \(parameters) free parameters",
      help: ["fix what is known from elsewhere with --fix: \(problem.parameters.names.joined(separator: ", "))"])
  }

  /// What the data gave for a start.
  private static func noteStart(_ problem: FitProblem) {
    let values = problem.parameters.free.compactMap { parameter -> String? in
      if case .omega = parameter { return nil }
      return "\(parameter.name(in: problem.model))=\(problem.parameters.start[parameter].shortText)"
    }
    Terminal.note("note: the start is \(values.joined(separator: ", "))")
  }

  /// What is suspicious in the table, in a line each.
  private static func noteData(_ bytes: [UInt8], name: String, rules: TableRules) {
    let warnings = DataReview(table: bytes, name: name, rules: rules).findings.filter { $0.severity == .warning }
    for finding in warnings {
      let first = finding.places.first.map { place in
        [place.row.map { "row \($0)" }, place.subject.map { "ID \($0)" }].compactMap(\.self).joined(separator: " of ")
      }
      let more = finding.places.count > 1 ? " and \(finding.places.count - 1) more" : ""
      Terminal.note(
        Terminal.current.colored("warning: \(finding.message)" + (first.map { " (\($0)\(more))" } ?? "")))
    }
    if !warnings.isEmpty { Terminal.note("  = help: 'bateman data check \(name)' says more") }
  }

  /// - Throws: when the estimates must not be trusted.
  private static func judge(_ record: FitRecord, json: Bool) throws(CommandError) {
    let message: String
    if !record.termination.converged {
      message = "the fit did not converge: \(record.termination.message)"
    } else if let warning = record.warnings.first(where: { $0.invalidates == true }) {
      message = "the estimates must not be trusted: \(warning.message)"
    } else {
      return
    }
    if json {
      Terminal.note("error: \(message)")
      throw .reported(.notTrusted)
    }
    throw .notTrusted(message, help: record.termination.help.map { [$0] } ?? [])
  }
}
