/// How a trial performs over many simulated ones, each figure with its Monte-Carlo error.
public struct OperatingCharacteristics: Sendable {
  /// One simulated trial after another.
  public let trials: [TrialSummary]
  /// The true rate of DLTs by level: assumed, or the mean over patients where it follows from exposure.
  public let rates: [Double]
  /// Exposure and antibodies by level and cycle; nil when no kinetics are simulated.
  public let exposure: ExposureTable?
  let sums: LevelSums

  init(trials: [TrialSummary], sums: LevelSums, rates: [Double], exposure: ExposureTable?) {
    self.trials = trials
    self.sums = sums
    self.rates = rates
    self.exposure = exposure
  }

  /// How many patients' kinetics could not be solved.
  public var unsolved: Int { trials.reduce(0) { $0 + $1.unsolved } + (exposure?.unsolved ?? 0) }

  /// How many trials were simulated.
  public var count: Int { trials.count }
  private var levelCount: Int { sums.treated.count }

  /// The share of trials that select no level, then each level.
  public var selection: [Estimate] {
    var counts = [Int](repeating: 0, count: levelCount + 1)
    for trial in trials { counts[trial.selection] += 1 }
    return counts.map { Estimate(share: $0, of: count) }
  }

  /// The share of trials that end with no MTD but a maximum administered dose.
  public var maximumAdministered: Estimate { share { if case .mad = $0.conclusion { true } else { false } } }
  /// The share of trials that end without evidence for any level, though the lowest was not found too toxic.
  public var inconclusive: Estimate { share { $0.conclusion == .inconclusive } }
  /// The share of trials that select a level whose true rate is in the acceptable range.
  public func correct(_ acceptable: ClosedRange<Double>) -> Estimate { selected { acceptable.contains($0) } }
  /// The share of trials that select a level whose true rate is above the range.
  public func tooHigh(_ acceptable: ClosedRange<Double>) -> Estimate { selected { $0 > acceptable.upperBound } }
  /// The share of trials that select a level whose true rate is below the range.
  public func tooLow(_ acceptable: ClosedRange<Double>) -> Estimate { selected { $0 < acceptable.lowerBound } }

  /// Patients at each level, per trial.
  public var patients: [Estimate] {
    (0..<levelCount).map { Estimate(sum: sums.treated[$0], squares: sums.treatedSquares[$0], count: count) }
  }
  /// DLTs at each level, per trial.
  public var dlts: [Estimate] {
    (0..<levelCount).map { Estimate(sum: sums.dlts[$0], squares: sums.dltSquares[$0], count: count) }
  }
  /// Patients with moderate events at each level, per trial.
  public var moderate: [Double] { sums.moderate.map { Double($0) / Double(count) } }
  /// Patients per trial.
  public var totalPatients: Estimate { mean(\.patients) }
  /// DLTs per trial.
  public var totalDLTs: Estimate { mean(\.dlts) }
  /// Cohorts per trial.
  public var cohorts: Estimate { mean(\.cohorts) }
  /// Patients per trial who could not be evaluated.
  public var notEvaluable: Estimate { mean(\.notEvaluable) }
  /// Patients per trial at levels that are too low, and at levels that are too high.
  public var underdosed: Estimate { mean(\.underdosed) }
  /// Patients per trial at levels that are too high.
  public var overdosed: Estimate { mean(\.overdosed) }
  /// The mean duration in days.
  public var duration: Estimate { Estimate(mean: trials.map(\.duration)) }

  /// Quantiles of the duration, interpolated between neighbours.
  public func durationQuantiles(_ ps: [Double]) -> [Double] {
    let sorted = trials.map(\.duration).sorted()
    return ps.map { p in
      let rank = p * Double(sorted.count - 1)
      let below = sorted[Int(rank)]
      return below + (rank - rank.rounded(.down)) * (sorted[min(Int(rank) + 1, sorted.count - 1)] - below)
    }
  }

  private func share(_ holds: (TrialSummary) -> Bool) -> Estimate {
    Estimate(share: trials.count(where: holds), of: count)
  }

  private func selected(_ holds: (Double) -> Bool) -> Estimate {
    share { $0.conclusion.level.map { $0 < rates.count && holds(rates[$0]) } ?? false }
  }

  private func mean(_ number: KeyPath<TrialSummary, Int>) -> Estimate {
    var (sum, squares) = (0, 0)
    for trial in trials {
      sum += trial[keyPath: number]
      squares += trial[keyPath: number] * trial[keyPath: number]
    }
    return Estimate(sum: sum, squares: squares, count: count)
  }
}
