/// Writes numbers as tables need them: rounded to a number of significant digits, and no longer
/// than that takes.
///
/// The shortest decimal that reads back as the same number is rounded, ties to even, and trailing
/// zeros are left out: `0.1`, `12.34568`, `1e-07`. Zero is `0` whatever its sign, NaN is `NA`,
/// infinities are `Inf` and `-Inf`; R and pandas read all of these as numbers.
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

  /// Digits and the exponent of the last one, by one multiplication; nil when a tie is too near to
  /// be sure.
  ///
  /// With at most 9 digits the scaled number is below 1e9, so its error is below 1e-6, and a
  /// fraction farther than that from a half rounds as the exact number would.
  private func quickDecimal(_ value: Double) -> (digits: UInt64, exponent: Int)? {
    guard significantDigits <= 9, value >= 1e-12, value <= 1e12 else { return nil }
    let limit = Self.powersOfTen[significantDigits]
    // 1233/4096 is a little less than log10(2), so the estimate is right or one too small.
    var exponent = ((Int(value.exponent) * 1233) >> 12) + 1 - significantDigits
    var scaled = Self.scaled(value, exponent)
    if scaled >= limit {
      exponent += 1
      scaled = Self.scaled(value, exponent)
    }
    let whole = scaled.rounded(.down)
    let fraction = scaled - whole
    guard whole >= limit / 10, whole < limit, abs(fraction - 0.5) > 1e-5 else { return nil }
    return (UInt64(fraction < 0.5 ? whole : whole + 1), exponent)
  }

  private static func scaled(_ value: Double, _ exponent: Int) -> Double {
    exponent < 0 ? value * powersOfTen[-exponent] : value / powersOfTen[exponent]
  }

  /// Digits and the exponent of the last one, from the shortest text that reads back as the same
  /// number.
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
    let text = DigitText(digits)
    let magnitude = exponent + text.count - 1
    switch magnitude {
    case 0..<15 where exponent >= 0:
      text.append(0..<text.count, to: &buffer)
      for _ in 0..<exponent { buffer.append(UInt8(ascii: "0")) }
    case 0..<15:
      text.append(0..<(magnitude + 1), to: &buffer)
      buffer.append(UInt8(ascii: "."))
      text.append((magnitude + 1)..<text.count, to: &buffer)
    case -5..<0:
      buffer.append(UInt8(ascii: "0"))
      buffer.append(UInt8(ascii: "."))
      for _ in 0..<(-1 - magnitude) { buffer.append(UInt8(ascii: "0")) }
      text.append(0..<text.count, to: &buffer)
    default:
      text.append(0..<1, to: &buffer)
      if text.count > 1 { buffer.append(UInt8(ascii: ".")) }
      text.append(1..<text.count, to: &buffer)
      buffer.append(UInt8(ascii: "e"))
      buffer.append(magnitude < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      if abs(magnitude) < 10 { buffer.append(UInt8(ascii: "0")) }
      let power = DigitText(UInt64(magnitude.magnitude))
      power.append(0..<power.count, to: &buffer)
    }
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}

/// The decimal digits of a whole number, without an array of their own.
private struct DigitText {
  private var bytes = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
  private var start = 20

  init(_ number: UInt64) {
    var rest = number
    repeat {
      start -= 1
      bytes[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
  }

  var count: Int { 20 - start }

  func append(_ range: Range<Int>, to buffer: inout [UInt8]) {
    for index in range { buffer.append(bytes[start + index]) }
  }
}
