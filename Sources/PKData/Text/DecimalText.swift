import Glibc

/// Writes numbers as tables need them: rounded to a number of significant digits, and no longer than that takes.
///
/// The shortest decimal that reads back as the same number is rounded, ties to even, and trailing zeros are
/// left out: `0.1`, `12.34568`, `1e-07`. Zero is `0` whatever its sign, NaN is `NA`, infinities are `Inf` and
/// `-Inf`; R and pandas read all of these as numbers.
public struct DecimalText: Hashable, Sendable {
  /// How many significant digits are kept; 1...17.
  public let significantDigits: Int

  /// Creates a format; digits beyond 1...17 are taken as the nearer of the two.
  public init(significantDigits: Int = 7) {
    self.significantDigits = min(max(significantDigits, 1), 17)
  }

  /// The number as text.
  public func string(_ value: Double) -> String {
    var buffer: [UInt8] = []
    append(value, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Appends the number's text to a buffer of UTF-8.
  public func append(_ value: Double, to buffer: inout [UInt8]) {
    guard value.isFinite else {
      buffer.append(contentsOf: (value.isNaN ? "NA" : value < 0 ? "-Inf" : "Inf").utf8)
      return
    }
    guard value != 0 else { return buffer.append(UInt8(ascii: "0")) }
    if value < 0 { buffer.append(UInt8(ascii: "-")) }
    var (digits, exponent) = quickDecimal(value.magnitude) ?? exactDecimal(value.magnitude)
    while digits % 10 == 0 { (digits, exponent) = (digits / 10, exponent + 1) }
    write(digits, exponent, to: &buffer)
  }

  // MARK: - Digits

  /// Digits and the exponent of the last one, by one multiplication; nil when a tie is too near to be sure.
  ///
  /// With at most 9 digits the scaled number is below 1e9, so its error is below 1e-6, and a fraction farther
  /// than that from a half rounds as the exact number would.
  private func quickDecimal(_ value: Double) -> (digits: UInt64, exponent: Int)? {
    guard significantDigits <= 9, value >= 1e-12, value <= 1e12 else { return nil }
    let exponent = Int(log10(value).rounded(.down)) + 1 - significantDigits
    let scaled = exponent < 0 ? value * Self.powersOfTen[-exponent] : value / Self.powersOfTen[exponent]
    let whole = scaled.rounded(.down)
    let fraction = scaled - whole
    let limit = Self.powersOfTen[significantDigits]
    guard whole >= limit / 10, whole < limit, abs(fraction - 0.5) > 1e-5 else { return nil }
    return (UInt64(fraction < 0.5 ? whole : whole + 1), exponent)
  }

  /// Digits and the exponent of the last one, from the shortest text that reads back as the same number.
  private func exactDecimal(_ value: Double) -> (digits: UInt64, exponent: Int) {
    var (digits, exponent, isFraction): (UInt64, Int, Bool) = (0, 0, false)
    var text = value.description[...]
    if let mark = text.firstIndex(of: "e") {
      exponent = Int(text[text.index(after: mark)...]) ?? 0
      text = text[..<mark]
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        digits = digits * 10 + UInt64(byte &- UInt8(ascii: "0"))
        if isFraction { exponent -= 1 }
      }
    }
    var (divisor, limit): (UInt64, UInt64) = (1, 1)
    for _ in 0..<significantDigits { limit *= 10 }
    while digits / divisor >= limit { (divisor, exponent) = (divisor * 10, exponent + 1) }
    let (quotient, rest) = digits.quotientAndRemainder(dividingBy: divisor)
    let isUp = rest * 2 > divisor || (rest * 2 == divisor && divisor > 1 && quotient % 2 == 1)
    return (isUp ? quotient + 1 : quotient, exponent)
  }

  // MARK: - Layout

  /// Writes digits · 10^exponent; plain from 1e-5 to below 1e15, else with an exponent.
  private func write(_ digits: UInt64, _ exponent: Int, to buffer: inout [UInt8]) {
    let first = buffer.count
    Self.append(digits, to: &buffer)
    let count = buffer.count - first
    let magnitude = exponent + count - 1
    switch magnitude {
    case 0..<15 where exponent >= 0:
      for _ in 0..<exponent { buffer.append(UInt8(ascii: "0")) }
    case 0..<15:
      buffer.insert(UInt8(ascii: "."), at: first + magnitude + 1)
    case -5..<0:
      let lead = "0." + String(repeating: "0", count: -1 - magnitude)
      buffer.insert(contentsOf: lead.utf8, at: first)
    default:
      if count > 1 { buffer.insert(UInt8(ascii: "."), at: first + 1) }
      buffer.append(UInt8(ascii: "e"))
      buffer.append(magnitude < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      if abs(magnitude) < 10 { buffer.append(UInt8(ascii: "0")) }
      Self.append(UInt64(magnitude.magnitude), to: &buffer)
    }
  }

  private static func append(_ number: UInt64, to buffer: inout [UInt8]) {
    let first = buffer.count
    var rest = number
    repeat {
      buffer.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    buffer[first...].reverse()
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
