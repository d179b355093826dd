import ArgumentParser
import Bateman
import Foundation

/// `bateman sir`: the uncertainty of a fit by sampling importance resampling.
struct SIRCommand: ResamplingCommand {
  static let name = "sir"
  static let ownOptions: Set<String> = ["rounds", "inflation", "level"]
  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Standard errors and intervals of a fit by sampling importance resampling.",
    discussion: """
      Draws parameters from a t distribution about the estimates, computes the objective function at each draw, and \
      keeps draws in proportion to their likelihood; each further round draws with the mean and covariance of what was kept (Dosne \
      2016, 2017). Nothing is fitted again, so that a SIR is quick, and it needs no positive definite R. With --out, each \
      draw is a row of samples.csv as soon as it is computed, and a run that was killed goes on with --resume.

      Examples:
        bateman sir run1 --out sir1

        bateman sir drug.pkm --data study.csv --rounds 1000:200,2000:1000 --json

        bateman sir run1 --inflation 1.5

        bateman sir --resume sir1
      """)

  @OptionGroup var resampling: ResamplingOptions

  @Option(
    help: ArgumentHelp("Draws made and kept in each round.", valueName: "made:kept,…"))
  var rounds = "1000:200,1000:400,1000:500,2000:1000,2000:1000"

  @Option(
    help: ArgumentHelp("How much wider than the covariance the first round draws (of the SD).", valueName: "factor"))
  var inflation = 1.0

  @Option(help: ArgumentHelp("The coverage of the intervals.", valueName: "share"))
  var level = 0.95

  @OptionGroup(title: "How it is fitted")
  var options: FitOptions

  @OptionGroup(title: "How the table is read")
  var reading: TableRuleOptions

  func validate() throws {
    guard level >= 0.5, level < 1 else { throw ValidationError("--level takes a number from 0.5 to below 1.") }
    guard inflation >= 0.1, inflation <= 10 else { throw ValidationError("--inflation takes a number from 0.1 to 10.") }
    _ = try schedule()
  }

  private func schedule() throws -> [ImportanceResampling.Round] {
    try rounds.split(separator: ",").map { part in
      let numbers = part.split(separator: ":").map { Int($0.trimmed) }
      guard numbers.count == 2, let made = numbers[0], let kept = numbers[1], kept >= 2, made >= kept,
        made <= 10_000_000
      else { throw ValidationError("--rounds takes pairs such as 1000:200: draws made, and fewer that are kept.") }
      return ImportanceResampling.Round(samples: made, resamples: kept)
    }
  }

  func run(_ run: FittedRun, in folder: ResamplingFolder?) async throws {
    let clock = ContinuousClock()
    let begin = clock.now
    let estimator = try run.likelihood(for: Self.name)
    let (problem, result) = try await run.fitted(estimator, isQuiet: resampling.quiet)
    guard let uncertainty = result.uncertainty else {
      throw CommandError.notTrusted(
        "there is no covariance matrix to draw from", help: ["--covariance sandwich, hessian or gradients"])
    }
    var sequential = problem.options
    sequential.simulation.threads = 1
    let own = try FitProblem(
      model: problem.model, dataset: problem.dataset, start: problem.parameters.start, options: sequential)
    guard
      let sir = await ImportanceResampling(
        own, method: estimator.method, seed: run.options.seed, inflation: inflation),
      let first = sir.proposal(from: uncertainty)
    else {
      throw CommandError.notTrusted("no distribution can be made of the covariance matrix")
    }
    let log = try folder?.log(["round", "draw", "rise"] + problem.columns)
    let (rounds, kept) = try await sample(sir, first, log, threads: problem.options.simulation.threads)
    let table = SampleParameters(problem, samples: kept, influences: nil, hasAccelerated: false, level: level)
    let report = SIRReport(
      method: run.options.method, proposal: uncertainty.basis.rawValue, inflation: inflation, seed: run.options.seed,
      level: level, objective: result.objective.finite, freeParameters: problem.parameters.count, rounds: rounds,
      warnings: SIRReport.warnings(rounds, freeParameters: problem.parameters.count), order: table.order,
      parameters: table.byName, seconds: (clock.now - begin) / .seconds(1),
      model: SampleSource(path: run.modelPath, sha256: run.modelHash),
      data: SampleSource(path: run.dataPath, sha256: run.dataHash))
    try folder?.write(kept, columns: problem.columns, to: ResamplingFolder.keptName)
    try folder?.finish(report)
    if resampling.json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text(table)) }
  }

  /// All rounds: what each says, and the parameters that the last one kept.
  private func sample(
    _ sir: ImportanceResampling, _ first: ImportanceResampling.Proposal, _ log: SampleLog?, threads: Int
  ) async throws -> ([SIRReport.Round], [[Double]]) {
    var known: [[Int]: Double] = [:]
    for row in log?.earlier ?? [] {
      guard row.count > 2, let round = Int(row[0]), let number = Int(row[1]) else { continue }
      known[[round, number]] = row[2] == "NA" ? .infinity : SampleLog.number(row[2])
    }
    let schedule = try schedule()
    let total = schedule.reduce(0) { $0 + $1.samples }
    if !known.isEmpty, !resampling.quiet { Terminal.note("note: \(known.count) of \(total) draws are there already") }
    let progress = SampleProgress("draws", isQuiet: resampling.quiet)
    defer { progress.finish() }
    var proposal = first
    var rounds: [SIRReport.Round] = []
    var kept: [[Double]] = []
    var failed = 0
    for (index, round) in schedule.enumerated() {
      let draws = sir.draws(index + 1, round.samples, from: proposal)
      var rises = draws.map { known[[index + 1, $0.number]] }
      let left = draws.indices.filter { rises[$0] == nil }
      try await OrderedTasks.run(left, threads: threads, work: { await sir.rise(of: draws[$0]) }) { place, rise in
        rises[place] = rise
        failed += rise < .infinity ? 0 : 1
        let values = sir.problem.parameters.free.map { SampleLog.text(draws[place].parameters[$0]) }
        try log?.append(["\(index + 1)", "\(draws[place].number)", rise < .infinity ? "\(rise)" : "NA"] + values)
        let earlier = schedule.prefix(index).reduce(0) { $0 + $1.samples }
        progress.update(earlier + place + 1, of: total, failed: failed)
      }
      let summary = sir.summary(index + 1, draws, rises: rises.map { $0 ?? .infinity }, keeping: round.resamples)
      rounds.append(
        SIRReport.Round(
          samples: round.samples, resamples: summary.kept.count, failures: summary.failures,
          effectiveSamples: summary.effectiveSamples.finite, largestWeight: summary.largestShare.finite,
          meanRise: summary.meanRise.finite, meanKeptRise: summary.meanKeptRise.finite))
      kept = summary.kept.map { place in sir.problem.parameters.free.map { draws[place].parameters[$0] } }
      guard index + 1 < schedule.count else { break }
      guard let next = sir.proposal(from: draws, kept: summary.kept) else {
        throw CommandError.notTrusted(
          "round \(index + 1) kept \(summary.kept.count) draws, too few to make the next round's proposal of",
          help: ["draw more, or try --inflation 1.5"])
      }
      proposal = next
    }
    return (rounds, kept)
  }
}
