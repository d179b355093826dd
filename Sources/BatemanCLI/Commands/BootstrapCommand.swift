import ArgumentParser
import Bateman
import Foundation

/// `bateman bootstrap`: how estimates would scatter, by fitting data that might have been.
struct BootstrapCommand: ResamplingCommand {
  static let name = "bootstrap"
  static let ownOptions: Set<String> = ["replicates", "stratify", "parametric", "level"]
  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Standard errors and intervals of a fit by bootstrap.",
    discussion: """
      Draws subjects with replacement, or with --parametric simulates what was measured from the model at its \
      estimates, and fits each replicate from the estimates. Replicates that do not converge are counted by reason and \
      left out. With --out, each replicate is a row of samples.csv as soon as it is done, and a run that was killed goes \
      on with --resume to the same numbers. Results do not depend on the number of threads.

      Examples:
        bateman bootstrap run1 --replicates 1000 --out boot1

        bateman bootstrap drug.pkm --data study.csv --stratify SEX,DOSE --out boot2

        bateman bootstrap run1 --parametric --replicates 200 --json

        bateman bootstrap --resume boot1
      """)

  @OptionGroup var resampling: ResamplingOptions

  @Option(help: ArgumentHelp("How many replicates.", valueName: "number"))
  var replicates = 1000

  @Option(
    help: ArgumentHelp(
      "Columns whose values make strata; as many subjects are drawn from each as it has.", valueName: "names"))
  var stratify: String?

  @Flag(help: "Simulate the data of each replicate instead of drawing subjects.")
  var parametric = false

  @Option(help: ArgumentHelp("The coverage of the intervals.", valueName: "share"))
  var level = 0.95

  @OptionGroup(title: "How it is fitted")
  var options: FitOptions

  @OptionGroup(title: "How the table is read")
  var reading: TableRuleOptions

  func validate() throws {
    guard (2...1_000_000).contains(replicates) else {
      throw ValidationError("--replicates takes a number from 2 to 1000000.")
    }
    guard level >= 0.5, level < 1 else { throw ValidationError("--level takes a number from 0.5 to below 1.") }
    if parametric, stratify != nil {
      throw ValidationError("--stratify is for drawing subjects; a parametric bootstrap has every subject once.")
    }
  }

  func run(_ run: FittedRun, in folder: ResamplingFolder?) async throws {
    let clock = ContinuousClock()
    let begin = clock.now
    var estimator = try run.options.estimator()
    if var likelihood = estimator as? ApproximateLikelihood {
      likelihood.covariance = nil
      estimator = likelihood
    }
    let (names, strata) = try strata(of: run.dataset)
    let (problem, result) = try await run.fitted(estimator, isQuiet: resampling.quiet)
    let bootstrap = try Bootstrap(
      problem, estimator, kind: parametric ? .parametric : .subjects, strata: strata, seed: run.options.seed)
    let log = try folder?.log(["replicate", "outcome", "converged", "objective"] + problem.columns)
    let all = try await samples(bootstrap, log)
    let usable = all.filter(\.isConverged)
    var influences: [[Double]]?
    if !parametric, let likelihood = estimator as? ApproximateLikelihood {
      influences = await likelihood.influences(problem)
    }
    let table = SampleParameters(
      problem, samples: usable.map(\.values), influences: influences, hasAccelerated: !parametric, level: level)
    var failures: [String: Int] = [:]
    for replicate in all where !replicate.isConverged { failures[replicate.outcome, default: 0] += 1 }
    let report = BootstrapReport(
      kind: bootstrap.kind.rawValue, method: run.options.method, strata: names, seed: run.options.seed, level: level,
      replicates: all.count, converged: usable.count, failures: failures, objective: result.objective.finite,
      order: table.order, parameters: table.byName, seconds: (clock.now - begin) / .seconds(1),
      model: SampleSource(path: run.modelPath, sha256: run.modelHash),
      data: SampleSource(path: run.dataPath, sha256: run.dataHash))
    try folder?.finish(report)
    if resampling.json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text(table)) }
    guard usable.count * 2 > all.count else {
      throw CommandError.notTrusted(
        "only \(usable.count) of \(all.count) replicates converged: intervals of them say little",
        help: ["simplify the model, or use 'bateman sir' or 'bateman profile'"], isInJSON: resampling.json)
    }
  }

  /// The replicates of an earlier run, and those that are left to make.
  private func samples(_ bootstrap: Bootstrap, _ log: SampleLog?) async throws -> [BootstrapReplicate] {
    var found: [Int: BootstrapReplicate] = [:]
    for row in log?.earlier ?? [] {
      guard row.count > 4, let number = Int(row[0]), (1...replicates).contains(number) else { continue }
      found[number] = BootstrapReplicate(
        number: number, outcome: row[1], isConverged: row[2] == "1", objective: SampleLog.number(row[3]),
        values: row.dropFirst(4).map(SampleLog.number))
    }
    if let log, !log.earlier.isEmpty, !resampling.quiet {
      Terminal.note("note: \(found.count) of \(replicates) replicates are there already")
    }
    let left = (1...replicates).filter { found[$0] == nil }
    let progress = SampleProgress("replicates", isQuiet: resampling.quiet)
    defer { progress.finish() }
    var failed = found.values.count { !$0.isConverged }
    try await OrderedTasks.run(
      left, threads: bootstrap.problem.options.simulation.threads, work: { await bootstrap.replicate($0) }
    ) { number, replicate in
      found[number] = replicate
      failed += replicate.isConverged ? 0 : 1
      try log?.append(
        ["\(number)", replicate.outcome, replicate.isConverged ? "1" : "0", SampleLog.text(replicate.objective)]
          + replicate.values.map(SampleLog.text))
      progress.update(found.count, of: replicates, failed: failed)
    }
    return found.keys.sorted().compactMap { found[$0] }
  }

  /// The stratum of each subject by the columns of `--stratify`, at its first record.
  private func strata(of dataset: Dataset) throws(CommandError) -> (names: [String], strata: [Int]) {
    guard let stratify else { return ([], []) }
    let names = stratify.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
    var columns: [Int] = []
    for name in names {
      let known = dataset.covariates.map(\.name)
      guard let index = known.firstIndex(where: { $0.lowercased() == name.lowercased() }) else {
        let help = didYouMean(name, among: known) ?? "there are \(known.joined(separator: ", "))"
        throw .usage("--stratify: the table has no covariate '\(name)'", help: [help])
      }
      columns.append(index)
    }
    var numbers: [[UInt64]: Int] = [:]
    let strata = dataset.subjects.map { subject in
      let key = columns.map { column in (subject.records.first?.covariates[column] ?? .nan).bitPattern }
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
    guard numbers.count * 2 <= dataset.subjects.count else {
      throw .usage(
        "--stratify: \(numbers.count) strata of \(dataset.subjects.count) subjects leave nothing to draw",
        help: ["use columns with few values, such as categories"])
    }
    return (names, strata)
  }
}
