import PKLanguage
import PKModel
public import PKSimulation

/// The outer loop over what is not known of a model's parameters: the study under each draw, and what it does to the
/// median patient and to the probabilities of targets.
///
/// Every draw has the same patients with the same luck, so that draws differ by their parameters alone.
public struct UncertaintyLoop {
  private struct Key: Hashable {
    var arm: Int
    var cycle: Int
    var output: Int
    var metric: ExposureMetric
    /// The target; −1 for the median patient.
    var target: Int
  }

  private let study: Study
  private var values: [Key: Distribution] = [:]
  /// How many draws were added.
  public private(set) var draws = 0

  /// A loop of nothing yet.
  public init(_ study: Study) { self.study = study }

  /// The study bound to the model under a draw; samples and sizes do not matter here.
  ///
  /// - Throws: `ParameterDraws.Fault`, `Model.CompilationError`, `SetupError`.
  public func simulation(
    _ names: [String], _ row: [Double], settings: SimulationSettings
  ) throws -> StudySimulation {
    var plain = study
    plain.sampling = []
    return try StudySimulation(
      plain, model: try Model(compiling: try study.model.source.replacing(names, with: row)), settings: settings)
  }

  /// Adds what a draw came to.
  public mutating func add(_ summary: StudySummary) {
    draws += 1
    for arm in study.arms.indices {
      for cycle in Set([0, summary.lastCycles[arm]]) {
        for output in study.outputs {
          for metric in [ExposureMetric.Cmax, .Ctrough, .AUC] {
            let key = Key(arm: arm, cycle: cycle, output: output, metric: metric, target: -1)
            values[key, default: Distribution()].add(
              summary.median(arm: arm, cycle: cycle, output: output, metric))
          }
        }
      }
      for (number, target) in study.targets.enumerated() {
        let counts = summary.targetCounts[.init(target: number, arm: arm)] ?? (0, 0)
        let cycle = target.cycle.map { $0 - 1 } ?? summary.lastCycles[arm]
        let key = Key(arm: arm, cycle: cycle, output: target.output, metric: target.metric, target: number)
        values[key, default: Distribution()].add(Proportion(hits: counts.hits, of: counts.n).value)
      }
    }
  }

  /// Median and 90 % interval over the draws.
  public var records: [StudyResult.UncertaintyRecord] {
    let source = study.model.source
    let keys = values.keys.sorted {
      ($0.arm, $0.target, $0.cycle, $0.output, $0.metric.index)
        < ($1.arm, $1.target, $1.cycle, $1.output, $1.metric.index)
    }
    return keys.compactMap { key in
      guard let q = values[key]?.at([0.05, 0.5, 0.95]) else { return nil }
      let isMedian = key.target < 0
      let unit = key.metric.unit(of: source.outputs[key.output], timeUnit: source.timeUnit)
      return StudyResult.UncertaintyRecord(
        arm: study.arms[key.arm].name, cycle: key.cycle + 1, analyte: source.outputs[key.output].name,
        metric: key.metric.rawValue, unit: isMedian ? "\(unit)" : "1",
        quantity: isMedian ? "median patient" : "probability of '\(study.targets[key.target].name)'", draws: draws,
        median: q[1].finite, lower: q[0].finite, upper: q[2].finite)
    }
  }
}
