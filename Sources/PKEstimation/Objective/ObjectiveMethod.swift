/// How the integral over the random effects is approximated.
public enum ObjectiveMethod: Hashable, Sendable {
  /// The model linearised at η = 0 (FO).
  case firstOrder
  /// Linearised at the individual estimates, with the residual variance at η = 0 (FOCE).
  case conditional
  /// The same with the residual variance at the individual estimates (FOCEI).
  case conditionalInteraction
  /// Laplace's approximation, with the exact Hessian of the individual objective.
  case laplace
  /// Adaptive Gauss–Hermite quadrature with so many nodes for each random effect; one node is FOCEI.
  case quadrature(nodes: Int)

  /// The usual short name.
  public var name: String {
    switch self {
    case .firstOrder: "FO"
    case .conditional: "FOCE"
    case .conditionalInteraction: "FOCEI"
    case .laplace: "Laplace"
    case .quadrature(let nodes): "AGQ(\(nodes))"
    }
  }

  /// The method of a short name, in any case: FO, FOCE, FOCEI, Laplace, AGQ3.
  public init?(name: String) {
    switch name.lowercased() {
    case "fo": self = .firstOrder
    case "foce": self = .conditional
    case "focei": self = .conditionalInteraction
    case "laplace": self = .laplace
    case let other where other.hasPrefix("agq"):
      let digits = other.dropFirst(3).filter { $0 != "(" && $0 != ")" }
      guard let nodes = Int(digits), (1...99).contains(nodes) else { return nil }
      self = .quadrature(nodes: nodes)
    default: return nil
    }
  }

  /// Whether the residual variance follows the individual prediction.
  var hasInteraction: Bool { self != .firstOrder && self != .conditional }
}
