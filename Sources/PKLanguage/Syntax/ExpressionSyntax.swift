/// An expression as written, with the bytes it covers.
package struct ExpressionSyntax: Hashable, Sendable {
  package indirect enum Kind: Hashable, Sendable {
    /// `70`, `70[kg]`.
    case number(Double, unit: UnitSyntax?)
    /// `CL`.
    case name(String)
    /// `-x`.
    case negate(ExpressionSyntax)
    /// `not c`.
    case not(ExpressionSyntax)
    /// `x + y`, `x < y`, `c and d`.
    case infix(InfixOperator, ExpressionSyntax, ExpressionSyntax)
    /// `exp(x)`, `if(c, x, y)`.
    case call(NameSyntax, [ArgumentSyntax])
  }

  package var kind: Kind
  package var range: Range<Int>
  /// How deep the tree is, so that nothing that walks it runs off the stack.
  package var depth: Int

  package init(_ kind: Kind, at range: Range<Int>) {
    self.kind = kind
    self.range = range
    depth =
      switch kind {
      case .number, .name: 1
      case .negate(let x), .not(let x): x.depth + 1
      case .infix(_, let x, let y): max(x.depth, y.depth) + 1
      case .call(_, let arguments): (arguments.map(\.value.depth).max() ?? 0) + 1
      }
  }

  /// The number, if the expression is a bare one without a unit, a minus sign apart.
  package var bareNumber: Double? {
    switch kind {
    case .number(let value, unit: nil): value
    case .negate(let operand): operand.bareNumber.map { -$0 }
    default: nil
    }
  }
}

/// One argument of a call, a route or a distribution: `x`, `F = x`, `per: x`.
package struct ArgumentSyntax: Hashable, Sendable {
  package var label: NameSyntax?
  package var value: ExpressionSyntax

  package init(label: NameSyntax? = nil, _ value: ExpressionSyntax) {
    self.label = label
    self.value = value
  }

  package var range: Range<Int> { (label?.range ?? value.range).lowerBound..<value.range.upperBound }
}

/// An operator between two operands.
package enum InfixOperator: String, Hashable, Sendable, CaseIterable {
  case or, and
  case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "==", notEqual = "!="
  case add = "+", subtract = "-", multiply = "*", divide = "/", power = "^"

  /// How tightly the operator binds.
  package var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: 4
    case .add, .subtract: 5
    case .multiply, .divide: 6
    case .power: 8
    }
  }
}
