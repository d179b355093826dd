import PKText
import PKUnits

/// A random effect as declared: its index, and the scale it is added on.
struct DeclaredEffect {
  var eta: Int
  /// The individual parameter that has it.
  var parameter: String
  var level: RandomEffect.Level
  var transform: Transform
  /// The term after `~`.
  var range: Range<Int>
}

extension Checker {
  mutating func checkIndividuals() {
    for declaration in symbols[.individual] {
      let statement = declaration.statement
      scope = .individual(start: declaration.start)
      let typical = value(of: statement).map { assigned($0, to: declaration.unit, as: declaration.name.text) }
      if let typical { symbols.setUnit(typical.unit, of: declaration.name) }
      var parameter = IndividualParameter(
        name: declaration.name.text, unit: known(declaration.unit), typical: typical?.expression ?? .number(1),
        label: statement.label?.text)
      if !statement.isBroken { add(statement.terms, to: &parameter, declaration) }
      model.individuals.append(parameter)
      individualIntervals.append(interval(of: parameter))
      checkTypical(parameter, declaration)
    }
  }

  private mutating func add(_ terms: [TermSyntax], to parameter: inout IndividualParameter, _ declaration: Declaration)
  {
    for term in terms {
      guard let transform = transform(term, after: parameter.transform, declaration) else { continue }
      if let first = parameter.transform, first != transform {
        report(
          .incompatibleTerms, "random effects of one parameter add up on one scale", at: term.range,
          help: ["use the same distribution in every term"])
        continue
      }
      parameter.transform = transform
      guard let level = level(term) else { continue }
      if parameter.effects.contains(where: { $0.level == level }) {
        report(
          .incompatibleTerms, "'\(declaration.name.text)' has this random effect already", at: term.range,
          help: ["a second term varies by occasion: logNormal(per: OCC)"])
        continue
      }
      if case .occasion = level, parameter.effects.contains(where: { $0.level != .subject }) {
        report(.incompatibleTerms, "a parameter varies by one kind of occasion at most", at: term.range)
        continue
      }
      parameter.effects.append(RandomEffect(eta: model.etaNames.count, level: level))
      declareEffect(of: declaration.name.text, level, transform, at: term.range)
    }
  }

  private mutating func declareEffect(
    of parameter: String, _ level: RandomEffect.Level, _ transform: Transform, at range: Range<Int>
  ) {
    var name = parameter
    if case .occasion(let covariate) = level { name += "(per: \(model.covariates[covariate].name))" }
    effects[name] = DeclaredEffect(
      eta: model.etaNames.count, parameter: parameter, level: level, transform: transform, range: range)
    model.etaNames.append(name)
  }

  /// Whether the term is drawn once a subject or for each occasion; nil when its covariate is none.
  private mutating func level(_ term: TermSyntax) -> RandomEffect.Level? {
    guard let occasion = term.arguments.first(where: { $0.label?.text == "per" }) else { return .subject }
    guard case .name(let name) = occasion.value.kind else {
      report(.wrongArguments, "'per' needs the name of a covariate", at: occasion.value.range)
      return nil
    }
    guard let symbol = symbols[name], symbol.kind == .covariate else {
      if !isFull, !symbols.isLost(name) { reportOccasion(name, at: occasion.value.range) }
      return nil
    }
    used.insert(name)
    guard model.covariates.indices.contains(symbol.index) else { return nil }
    return .occasion(covariate: symbol.index)
  }

  mutating func reportOccasion(_ name: String, at range: Range<Int>) {
    report(
      .unknownName, "there is no covariate '\(name)'", at: range,
      help: [
        didYouMean(name, among: symbols[.covariates].map(\.name.text)) ?? "declare it in 'covariates': \(name) : 1"
      ])
  }

  /// A typical value that its own distribution cannot have.
  private mutating func checkTypical(_ parameter: IndividualParameter, _ declaration: Declaration) {
    guard let transform = parameter.transform, !hasErrors, case .entry(let entry)? = declaration.statement.value else {
      return
    }
    let typical = interval(of: parameter.typical)
    switch transform {
    case .normal: return
    case .logNormal, .boxCox:
      guard typical.upper <= 0 else { return }
      report(.impossibleTypicalValue, "the typical value of a positive parameter is not zero or below", at: entry.range)
    case .logitNormal(let lower, let upper):
      guard typical.upper <= lower || typical.lower >= upper else { return }
      report(
        .impossibleTypicalValue, "the typical value lies outside \(shown(lower))...\(shown(upper))", at: entry.range)
    }
  }
}
