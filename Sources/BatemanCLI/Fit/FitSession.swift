import Bateman
import Foundation
import Synchronization

/// A fit under way: progress on the terminal, checkpoints in the folder, results at the end.
struct FitSession {
  let problem: FitProblem
  let options: FitOptions
  let facts: FitRunFacts
  let files: FitFiles?
  let isQuiet: Bool
  /// The folder that the paths of the arguments start from.
  let folder: String

  /// Runs the fit and writes its files.
  func run() async throws -> FitRecord {
    let clock = ContinuousClock()
    let start = clock.now
    let progress = FitProgress(isQuiet: isQuiet, after: earlierIterations)
    defer { progress.finish() }
    let log = FitLog(self)
    var result: FitResult
    if options.evaluate {
      result = try await options.evaluated(problem)
    } else {
      result = try await options.estimator().fit(problem) { iteration in
        progress.update(iteration)
        log.add(iteration)
        return vanishedError(iteration) == nil
      }
    }
    progress.finish()
    if result.termination == .interrupted, let name = result.trace.last.flatMap(vanishedError) {
      result.termination = .collapsed(parameter: name)
    }
    var facts = facts
    facts.seconds += (clock.now - start) / .seconds(1)
    let values = IndividualValues(problem.model, result.estimates, problem.dataset).values(of: result.individuals)
    let record = FitRecord(result, of: problem, run: facts, individuals: values)
    if let files {
      let tables = FitTables(result: result, model: problem.model, parameters: values, trace: trace(of: result))
      for (name, bytes) in tables.files { try files.write(bytes, to: name) }
      try files.write(json: record, to: FitFiles.resultName)
      files.removeCheckpoint()
    }
    return record
  }

  /// A residual error that has all but vanished: the model meets every value, and the objective falls without end.
  private func vanishedError(_ iteration: FitIteration) -> String? {
    problem.parameters.free.lazy.compactMap { parameter -> String? in
      guard case .sigma(let index) = parameter else { return nil }
      let start = problem.parameters.start.sigmas[index]
      return start > 0 && iteration.parameters.sigmas[index] < 1e-8 * start ? problem.model.sigmas[index].name : nil
    }.first
  }

  /// The iterations of earlier runs, and those of the fit; not what was shown on the way, of which the order of several
  /// chains is a matter of chance.
  private func trace(of result: FitResult) -> [FitCheckpoint.Step] {
    facts.earlierTrace
      + result.trace.map {
        FitCheckpoint.Step($0, in: problem.model, after: earlierIterations, seconds: facts.seconds)
      }
  }

  fileprivate var earlierIterations: Int { facts.earlierTrace.last.map { $0.iteration + 1 } ?? 0 }
}

/// The iterations of a run, written to its checkpoint as they come.
private final class FitLog: Sendable {
  /// How much time passes between two checkpoints, that writing them costs next to nothing.
  private static let interval = Duration.milliseconds(200)

  private struct State {
    var trace: [FitCheckpoint.Step]
    var lastWritten: ContinuousClock.Instant?
  }

  private let session: FitSession
  private let state: Mutex<State>

  init(_ session: FitSession) {
    self.session = session
    state = Mutex(State(trace: session.facts.earlierTrace))
  }

  /// Adds an iteration; a checkpoint that cannot be written is said once at the end, when the results are.
  func add(_ iteration: FitIteration) {
    let step = FitCheckpoint.Step(
      iteration, in: session.problem.model, after: session.earlierIterations, seconds: session.facts.seconds)
    state.withLock { state in
      state.trace.append(step)
      let now = ContinuousClock.now
      if let last = state.lastWritten, now - last < Self.interval { return }
      state.lastWritten = now
      write(state.trace, seconds: step.seconds)
    }
  }

  private func write(_ trace: [FitCheckpoint.Step], seconds: Double) {
    guard let files = session.files else { return }
    let checkpoint = FitCheckpoint(
      version: BatemanCommand.currentVersion, arguments: session.facts.options, folder: session.folder,
      modelHash: session.facts.modelHash, dataHash: session.facts.dataHash, seconds: seconds, trace: trace)
    // The fit is worth more than its checkpoint: what stands in the way is told when the results are written.
    try? files.write(json: checkpoint, to: FitCheckpoint.fileName)
  }
}
