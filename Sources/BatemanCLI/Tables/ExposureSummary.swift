import Bateman

/// The distribution of exposure over the patients of each arm, by cycle and output.
struct ExposureSummary {
  /// What is summarised, in the order of the table's columns.
  enum Metric: Int, CaseIterable {
    case cmax, ctrough, auc
  }

  /// Median and 90 % interval.
  struct Interval: Encodable {
    var median: Double
    var p05: Double
    var p95: Double
  }

  /// One arm's quantiles: by cycle, output and metric.
  struct Arm {
    var name: String
    var cycleCount: Int
    fileprivate var quantiles: [QuantileAccumulator]
  }

  /// The model's outputs.
  let outputs: [OutputLabels]
  /// The arms, in the order given.
  private(set) var arms: [Arm]

  /// Prepares the summary of arms with their numbers of cycles.
  init(of arms: [(name: String, cycleCount: Int)], outputs: [OutputLabels]) {
    self.outputs = outputs
    self.arms = arms.map { arm in
      let count = arm.cycleCount * outputs.count * Metric.allCases.count
      let quantiles = Array(repeating: QuantileAccumulator(), count: count)
      return Arm(name: arm.name, cycleCount: arm.cycleCount, quantiles: quantiles)
    }
  }

  /// Adds the patients of a chunk.
  mutating func add(_ chunk: SimulationChunk) {
    for subject in chunk.subjects {
      var index = 0
      for cycle in 0..<min(chunk.cycleCount, arms[chunk.arm].cycleCount) {
        for output in 0..<chunk.outputCount {
          let exposure = chunk.exposure(subject: subject, cycle: cycle, output: output)
          for value in [exposure.cmax, exposure.ctrough, exposure.auc] {
            arms[chunk.arm].quantiles[index].add(value)
            index += 1
          }
        }
      }
    }
  }

  /// The median and 90 % interval; nil when no patient has the value.
  func interval(arm: Int, cycle: Int, output: Int, _ metric: Metric) -> Interval? {
    let index = (cycle * outputs.count + output) * Metric.allCases.count + metric.rawValue
    guard arms[arm].quantiles[index].count > 0 else { return nil }
    let values = arms[arm].quantiles[index].quantiles([0.5, 0.05, 0.95])
    return Interval(median: values[0], p05: values[1], p95: values[2])
  }
}
