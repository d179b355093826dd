/// A number known to lie between two decimals of 16 places: the second arithmetic, against which
/// every dose is checked.
///
/// It shares nothing with ``Rational``: machine integers of 128 bits instead of a library's, scaled
/// decimals instead of fractions, directed rounding instead of none, and powers by repeated square
/// roots instead of logarithms. What both agree on is not one program's mistake. Operations that
/// leave 128 bits give nil, never a wrapped number.
package struct DecimalInterval: Hashable, Sendable {
  package static let places = 16
  static let scale: Int128 = 10_000_000_000_000_000

  /// The ends, in units of 10⁻¹⁶.
  package let low: Int128
  package let high: Int128

  package init(low: Int128, high: Int128) {
    self.low = low
    self.high = high
  }

  package init(_ whole: Int) { self.init(low: Int128(whole) * Self.scale, high: Int128(whole) * Self.scale) }

  /// Reads plain decimals of at most 16 places, as ``DecimalInput`` lets them through.
  package init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard whole.count <= 12, fraction.count <= Self.places else { return nil }
    var units: Int128 = 0
    for byte in (whole + fraction + String(repeating: "0", count: Self.places - fraction.count)).utf8 {
      guard byte >= 48, byte <= 57 else { return nil }
      units = units * 10 + Int128(byte - 48)
    }
    self.init(low: units, high: units)
  }

  /// Whether the number is known exactly.
  package var isExact: Bool { low == high }
}

extension DecimalInterval {
  package func adding(_ other: DecimalInterval) -> DecimalInterval? {
    let (low, failsLow) = low.addingReportingOverflow(other.low)
    let (high, failsHigh) = high.addingReportingOverflow(other.high)
    return failsLow || failsHigh ? nil : DecimalInterval(low: low, high: high)
  }

  package func subtracting(_ other: DecimalInterval) -> DecimalInterval? {
    let (low, failsLow) = low.subtractingReportingOverflow(other.high)
    let (high, failsHigh) = high.subtractingReportingOverflow(other.low)
    return failsLow || failsHigh ? nil : DecimalInterval(low: low, high: high)
  }

  /// The product of two numbers that are not negative; nil for others.
  package func times(_ other: DecimalInterval) -> DecimalInterval? {
    guard low >= 0, other.low >= 0 else { return nil }
    guard let bottom = Self.scaled(low, other.low, over: Self.scale, up: false),
      let top = Self.scaled(high, other.high, over: Self.scale, up: true)
    else { return nil }
    return DecimalInterval(low: bottom, high: top)
  }

  /// The quotient of a number that is not negative by one above zero; nil for others.
  package func divided(by other: DecimalInterval) -> DecimalInterval? {
    guard low >= 0, other.low > 0 else { return nil }
    guard let bottom = Self.scaled(low, Self.scale, over: other.high, up: false),
      let top = Self.scaled(high, Self.scale, over: other.low, up: true)
    else { return nil }
    return DecimalInterval(low: bottom, high: top)
  }

  /// a·b/c, rounded down or up, through the full 256-bit product.
  private static func scaled(_ a: Int128, _ b: Int128, over c: Int128, up: Bool) -> Int128? {
    let product = a.magnitude.multipliedFullWidth(by: b.magnitude)
    guard c > 0, product.high < c.magnitude else { return nil }
    let (quotient, remainder) = c.magnitude.dividingFullWidth(product)
    guard let result = Int128(exactly: quotient), result < .max else { return nil }
    return up && remainder > 0 ? result + 1 : result
  }

  /// The smaller of two numbers.
  package func minimum(_ other: DecimalInterval) -> DecimalInterval {
    DecimalInterval(low: min(low, other.low), high: min(high, other.high))
  }
}

extension DecimalInterval {
  /// The square root of a number between 0 and 10⁶; nil for others.
  package var squareRoot: DecimalInterval? {
    guard low >= 0, high <= 1_000_000 * Self.scale else { return nil }
    let (bottom, top) = (Self.rootFloor(low * Self.scale), Self.rootFloor(high * Self.scale))
    return DecimalInterval(low: bottom, high: top * top == high * Self.scale ? top : top + 1)
  }

  /// The largest whole number whose square is not above n, one binary digit after the other.
  private static func rootFloor(_ n: Int128) -> Int128 {
    var (rest, root): (Int128, Int128) = (n, 0)
    // The largest power of four that 128 bits hold.
    var bit: Int128 = 1 << 126
    while bit > rest { bit >>= 2 }
    while bit != 0 {
      if rest >= root + bit {
        rest -= root + bit
        root = (root >> 1) + bit
      } else {
        root >>= 1
      }
      bit >>= 2
    }
    return root
  }

  /// The number to a power between 0 and 1 given in hundred-thousandths, for a number from 1 to 10⁶.
  ///
  /// The exponent's binary digits say which of x^½, x^¼, x^⅛ … are multiplied.
  package func power(hundredThousandths exponent: Int) -> DecimalInterval? {
    guard low >= Self.scale, (0...100_000).contains(exponent) else { return nil }
    var (root, result, rest): (DecimalInterval, DecimalInterval, Int) = (self, DecimalInterval(1), exponent)
    if rest == 100_000 { return self }
    for _ in 0..<64 {
      guard let next = root.squareRoot else { return nil }
      root = next
      rest *= 2
      if rest >= 100_000 {
        guard let product = result.times(root) else { return nil }
        (result, rest) = (product, rest - 100_000)
      }
      if rest == 0 { return result }
    }
    // What is left of the exponent is below 2⁻⁶⁴: one more root bounds it from above.
    guard let top = result.times(root) else { return nil }
    return DecimalInterval(low: result.low, high: top.high)
  }
}

extension DecimalInterval {
  /// The results that rounding every number of the interval to an increment can give: its ends.
  package func rounded(to increment: DecimalInterval, _ mode: RoundingMode) -> DecimalInterval? {
    guard increment.isExact, increment.low > 0, low >= 0 else { return nil }
    return DecimalInterval(
      low: Self.rounded(low, to: increment.low, mode), high: Self.rounded(high, to: increment.low, mode))
  }

  private static func rounded(_ units: Int128, to step: Int128, _ mode: RoundingMode) -> Int128 {
    let (count, rest) = units.quotientAndRemainder(dividingBy: step)
    let isUp =
      switch mode {
      case .down: false
      case .up: rest > 0
      case .halfUp: rest >= step - rest
      case .halfEven: rest > step - rest || (rest == step - rest && count % 2 == 1)
      }
    return (isUp ? count + 1 : count) * step
  }
}
