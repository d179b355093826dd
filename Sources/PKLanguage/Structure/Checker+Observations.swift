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
      let terms = errorTerms(of: statement)
      output.errorScale = errorScale(terms, prediction.unit)
      let context = ErrorContext(
        unit: prediction.unit, molecule: statement.molecule, scale: terms.first { $0.model.isScale }?.model)
      output.error = terms.compactMap { errorTerm($0.model, $0.syntax, context) }
      output.outcome = outcome(terms, declaration, prediction, at: syntax.range)
      checkSize(terms)
      model.outputs.append(output)
    }
  }

  /// A term with the error model that it names.
  struct NamedErrorTerm {
    let model: ErrorModel
    let syntax: TermSyntax

    /// Whether it says how large the error is.
    var hasSize: Bool { !model.isScale || (model == .logNormal && !syntax.arguments.isEmpty) }
  }

  /// The terms that are understood and go together.
  private mutating func errorTerms(of statement: StatementSyntax) -> [NamedErrorTerm] {
    var terms: [NamedErrorTerm] = []
    for syntax in statement.terms {
      guard let model = errorModel(syntax) else { continue }
      if let problem = conflict(of: model, syntax, with: terms) {
        report(.incompatibleTerms, problem.message, at: syntax.range, help: problem.help)
      } else {
        terms.append(NamedErrorTerm(model: model, syntax: syntax))
      }
    }
    return terms
  }

  /// Why a term does not go with those before it; nil when it does.
  private func conflict(
    of model: ErrorModel, _ syntax: TermSyntax, with terms: [NamedErrorTerm]
  ) -> (message: String, help: [String])? {
    if terms.contains(where: { $0.model == model }) { return ("'\(model.rawValue)' is given twice", []) }
    let all = terms + [NamedErrorTerm(model: model, syntax: syntax)]
    if let alone = all.first(where: { $0.model.outcome != nil }), let first = terms.first {
      let other = alone.model == model ? first.model : model
      return (
        "'\(alone.model.rawValue)' stands alone", ["an outcome has no residual error: leave out '\(other.rawValue)'"]
      )
    }
    if let size = all.first(where: { $0.model == .additive || $0.model == .combined1 }),
      all.contains(where: { $0.model == .logNormal && $0.hasSize })
    {
      return (
        "'logNormal' and '\(size.model.rawValue)' both give the size of the error",
        ["write logNormal + \(source[size.syntax.range])"]
      )
    }
    if model.isScale {
      guard let other = terms.first(where: \.model.isScale) else { return nil }
      return (
        "the error is on one scale, and '\(other.model.rawValue)' is another",
        ["keep one of \(other.model.rawValue) and \(model.rawValue)"]
      )
    }
    let sizes = terms.filter { !$0.model.isScale }.map(\.model)
    guard !sizes.isEmpty, !model.addsUp || !sizes.allSatisfy(\.addsUp) else { return nil }
    let alone = model.addsUp ? sizes[0] : model
    return ("'\(alone.rawValue)' stands alone", ["only additive, proportional and power errors add up"])
  }

  /// A scale needs a term that says how large the error is on it.
  private mutating func checkSize(_ terms: [NamedErrorTerm]) {
    guard let scale = terms.first(where: \.model.isScale), !terms.contains(where: \.hasSize) else { return }
    report(
      .wrongArguments, "'\(scale.model.rawValue)' is the scale of an error whose size is not given",
      at: scale.syntax.range, help: ["write \(scale.model.example)"])
  }

  /// The distribution of an outcome, whose prediction is a pure number that can be its expectation.
  private mutating func outcome(
    _ terms: [NamedErrorTerm], _ declaration: Declaration, _ prediction: Quantified, at range: Range<Int>
  ) -> OutcomeDistribution? {
    guard let term = terms.first, let outcome = term.model.outcome else { return nil }
    if case .known(let unit) = declaration.unit, unit != .one {
      report(
        .pureNumberNeeded, "the \(outcome.expectationWords) of '\(outcome.rawValue)' has no unit, but this is \(unit)",
        at: declaration.statement.unit?.range ?? declaration.name.range,
        help: ["write \(declaration.name.text) : 1 = …"])
    } else if !hasErrors {
      let possible = interval(of: prediction.expression)
      let upper = outcome == .bernoulli ? 1 : Double.infinity
      if possible.upper < 0 || possible.lower > upper {
        report(
          .valueOutsideRange, "this can be no \(outcome.expectationWords)", at: range,
          help: [
            outcome == .bernoulli
              ? "a probability is between 0 and 1, as 1 / (1 + exp(-logit))" : "an expected count is at least 0"
          ])
      }
    }
    return outcome
  }

  private mutating func errorModel(_ term: TermSyntax) -> ErrorModel? {
    guard let model = ErrorModel(rawValue: term.name.text) else {
      let known = ErrorModel.allCases.map(\.rawValue)
      report(
        .unknownDistribution, "there is no error model '\(term.name.text)'", at: term.name.range,
        help: [didYouMean(term.name.text, among: known) ?? "the error models are \(known.joined(separator: ", "))"])
      return nil
    }
    if let label = term.arguments.lazy.compactMap(\.label).first {
      report(
        .wrongArguments, "the arguments of '\(model.rawValue)' have no names", at: label.range,
        help: ["write \(model.example)"])
      return nil
    }
    guard model.argumentCounts.contains(term.arguments.count) else {
      report(
        .wrongArguments, "'\(model.rawValue)' takes \(model.argumentWords)", at: term.range,
        help: ["write \(model.example)"])
      return nil
    }
    return model
  }

  /// The scale that the terms name.
  private mutating func errorScale(_ terms: [NamedErrorTerm], _ unit: UnitState) -> ErrorScale {
    guard let term = terms.first(where: \.model.isScale) else { return .identity }
    let arguments = term.syntax.arguments.map(\.value)
    switch term.model {
    case .logNormal: return .logarithm
    case .boxCox: return shapeConstant(arguments[0]).map { .boxCox(lambda: $0) } ?? .identity
    case .yeoJohnson: return shapeConstant(arguments[0]).map { .yeoJohnson(lambda: $0) } ?? .identity
    case .logitNormal: return between(arguments, unit, term).map { .logit(lower: $0, upper: $1) } ?? .identity
    case .probitNormal: return between(arguments, unit, term).map { .probit(lower: $0, upper: $1) } ?? .identity
    default: return .identity
    }
  }

  private mutating func shapeConstant(_ syntax: ExpressionSyntax) -> Double? {
    guard let lambda = constant(syntax, in: .known(.one), "the λ of a scale") else { return nil }
    guard (-5...5).contains(lambda) else {
      report(.valueOutsideRange, "the λ of a scale is within -5...5, but this is \(shown(lambda))", at: syntax.range)
      return nil
    }
    return lambda
  }

  private mutating func between(
    _ arguments: [ExpressionSyntax], _ unit: UnitState, _ term: NamedErrorTerm
  ) -> (Double, Double)? {
    guard let lower = constant(arguments[0], in: unit, "the end of a scale"),
      let upper = constant(arguments[1], in: unit, "the end of a scale")
    else { return nil }
    guard lower < upper else {
      report(
        .emptyRange, "the range contains nothing: \(shown(lower)) is not below \(shown(upper))", at: term.syntax.range)
      return nil
    }
    return (lower, upper)
  }

  /// What the arguments of error terms are checked against.
  private struct ErrorContext {
    let unit: UnitState
    let molecule: NameSyntax?
    /// The scale, when it is another than that of the values.
    let scale: ErrorModel?
  }

  private mutating func errorTerm(
    _ model: ErrorModel, _ term: TermSyntax, _ context: ErrorContext
  ) -> ErrorTerm? {
    scope = .errorModel
    let arguments = term.arguments.map(\.value)
    switch model {
    case .additive: return .additive(size(arguments[0], model, context))
    case .proportional: return .proportional(pureArgument(arguments[0], model, context))
    case .combined1:
      return .combined1(
        additive: size(arguments[0], model, context), proportional: pureArgument(arguments[1], model, context),
        exponent: arguments.count > 2 ? pureArgument(arguments[2], model, context) : nil)
    case .power:
      let scale =
        context.scale == nil ? powerScale(arguments[0], context.unit) : pureArgument(arguments[0], model, context)
      return .power(scale, exponent: pureArgument(arguments[1], model, context))
    case .logNormal: return arguments.isEmpty ? nil : .additive(pureArgument(arguments[0], model, context))
    case .boxCox, .yeoJohnson, .logitNormal, .probitNormal, .poisson, .bernoulli: return nil
    }
  }

  /// A standard deviation: in the output's unit, or a pure number on another scale.
  private mutating func size(
    _ syntax: ExpressionSyntax, _ model: ErrorModel, _ context: ErrorContext
  ) -> Expression {
    guard context.scale == nil else { return pureArgument(syntax, model, context) }
    return assigned(syntax, to: context.unit, as: model.rawValue, molecule: context.molecule, isImplied: true)
      .expression
  }

  private mutating func pureArgument(
    _ syntax: ExpressionSyntax, _ model: ErrorModel, _ context: ErrorContext
  ) -> Expression {
    let place = context.scale.map { $0 == model ? "" : " on the scale of '\($0.rawValue)'" } ?? ""
    return pure(quantity(syntax), "'\(model.rawValue)'\(place)", at: syntax)
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
