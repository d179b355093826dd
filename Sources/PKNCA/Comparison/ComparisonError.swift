import PKNumerics

/// Why groups cannot be compared.
public enum ComparisonError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A value is zero, negative or not finite, so it has no logarithm.
  case notPositive(Double)
  /// Too few values.
  case tooFewValues(needed: Int, found: Int)
  /// All doses are equal.
  case oneDose
  /// A confidence is not between 0 and 1.
  case badConfidence(Double)
  /// The pairs are not of equal number.
  case unequalNumbers(Int, Int)
  /// A treatment is none of those compared, or one of those is not there.
  case unknownTreatment(String)
  /// The effect of treatment cannot be told apart from those of subjects and periods.
  case confounded
  /// Linear algebra failed on these numbers.
  case notSolvable

  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .notPositive(let value): "\(plain(value)) has no logarithm: values must be above 0"
    case .tooFewValues(let needed, let found): "at least \(needed) values are needed, and there are \(found)"
    case .oneDose: "all doses are equal"
    case .badConfidence(let value): "a confidence lies between 0 and 1, and \(plain(value)) does not"
    case .unequalNumbers(let a, let b): "pairs need equal numbers, not \(a) and \(b)"
    case .unknownTreatment(let name): "there is no treatment '\(name)'"
    case .confounded: "treatment cannot be told apart from subject and period"
    case .notSolvable: "the values are too large or too small to compare"
    }
  }
}

/// The logarithms of positive values.
func logarithms(_ values: [Double]) throws(ComparisonError) -> [Double] {
  for value in values where !(value > 0 && value.isFinite) { throw .notPositive(value) }
  return values.map { LaneMath.log($0) }
}

func check(confidence: Double) throws(ComparisonError) {
  guard confidence > 0, confidence < 1 else { throw .badConfidence(confidence) }
}
