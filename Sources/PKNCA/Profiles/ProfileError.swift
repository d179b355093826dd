/// What contradicts itself in a profile, and the row of the table it is in.
public struct ProfileError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// A time is infinite or no number.
    case timeNotFinite
    /// A concentration, or what is to take the place of one, is infinite or no number.
    case concentrationNotFinite
    /// Times go back, and the rules do not sort.
    case notSorted(time: Double)
    /// A concentration is negative.
    case negative(Double)
    /// Two different concentrations have one time.
    case duplicateTime(Double, firstRow: Int)
    /// A sample is below a limit that is not known, and the rules need it.
    case unknownLimit
    /// A dose's time, amount or duration is negative, infinite or no number.
    case badDose
    /// Doses of one time have different routes.
    case mixedRoutes(time: Double)
    /// An interval ends before it starts, or has no finite start.
    case badInterval
  }

  /// What is wrong.
  public var reason: Reason
  /// The row of the sample, as a spreadsheet counts; 0 when none is known.
  public var row: Int

  /// Creates an error.
  public init(_ reason: Reason, row: Int = 0) {
    self.reason = reason
    self.row = row
  }
}
