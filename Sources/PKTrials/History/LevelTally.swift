/// What has been seen at one dose level, of patients who can be evaluated.
public struct LevelTally: Hashable, Sendable {
  /// How many were treated.
  public var treated: Int
  /// How many of them had a dose-limiting toxicity.
  public var dlts: Int
  /// How many had no DLT but an event that an accelerated design counts, such as a related one of grade 2.
  public var moderate: Int

  /// Creates a tally.
  public init(treated: Int = 0, dlts: Int = 0, moderate: Int = 0) {
    self.treated = treated
    self.dlts = dlts
    self.moderate = moderate
  }

  /// The share with a DLT; NaN of none.
  public var rate: Double { Double(dlts) / Double(treated) }
}
