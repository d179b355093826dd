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
      var estimator = try options.estimator()
      if var resumable = estimator as? any ResumableEstimator {
        log.waitsForStates()
        resumable.checkpoints = FitCheckpoints(state: facts.state) { log.keep($0) }
        estimator = resumable
      }
      result = try await estimator.fit(problem) { iteration in
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

  /// What is added to the numbers of iterations; a run that goes on from a state counts on by itself.
  fileprivate var earlierIterations: Int {
    facts.state == nil ? facts.earlierTrace.last.map { $0.iteration + 1 } ?? 0 : 0
  }
}

/// The iterations of a run, written to its checkpoint as they come.
private final class FitLog: Sendable {
  private struct State {
    var trace: [FitCheckpoint.Step]
    var lastWritten: ContinuousClock.Instant?
    /// How much time passes between two checkpoints, that writing them costs next to nothing.
    var interval = Duration.milliseconds(200)
    /// Whether a checkpoint without a state is of no use.
    var waitsForStates = false

    func isDue(_ now: ContinuousClock.Instant) -> Bool { lastWritten.map { now - $0 >= interval } ?? true }
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
      guard !state.waitsForStates, state.isDue(now) else { return }
      state.lastWritten = now
      write(state.trace, nil)
    }
  }

  /// From now on checkpoints are written with states, at the iterations that have one.
  func waitsForStates() { state.withLock { $0.waitsForStates = true } }

  /// Writes a checkpoint with a state, when it is time.
  func keep(_ make: () -> FitState) {
    state.withLock { state in
      let start = ContinuousClock.now
      guard session.files != nil, state.isDue(start) else { return }
      write(state.trace, make())
      let end = ContinuousClock.now
      state.lastWritten = end
      state.interval = max(.milliseconds(200), (end - start) * 20)
    }
  }

  private func write(_ trace: [FitCheckpoint.Step], _ state: FitState?) {
    guard let files = session.files else { return }
    let start = session.problem.parameters.start
    let names = PopulationParameter.all(of: session.problem.model)
    let checkpoint = FitCheckpoint(
      version: BatemanCommand.currentVersion, arguments: session.facts.options, folder: session.folder,
      modelHash: session.facts.modelHash, dataHash: session.facts.dataHash, seconds: trace.last?.seconds ?? 0,
      trace: trace, start: state.map { _ in names.map { start[$0] } }, state: state)
    // The fit is worth more than its checkpoint: what stands in the way is told when the results are written.
    try? files.write(json: checkpoint, to: FitCheckpoint.fileName)
  }
}
