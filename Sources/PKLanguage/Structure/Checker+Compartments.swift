import PKText
import PKUnits

extension Checker {
  mutating func checkCompartments() {
    for declaration in symbols[.compartments] {
      let statement = declaration.statement
      var compartment = Compartment(
        name: declaration.name.text, unit: known(declaration.unit), label: statement.label?.text)
      if let value = value(of: statement) {
        scope = .patient("an initial amount")
        // A bare number is in the declared unit, as everywhere that a number is declared.
        compartment.initial =
          value.bareNumber.map { .number($0) }
          ?? assigned(value, to: declaration.unit, as: declaration.name.text).expression
      }
      model.compartments.append(compartment)
    }
  }

  mutating func checkRoutes() {
    for declaration in symbols[.doses] {
      let statement = declaration.statement
      guard !statement.isBroken, let target = statement.target else { continue }
      let molecule = statement.molecule.flatMap { moleculeIndex($0) }
      guard let compartment = compartment(target) else { continue }
      var route = Route(
        name: declaration.name.text, compartment: compartment, molecule: molecule, label: statement.label?.text)
      read(statement.arguments, into: &route, of: declaration)
      model.routes.append(route)
    }
  }

  /// The index of the compartment that is dosed; nil when there is none, which is reported.
  private mutating func compartment(_ target: NameSyntax) -> Int? {
    if let symbol = symbols[target.text], symbol.kind == .compartment { return symbol.index }
    guard !isFull, !symbols.isLost(target.text), !symbols[.compartments].isEmpty else { return nil }
    report(
      .unknownName, "there is no compartment '\(target.text)'", at: target.range,
      help: [
        didYouMean(target.text, among: symbols[.compartments].map(\.name.text))
          ?? "declare it in 'compartments'"
      ])
    return nil
  }

  private mutating func read(_ arguments: [ArgumentSyntax], into route: inout Route, of declaration: Declaration) {
    var seen: Set<String> = []
    let inputs = arguments.filter { ["duration", "rate", "input"].contains($0.label?.text) }
    scope = .patient("a route")
    let amount = symbols[.compartments][route.compartment].unit
    for argument in arguments {
      guard let label = argument.label, Self.routeArguments.contains(label.text) else {
        reportRouteArgument(argument)
        continue
      }
      guard seen.insert(label.text).inserted else {
        report(.wrongArguments, "'\(label.text)' is given twice", at: argument.range)
        continue
      }
      if label.text == "input" {
        route.input = inputProfile(argument.value)
        continue
      }
      let value = routeValue(argument.value, label.text, amount, declaration.statement.molecule)
      switch label.text {
      case "F": route.bioavailability = value
      case "lag": route.lag = value
      case "duration": route.duration = value
      default: route.rate = value
      }
    }
    if seen.isSuperset(of: ["duration", "rate"]), let second = inputs.last {
      report(
        .incompatibleTerms, "a route has a duration or a rate, not both", at: second.range,
        help: ["the one follows from the other and the dose"])
    } else if seen.contains("input"), inputs.count > 1, let second = inputs.last {
      report(.incompatibleTerms, "a route has a profile, or a duration or rate, not both", at: second.range)
    }
  }

  private static let routeArguments = ["F", "lag", "duration", "rate", "input"]

  private mutating func routeValue(
    _ syntax: ExpressionSyntax, _ label: String, _ amount: UnitState, _ molecule: NameSyntax?
  ) -> Expression {
    let value: Expression
    switch label {
    case "F": value = assigned(syntax, to: .known(.one), as: label, isImplied: true).expression
    case "lag", "duration": value = assigned(syntax, to: timeUnit, as: label, isImplied: true).expression
    default:
      value = assigned(syntax, to: perTime(amount), as: label, molecule: molecule, isImplied: true).expression
    }
    if let number = value.constantValue, number < 0 {
      report(.notPositive, "'\(label)' cannot be negative", at: syntax.range)
    }
    return value
  }

  /// A unit per the model's unit of time.
  func perTime(_ unit: UnitState) -> UnitState {
    guard case .known(let unit) = unit, case .known(let time) = timeUnit else { return .unknown }
    return .known(unit / time)
  }

  private mutating func reportRouteArgument(_ argument: ArgumentSyntax) {
    let known = Self.routeArguments
    guard let label = argument.label else {
      report(
        .wrongArguments, "a route's arguments have names", at: argument.range, help: ["write F = …, lag = …"])
      return
    }
    report(
      .wrongArguments, "a route has no argument '\(label.text)'", at: label.range,
      help: [didYouMean(label.text, among: known) ?? "the arguments are \(known.joined(separator: ", "))"])
  }
}
