/// What kind of thing a unit measures: powers of mass, amount of substance, length, time and
/// arbitrary units.
///
/// Mass and amount of substance are different dimensions: only a molar mass leads from one to the
/// other. International units (IU, and U, which is read as the same) are a dimension of their own,
/// since nothing converts them in general.
public struct Dimension: Hashable, Sendable, CustomStringConvertible {
  /// The power of mass (base g).
  public var mass: Exponent
  /// The power of amount of substance (base mol).
  public var substance: Exponent
  /// The power of length (base m).
  public var length: Exponent
  /// The power of time (base s).
  public var time: Exponent
  /// The power of arbitrary units such as IU.
  public var arbitrary: Exponent

  /// Creates a dimension from its powers.
  public init(
    mass: Exponent = 0, substance: Exponent = 0, length: Exponent = 0, time: Exponent = 0, arbitrary: Exponent = 0
  ) {
    self.mass = mass
    self.substance = substance
    self.length = length
    self.time = time
    self.arbitrary = arbitrary
  }

  /// Pure numbers.
  public static let one = Dimension()
  /// Masses, such as mg.
  public static let mass = Dimension(mass: 1)
  /// Amounts of substance, such as nmol.
  public static let substance = Dimension(substance: 1)
  /// Lengths, such as cm.
  public static let length = Dimension(length: 1)
  /// Surfaces, such as m2.
  public static let area = Dimension(length: 2)
  /// Volumes, such as L.
  public static let volume = Dimension(length: 3)
  /// Times, such as h.
  public static let time = Dimension(time: 1)
  /// Arbitrary units, such as IU.
  public static let arbitrary = Dimension(arbitrary: 1)

  /// The dimension of a product.
  public static func * (a: Dimension, b: Dimension) -> Dimension { a.combined(with: b, +) }

  /// The dimension of a quotient.
  public static func / (a: Dimension, b: Dimension) -> Dimension { a.combined(with: b, -) }

  /// The dimension of a power.
  public func raised(to exponent: Exponent) -> Dimension { combined(with: self) { power, _ in power * exponent } }

  private func combined(with other: Dimension, _ operation: (Exponent, Exponent) -> Exponent) -> Dimension {
    Dimension(
      mass: operation(mass, other.mass), substance: operation(substance, other.substance),
      length: operation(length, other.length), time: operation(time, other.time),
      arbitrary: operation(arbitrary, other.arbitrary))
  }

  /// The powers in words: `mass/volume`, `time^-1` as `1/time`, or `pure number`.
  public var description: String {
    // Pharmacology speaks of volumes, hardly ever of cubed lengths.
    let isVolume = length.isInteger && length.numerator % 3 == 0
    let extent = isVolume ? ("volume", length * Exponent(1, over: 3)) : ("length", length)
    let powers = [
      ("mass", mass), ("amount of substance", substance), ("arbitrary units", arbitrary), extent, ("time", time),
    ]
    let text = productDescription(of: powers.filter { $0.1 != 0 }.map { (name: $0.0, power: $0.1) }, power: "^")
    return text == "1" ? "pure number" : text
  }
}

/// Factors with positive powers joined by `*`, then each with a negative power after a `/`; `1`
/// when empty.
func productDescription(of factors: [(name: String, power: Exponent)], power caret: String) -> String {
  func text(_ name: String, _ power: Exponent) -> String {
    guard power != 1 else { return name }
    return power.isInteger || 1_000 % power.denominator == 0 ? name + caret + "\(power)" : name + caret + "(\(power))"
  }
  let numerator = factors.filter { $0.power > 0 }.map { text($0.name, $0.power) }.joined(separator: "*")
  let denominator = factors.filter { $0.power < 0 }.map { "/" + text($0.name, -$0.power) }.joined()
  return (numerator.isEmpty ? "1" : numerator) + denominator
}
