import PKData

/// Numbers for sentences: rounded to so many significant digits, without trailing zeros.
enum Rounded {
  static func text(_ value: Double, digits: Int) -> String { DecimalText(significantDigits: digits).string(value) }

  /// A share as a percentage.
  static func percent(_ share: Double, digits: Int = 3) -> String { text(share * 100, digits: digits) + " %" }
}
