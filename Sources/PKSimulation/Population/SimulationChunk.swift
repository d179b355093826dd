public import PKNumerics

/// The results of some subjects of one arm or data set, in order.
public struct SimulationChunk: Sendable {
  /// The arm's index; 0 for a data set.
  public let arm: Int
  /// The subjects, by index from 0.
  public let subjects: Range<Int>
  /// The covariates of each subject, in the order of `PopulationSimulation.covariateNames`; empty for a data set.
  public let covariates: [[Double]]
  /// Subjects that could not be simulated to the end.
  public let failures: [SubjectFailure]
  /// The work it took.
  public let statistics: SolverStatistics
  /// How many steady states Newton's method did not find, so that doses were repeated until nothing changed.
  public var steadyStatesByCycling: Int { results.steadyStatesByCycling }
  /// How many outputs the model has, and how many cycles are reported.
  public let outputCount: Int, cycleCount: Int
  /// How many events that happen once the model has.
  public var eventCount: Int { results.eventCount }

  private let results: ChunkResults

  init(arm: Int, subjects: Range<Int>, covariates: [[Double]] = [], _ results: ChunkResults) {
    self.arm = arm
    self.subjects = subjects
    self.covariates = covariates
    self.results = results
    failures = results.failures.map { failure in
      var failure = failure
      failure.subject += subjects.lowerBound
      return failure
    }
    statistics = results.statistics
    outputCount = results.outputCount
    cycleCount = results.cycleCount
  }

  /// A subject's prediction of an output at its n-th output time; NaN when the subject failed before.
  public func prediction(subject: Int, time: Int, output: Int) -> Double {
    results.predictions[results.offsets[subject - subjects.lowerBound] + time * outputCount + output]
  }

  /// All of a subject's predictions: by output time, at each time those of all outputs.
  public func predictions(subject: Int) -> ArraySlice<Double> {
    let slot = subject - subjects.lowerBound
    let end = slot + 1 < results.offsets.count ? results.offsets[slot + 1] : results.predictions.count
    return results.predictions[results.offsets[slot]..<end]
  }

  /// A subject's exposure to an output over a cycle.
  public func exposure(subject: Int, cycle: Int, output: Int) -> CycleExposure {
    results.exposures[
      results.exposureIndex(slot: subject - subjects.lowerBound, cycle: cycle, output: output)]
  }

  /// When an event that happens once happened to a subject, in the model's time unit; nil when it did not.
  public func eventTime(subject: Int, event: Int) -> Double? {
    let time = results.eventTimes[(subject - subjects.lowerBound) * eventCount + event]
    return time < .infinity ? time : nil
  }
}
