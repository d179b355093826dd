import PKText
import PKUnits

extension Checker {
  /// What a name stands for; a name that cannot be used here is reported.
  mutating func reference(_ name: NameSyntax) -> Quantified {
    if let quantity = builtIn(name) { return quantity }
    guard let symbol = symbols[name.text] else { return unknown(name) }
    used.insert(name.text)
    guard isAvailable(symbol, name) else { return .broken }
    guard symbol.categories == nil else { return categoryAsNumber(name, symbol) }
    return switch symbol.kind {
    case .theta: Quantified(.reference(.theta(symbol.index)), symbol.unit)
    case .sigma: Quantified(.reference(.sigma(symbol.index)), symbol.unit)
    case .covariate: Quantified(.reference(.covariate(symbol.index)), symbol.unit)
    case .individual: Quantified(.reference(.individual(symbol.index)), symbol.unit)
    case .compartment: Quantified(.reference(.compartment(symbol.index)), symbol.unit)
    case .local: Quantified(.reference(.local(symbol.index)), symbol.unit)
    case .event: Quantified(.reference(.event(symbol.index)), .one)
    }
  }

  /// `time`, `timeAfterDose`, `occasion`.
  private mutating func builtIn(_ name: NameSyntax) -> Quantified? {
    let (reference, unit): (Reference, UnitState)
    switch name.text {
    case "time": (reference, unit) = (.time, timeUnit)
    case "timeAfterDose": (reference, unit) = (.timeAfterDose, timeUnit)
    case "occasion": (reference, unit) = (.occasion, .known(.one))
    default: return nil
    }
    guard scope.hasTime else {
      reportUnavailable(name, "a quantity that changes with time")
      return .broken
    }
    return Quantified(.reference(reference), unit)
  }

  /// Whether the scope knows the symbol's value; reports when it does not.
  mutating func isAvailable(_ symbol: Symbol, _ name: NameSyntax) -> Bool {
    guard scope.kinds.contains(symbol.kind) else {
      reportUnavailable(name, symbol.kind.phrase)
      return false
    }
    guard let ordered = scope.ordered, ordered.kind == symbol.kind, symbol.range.lowerBound >= ordered.start else {
      return true
    }
    reportOrder(symbol, name, start: ordered.start)
    return false
  }

  private mutating func categoryAsNumber(_ name: NameSyntax, _ symbol: Symbol) -> Quantified {
    let first = symbol.categories?.first ?? "…"
    report(
      .categoryMismatch, "'\(name.text)' is a category, not a number", at: name.range,
      help: ["compare it, as in if(\(name.text) == \(first), 1, 0)"])
    return .broken
  }
}

// MARK: - Names that cannot be used

extension Checker {
  private mutating func reportUnavailable(_ name: NameSyntax, _ what: String) {
    guard !scope.kinds.isEmpty else {
      report(
        .notConstant, "\(scope.purpose) is a number: '\(name.text)' cannot be used in it", at: name.range,
        help: ["write it with its unit, such as 70[kg]"])
      return
    }
    let help =
      what == Symbol.Kind.sigma.phrase
      ? "sigmas are used after '~' in 'observations'"
      : "it may depend on thetas, covariates and individual parameters"
    report(
      .unavailableName, "'\(name.text)' is \(what): \(scope.purpose) cannot depend on it", at: name.range,
      help: scope.hasTime && !help.hasPrefix("sigmas") ? [] : [help])
  }

  private mutating func unknown(_ name: NameSyntax) -> Quantified {
    guard !symbols.isLost(name.text), !isOfMissingSection(name), !isFull else { return .broken }
    report(.unknownName, "unknown name '\(name.text)'", at: name.range, help: [suggestion(for: name)].compactMap { $0 })
    return .broken
  }

  /// Whether the section that would declare the name is missing, which has been reported.
  private func isOfMissingSection(_ name: NameSyntax) -> Bool {
    if syntax.section(.compartments) == nil, symbols.derivativeNames.contains(name.text) {
      return true
    }
    return syntax.section(.dynamics) == nil && scope.hasTime
  }

  private func suggestion(for name: NameSyntax) -> String? {
    if symbols.molecules[name.text] != nil {
      return "'\(name.text)' is a molecule: its molar mass is molarMass(\(name.text))"
    }
    if ReservedNames.functions.contains(name.text) { return "'\(name.text)' is a function: write \(name.text)(…)" }
    let covariate = symbols[.covariates].first {
      $0.statement.categories?.contains { $0.name.text == name.text } ?? false
    }
    if let covariate { return "it is a category: write \(covariate.name.text) == \(name.text)" }
    let known = symbols.symbols.keys.filter { symbols[$0].map { scope.kinds.contains($0.kind) } ?? false }
    return didYouMean(name.text, among: known.sorted() + (scope.hasTime ? ReservedNames.quantities : []))
  }
}
