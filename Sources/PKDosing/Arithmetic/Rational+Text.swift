import BigInt

extension Rational {
  /// How many decimals write the number exactly, or nil when its decimals never end.
  var exactDecimals: Int? {
    var rest = denominator
    var (twos, fives) = (0, 0)
    while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
    while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
    return rest == 1 ? max(twos, fives) : nil
  }

  /// The number with a fixed number of decimals, rounded half away from zero: `0.50`.
  public func text(decimals: Int) -> String {
    let decimals = max(0, decimals)
    let scaled = (magnitude.rounded(decimals: decimals) * Rational(reducing: BigInt(10).power(decimals), 1)).floor
    var digits = String(scaled)
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let sign = numerator < 0 && scaled != 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    return "\(sign)\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
  }

  /// The number with a leading zero and no trailing ones: `0.5`, `124.8`, `3`.
  ///
  /// Written in full when it has at most `decimals` decimals; otherwise rounded to them, half away
  /// from zero.
  public func shortText(decimals: Int = 12) -> String {
    var text = text(decimals: min(exactDecimals ?? decimals, decimals))
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text == "-0" ? "0" : text
  }

  /// The number as a record keeps it: its decimals when they end, else the fraction `127/3`.
  public var recordText: String {
    exactDecimals.map { text(decimals: $0) } ?? "\(numerator)/\(denominator)"
  }
}

extension Rational: CustomStringConvertible {
  /// The number with a leading zero and no trailing ones, to 12 decimals.
  public var description: String { shortText() }
}
