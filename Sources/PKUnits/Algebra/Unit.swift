/// A unit of measurement, such as `mg/L`, `nmol/h/L` or `mL/min/1.73m2`.
///
/// A unit remembers the symbols it was written with. Two units are equal when they consist of the
/// same symbols in the same order (products before quotients); whether they measure the same is a
/// question for `dimension`, and how much one is of the other for `factor(to:)`.
public struct Unit: Hashable, Sendable, CustomStringConvertible {
  struct Factor: Hashable, Sendable {
    var atom: UnitAtom
    var power: Exponent
  }

  /// The symbols, each once, with powers other than zero: in the order written, those of positive
  /// power first.
  private(set) var factors: [Factor]

  init(factors: [Factor] = []) {
    self.factors = []
    multiply(by: factors)
  }

  /// Reads a unit, such as `ug/mL`, `1/h`, `kg^0.75`, `mL/min/1.73m2` or `10^9/L`.
  ///
  /// Factors are joined by `*`, `.` or `·`, and by `/`, which divides by the next factor only; a
  /// factor may be in parentheses, and raised by `^2`, `^0.75`, `^(1/3)`, `²`, or by digits at its
  /// end (`m2`).
  ///
  /// - Throws: `UnitError` with the bytes of `text` that cannot be read and, where possible, what
  ///   to write.
  public init(_ text: String) throws(UnitError) {
    self = try UnitParser.parse(text)
  }

  /// The unit of pure numbers, printed `1`.
  public static let one = Unit()

  /// Whether the unit has no symbol at all; `%` and `cells` are no pure numbers in this sense.
  public var isPureNumber: Bool { factors.isEmpty }

  /// What the unit measures.
  public var dimension: Dimension {
    factors.reduce(.one) { $0 * $1.atom.dimension.raised(to: $1.power) }
  }

  /// The number that a value in this unit is multiplied by to be in `other`.
  ///
  /// The number is exact and rounded once, except where powers of units are not whole.
  ///
  /// - Returns: nil when the two measure different things.
  public func factor(to other: Unit) -> Double? {
    guard dimension == other.dimension else { return nil }
    return factors == other.factors ? 1 : (scale / other.scale).value
  }

  private var scale: Scale {
    factors.reduce(.one) { $0 * $1.atom.scale.raised(to: $1.power) }
  }

  /// The unit in its own symbols, in a form that reads back as the same unit.
  public var description: String {
    productDescription(
      of: factors.map { factor in
        let symbol = factor.atom.symbol
        let positive = factor.power < 0 ? -factor.power : factor.power
        if factor.atom.takesDigits, positive == 2 || positive == 3 {
          return (name: "\(symbol)\(positive)", power: factor.power < 0 ? -1 : 1)
        }
        let simple = !symbol.contains(where: \.isNumber)
        return (name: simple || positive == 1 ? symbol : "(\(symbol))", power: factor.power)
      }, power: "^")
  }
}

extension Unit {
  /// The unit of a product; equal symbols combine.
  public static func * (a: Unit, b: Unit) -> Unit {
    var product = a
    product.multiply(by: b.factors)
    return product
  }

  /// The unit of a quotient; equal symbols cancel.
  public static func / (a: Unit, b: Unit) -> Unit { a * b.raised(to: -1) }

  /// The unit of a power.
  public func raised(to exponent: Exponent) -> Unit {
    Unit(factors: factors.map { Factor(atom: $0.atom, power: $0.power * exponent) })
  }

  private mutating func multiply(by others: [Factor]) {
    for other in others { multiply(by: other) }
    factors = factors.filter { $0.power > 0 } + factors.filter { $0.power < 0 }
  }

  private mutating func multiply(by factor: Factor) {
    guard let index = factors.firstIndex(where: { $0.atom.canonical == factor.atom.canonical }) else {
      if factor.power != 0 { factors.append(factor) }
      return
    }
    factors[index].power = factors[index].power + factor.power
    if factors[index].power == 0 { factors.remove(at: index) }
  }
}

extension Unit {
  /// The part above the line: `mg` of `mg/kg`.
  public var numerator: Unit { Unit(factors: factors.filter { $0.power > 0 }) }

  /// The part below the line, itself not inverted: `kg` of `mg/kg`.
  public var denominator: Unit { Unit(factors: factors.filter { $0.power < 0 }).raised(to: -1) }

  /// A value in this unit as a value in `other`, rounded as little as can be.
  ///
  /// - Returns: nil when the two measure different things.
  public func convert(_ value: Double, to other: Unit) -> Double? {
    UnitConversion(from: self, to: other)?(value)
  }
}
