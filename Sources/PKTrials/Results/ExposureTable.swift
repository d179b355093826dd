import PKSimulation

/// Exposure and antibodies by level and cycle, over the patients of many simulated trials.
///
/// Cycles of patients whose dose has risen are left out: what they show is of two doses.
public struct ExposureTable: Sendable {
  /// A distribution, by its quantiles.
  public struct Distribution: Hashable, Sendable {
    /// The 5 % quantile.
    public var p05: Double
    /// The median, and its Monte-Carlo error.
    public var median: Estimate
    /// The 95 % quantile.
    public var p95: Double
  }

  /// One level and cycle.
  public struct Row: Hashable, Sendable {
    /// The level, and the cycle from 0.
    public var level: Int
    /// The cycle, from 0.
    public var cycle: Int
    /// How many patients had it.
    public var patients: Int
    /// The true peak.
    public var cmax: Distribution
    /// The value at the end of the cycle.
    public var ctrough: Distribution
    /// The area over the cycle.
    public var auc: Distribution
    /// The measured peak; nil where no sample is drawn.
    public var sampledCmax: Distribution?
    /// The share of patients who have antibodies before the cycle's dose; nil where no sample is drawn.
    public var withAntibodies: Estimate?
    /// The share of patients who are found to have some.
    public var foundPositive: Estimate?
  }

  private struct Cell: Sendable {
    var cmax = QuantileAccumulator()
    var ctrough = QuantileAccumulator()
    var auc = QuantileAccumulator()
    var sampled = QuantileAccumulator()
    var tested = 0
    var positive = 0
    var found = 0
  }

  private let levelCount: Int
  private let cycleCount: Int
  private var cells: [Cell]
  /// How many cycles were left out because the dose had risen.
  public private(set) var risen = 0

  /// How many cycles could not be solved.
  public private(set) var unsolved = 0

  /// A table of nothing.
  public init(levelCount: Int, cycleCount: Int) {
    (self.levelCount, self.cycleCount) = (levelCount, cycleCount)
    cells = Array(repeating: Cell(), count: levelCount * cycleCount)
  }

  /// Adds a cycle.
  public mutating func add(_ record: CycleRecord) {
    guard !record.hasRisen else {
      risen += 1
      return
    }
    guard !record.cmax.isNaN else {
      unsolved += 1
      return
    }
    guard record.level < levelCount, record.cycle < cycleCount else { return }
    let index = record.level * cycleCount + record.cycle
    cells[index].cmax.add(record.cmax)
    cells[index].ctrough.add(record.ctrough)
    cells[index].auc.add(record.auc)
    cells[index].sampled.add(record.sampledCmax)
    if let has = record.hasAntibodies {
      cells[index].tested += 1
      cells[index].positive += has ? 1 : 0
      cells[index].found += record.isFoundPositive ?? false ? 1 : 0
    }
  }

  /// The rows that have patients.
  public var rows: [Row] {
    cells.enumerated().compactMap { index, cell in
      guard cell.cmax.count > 0 else { return nil }
      return Row(
        level: index / cycleCount, cycle: index % cycleCount, patients: cell.cmax.count,
        cmax: Self.distribution(cell.cmax), ctrough: Self.distribution(cell.ctrough), auc: Self.distribution(cell.auc),
        sampledCmax: cell.sampled.count > 0 ? Self.distribution(cell.sampled) : nil,
        withAntibodies: cell.tested > 0 ? Estimate(share: cell.positive, of: cell.tested) : nil,
        foundPositive: cell.tested > 0 ? Estimate(share: cell.found, of: cell.tested) : nil)
    }
  }

  /// Quantiles; the error of the median is half the distance between the quantiles one binomial standard error to
  /// either side.
  private static func distribution(_ values: QuantileAccumulator) -> Distribution {
    let step = values.count > 1 ? 0.5 / Double(values.count).squareRoot() : 0.5
    let q = values.quantiles([0.05, 0.5, 0.95, 0.5 - step, 0.5 + step])
    return Distribution(
      p05: q[0], median: Estimate(value: q[1], error: values.count > 1 ? (q[4] - q[3]) / 2 : .nan), p95: q[2])
  }
}
