public import PKUnits

/// What the size of a dose depends on.
public enum DoseBasis: Hashable, Sendable {
  /// Everybody gets the same: mg, nmol, IU.
  case flat
  /// By body weight: mg/kg.
  case perWeight
  /// By body surface: mg/m2.
  case perSurface

  /// What a dose in this unit depends on; nil when it is no unit of a dose, such as mg/L.
  public init?(of unit: Unit) {
    let amounts: [Dimension] = [.mass, .substance, .arbitrary]
    guard amounts.contains(unit.numerator.dimension) else { return nil }
    switch unit.denominator.dimension {
    case .one: self = .flat
    case .mass: self = .perWeight
    case .area: self = .perSurface
    default: return nil
    }
  }
}

extension Regimen.Phase {
  /// What the size of the phase's doses depends on; nil when the unit is no unit of a dose.
  public var basis: DoseBasis? { DoseBasis(of: amount.unit) }
}
