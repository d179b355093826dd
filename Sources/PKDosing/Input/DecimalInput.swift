import BigInt

/// The one way in which a number may be written: `0` or up to six digits without leading zeros,
/// then optionally a point and one to four digits.
///
/// No locale is ever asked, and nothing that could be read in two ways is read in one: commas,
/// exponents, signs, hexadecimal numbers, digits of other scripts, `.5` and `5.` are refused.
public enum DecimalInput {
  /// Reads a number.
  ///
  /// - Throws: what is wrong with the way it is written.
  public static func parse(_ text: String) throws(NumberFault) -> Rational {
    if let fault = NumberFault(text) { throw fault }
    let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
    // At most ten digits, as has just been seen.
    guard let digits = Int(text.filter { $0 != "." }) else { throw .otherCharacter }
    return Rational(digits, decimals: decimals)
  }
}

/// What can be wrong with the way a number is written.
public enum NumberFault: Error, Hashable, Sendable, CaseIterable {
  case empty, comma, exponent, hexadecimal, sign, notANumber, foreignDigit, nakedPoint, trailingPoint, leadingZero
  case tooLong, tooPrecise, otherCharacter

  /// The first fault of a text, or nil when it is a number.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { self = .empty; return }
    if let fault = Self.forbidden(text, bytes) { self = fault; return }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count > 2 { self = .otherCharacter; return }
    if first == UInt8(ascii: ".") { self = .nakedPoint; return }
    if last == UInt8(ascii: ".") { self = .trailingPoint; return }
    if parts[0].count > 1, first == UInt8(ascii: "0") { self = .leadingZero; return }
    if parts[0].count > 6 { self = .tooLong; return }
    if parts.count == 2, parts[1].count > 4 { self = .tooPrecise; return }
    return nil
  }

  /// The fault of a text that has other characters than digits and points.
  private static func forbidden(_ text: String, _ bytes: [UInt8]) -> NumberFault? {
    guard bytes.contains(where: { !isDigit($0) && $0 != UInt8(ascii: ".") }) else { return nil }
    let lower = text.lowercased()
    if ["nan", "inf", "infinity", "∞"].contains(lower.trimmingPrefix("-").trimmingPrefix("+")) { return .notANumber }
    if text.unicodeScalars.contains(where: { !$0.isASCII && $0.properties.numericType != nil }) { return .foreignDigit }
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { return .sign }
    if text.hasPrefix("−") { return .sign }
    if text.contains(",") || text.contains("，") { return .comma }
    if lower.hasPrefix("0x") { return .hexadecimal }
    if let byte = bytes.first, isDigit(byte), lower.contains("e") { return .exponent }
    return .otherCharacter
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// The rule that the number breaks.
  public var rule: String {
    switch self {
    case .empty: "there is no number"
    case .comma: "a comma can be a decimal mark or a thousands mark"
    case .exponent: "an exponent is not accepted"
    case .hexadecimal: "a hexadecimal number is not accepted"
    case .sign: "a sign is not accepted: no input is negative"
    case .notANumber: "it is not a number"
    case .foreignDigit: "only the digits 0 to 9 are accepted"
    case .nakedPoint: "a digit must stand before the point"
    case .trailingPoint: "a digit must stand behind the point"
    case .leadingZero: "a number does not begin with further zeros"
    case .tooLong: "at most six digits may stand before the point"
    case .tooPrecise: "at most four digits may stand behind the point"
    case .otherCharacter: "a number has digits and at most one point"
    }
  }

  /// What to do about it, given the text.
  public func action(for text: String) -> String {
    switch self {
    case .comma: "did you mean \(text.split(separator: ",").joined(separator: "."))? Retype the number with a point"
    case .nakedPoint: "did you mean 0\(Refusal.shown(text))? Retype it with the zero"
    case .trailingPoint: "retype it without the point, or with the digit that is missing"
    default: "retype it in plain digits, such as 62.4"
    }
  }
}
