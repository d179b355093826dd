public import PKNumerics

/// The exposure to one output over one cycle.
public struct CycleExposure: Hashable, Sendable {
  /// The highest value in the cycle, in the output's unit.
  public var cmax = Double.nan
  /// When it occurs, since the start of the cycle, in the model's time unit.
  public var tmax = Double.nan
  /// The value at the end of the cycle, before the next dose.
  public var ctrough = Double.nan
  /// The area under the output over the cycle, integrated as a state of the system.
  public var auc = Double.nan

  /// Creates an exposure of which nothing is known yet.
  public init() {}
}

/// Why a subject could not be simulated to its end; what came before the failure is kept.
public struct SubjectFailure: Hashable, Sendable {
  /// The subject's index in its arm or data set, from 0.
  public var subject: Int
  /// What stopped the solver.
  public var reason: SolverError
  /// The row of the table whose dose it happened at, counted as a spreadsheet counts; nil elsewhere.
  public var row: Int?
  /// What the state that the reason is about is called: a compartment, or a hazard.
  public var stateName: String?
  /// Which attribute of its route a dose cannot have.
  public var attribute: DoseAttribute?
  /// The individual parameters at the time, in the model's order.
  public var parameters: [Double]
  /// What the model's compartments held when the solver stopped, in the model's order.
  public var amounts: [Double] = []
}

/// What a model says of the doses that are given by a route.
public enum DoseAttribute: String, Hashable, Sendable {
  case bioavailability, lag, duration, rate
}

/// What the engine writes for a run of subjects; NaN where a subject did not get.
struct ChunkResults {
  /// The predictions of all subjects: for each, its output times by the model's outputs.
  var predictions: [Double]
  /// Where each subject's predictions begin.
  private(set) var offsets: [Int] = []
  /// The exposures of all subjects: for each, its cycles by the model's outputs.
  var exposures: [CycleExposure]
  /// For each subject and event that happens once when it did; ∞ when it did not.
  var eventTimes: [Double]
  let eventCount: Int
  private(set) var cycleCount: Int
  private(set) var outputCount: Int
  var failures: [SubjectFailure] = []
  var statistics = SolverStatistics()
  /// How many steady states Newton's method did not find, so that periods were lived through instead.
  var steadyStatesByCycling = 0

  init(outputTimeCounts: [Int], outputCount: Int, cycleCount: Int, eventCount: Int = 0) {
    self.outputCount = outputCount
    self.cycleCount = cycleCount
    self.eventCount = eventCount
    eventTimes = Array(repeating: .infinity, count: outputTimeCounts.count * eventCount)
    predictions = []
    exposures = Array(repeating: CycleExposure(), count: outputTimeCounts.count * cycleCount * outputCount)
    begin(outputTimeCounts: outputTimeCounts, outputCount: outputCount)
  }

  /// Makes room for other subjects with their cycles, without events, in the memory that is there.
  mutating func begin(outputTimeCounts: some Collection<Int>, outputCount: Int, cycleCount: Int) {
    self.cycleCount = cycleCount
    exposures.removeAll(keepingCapacity: true)
    let count = outputTimeCounts.count * cycleCount * outputCount
    exposures.append(contentsOf: repeatElement(CycleExposure(), count: count))
    begin(outputTimeCounts: outputTimeCounts, outputCount: outputCount)
  }

  private mutating func begin(outputTimeCounts: some Sequence<Int>, outputCount: Int) {
    self.outputCount = outputCount
    offsets.removeAll(keepingCapacity: true)
    var total = 0
    for count in outputTimeCounts {
      offsets.append(total)
      total += count * outputCount
    }
    predictions.removeAll(keepingCapacity: true)
    predictions.append(contentsOf: repeatElement(.nan, count: total))
    failures.removeAll(keepingCapacity: true)
    statistics = SolverStatistics()
    steadyStatesByCycling = 0
  }

  /// Where the exposure of a subject, cycle and output is.
  func exposureIndex(slot: Int, cycle: Int, output: Int) -> Int {
    (slot * cycleCount + cycle) * outputCount + output
  }
}
