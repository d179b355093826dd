import PKData
import PKLanguage
import PKNumerics
import PKUnits

/// What the concentrations of a study say at a glance: the medians of its subjects' clearances, volumes and rates.
///
/// By trapezoids and log-linear slopes; numbers are in the model's own units.
struct ProfileSummary {
  /// Dose/AUC, dose/AUC/λz, and λz.
  var clearance: Double, volume: Double, rate: Double
  /// Three times over the median time of the peak: what absorption would be with that peak; nil where the peak is first.
  var absorption: Double?

  /// - Returns: nil when no subject has a falling profile behind its doses, or units say no concentration.
  init?(_ problem: FitProblem) {
    let profiles = problem.subjects.indices.compactMap { SubjectProfile(problem, $0) }
    guard !profiles.isEmpty else { return nil }
    clearance = Self.median(profiles.map(\.clearance))
    rate = Self.median(profiles.map(\.rate))
    volume = clearance / rate
    let peaks = profiles.compactMap(\.peak)
    absorption = 2 * peaks.count > profiles.count ? 3 / Self.median(peaks) : nil
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }
}

/// The same of one subject.
private struct SubjectProfile {
  var clearance: Double
  var rate: Double
  /// The time from dose to peak; nil where the first sample is the largest.
  var peak: Double?

  init?(_ problem: FitProblem, _ index: Int) {
    guard let scale = Scale(problem), let first = problem.subjects[index].observations.first?.output else { return nil }
    let records = problem.dataset.subjects[index].records
    var samples = problem.subjects[index].observations.compactMap { observation -> (time: Double, value: Double)? in
      guard case .measured(let value) = observation.bounds, observation.output == first, value > 0 else { return nil }
      return (observation.time * scale.time, value * scale.concentration)
    }
    // The last dose with samples behind it; those before it count as if they had been one with it.
    let doses = records.compactMap { record -> (time: Double, amount: Double)? in
      guard case .dose(let dose) = record.action, dose.amount > 0 else { return nil }
      return (record.time * scale.time, dose.amount * scale.amount * Double(1 + (dose.repeats?.additional ?? 0)))
    }
    guard let start = doses.first?.time else { return nil }
    let total = doses.reduce(0) { $0 + $1.amount }
    samples.removeAll { $0.time < start }
    guard samples.count >= 3, let rate = Self.slope(Array(samples.suffix(3))) ?? Self.slope(samples) else { return nil }
    var area = samples[0].value * (samples[0].time - start)
    for (one, other) in zip(samples, samples.dropFirst()) {
      area += (other.time - one.time) * (one.value + other.value) / 2
    }
    area += samples[samples.count - 1].value / rate
    guard area > 0, area.isFinite else { return nil }
    clearance = total / area
    self.rate = rate
    let top = samples.indices.max { samples[$0].value < samples[$1].value } ?? 0
    let time = samples[top].time - start
    peak = top > 0 && time > 0 ? time : nil
  }

  /// λ of the least-squares line through logarithms; nil unless it falls.
  private static func slope(_ samples: [(time: Double, value: Double)]) -> Double? {
    let logarithms = samples.map { LaneMath.log($0.value) }
    let (time, value) = (Moments(of: samples.map(\.time)).mean, Moments(of: logarithms).mean)
    var (numerator, denominator) = (0.0, 0.0)
    for (sample, logarithm) in zip(samples, logarithms) {
      numerator += (sample.time - time) * (logarithm - value)
      denominator += (sample.time - time) * (sample.time - time)
    }
    let slope = -numerator / denominator
    return slope.isFinite && slope > 0 ? slope : nil
  }

  /// From the data's numbers to the model's own units.
  private struct Scale {
    var time = 1.0, amount = 1.0, concentration = 1.0

    init?(_ problem: FitProblem) {
      let (model, dataset) = (problem.model, problem.dataset)
      guard let amountUnit = model.amountUnit, let volumeUnit = model.volumeUnit, let output = model.outputs.first,
        let concentration = output.unit.factor(to: amountUnit / volumeUnit),
        let time = dataset.timeUnit.map({ $0.factor(to: model.timeUnit) }) ?? 1,
        let amount = dataset.amountUnit.map({ $0.factor(to: amountUnit) }) ?? 1
      else { return nil }
      (self.time, self.amount, self.concentration) = (time, amount, concentration)
    }
  }
}
