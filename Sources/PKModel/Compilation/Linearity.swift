/// How a quantity depends on the states.
private enum Dependence: Int, Comparable {
  case none, affine, nonlinear

  static func < (a: Dependence, b: Dependence) -> Bool { a.rawValue < b.rawValue }
}

extension Equations {
  /// Whether the dynamics, hazards included, are linear in the states with coefficients that keep still between two
  /// events.
  ///
  /// Found from the equations' structure, whatever way they are written; `time` in a derivative, or a state in a
  /// comparison, makes them nonlinear.
  var isLinear: Bool { graph.areAffine(derivatives + hazards) && !hasProfiles }

  /// Whether a route's doses enter by a profile, which no closed form has.
  var hasProfiles: Bool { routes.contains { $0.shape != nil } }
}

extension ExpressionGraph {
  /// Whether nodes are sums of states times what keeps still between two events, and a constant.
  func areAffine(_ roots: [NodeID]) -> Bool {
    var known: [NodeID: Dependence] = [:]
    for id in order(of: roots) { known[id] = dependence(of: id, given: known) }
    return roots.allSatisfy { known[$0] != .nonlinear }
  }

  private func dependence(of id: NodeID, given known: [NodeID: Dependence]) -> Dependence {
    if isPiecewiseConstant(id) { return .none }
    func of(_ id: NodeID) -> Dependence { known[id] ?? .nonlinear }
    switch self[id] {
    case .constant: return .none
    case .input(.state): return .affine
    case .input: return .nonlinear
    case .unary(.negate, let a): return of(a)
    case .binary(.add, let a, let b), .binary(.subtract, let a, let b): return max(of(a), of(b))
    case .binary(.multiply, let a, let b):
      return of(a) == .none || of(b) == .none ? max(of(a), of(b)) : .nonlinear
    case .binary(.divide, let a, let b): return of(b) == .none ? of(a) : .nonlinear
    case .select(let condition, let a, let b):
      return of(condition) == .none ? max(of(a), of(b)) : .nonlinear
    case .unary, .binary: return .nonlinear
    }
  }
}
