/// Which names an expression may use.
package struct Scope: Sendable {
  /// What has the expression as its value, in messages.
  package var purpose: String
  package var kinds: Set<Symbol.Kind>
  /// Whether time, and what happens in it, is known.
  package var hasTime: Bool
  /// The section whose names must be defined before `start`, and that offset.
  package var ordered: (kind: Symbol.Kind, start: Int)?

  /// Numbers only.
  static func constant(_ purpose: String) -> Scope { Scope(purpose: purpose, kinds: [], hasTime: false) }

  /// What is known of a patient, and what stands before.
  static func individual(start: Int) -> Scope {
    Scope(
      purpose: "an individual parameter", kinds: [.theta, .covariate, .individual], hasTime: false,
      ordered: (.individual, start))
  }

  /// What is known of a patient.
  static func patient(_ purpose: String) -> Scope {
    Scope(purpose: purpose, kinds: [.theta, .covariate, .individual], hasTime: false)
  }

  /// The dynamics, with the locals that stand before.
  static func dynamics(start: Int) -> Scope {
    var scope = course("the dynamics")
    scope.ordered = (.local, start)
    return scope
  }

  /// All that varies in time.
  static func course(_ purpose: String) -> Scope {
    Scope(
      purpose: purpose, kinds: [.theta, .covariate, .individual, .compartment, .local, .event], hasTime: true)
  }

  /// The arguments of an error model.
  static var errorModel: Scope {
    var scope = course("an error model")
    scope.kinds.insert(.sigma)
    return scope
  }
}
