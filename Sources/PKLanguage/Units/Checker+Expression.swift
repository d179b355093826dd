import PKText
import PKUnits

// The functions that recurse keep their frames small: whatever builds a message is elsewhere.
extension Checker {
  /// The value of an expression, and the unit that value is in.
  mutating func quantity(_ syntax: ExpressionSyntax) -> Quantified {
    switch syntax.kind {
    case .number(let value, let unit): return literal(value, unit)
    case .name(let name): return reference(NameSyntax(name, at: syntax.range))
    case .negate(let operand):
      let value = quantity(operand)
      return Quantified(.negate(value.expression), value.unit)
    case .infix(let symbol, let left, let right):
      guard let operation = BinaryOperator(rawValue: symbol.rawValue) else { return conditionAsNumber(syntax) }
      let (x, y) = (quantity(left), quantity(right))
      return combine(operation, x, y, Operands(left: left, right: right, whole: syntax.range))
    case .call(let name, let arguments): return call(name, arguments, at: syntax.range)
    case .not: return conditionAsNumber(syntax)
    }
  }

  private mutating func literal(_ value: Double, _ unit: UnitSyntax?) -> Quantified {
    guard let unit else { return Quantified(.number(value), value == 0 ? .anything : .known(.one)) }
    return Quantified(.number(value), read(unit))
  }

  /// A unit's meaning; a text that is none is reported.
  mutating func read(_ unit: UnitSyntax) -> UnitState {
    guard !isFull else { return .unknown }
    do {
      return .known(try Unit(unit.text))
    } catch {
      diagnostics.append(error.diagnostic(DiagnosticCode.invalidUnit.rawValue, offset: unit.range.lowerBound))
      return .unknown
    }
  }

  private mutating func conditionAsNumber(_ syntax: ExpressionSyntax) -> Quantified {
    report(
      .conditionMismatch, "a number is needed here, but this is true or false", at: syntax.range,
      help: ["write if(condition, 1, 0)"])
    return .broken
  }
}

/// The two sides of an operator as written.
struct Operands {
  var left: ExpressionSyntax
  var right: ExpressionSyntax
  var whole: Range<Int>
}
