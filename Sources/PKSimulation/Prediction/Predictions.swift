public import PKNumerics

/// How many numbers a record has, and of what kinds.
struct PredictionSizes: Hashable, Sendable {
  let outputs: Int
  /// Where the error arguments of each output begin among those of all, and how many there are.
  let argumentStarts: [Int]
  let arguments: Int
  let directions: Int

  init(outputs: Int, arguments: [Int], directions: Int) {
    self.outputs = outputs
    self.directions = directions
    var starts: [Int] = []
    var total = 0
    for count in arguments {
      starts.append(total)
      total += count
    }
    argumentStarts = starts
    self.arguments = total
  }

  /// How many numbers a record has.
  var stride: Int { (outputs + arguments) * (directions + 1) }
}

/// Predictions of jobs at their subjects' records, with their derivatives, in memory that is used again.
///
/// The numbers of a record are, one after another: the predictions of all outputs, their derivatives by the first
/// parameter, by the second and so on; then the arguments of the outputs' error terms (standard deviations, shares,
/// exponents, in the order written), and their derivatives likewise.
public struct Predictions: Sendable {
  var results = ChunkResults(outputTimeCounts: [], outputCount: 0, cycleCount: 0)
  private var sizes = PredictionSizes(outputs: 0, arguments: [], directions: 0)

  /// Creates memory for any number of jobs.
  public init() {}

  mutating func begin(_ sizes: PredictionSizes, _ recordCounts: some Collection<Int>, windows: Int) {
    self.sizes = sizes
    results.begin(outputTimeCounts: recordCounts, outputCount: sizes.stride, cycleCount: windows)
  }

  /// Failures were noted by job; a failure tells its subject.
  mutating func end(_ jobs: [PredictionJob]) {
    failures.removeAll(keepingCapacity: true)
    for failure in results.failures {
      var own = failure
      own.subject = jobs[failure.subject].subject
      failures.append((failure.subject, own))
    }
  }

  /// Jobs that could not be solved to the end, and why; their numbers are NaN from there on.
  public private(set) var failures: [(job: Int, failure: SubjectFailure)] = []
  /// The work it took.
  public var statistics: SolverStatistics { results.statistics }
  /// How many steady states Newton's method did not find, so that doses were repeated until nothing changed.
  public var steadyStatesByCycling: Int { results.steadyStatesByCycling }

  /// All numbers, job by job, record by record.
  public var values: [Double] { results.predictions }
  /// How many numbers a record has.
  public var stride: Int { sizes.stride }
  /// Where the numbers of a job's record begin among `values`.
  public func offset(job: Int, record: Int) -> Int { results.offsets[job] + record * sizes.stride }

  /// The prediction of an output at a record, just after everything due there has happened.
  public func prediction(job: Int, record: Int, output: Int) -> Double {
    results.predictions[offset(job: job, record: record) + output]
  }

  /// A job's exposure to an output over one of its subject's windows; NaN in a window that the subject does not have.
  public func exposure(job: Int, window: Int, output: Int) -> CycleExposure {
    results.exposures[results.exposureIndex(slot: job, cycle: window, output: output)]
  }

  /// The derivative of that prediction by the n-th parameter.
  public func derivative(job: Int, record: Int, output: Int, by parameter: Int) -> Double {
    results.predictions[offset(job: job, record: record) + sizes.outputs * (parameter + 1) + output]
  }

  /// An argument of an output's error terms at a record; arguments are numbered over all terms of the output.
  public func errorArgument(job: Int, record: Int, output: Int, _ argument: Int) -> Double {
    results.predictions[argumentOffset(job, record, output) + argument]
  }

  /// The derivative of that argument by the n-th parameter.
  public func errorArgumentDerivative(
    job: Int, record: Int, output: Int, _ argument: Int, by parameter: Int
  ) -> Double {
    results.predictions[argumentOffset(job, record, output) + sizes.arguments * (parameter + 1) + argument]
  }

  private func argumentOffset(_ job: Int, _ record: Int, _ output: Int) -> Int {
    offset(job: job, record: record) + sizes.outputs * (sizes.directions + 1) + sizes.argumentStarts[output]
  }
}
