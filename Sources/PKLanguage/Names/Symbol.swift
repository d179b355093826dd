package import PKUnits

/// What is known of a quantity's unit.
package enum UnitState: Hashable, Sendable {
  /// The unit.
  case known(Unit)
  /// A literal 0, which is zero of every unit.
  case anything
  /// It could not be found out, which has been reported: whatever follows from it is not.
  case unknown
}

/// A name and what it stands for.
package struct Symbol: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case theta, sigma, covariate, individual, compartment, local, event }

  package var kind: Kind
  /// The index among the declarations of its kind.
  package var index: Int
  /// The bytes of the name where it is declared.
  package var range: Range<Int>
  /// The declared unit, or for a local without one, the unit of its value once that is checked.
  package var unit: UnitState
  /// The names of a covariate's categories.
  package var categories: [String]?
}

extension Symbol.Kind {
  /// What a thing of the kind is called in messages.
  var phrase: String {
    switch self {
    case .theta: "a theta"
    case .sigma: "a sigma"
    case .covariate: "a covariate"
    case .individual: "an individual parameter"
    case .compartment: "a compartment"
    case .local: "a local of the dynamics"
    case .event: "an event"
    }
  }
}
