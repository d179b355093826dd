/// One symbol of a unit: what it counts and how much of it.
struct UnitAtom: Hashable, Sendable {
  /// The symbol as it was written, such as `µg`.
  let symbol: String
  /// The spelling under which all spellings of one unit are known, such as `ug`.
  let canonical: String
  /// How much it is in g, mol, m, s.
  let scale: Scale
  /// What it counts.
  let dimension: Dimension

  /// Whether `m2` may stand for `m^2`.
  var takesDigits: Bool { dimension == .length }

  /// A pure power of ten, as in `10^9/L`.
  static func powerOfTen(_ power: Int) -> UnitAtom {
    UnitAtom(symbol: "10^\(power)", canonical: "10^\(power)", scale: Scale(ten: power), dimension: .one)
  }

  /// The body surface that clearances are normalised to; it keeps its name, so that `mL/min/1.73m2`
  /// is not mistaken for `mL/min`.
  static let standardSurface = UnitAtom(
    symbol: "1.73m2", canonical: "1.73m2", scale: Scale(twos: -2, fives: -2, p173: 1), dimension: .area)
}
