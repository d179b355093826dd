package import PKUnits

/// A checked expression and the unit its value is in.
package struct Quantified: Hashable, Sendable {
  package var expression: Expression
  package var unit: UnitState

  package init(_ expression: Expression, _ unit: UnitState) {
    self.expression = expression
    self.unit = unit
  }

  package init(_ expression: Expression, _ unit: Unit) { self.init(expression, .known(unit)) }

  /// What an expression with a reported error stands for.
  static let broken = Quantified(.number(0), .unknown)
}

extension Expression {
  /// The expression times a factor between units, folded into a constant where there is one.
  func scaled(by factor: Double) -> Expression {
    guard factor != 1 else { return self }
    switch self {
    case .number(let value): return .number(value * factor)
    case .negate(.number(let value)): return .negate(.number(value * factor))
    case .binary(.multiply, let x, .number(let value)): return .binary(.multiply, x, .number(value * factor))
    case .binary(.multiply, .number(let value), let x): return .binary(.multiply, .number(value * factor), x)
    default: return .binary(.multiply, self, .number(factor))
    }
  }
}
