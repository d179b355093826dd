import PKText
import PKUnits

extension Checker {
  /// The expression that a statement has as its value; nil when there is none, which has been reported.
  mutating func value(of statement: StatementSyntax) -> ExpressionSyntax? {
    guard !statement.isBroken else { return nil }
    switch statement.value {
    case nil, .unit: return nil
    case .list(_, let range):
      report(.misplacedPart, "a list of values has a meaning only in 'omega'", at: range)
      return nil
    case .entry(let entry):
      guard let spread = entry.spread else { return entry.value }
      report(.invalidSpread, "'\(spread.text)' has a meaning only in 'omega'", at: entry.range)
      return nil
    }
  }

  /// A number in a declared unit: one without a unit of its own is in that unit, any other is converted.
  mutating func constant(_ syntax: ExpressionSyntax, in declared: UnitState, _ purpose: String) -> Double? {
    scope = .constant(purpose)
    let value = quantity(syntax)
    guard value.unit != .unknown else { return nil }
    guard let number = value.expression.constantValue else {
      report(.notConstant, "\(purpose) is a number", at: syntax.range)
      return nil
    }
    let factor = conversion(from: value.unit, to: declared)
    if factor == nil, case .known(let from) = value.unit, case .known(let to) = declared {
      report(.declaredUnitMismatch, "\(purpose) is in \(to), but this is in \(from)", at: syntax.range)
    }
    guard let result = factor.map({ number * $0 }) else { return nil }
    guard result.isFinite else {
      report(.notFinite, "\(purpose) must be finite", at: syntax.range)
      return nil
    }
    return result
  }

  /// What a constant is multiplied by; nil when the units differ in kind.
  private func conversion(from: UnitState, to declared: UnitState) -> Double? {
    guard case .known(let from) = from, case .known(let to) = declared, !from.isPureNumber else { return 1 }
    return from.factor(to: to)
  }

  /// A value that its range must contain.
  mutating func checkRange(
    _ value: Double?, at range: Range<Int>?, lower: Double, upper: Double, _ bounds: BoundsSyntax
  ) {
    guard lower < upper else {
      report(.emptyRange, "the range contains nothing: \(shown(lower)) is not below \(shown(upper))", at: bounds.range)
      return
    }
    guard let value, let range, value < lower || value > upper else { return }
    report(
      .valueOutsideRange, "\(shown(value)) is outside its range \(shown(lower))...\(shown(upper))", at: range,
      notes: isOnOneLine(range, bounds.range) ? [] : [.init("the range is given here", at: bounds.range)])
  }

  private func isOnOneLine(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    source.location(of: a.lowerBound).line == source.location(of: b.lowerBound).line
  }

  /// The bounds in a declared unit, infinite where they are left out; nil when one of them is wrong.
  mutating func bounds(_ syntax: BoundsSyntax, in unit: UnitState) -> (lower: Double, upper: Double)? {
    let lower = syntax.lower.map { constant($0, in: unit, "a bound") } ?? -.infinity
    let upper = syntax.upper.map { constant($0, in: unit, "a bound") } ?? .infinity
    guard let lower, let upper else { return nil }
    return (lower, upper)
  }
}
