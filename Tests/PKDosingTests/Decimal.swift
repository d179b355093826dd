import PKDosing

/// A number of a test, written as a decimal of any length, with a minus sign where it needs one.
func decimal(_ text: String) -> Rational {
  let isNegative = text.hasPrefix("-")
  let parts = text.drop { $0 == "-" }.split(separator: ".")
  let digits = Int(parts.joined()) ?? Int.min
  let value = Rational(digits, decimals: parts.count > 1 ? parts[1].count : 0)
  return isNegative ? -value : value
}

/// The decimals that a written number has.
func decimals(_ text: String) -> Int { text.split(separator: ".").dropFirst().first?.count ?? 0 }

/// Whether a result, rounded as an expectation is printed, is the expectation.
func prints(_ value: Rational, _ expected: String) -> Bool {
  value.text(decimals: decimals(expected)) == expected
}
