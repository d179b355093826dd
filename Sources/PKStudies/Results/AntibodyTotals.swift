import PKLanguage
import PKModel
import PKSimulation

/// Antibodies as they are and as they are found, and what they do to exposure.
struct AntibodyTotals {
  struct Key: Hashable {
    var arm: Int
    var cycle: Int
  }

  struct Counts {
    var n = 0
    var everTrue = 0, nowTrue = 0, everFound = 0, nowFound = 0, truePositives = 0
    /// For each output and metric the exposure of patients with antibodies in the cycle, and of those without.
    var exposure: [[ExposureMetric: (positive: Distribution, negative: Distribution)]] = []
  }

  static let metrics: [ExposureMetric] = [.Ctrough, .AUC]

  private let study: Study
  private let outputCount: Int
  private(set) var counts: [Key: Counts] = [:]

  init(_ simulation: StudySimulation) {
    study = simulation.study
    outputCount = simulation.simulation.model.source.outputs.count
  }

  mutating func add(_ arm: StudyChunk.Arm, _ index: Int, _ chunk: StudyChunk) {
    guard study.antibodies != nil else { return }
    for cycle in 0..<arm.cycles {
      var counts = self.counts[Key(arm: index, cycle: cycle)] ?? Counts()
      if counts.exposure.isEmpty {
        counts.exposure = (0..<outputCount).map { _ in
          Dictionary(
            uniqueKeysWithValues: Self.metrics.map { ($0, (positive: Distribution(), negative: Distribution())) })
        }
      }
      for slot in chunk.patients.indices {
        let treatment = arm.treatments[slot]
        let start = arm.starts[slot * arm.cycles + cycle]
        guard !start.isNaN else { continue }
        let next = cycle + 1 < arm.cycles ? arm.starts[slot * arm.cycles + cycle + 1] : .nan
        let end = next.isNaN ? treatment.end : next
        addTest(arm, slot, cycle, treatment, start, &counts)
        let isPositive = treatment.onset < end && treatment.recovery > start
        for output in study.outputs {
          for metric in Self.metrics {
            let value = arm.exposure(slot: slot, cycle: cycle, output: output, outputs: outputCount, metric)
            if isPositive {
              counts.exposure[output][metric]?.positive.add(value)
            } else {
              counts.exposure[output][metric]?.negative.add(value)
            }
          }
        }
      }
      self.counts[Key(arm: index, cycle: cycle)] = counts
    }
  }

  private func addTest(
    _ arm: StudyChunk.Arm, _ slot: Int, _ cycle: Int, _ treatment: StudyChunk.Treatment, _ start: Double,
    _ counts: inout Counts
  ) {
    guard let found = arm.found[slot * arm.cycles + cycle] else { return }
    counts.n += 1
    let isNow = treatment.onset <= start && treatment.recovery > start
    if treatment.onset <= start { counts.everTrue += 1 }
    if isNow { counts.nowTrue += 1 }
    if found { counts.nowFound += 1 }
    if found, isNow { counts.truePositives += 1 }
    if (0...cycle).contains(where: { arm.found[slot * arm.cycles + $0] == true }) { counts.everFound += 1 }
  }
}
