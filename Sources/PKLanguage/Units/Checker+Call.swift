import PKText
import PKUnits

extension Checker {
  mutating func call(_ name: NameSyntax, _ arguments: [ArgumentSyntax], at range: Range<Int>) -> Quantified {
    if let label = arguments.lazy.compactMap(\.label).first { return labelled(label, in: name) }
    let values = arguments.map(\.value)
    switch name.text {
    case "if": return conditional(name, values)
    case "molarMass": return molarMassOf(name, values)
    case "timeSince": return timeSince(name, values)
    default:
      guard let function = Function(rawValue: name.text) else { return unknownFunction(name) }
      guard hasCount(function.arity, values, of: name, at: range) else { return .broken }
      return apply(function, name, values, at: range)
    }
  }

  private mutating func apply(
    _ function: Function, _ name: NameSyntax, _ arguments: [ExpressionSyntax], at range: Range<Int>
  ) -> Quantified {
    let x = quantity(arguments[0])
    switch function {
    case .exp, .log, .lgamma:
      let argument = pure(x, "'\(name.text)'", at: arguments[0])
      return Quantified(.call(function, [argument]), x.unit == .unknown ? .unknown : .known(.one))
    case .abs: return Quantified(.call(function, [x.expression]), x.unit)
    case .sqrt:
      guard case .known(let unit) = x.unit else { return Quantified(.call(function, [x.expression]), x.unit) }
      return Quantified(.call(function, [x.expression]), unit.raised(to: Exponent(1, over: 2)))
    case .min, .max:
      let y = quantity(arguments[1])
      let (right, unit) = aligned(
        x, y, "'\(name.text)'", Operands(left: arguments[0], right: arguments[1], whole: range))
      return Quantified(.call(function, [x.expression, right]), unit)
    }
  }

  private mutating func conditional(_ name: NameSyntax, _ arguments: [ExpressionSyntax]) -> Quantified {
    guard hasCount(3, arguments, of: name, at: name.range) else { return .broken }
    let condition = condition(arguments[0])
    let (x, y) = (quantity(arguments[1]), quantity(arguments[2]))
    let whole = arguments[1].range.lowerBound..<arguments[2].range.upperBound
    let (right, unit) = aligned(
      x, y, "'if'", Operands(left: arguments[1], right: arguments[2], whole: whole))
    return Quantified(.conditional(condition, then: x.expression, else: right), unit)
  }

  private mutating func molarMassOf(_ name: NameSyntax, _ arguments: [ExpressionSyntax]) -> Quantified {
    guard hasCount(1, arguments, of: name, at: name.range) else { return .broken }
    guard case .name(let molecule) = arguments[0].kind else {
      return wrongArgument(name, needs: "the name of a molecule", at: arguments[0].range)
    }
    guard let mass = molarMass(NameSyntax(molecule, at: arguments[0].range)), let unit = Self.molarMassUnit else {
      return .broken
    }
    return Quantified(.number(mass), unit)
  }

  private mutating func timeSince(_ name: NameSyntax, _ arguments: [ExpressionSyntax]) -> Quantified {
    guard hasCount(1, arguments, of: name, at: name.range) else { return .broken }
    guard case .name(let text) = arguments[0].kind else {
      return wrongArgument(name, needs: "the name of an event", at: arguments[0].range)
    }
    let event = reference(NameSyntax(text, at: arguments[0].range))
    guard case .reference(.event(let index)) = event.expression else {
      guard event.unit != .unknown else { return .broken }
      return wrongArgument(name, needs: "the name of an event", at: arguments[0].range)
    }
    return Quantified(.reference(.timeSince(event: index)), timeUnit)
  }
}

// MARK: - What is wrong with calls

extension Checker {
  private mutating func hasCount(
    _ count: Int, _ arguments: [ExpressionSyntax], of name: NameSyntax, at range: Range<Int>
  ) -> Bool {
    guard arguments.count != count else { return true }
    let needed = count == 1 ? "one argument" : "\(count) arguments"
    report(
      .wrongArguments, "'\(name.text)' takes \(needed), but has \(arguments.count)", at: range,
      help: name.text == "if" ? ["write if(condition, value, otherwise)"] : [])
    return false
  }

  private mutating func wrongArgument(_ name: NameSyntax, needs: String, at range: Range<Int>) -> Quantified {
    report(.wrongArguments, "'\(name.text)' needs \(needs)", at: range)
    return .broken
  }

  private mutating func labelled(_ label: NameSyntax, in name: NameSyntax) -> Quantified {
    report(
      .wrongArguments, "the arguments of '\(name.text)' have no names", at: label.range,
      help: name.text == "if" ? ["'==' compares: if(\(label.text) == …, x, y)"] : [])
    return .broken
  }

  private mutating func unknownFunction(_ name: NameSyntax) -> Quantified {
    if symbols[name.text] != nil || ReservedNames.quantities.contains(name.text) {
      report(
        .unknownFunction, "'\(name.text)' is no function", at: name.range,
        help: ["multiplication is written '*'"])
    } else {
      let help =
        ReservedNames.foreignFunctions[name.text]
        ?? didYouMean(name.text, among: ReservedNames.functions)
        ?? "the functions are \(ReservedNames.functions.joined(separator: ", "))"
      report(.unknownFunction, "there is no function '\(name.text)'", at: name.range, help: [help])
    }
    return .broken
  }
}
