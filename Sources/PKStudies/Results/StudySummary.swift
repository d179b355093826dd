import PKLanguage
import PKModel
import PKNumerics
public import PKSimulation

/// Gathers what patients come to, piece by piece and in order, into the tables of a study.
///
/// Memory is bounded, however many patients there are.
public struct StudySummary {
  let simulation: StudySimulation
  var study: Study { simulation.study }
  var outputs: [Output] { simulation.simulation.model.source.outputs }
  let lastCycles: [Int]

  var exposures: [Key: Distribution] = [:]
  var accumulations: [Key: Distribution] = [:]
  var armRatios: [Key: Distribution] = [:]
  var outputRatios: [Key: Distribution] = [:]
  var targetCounts: [TargetKey: (n: Int, hits: Int)] = [:]
  var groups: CovariateGroups
  var treatments: [TreatmentTotals]
  var covariates: [Distribution]
  var categoryCounts: [[Int]]
  var rejected = 0
  var rejectedBy: [Int]
  var sampling: SamplingTotals
  var antibodies: AntibodyTotals
  /// Patients whose equations could not be solved to the end, by arm.
  public private(set) var failures: [(arm: Int, failure: SubjectFailure)] = []
  /// How many patients were added.
  public private(set) var subjects = 0

  struct Key: Hashable {
    var arm: Int
    var cycle: Int
    var output: Int
    var metric: ExposureMetric
  }

  struct TargetKey: Hashable {
    var target: Int
    var arm: Int
  }

  /// A summary of nothing yet.
  public init(_ simulation: StudySimulation) {
    self.simulation = simulation
    let study = simulation.study
    lastCycles = simulation.arms.map { arm in
      min(arm.conduct.stop.cycles ?? arm.nominal.cycleCount, arm.nominal.cycleCount) - 1
    }
    groups = CovariateGroups(simulation)
    treatments = study.arms.map { _ in TreatmentTotals() }
    covariates = study.population.variables.map { _ in Distribution() }
    categoryCounts = study.population.variables.map { [Int](repeating: 0, count: $0.categories?.count ?? 0) }
    rejectedBy = study.population.criteria.map { _ in 0 }
    sampling = SamplingTotals(simulation)
    antibodies = AntibodyTotals(simulation)
  }

  /// Adds a piece; pieces come in order.
  public mutating func add(_ chunk: StudyChunk) {
    subjects += chunk.subjects.count
    addPatients(chunk)
    for (index, arm) in chunk.arms.enumerated() {
      failures += arm.failures.map { (index, $0) }
      for treatment in arm.treatments { treatments[index].add(treatment) }
      addExposure(arm, index, chunk)
      addTargets(arm, index, chunk)
      groups.add(arm, index, chunk)
      sampling.add(arm, index, chunk)
      antibodies.add(arm, index, chunk)
    }
  }

  private mutating func addPatients(_ chunk: StudyChunk) {
    for patient in chunk.patients {
      rejected += patient.rejected
      for (index, count) in patient.rejectedBy.enumerated() { rejectedBy[index] += count }
      for (index, value) in patient.values.enumerated() where !value.isNaN {
        if categoryCounts[index].isEmpty {
          covariates[index].add(value)
        } else {
          categoryCounts[index][Int(value)] += 1
        }
      }
    }
  }

  private mutating func addExposure(_ arm: StudyChunk.Arm, _ index: Int, _ chunk: StudyChunk) {
    let reference = study.reference
    for cycle in 0..<arm.cycles {
      for output in study.outputs {
        for metric in study.metrics where metric != .timeAbove || study.levels[output] != nil {
          let key = Key(arm: index, cycle: cycle, output: output, metric: metric)
          var values = Distribution()
          swap(&values, &exposures[key, default: Distribution()])
          var toFirst = Distribution()
          swap(&toFirst, &accumulations[key, default: Distribution()])
          var toReference = Distribution()
          if index != reference { swap(&toReference, &armRatios[key, default: Distribution()]) }
          for slot in chunk.patients.indices {
            func at(_ arm: Int, _ cycle: Int) -> Double {
              chunk.arms[arm].exposure(slot: slot, cycle: cycle, output: output, outputs: outputs.count, metric)
            }
            let value = at(index, cycle)
            values.add(value)
            if metric != .timeAbove {
              if cycle > 0 { toFirst.add(Self.quotient(value, at(index, 0))) }
              if index != reference { toReference.add(Self.quotient(value, at(reference, cycle))) }
            }
          }
          exposures[key] = values
          accumulations[key] = cycle > 0 && metric != .timeAbove ? toFirst : nil
          if index != reference, metric != .timeAbove { armRatios[key] = toReference } else { armRatios[key] = nil }
        }
      }
      addOutputRatios(arm, index, cycle, chunk)
    }
  }

  private mutating func addOutputRatios(_ arm: StudyChunk.Arm, _ index: Int, _ cycle: Int, _ chunk: StudyChunk) {
    for (number, ratio) in study.ratios.enumerated() {
      let key = Key(arm: index, cycle: cycle, output: number, metric: ratio.metric)
      for slot in chunk.patients.indices {
        func at(_ output: Int) -> Double {
          arm.exposure(slot: slot, cycle: cycle, output: output, outputs: outputs.count, ratio.metric)
        }
        outputRatios[key, default: Distribution()].add(Self.quotient(at(ratio.of), at(ratio.to)))
      }
    }
  }

  private mutating func addTargets(_ arm: StudyChunk.Arm, _ index: Int, _ chunk: StudyChunk) {
    for (number, target) in study.targets.enumerated() {
      let cycle = target.cycle.map { $0 - 1 } ?? lastCycles[index]
      for slot in chunk.patients.indices {
        let value = arm.exposure(
          slot: slot, cycle: cycle, output: target.output, outputs: outputs.count, target.metric)
        guard !value.isNaN else { continue }
        var counts = targetCounts[TargetKey(target: number, arm: index), default: (0, 0)]
        counts.n += 1
        if target.range.contains(value) { counts.hits += 1 }
        targetCounts[TargetKey(target: number, arm: index)] = counts
      }
    }
  }

  /// A quotient; NaN where it says nothing.
  static func quotient(_ a: Double, _ b: Double) -> Double { b > 0 && a.isFinite ? a / b : .nan }

  /// The median of a metric over patients; NaN without any.
  func median(arm: Int, cycle: Int, output: Int, _ metric: ExposureMetric) -> Double {
    exposures[Key(arm: arm, cycle: cycle, output: output, metric: metric)]?.at([0.5])[0] ?? .nan
  }
}

/// What is counted of treatments.
struct TreatmentTotals {
  private(set) var n = 0
  private(set) var doses = 0, missed = 0, delayed = 0, reduced = 0
  private(set) var cycles: [Int: Int] = [:]
  private(set) var intensity = Distribution()

  mutating func add(_ treatment: StudyChunk.Treatment) {
    n += 1
    doses += treatment.doses
    missed += treatment.missed
    delayed += treatment.delayed
    reduced += treatment.reduced
    cycles[treatment.cycles, default: 0] += 1
    intensity.add(treatment.intensity)
  }

  /// A number a patient.
  func mean(_ total: Int) -> Double { n > 0 ? Double(total) / Double(n) : 0 }
}
