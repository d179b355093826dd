import Bateman

/// Holds one number or text against its reference.
struct NumberTolerance {
  private let tolerance: CheckExpectation.Tolerance
  private let reason: String
  private let standardErrors: Double

  init(_ expectation: CheckExpectation, standardErrors: Double) {
    tolerance = expectation.tolerance
    reason = expectation.reason
    self.standardErrors = standardErrors
  }

  /// The tolerance in words.
  var words: String {
    let size: String
    switch tolerance {
    case .exact: return "exact"
    case .lastDigit: size = "half a unit in the last digit given"
    case .standardError(let error): size = "\(standardErrors.shortText) standard errors of \(error.shortText)"
    case .within(let relative, let absolute):
      let parts = [
        relative > 0 ? "\(relative.plainText) relative" : nil, absolute > 0 ? "\(absolute.plainText) absolute" : nil,
      ]
      size = parts.compactMap(\.self).joined(separator: " or ")
    }
    return "\(size): \(reason)"
  }

  /// Whether a number is near enough to what is written.
  func holds(_ found: Double, expected: Double, written: String) -> Bool {
    let difference = (found - expected).magnitude
    switch tolerance {
    case .exact: return found == expected
    case .within(let relative, let absolute): return difference <= max(relative * expected.magnitude, absolute)
    case .standardError(let error): return difference <= standardErrors * error
    // A thousandth more, since decimals are not doubles, and what sums of doubles round.
    case .lastDigit: return difference <= Self.lastDigit(of: written) * 0.501 + expected.magnitude * 1e-13
    }
  }

  /// A value beside what was found; nil for nothing found.
  func finding(_ what: String, _ value: CheckExpectation.Value, found: String?) -> CheckResult.Finding {
    let (expected, passed): (String, Bool)
    switch value {
    case .text(let text):
      expected = "'\(text)'"
      passed = found == text
    case .number(let number):
      expected = number.plainText
      passed = found.flatMap { Double($0) }.map { holds($0, expected: number, written: expected) } ?? false
    }
    return CheckResult.Finding(
      what: what, expected: expected, found: found ?? "nothing", tolerance: words, passed: passed)
  }

  private static func lastDigit(of text: String) -> Double {
    let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
    return (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
  }
}
