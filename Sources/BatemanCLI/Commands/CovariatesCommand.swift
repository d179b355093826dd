import ArgumentParser
import Bateman
import Foundation

/// `bateman covariates`: a stepwise search for covariates.
struct CovariatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "covariates",
    abstract: "Search for covariates of a model's parameters, forward and then backward.",
    discussion: """
      Each step fits the model with each candidate that is left and adds the one with the smallest p of the likelihood \
      ratio test, if it is below --forward; then those whose p is not below --backward are taken away, the least first. \
      The forms are linear, 1 + θ(x − ref); power, (x/ref)^θ; exponential, exp(θ(x − ref)); categorical, 1 + θ in each \
      category but the reference. The reference is the model's, or the median or most frequent value of the data. With \
      --out, the final model is written with its estimates as final.pkm, each fit is a row of samples.csv as soon as it is \
      done, and a run that was killed goes on with --resume.

      Examples:
        bateman covariates drug.pkm --data study.csv --candidate CL:WT:power --candidate CL:SEX:categorical --out search1

        bateman covariates drug.pkm --data study.csv --candidates candidates.yaml --forward 0.05 --backward 0.01

        bateman covariates --resume search1
      """)

  @Argument(help: "The base model (.pkm).", completion: .file(extensions: ["pkm"]))
  var model: String?

  @Option(
    help: ArgumentHelp("The NONMEM-style table of doses and observations.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(
    name: .customLong("candidate"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A candidate; may be given several times.", valueName: "parameter:covariate:form"))
  var singles: [String] = []

  @Option(
    name: .customLong("candidates"),
    help: ArgumentHelp("Candidates in a YAML file.", valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
  var file: String?

  @Option(help: ArgumentHelp("The p below which a candidate is added.", valueName: "p"))
  var forward = 0.05

  @Option(help: ArgumentHelp("The p from which on a relation is taken away again.", valueName: "p"))
  var backward = 0.01

  @OptionGroup(title: "How it is fitted")
  var options: FitOptions

  @OptionGroup(title: "How the table is read")
  var reading: TableRuleOptions

  @Option(
    help: ArgumentHelp("A folder for the final model and the steps.", valueName: "folder"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp("Go on with the run in this folder, which was killed.", valueName: "folder"),
    completion: .directory)
  var resume: String?

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @Flag(help: "Overwrite results that are there.")
  var force = false

  @Flag(help: "No notes and no progress.")
  var quiet = false

  func validate() throws {
    for (name, p) in [("forward", forward), ("backward", backward)] where !(p > 0 && p < 1) {
      throw ValidationError("--\(name) takes a number between 0 and 1.")
    }
    if resume != nil, model != nil || data != nil || out != nil {
      throw ValidationError("--resume takes everything from the run: leave model, table and --out out.")
    }
  }

  func run() async throws {
    guard let resume else {
      let arguments = Array(CommandLine.arguments.dropFirst(2))
      return try await run { run in
        try out.map {
          try ResamplingFolder(making: $0, overwriting: force, command: "covariates", arguments: arguments, run)
        }
      }
    }
    let folder = URL(fileURLWithPath: resume).path
    let manifest = try ResamplingFolder.manifest(in: folder, command: "covariates")
    guard var command = try? CovariatesCommand.parse(manifest.arguments) else {
      throw CommandError.mismatch("the run in '\(resume)' is from another version of the command")
    }
    guard FileManager.default.changeCurrentDirectoryPath(manifest.folder) else {
      throw CommandError.mismatch("the folder '\(manifest.folder)', where the run began, is gone")
    }
    command.json = command.json || json
    command.quiet = command.quiet || quiet
    try await command.run { run in
      try ResamplingFolder.require(manifest, run)
      return ResamplingFolder(resuming: folder, command: "covariates")
    }
  }

  private func run(_ open: (FittedRun) throws -> ResamplingFolder?) async throws {
    let clock = ContinuousClock()
    let begin = clock.now
    guard let model, let data else {
      throw CommandError.usage(
        "name a model and a table: bateman covariates drug.pkm --data study.csv --candidate CL:WT:power")
    }
    let run = try FittedRun(source: model, data: data, options: options, reading: reading)
    var estimator = try run.likelihood(for: "covariates")
    estimator.covariance = nil
    let candidates = try candidates()
    let source = try ModelFile(at: model).source
    let covariates = try Self.covariates(of: candidates, run.problem)
    let start = PopulationParameter.all(of: run.problem.model).map {
      ($0.name(in: run.problem.model), run.problem.parameters.start[$0])
    }
    let setting = CovariateSearch.Setting(
      source: source, covariates: covariates, dataset: run.dataset, options: run.problem.options, estimator: estimator,
      fixed: options.fix, start: Dictionary(start, uniquingKeysWith: { first, _ in first }))
    // Mistakes in the candidates are told before the first fit.
    for candidate in candidates {
      _ = try CheckedModel(parsing: SourceText(name: model, try setting.editing([candidate]).text))
    }
    let folder = try open(run)
    let log = try folder?.log(CovariateSearch.logHeader)
    if let log, !log.earlier.isEmpty, !quiet { Terminal.note("note: \(log.earlier.count) fits are there already") }
    let isShown = !json
    var count = 0
    let search = CovariateSearch(
      setting: setting, candidates: candidates, forwardLimit: forward, backwardLimit: backward,
      threads: run.problem.options.simulation.threads, log: log, isQuiet: quiet
    ) { step in
      count += 1
      if isShown { try? StandardOutput.write(step.text(number: count) + "\n") }
    }
    let base = try await self.base(search, setting)
    let (ending, steps) = try await search.run(from: base)
    var report = CovariateReport(
      method: run.options.method, forward: forward, backward: backward, baseObjective: base.objective.finite,
      steps: steps,
      final: CovariateReport.Final(
        relations: ending.relations.map(\.title), objective: ending.objective.finite, freeParameters: ending.freeCount,
        estimates: ending.estimates),
      path: nil, seconds: (clock.now - begin) / .seconds(1),
      model: SampleSource(path: run.modelPath, sha256: run.modelHash),
      data: SampleSource(path: run.dataPath, sha256: run.dataHash))
    if let folder {
      try folder.files.write(Array(try Self.text(of: ending, setting).utf8), to: "final.pkm")
      report.path = (out ?? resume ?? folder.files.folder) + "/final.pkm"
      try folder.finish(report)
    }
    if json { return try StandardOutput.write(json: report) }
    let written = report.path.map { "; written to \($0)" } ?? ""
    try StandardOutput.write(
      "Final model: \(CovariateSearch.title(ending.relations)), OFV \(FitText.objective(ending.objective)) "
        + "(base \(FitText.objective(base.objective)))\(written)")
  }

  private func base(_ search: CovariateSearch, _ setting: CovariateSearch.Setting) async throws
    -> CovariateSearch.Fitted
  {
    var base = search.known("base", [])
    if base == nil {
      let fitted = await setting.fit([], from: setting.start, threads: search.threads)
      try search.log?.append(CovariateSearch.row("base", fitted))
      base = fitted
    }
    guard let base, base.isConverged else {
      throw CommandError.notTrusted(
        "the fit of the base model did not converge: \(base?.message ?? "")", help: ["see 'bateman fit' about it first"]
      )
    }
    return base
  }

  private func candidates() throws -> [CovariateRelation] {
    var all: [CovariateRelation] = []
    if let file {
      let source: SourceText
      do throws(FileError) { source = try InputFile.text(at: file) } catch { throw CommandError.file(error) }
      all += try CandidateFile.relations(in: source)
    }
    for text in singles {
      let parts = text.split(separator: ":").map(\.trimmed)
      guard parts.count == 3 else {
        throw CommandError.usage("--candidate: '\(text)' is none", help: ["write CL:WT:power"])
      }
      guard let form = CovariateRelation.Form(rawValue: parts[2]) else {
        let known = CovariateRelation.Form.allCases.map(\.rawValue)
        throw CommandError.usage(
          "--candidate: '\(parts[2])' is no form of an effect",
          help: [didYouMean(parts[2], among: known) ?? "the forms are \(known.joined(separator: ", "))"])
      }
      all.append(CovariateRelation(parameter: parts[0], covariate: parts[1], form: form))
    }
    guard !all.isEmpty else {
      throw CommandError.usage("name what to search for", help: ["--candidate CL:WT:power, or --candidates file.yaml"])
    }
    var seen: Set<CovariateRelation> = []
    return all.filter { seen.insert($0).inserted }
  }

  private static func covariates(
    of candidates: [CovariateRelation], _ problem: FitProblem
  ) throws(CommandError) -> [String: SearchCovariate] {
    var result: [String: SearchCovariate] = [:]
    let names = problem.model.individuals.map(\.name)
    for candidate in candidates {
      guard names.contains(candidate.parameter) else {
        let help = didYouMean(candidate.parameter, among: names) ?? "there are \(names.joined(separator: ", "))"
        throw .mismatch("the model has no individual parameter '\(candidate.parameter)'", help: [help])
      }
      let key = CovariateSearch.Setting.key(candidate)
      if result[key] == nil {
        result[key] = try SearchCovariate(
          candidate.covariate, form: candidate.form, problem.model, problem.dataset)
      }
    }
    return result
  }

  /// The final model with its estimates as values.
  private static func text(of ending: CovariateSearch.Fitted, _ setting: CovariateSearch.Setting) throws -> String {
    let text = try setting.editing(ending.relations).text
    let source = SourceText(name: setting.source.name, text)
    let model = try CheckedModel(parsing: source)
    guard var editing = ModelEditing(source) else { return text }
    for parameter in model.thetas + model.sigmas {
      if let value = ending.estimates[parameter.name] { editing.setValue(of: parameter.name, to: value.plainText) }
    }
    for (block, declared) in model.omega.enumerated() {
      let values = declared.etas.indices.flatMap { row in
        (0...row).map { column in
          ending.estimates[PopulationParameter.omega(block: block, row: row, column: column).name(in: model)]
        }
      }
      guard let first = declared.etas.first, values.allSatisfy({ $0 != nil }) else { continue }
      editing.setOmega(model.etaNames[first], to: values.compactMap { $0?.plainText })
    }
    return editing.text
  }
}
