/// What becomes of samples below the limit of quantification, by where they stand in the profile.
public struct BelowLimitRule: Hashable, Sendable {
  /// What a sample below the limit is taken for.
  public enum Handling: Hashable, Sendable {
    /// The concentration 0.
    case zero
    /// It is left out.
    case drop
    /// The limit of quantification itself.
    case limit
    /// Half the limit of quantification.
    case halfLimit
    /// A given concentration.
    case value(Double)
  }

  /// Before the first measurable concentration.
  public var first: Handling
  /// Between measurable concentrations.
  public var middle: Handling
  /// After the last measurable concentration.
  public var last: Handling

  /// Creates a rule; by default 0 before the first and after the last, left out in between.
  public init(first: Handling = .zero, middle: Handling = .drop, last: Handling = .zero) {
    self.first = first
    self.middle = middle
    self.last = last
  }

  /// The same everywhere.
  public init(everywhere handling: Handling) {
    self.init(first: handling, middle: handling, last: handling)
  }
}
