/// Reads decimal numbers from bytes, fast and correctly rounded.
package enum DecimalNumber {
  /// The number that a range of bytes spells, or nil when it spells none.
  ///
  /// A number is a sign, digits with at most one point, and an exponent after `e` or `E`; it may be
  /// infinite when it is too large.
  package static func parse(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Double? {
    var index = start
    var isNegative = false
    if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var (mantissa, digits, scale, seenPoint): (UInt64, Int, Int, Bool) = (0, 0, 0, false)
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else {
        let digit = byte &- UInt8(ascii: "0")
        guard digit < 10 else { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        if seenPoint { scale -= 1 }
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < end {
      guard let exponent = exponent(bytes, index, end) else { return nil }
      scale += exponent
    }
    // Up to 2^53 and 10^22 both factors are exact doubles, so one operation rounds once (Clinger
    // 1990).
    guard digits <= 18, mantissa <= 1 << 53, abs(scale) <= 22 else {
      return Double(String(decoding: bytes[start..<end], as: UTF8.self)) ?? .infinity
    }
    let magnitude = Double(mantissa)
    let value = scale < 0 ? magnitude / powersOfTen[-scale] : magnitude * powersOfTen[scale]
    return isNegative ? -value : value
  }

  /// The exponent from its `e` on; nil when anything else stands there.
  private static func exponent(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = start + 1
    var isNegative = false
    if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < end else { return nil }
    var value = 0
    while index < end {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = min(value * 10 + Int(digit), 100_000)
      index += 1
    }
    return isNegative ? -value : value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
