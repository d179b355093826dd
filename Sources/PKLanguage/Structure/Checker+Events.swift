import PKText
import PKUnits

extension Checker {
  mutating func checkEvents() {
    for declaration in symbols[.events] {
      let statement = declaration.statement
      var event = HazardEvent(name: declaration.name.text, hazard: .number(0), label: statement.label?.text)
      if let syntax = value(of: statement) {
        checkHazardUnit(declaration)
        scope = .course("a hazard")
        event.hazard = assigned(syntax, to: hazardUnit(declaration.unit), as: event.name).expression
        checkFrequency(statement)
        checkSign(of: event.hazard, at: syntax.range)
      }
      model.events.append(event)
    }
  }

  /// The model's unit of hazards when the declared one is of that kind; no unit otherwise.
  private func hazardUnit(_ declared: UnitState) -> UnitState {
    let needed = perTime(.known(.one))
    guard case .known(let declared) = declared, case .known(let unit) = needed, declared.factor(to: unit) != nil else {
      return .unknown
    }
    return needed
  }

  private mutating func checkHazardUnit(_ declaration: Declaration) {
    guard case .known(let unit) = declaration.unit, unit.dimension != .one / .time else { return }
    report(
      .wrongKindOfUnit, "a hazard is a number per time, but \(unit) is \(unit.dimension)",
      at: declaration.statement.unit?.range ?? declaration.name.range, help: ["write 1/day, or 1/h"])
  }

  private mutating func checkFrequency(_ statement: StatementSyntax) {
    for term in statement.terms where term.name.text != "once" {
      report(
        .unknownDistribution, "an event happens '~ once', not '~ \(term.name.text)'", at: term.name.range,
        help: didYouMean(term.name.text, among: ["once"]).map { [$0] } ?? [])
      return
    }
    if statement.terms.count > 1 {
      report(.incompatibleTerms, "an event has one term, 'once'", at: statement.terms[1].range)
    } else if let term = statement.terms.first, let argument = term.arguments.first {
      report(.wrongArguments, "'once' takes no arguments", at: argument.range)
    }
  }

  /// A hazard that can be negative, as far as bounds and signs tell.
  private mutating func checkSign(of hazard: Expression, at range: Range<Int>) {
    // With errors about, the tree may hold stand-ins.
    guard !hasErrors, interval(of: hazard).lower < 0 else { return }
    report(
      .negativeHazard, "this hazard can be negative", at: range,
      help: [
        "states count as at least 0, and parameters as within their bounds: give bounds, or write max(0[\(hazardText)], …)"
      ])
  }

  private var hazardText: String {
    if case .known(let unit) = perTime(.known(.one)) { "\(unit)" } else { "1/h" }
  }
}
