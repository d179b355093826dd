import PKText
import PKUnits

extension Checker {
  mutating func checkObservations() {
    for declaration in symbols[.observations] {
      let statement = declaration.statement
      guard let syntax = value(of: statement) else { continue }
      scope = .course("an observation")
      let prediction = assigned(
        syntax, to: declaration.unit, as: declaration.name.text, molecule: statement.molecule
      )
      var output = Output(
        name: declaration.name.text, unit: known(declaration.unit),
        molecule: statement.molecule.flatMap { symbols.molecules[$0.text]?.index },
        prediction: prediction.expression,
        label: statement.label?.text)
      output.error = errorTerms(statement, prediction.unit)
      model.outputs.append(output)
    }
  }

  private mutating func errorTerms(_ statement: StatementSyntax, _ unit: UnitState) -> [ErrorTerm] {
    var terms: [ErrorTerm] = []
    var models: [ErrorModel] = []
    for term in statement.terms {
      guard let model = errorModel(term) else { continue }
      if models.contains(model) {
        report(.incompatibleTerms, "'\(model.rawValue)' is given twice", at: term.range)
      } else if !models.isEmpty, !model.addsUp || !models.allSatisfy(\.addsUp) {
        let alone = model.addsUp ? models[0] : model
        report(
          .incompatibleTerms, "'\(alone.rawValue)' stands alone", at: term.range,
          help: ["only additive and proportional errors add up"])
      } else if let value = errorTerm(model, term, unit, statement.molecule) {
        terms.append(value)
      }
      models.append(model)
    }
    return terms
  }

  private mutating func errorModel(_ term: TermSyntax) -> ErrorModel? {
    guard let model = ErrorModel(rawValue: term.name.text) else {
      let known = ErrorModel.allCases.filter(\.isSupported).map(\.rawValue)
      report(
        .unknownDistribution, "there is no error model '\(term.name.text)'", at: term.name.range,
        help: [didYouMean(term.name.text, among: known) ?? "the error models are \(known.joined(separator: ", "))"])
      return nil
    }
    guard model.isSupported else {
      report(.notSupported, "'\(model.rawValue)' is not supported yet", at: term.name.range)
      return nil
    }
    if let label = term.arguments.lazy.compactMap(\.label).first {
      report(
        .wrongArguments, "the arguments of '\(model.rawValue)' have no names", at: label.range,
        help: ["write \(model.example)"])
      return nil
    }
    guard term.arguments.count == model.argumentCount else {
      let needed = model.argumentCount == 1 ? "one argument" : "two arguments"
      report(.wrongArguments, "'\(model.rawValue)' takes \(needed)", at: term.range, help: ["write \(model.example)"])
      return nil
    }
    return model
  }

  private mutating func errorTerm(
    _ model: ErrorModel, _ term: TermSyntax, _ unit: UnitState, _ molecule: NameSyntax?
  ) -> ErrorTerm? {
    scope = .errorModel
    let arguments = term.arguments.map(\.value)
    switch model {
    case .additive: return .additive(inOutputUnit(arguments[0], unit, model, molecule))
    case .proportional: return .proportional(pureArgument(arguments[0], model))
    case .combined1:
      return .combined1(
        additive: inOutputUnit(arguments[0], unit, model, molecule), proportional: pureArgument(arguments[1], model))
    case .power:
      return .power(powerScale(arguments[0], unit), exponent: pureArgument(arguments[1], model))
    case .logNormal: return .logNormal(pureArgument(arguments[0], model))
    case .poisson, .bernoulli: return nil
    }
  }

  private mutating func inOutputUnit(
    _ syntax: ExpressionSyntax, _ unit: UnitState, _ model: ErrorModel, _ molecule: NameSyntax?
  ) -> Expression {
    assigned(syntax, to: unit, as: model.rawValue, molecule: molecule, isImplied: true).expression
  }

  private mutating func pureArgument(_ syntax: ExpressionSyntax, _ model: ErrorModel) -> Expression {
    pure(quantity(syntax), "'\(model.rawValue)'", at: syntax)
  }

  /// The factor of f^c, where f is the bare number in the output's unit: pure, or in that unit.
  private mutating func powerScale(_ syntax: ExpressionSyntax, _ unit: UnitState) -> Expression {
    let value = quantity(syntax)
    if case .known(let own) = value.unit, case .known(let output) = unit, let factor = own.factor(to: output) {
      return value.expression.scaled(by: factor)
    }
    return pure(value, "'power'", at: syntax)
  }
}
