import PKLanguage
import PKModel
import PKSimulation

/// How well schedules catch peaks and troughs.
struct SamplingTotals {
  struct Key: Hashable {
    var arm: Int
    var plan: Int
    var output: Int
    var cycle: Int
    /// The entry of the plan; −1 for the schedule as a whole.
    var entry = -1
  }

  /// Numbers relative to what is true.
  struct Deviation {
    private(set) var relative = Distribution()
    private var hits = 0

    mutating func add(_ value: Double, of truth: Double) {
      guard truth > 0, !value.isNaN else { return }
      relative.add(value / truth)
      if (value / truth - 1).magnitude <= 0.1 { hits += 1 }
    }

    var n: Int { relative.count }
    var median: Double { relative.at([0.5])[0] }
    var within: Double { n > 0 ? Double(hits) / Double(n) : .nan }
  }

  struct Entry {
    var peak = Deviation()
    var truth = Distribution()
    var time = Moments()
  }

  struct Whole {
    var peak = Deviation()
    var observedPeak = Deviation()
    var trough = Deviation()
    var observedTrough = Deviation()
    var samples = 0
    var belowLimit = 0
  }

  private let study: Study
  private let outputCount: Int
  private(set) var entries: [Key: Entry] = [:]
  private(set) var wholes: [Key: Whole] = [:]

  init(_ simulation: StudySimulation) {
    study = simulation.study
    outputCount = simulation.simulation.model.source.outputs.count
  }

  mutating func add(_ arm: StudyChunk.Arm, _ index: Int, _ chunk: StudyChunk) {
    // Samples of one patient, plan, output and cycle follow one another after sorting.
    var highest: [PatientKey: (truth: Double, observed: Double)] = [:]
    var order: [PatientKey] = []
    for sample in arm.samples {
      let slot = sample.subject - chunk.subjects.lowerBound
      func exposure(_ cycle: Int, _ metric: ExposureMetric) -> Double {
        arm.exposure(slot: slot, cycle: cycle, output: sample.output, outputs: outputCount, metric)
      }
      let key = Key(arm: index, plan: sample.plan, output: sample.output, cycle: sample.cycle)
      var entryKey = key
      entryKey.entry = sample.entry
      let peak = exposure(sample.cycle, .Cmax)
      entries[entryKey, default: Entry()].add(sample, peak: peak)
      let limit = study.quantificationLimits[sample.output] ?? -.infinity
      wholes[key, default: Whole()].samples += 1
      if sample.observed < limit { wholes[key, default: Whole()].belowLimit += 1 }
      let observed = sample.observed < limit ? 0 : sample.observed
      if study.sampling[sample.plan].entries[sample.entry].moment == .preDose {
        if sample.cycle > 0 {
          var before = key
          before.cycle -= 1
          let trough = exposure(sample.cycle - 1, .Ctrough)
          wholes[before, default: Whole()].trough.add(sample.truth, of: trough)
          wholes[before, default: Whole()].observedTrough.add(observed, of: trough)
        }
        continue
      }
      let patient = PatientKey(slot: slot, plan: sample.plan, output: sample.output, cycle: sample.cycle)
      if let old = highest[patient] {
        highest[patient] = (max(old.truth, sample.truth), max(old.observed, observed))
      } else {
        order.append(patient)
        highest[patient] = (sample.truth, observed)
      }
    }
    for patient in order {
      guard let found = highest[patient] else { continue }
      let key = Key(arm: index, plan: patient.plan, output: patient.output, cycle: patient.cycle)
      let peak = arm.exposure(
        slot: patient.slot, cycle: patient.cycle, output: patient.output, outputs: outputCount, .Cmax)
      wholes[key, default: Whole()].peak.add(found.truth, of: peak)
      wholes[key, default: Whole()].observedPeak.add(found.observed, of: peak)
    }
  }

  private struct PatientKey: Hashable {
    var slot: Int
    var plan: Int
    var output: Int
    var cycle: Int
  }
}

extension SamplingTotals.Entry {
  mutating func add(_ sample: StudyChunk.Sample, peak value: Double) {
    peak.add(sample.truth, of: value)
    truth.add(sample.truth)
    time.add(sample.timeAfterDose)
  }
}
