import PKNumerics

/// The doses of one patient at their actual times.
struct PatientSchedule {
  struct Dose {
    /// The cycle, from 0.
    var cycle: Int
    var time: Double
    /// The phase among all of the arm's.
    var phase: Int
    /// The share of the planned dose that is left.
    var share: Double
    /// Which of the patient's doses it is, from 0.
    var number: Int
  }

  /// The doses that are given.
  var doses: [Dose] = []
  /// When the cycles that begin do so; a missed dose begins one too.
  var cycleStarts: [Double] = []
  /// When the last of them ends.
  var end = 0.0
  /// By how much each cycle was put off.
  var delays: [Double] = []
  /// How many doses were missed.
  var missed = 0
}

/// What an arm plans, in the model's time unit.
struct NominalSchedule: Sendable {
  struct Extra: Sendable {
    var cycles: Set<Int>
    var after: Double
    var phase: Int
  }

  /// The start of each cycle, and the end of the last.
  var starts: [Double]
  var end: Double
  /// For each band the phase of each cycle's dose, among all of the arm's.
  var phases: [[Int]]
  var extras: [Extra]

  var cycleCount: Int { starts.count }
  func length(_ cycle: Int) -> Double { (cycle + 1 < starts.count ? starts[cycle + 1] : end) - starts[cycle] }
}

extension NominalSchedule {
  /// The draws of a cycle: one for its window, four for each kind of rule.
  private static let drawsPerCycle = 16

  /// What a patient is given.
  ///
  /// - Parameters:
  ///   - subject: the patient's number.
  ///   - band: the patient's band.
  ///   - conduct: how the plan is carried out.
  ///   - stopTime: when an event ends the treatment; infinite when none does.
  ///   - seed: the seed of all random numbers.
  /// - Returns: the doses at their times.
  func schedule(
    subject: Int, band: Int, conduct: Conduct, stopTime: Double, seed: UInt64
  ) -> PatientSchedule {
    let stream = StudyStream.conduct.stream(seed: seed, subject: subject)
    var result = PatientSchedule()
    var state = (delay: 0.0, share: 1.0, delays: [Int](), reductions: [Int](), missed: [Int]())
    state.delays = conduct.delays.map { _ in 0 }
    state.reductions = conduct.reductions.map { _ in 0 }
    state.missed = conduct.missed.map { _ in 0 }
    let last = min(conduct.stop.cycles ?? cycleCount, cycleCount)
    var stop = stopTime
    if let hazard = conduct.stop.hazard {
      let own = StudyStream.conduct.stream(seed: seed, subject: subject, replicate: 1)
      stop = min(stop, -LaneMath.log(own.uniform(0)) / hazard)
    }
    for cycle in 0..<last {
      let draws = cycle * Self.drawsPerCycle
      let before = cycle > 0 ? length(cycle - 1) : 0
      func happens(_ rules: [Conduct.Rule], _ counts: inout [Int], _ slot: Int) -> Double? {
        var amount: Double?
        for (index, rule) in rules.enumerated() where cycle + 1 >= rule.fromCycle {
          guard counts[index] < rule.most ?? .max else { continue }
          let u = stream.uniform(draws + slot + index)
          guard rule.chance.happens(cycle: cycle + 1, after: before, u) else { continue }
          counts[index] += 1
          amount = amount.map { max($0, rule.amount) } ?? rule.amount
        }
        return amount
      }
      let delay = happens(conduct.delays, &state.delays, 1) ?? 0
      state.delay += delay
      let shift = conduct.window.map { cycle + 1 >= $0.fromCycle ? $0.shift(stream.uniform(draws)) : 0 } ?? 0
      let start = max(starts[cycle] + state.delay + shift, result.cycleStarts.last ?? -.infinity)
      guard start < stop else { break }
      state.share *= happens(conduct.reductions, &state.reductions, 5) ?? 1
      let isMissed = happens(conduct.missed, &state.missed, 9) != nil
      result.cycleStarts.append(start)
      result.delays.append(delay)
      result.end = start + length(cycle)
      if isMissed {
        result.missed += 1
        continue
      }
      add(
        PatientSchedule.Dose(cycle: cycle, time: start, phase: phases[band][cycle], share: state.share, number: 0),
        to: &result)
      for extra in extras where extra.cycles.contains(cycle + 1) && start + extra.after < stop {
        add(
          PatientSchedule.Dose(
            cycle: cycle, time: start + extra.after, phase: extra.phase, share: state.share, number: 0), to: &result)
      }
    }
    return result
  }

  private func add(_ dose: PatientSchedule.Dose, to result: inout PatientSchedule) {
    var dose = dose
    dose.number = result.doses.count
    result.doses.append(dose)
  }
}

extension Conduct.Chance {
  /// Whether it happens in a cycle, given a uniform deviate.
  func happens(cycle: Int, after time: Double, _ u: Double) -> Bool {
    switch self {
    case .probability(let p): u < p
    case .hazard(let hazard): u < 1 - LaneMath.exp(-hazard * time)
    case .given(let cycles): cycles.contains(cycle)
    }
  }
}

extension Conduct.Window {
  /// How far a dose is off its day, for a uniform deviate.
  func shift(_ u: Double) -> Double {
    switch distribution {
    case .uniform: return earliest + u * (latest - earliest)
    case .triangular:
      // The inverse of the triangular distribution with its mode at 0.
      let (a, b) = (earliest, latest)
      let mode = b > a ? -a / (b - a) : 0
      return u < mode ? a + (u * (b - a) * -a).squareRoot() : b - ((1 - u) * (b - a) * b).squareRoot()
    case .normal:
      let sd = max(-earliest, latest) / 2
      guard sd > 0 else { return 0 }
      let (low, high) = (Normal.cdf(earliest / sd), Normal.cdf(latest / sd))
      return min(max(sd * Normal.quantile(low + u * (high - low)), earliest), latest)
    }
  }
}
