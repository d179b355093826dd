/// Two designs on the same random numbers: differences, trial by trial.
public struct PairedComparison: Sendable {
  /// Second minus first: the share of trials that select no level, then each level.
  public let selection: [Estimate]
  /// Second minus first: patients per trial.
  public let patients: Estimate
  /// Second minus first: DLTs per trial.
  public let dlts: Estimate
  /// Second minus first: overdosed patients per trial.
  public let overdosed: Estimate
  /// Second minus first: days.
  public let duration: Estimate
  /// The share of trials in which both select the same.
  public let agreement: Estimate

  /// Compares two runs with as many trials of the same seed.
  public init(_ first: OperatingCharacteristics, _ second: OperatingCharacteristics) {
    let pairs = zip(first.trials, second.trials).map { ($0, $1) }
    func difference(_ number: (TrialSummary) -> Double) -> Estimate {
      Estimate(mean: pairs.map { number($1) - number($0) })
    }
    let levels = max(first.selection.count, second.selection.count)
    selection = (0..<levels).map { level in difference { $0.selection == level ? 1 : 0 } }
    patients = difference { Double($0.patients) }
    dlts = difference { Double($0.dlts) }
    overdosed = difference { Double($0.overdosed) }
    duration = difference(\.duration)
    agreement = Estimate(share: pairs.count { $0.selection == $1.selection }, of: pairs.count)
  }
}
