/// One sample of a profile: when it was taken and what was found.
public struct ConcentrationSample: Hashable, Sendable {
  /// What was found.
  public enum Value: Hashable, Sendable {
    /// A concentration; 0 counts as below the limit of quantification.
    case measured(Double)
    /// Below the limit of quantification, which is given where it is known.
    case belowLimit(Double?)
    /// Nothing: not sampled, not reported, lost.
    case missing
  }

  /// When it was taken, on the clock of the profile.
  public var time: Double
  /// When it should have been taken, where that is known.
  public var nominalTime: Double?
  /// What was found.
  public var value: Value
  /// Whether it may not be a point of the terminal phase.
  public var isExcludedFromTerminalPhase: Bool
  /// The row of the table it comes from, as a spreadsheet counts; 0 when none.
  public var row: Int

  /// Creates a sample.
  public init(
    time: Double, value: Value, nominalTime: Double? = nil, isExcludedFromTerminalPhase: Bool = false, row: Int = 0
  ) {
    self.time = time
    self.value = value
    self.nominalTime = nominalTime
    self.isExcludedFromTerminalPhase = isExcludedFromTerminalPhase
    self.row = row
  }
}
