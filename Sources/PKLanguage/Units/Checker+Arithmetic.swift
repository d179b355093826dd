import PKText
import PKUnits

extension Checker {
  /// x ∘ y with the units' rules.
  mutating func combine(_ operation: BinaryOperator, _ x: Quantified, _ y: Quantified, _ operands: Operands)
    -> Quantified
  {
    switch operation {
    case .add, .subtract:
      let (right, unit) = aligned(x, y, "'\(operation.rawValue)'", operands)
      return Quantified(.binary(operation, x.expression, right), unit)
    case .multiply:
      let unit = product(x.unit, y.unit) { $0 * $1 }
      return Quantified(.binary(operation, x.expression, y.expression), unit)
    case .divide:
      if y.unit != .unknown, y.expression.constantValue == 0 {
        report(.notFinite, "this is a division by zero", at: operands.right.range)
        return .broken
      }
      let unit = product(x.unit, y.unit) { $0 / $1 }
      return Quantified(.binary(operation, x.expression, y.expression), unit)
    case .power: return power(x, y, operands)
    }
  }

  /// The right side in the left side's unit, and that unit; a literal 0 has the other side's.
  mutating func aligned(
    _ x: Quantified, _ y: Quantified, _ what: String, _ operands: Operands
  ) -> (right: Expression, unit: UnitState) {
    guard case .known(let left) = x.unit else {
      return (y.expression, x.unit == .anything ? y.unit : .unknown)
    }
    guard case .known(let right) = y.unit else {
      return (y.expression, y.unit == .anything ? x.unit : .unknown)
    }
    guard let factor = right.factor(to: left) else {
      reportMismatch(left, right, what, operands)
      return (y.expression, .unknown)
    }
    return (y.expression.scaled(by: factor), x.unit)
  }

  /// The unit of a product or quotient; 0 counts as a pure number there.
  private func product(_ x: UnitState, _ y: UnitState, _ operation: (Unit, Unit) -> Unit) -> UnitState {
    switch (x, y) {
    case (.unknown, _), (_, .unknown): .unknown
    case (.anything, .anything): .anything
    case (.known(let a), .known(let b)): .known(operation(a, b))
    case (.known(let a), .anything): .known(a)
    case (.anything, .known(let b)): .known(operation(.one, b))
    }
  }

  /// x^y: y is pure, and x too unless y is a constant fraction.
  private mutating func power(_ x: Quantified, _ y: Quantified, _ operands: Operands) -> Quantified {
    let exponent = pure(y, "an exponent", at: operands.right)
    guard case .known(let unit) = x.unit, !unit.isPureNumber else {
      let known = x.unit == .unknown ? UnitState.unknown : .known(.one)
      return Quantified(.binary(.power, x.expression, exponent), known)
    }
    let fraction = y.unit == .unknown ? nil : exponent.constantValue.flatMap { Exponent(exactly: $0) }
    if let fraction, fraction.isOrdinary, unit.raised(to: fraction).dimension.isOrdinary {
      let constant = Expression.number(fraction.value)
      return Quantified(.binary(.power, x.expression, constant), .known(unit.raised(to: fraction)))
    }
    guard let factor = unit.factor(to: .one) else {
      if y.unit != .unknown { reportPower(unit, fraction, operands) }
      return .broken
    }
    return Quantified(.binary(.power, x.expression.scaled(by: factor), exponent), .known(.one))
  }

  /// A pure number's value in the unit 1; anything else is reported.
  mutating func pure(_ x: Quantified, _ what: String, at syntax: ExpressionSyntax) -> Expression {
    guard case .known(let unit) = x.unit else { return x.expression }
    if let factor = unit.factor(to: .one) { return x.expression.scaled(by: factor) }
    report(
      .pureNumberNeeded, "\(what) needs a pure number, but has \(unit)", at: syntax.range,
      help: literalDivisionHelp(in: syntax).map { [$0] } ?? ["divide by a quantity in \(unit), such as 1[\(unit)]"])
    return .number(1)
  }
}
