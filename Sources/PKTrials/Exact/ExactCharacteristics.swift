/// The operating characteristics of a design by enumeration: every history that can happen, with its probability.
public struct ExactCharacteristics: Hashable, Sendable {
  /// The probability of selecting no level, then each level.
  public var selection: [Double]
  /// The probability that the selected level is the highest administered and no MTD: a MAD.
  public var maximumAdministered = 0.0
  /// The expected number of patients at each level.
  public var patients: [Double]
  /// The expected number of DLTs at each level.
  public var dlts: [Double]
  /// The expected number of cohorts.
  public var cohorts = 0.0
  /// How many different histories were followed at once, at most.
  public var states = 0

  /// The expected number of patients.
  public var totalPatients: Double { patients.reduce(0, +) }
  /// The expected number of DLTs.
  public var totalDLTs: Double { dlts.reduce(0, +) }
}

extension EscalationDesign {
  /// Enumerates the design.
  ///
  /// Histories of the same essence are one, since a design goes on from them alike. The order in which
  /// probabilities are added is fixed, so the result is the same bits on every run.
  ///
  /// - Parameters:
  ///   - dlt: the true probability of a DLT at each level.
  ///   - moderate: the probability of a moderate event in a patient without DLT, by level.
  ///   - limit: how many histories may be open at once.
  /// - Returns: nil when there are more than that.
  public func exactCharacteristics(
    dlt: [Double], moderate: [Double] = [], limit: Int = 200_000
  ) -> ExactCharacteristics? {
    var result = ExactCharacteristics(
      selection: Array(repeating: 0, count: levelCount + 1), patients: Array(repeating: 0, count: levelCount),
      dlts: Array(repeating: 0, count: levelCount))
    var open = [(CohortHistory(levelCount: levelCount), 1.0)]
    while !open.isEmpty {
      var index: [CohortHistory: Int] = [:]
      var next: [(CohortHistory, Double)] = []
      for (history, probability) in open {
        switch recommend(from: history).action {
        case .stop(let conclusion):
          result.selection[(conclusion.level ?? -1) + 1] += probability
          if case .mad = conclusion { result.maximumAdministered += probability }
        case .treat(let level, let patients):
          result.patients[level] += probability * Double(patients)
          result.dlts[level] += probability * Double(patients) * dlt[level]
          result.cohorts += probability
          let mild = level < moderateLevels && level < moderate.count ? moderate[level] : 0
          for (cohort, share) in CohortOutcomes.all(of: patients, dlt: dlt[level], moderate: mild) {
            let after = essence(of: history.adding(level: level, cohort))
            if let place = index[after] {
              next[place].1 += probability * share
            } else {
              index[after] = next.count
              next.append((after, probability * share))
            }
          }
          if next.count > limit { return nil }
        }
      }
      result.states = max(result.states, next.count)
      open = next
    }
    return result
  }
}

/// What can come of a cohort.
enum CohortOutcomes {
  /// All outcomes that have a probability, in order of DLTs and then of moderate events.
  static func all(of patients: Int, dlt: Double, moderate: Double) -> [(LevelTally, Double)] {
    var outcomes: [(LevelTally, Double)] = []
    for x in 0...max(0, patients) {
      let toxic = binomial(x, of: patients, dlt)
      guard toxic > 0 else { continue }
      for m in 0...(patients - x) {
        let share = toxic * binomial(m, of: patients - x, moderate)
        if share > 0 { outcomes.append((LevelTally(treated: patients, dlts: x, moderate: m), share)) }
      }
    }
    return outcomes
  }

  private static func binomial(_ k: Int, of n: Int, _ p: Double) -> Double {
    var value = 1.0
    for i in stride(from: 1, through: k, by: 1) { value *= Double(n - k + i) / Double(i) * p }
    for _ in 0..<(n - k) { value *= 1 - p }
    return value
  }
}
