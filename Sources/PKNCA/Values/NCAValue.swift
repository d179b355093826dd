/// What came of one parameter: a number, a number with a doubt, or the reason why there is none.
public enum NCAValue: Hashable, Sendable {
  /// A number that nothing speaks against.
  case value(Double)
  /// A number that a rule casts doubt on.
  case flagged(Double, because: NCAReason)
  /// No number.
  case notCalculable(because: NCAReason)

  /// The number, doubted or not; nil when there is none.
  public var number: Double? {
    switch self {
    case .value(let number), .flagged(let number, _): number
    case .notCalculable: nil
    }
  }

  /// Why the number is absent or doubtful; nil when neither holds.
  public var reason: NCAReason? {
    switch self {
    case .value: nil
    case .flagged(_, let reason), .notCalculable(let reason): reason
    }
  }

  /// The number changed, doubts and reasons kept.
  public func map(_ transform: (Double) -> Double) -> NCAValue {
    switch self {
    case .value(let number): .checked(transform(number))
    case .flagged(let number, let reason): .flagged(transform(number), because: reason)
    case .notCalculable: self
    }
  }

  /// A number, or the reason that arithmetic gave none.
  static func checked(_ number: Double) -> NCAValue {
    number.isFinite ? .value(number) : .notCalculable(because: .notFinite)
  }

  /// A quotient; a denominator of zero is a reason, named by what it stands for.
  static func ratio(_ numerator: Double, _ denominator: Double, zero name: String) -> NCAValue {
    denominator == 0 ? .notCalculable(because: .zeroDenominator(name)) : .checked(numerator / denominator)
  }

  /// The value with a doubt added; the first doubt stays.
  func flagged(because reason: NCAReason?) -> NCAValue {
    guard case .value(let number) = self, let reason else { return self }
    return .flagged(number, because: reason)
  }
}
