/// The Bayesian optimal interval design.
///
/// The rate of DLTs at the current level is held against two boundaries; a level with too high a posterior probability
/// of exceeding the target is eliminated with all above. Liu and Yuan, J R Stat Soc C 64 (2015) 507; the options are
/// those of Yan, Zhang, Zhou, Pan, Liu and Yuan, J Stat Softw 94 (2020) 13.
public struct BOIN: Hashable, Sendable {
  /// The design's numbers.
  public struct Settings: Hashable, Sendable {
    /// The target rate of DLTs.
    public var target: Double
    /// The highest rate that is too low: φ₁; 0.6 of the target unless said.
    public var safe: Double
    /// The lowest rate that is too high: φ₂; 1.4 of the target unless said.
    public var toxic: Double
    /// A level is eliminated when its rate exceeds the target with more than this probability.
    public var cutoff = 0.95
    /// With a number, the trial stops when the lowest level exceeds the target with more than cutoff − offset.
    public var extraSafeOffset: Double?
    /// How many patients a cohort has.
    public var cohortSize = 3
    /// The most patients the trial may have.
    public var maximum = 36
    /// The trial stops when a level that would be stayed at has so many patients; nil for never.
    public var enoughAtLevel: Int?
    /// Whether the trial stops when the lowest level asks for de-escalation.
    public var stopsBelowLowest = false
    /// Whether the MTD must have an estimated rate of at most λd.
    public var boundsMTD = false
    /// The level of the first cohort.
    public var start = 0

    /// The design's usual numbers.
    public init(target: Double) {
      self.target = target
      safe = 0.6 * target
      toxic = 1.4 * target
    }
  }

  /// How many dose levels there are.
  public let levelCount: Int
  /// The design's numbers.
  public let settings: Settings
  /// The boundaries up to the most patients that a level can have.
  public let boundaries: BOINBoundaries

  /// Creates a design; boundaries are computed once.
  public init(levelCount: Int, settings: Settings) {
    self.levelCount = levelCount
    self.settings = settings
    boundaries = BOINBoundaries(settings, upTo: settings.maximum + settings.cohortSize)
  }

  /// The boundaries for a number of patients, beyond the table too.
  func row(_ treated: Int) -> BOINBoundaries.Row {
    if treated >= 1, treated <= boundaries.rows.count { return boundaries.rows[treated - 1] }
    return BOINBoundaries(settings, upTo: max(1, treated)).rows[max(1, treated) - 1]
  }

  /// The lowest level that is eliminated; the number of levels when none is.
  func ceiling(_ tallies: [LevelTally]) -> Int {
    tallies.firstIndex { tally in
      guard tally.treated >= 3, tally.dlts > 0, let least = row(tally.treated).eliminate else { return false }
      return tally.dlts >= least
    } ?? levelCount
  }
}
