import PKText
import PKUnits

/// The distributions of priors by name.
enum PriorKind: String, CaseIterable {
  case normal, logNormal, halfCauchy, inverseWishart, lkj

  static let ofParameters: [PriorKind] = [.normal, .logNormal, .halfCauchy]
  static let ofBlocks: [PriorKind] = [.halfCauchy, .inverseWishart, .lkj]

  var argumentCount: Int { self == .normal || self == .logNormal ? 2 : 1 }

  /// How the prior is written.
  var example: String {
    switch self {
    case .normal: "normal(5, 1)"
    case .logNormal: "logNormal(5, 0.3)"
    case .halfCauchy: "halfCauchy(0.5)"
    case .inverseWishart: "inverseWishart(10)"
    case .lkj: "halfCauchy(0.5) + lkj(2)"
    }
  }
}

extension Checker {
  /// The prior of a theta or sigma; nil when it has none, or a wrong one.
  mutating func prior(of declaration: Declaration) -> ParameterPrior? {
    let statement = declaration.statement
    guard let term = statement.terms.first, mayHavePrior(statement) else { return nil }
    if let second = statement.terms.dropFirst().first {
      report(.incompatibleTerms, "a parameter has one prior", at: second.range)
      return nil
    }
    guard let kind = priorKind(term, among: PriorKind.ofParameters, of: "a parameter") else { return nil }
    let arguments = term.arguments.map(\.value)
    switch kind {
    case .normal:
      guard let mean = constant(arguments[0], in: declaration.unit, "a prior's mean"),
        let deviation = positive(arguments[1], in: declaration.unit, "a standard deviation")
      else { return nil }
      return .normal(mean: mean, standardDeviation: deviation)
    case .logNormal:
      guard let median = positive(arguments[0], in: declaration.unit, "the median of a log-normal prior"),
        let deviation = positive(arguments[1], in: .known(.one), "the deviation of a logarithm")
      else { return nil }
      return .logNormal(median: median, logDeviation: deviation)
    default:
      return positive(arguments[0], in: declaration.unit, "a scale").map { .halfCauchy(scale: $0) }
    }
  }

  /// The prior of a block of omega; nil when it has none, or a wrong one.
  mutating func prior(ofBlock triangle: [Double], order: Int, _ statement: StatementSyntax) -> CovariancePrior? {
    guard !statement.terms.isEmpty, mayHavePrior(statement) else { return nil }
    var found: [PriorKind: Double] = [:]
    for term in statement.terms {
      guard let kind = priorKind(term, among: PriorKind.ofBlocks, of: "(co)variances") else { return nil }
      guard found[kind] == nil else {
        report(.incompatibleTerms, "'\(kind.rawValue)' is given twice", at: term.range)
        return nil
      }
      let purpose = kind == .inverseWishart ? "a number of degrees of freedom" : "a prior's argument"
      guard let value = positive(term.arguments[0].value, in: .known(.one), purpose) else { return nil }
      found[kind] = value
    }
    let all = statement.range(of: .distribution) ?? statement.range
    if let degrees = found[.inverseWishart] {
      guard found.count == 1 else {
        report(.incompatibleTerms, "'inverseWishart' stands alone", at: all)
        return nil
      }
      guard degrees > Double(order - 1), triangle != [0] else {
        report(
          .valueOutsideRange, "\(shown(degrees)) degrees of freedom are too few for \(order) random effects", at: all,
          help: ["more than \(order - 1) are needed"])
        return nil
      }
      return .inverseWishart(degreesOfFreedom: degrees, matrix: triangle)
    }
    guard let scale = found[.halfCauchy] else {
      report(
        .wrongArguments, "'lkj' is a prior of correlations; the standard deviations need one too", at: all,
        help: ["write \(PriorKind.lkj.example)"])
      return nil
    }
    return .standardDeviations(scale: scale, shape: found[.lkj] ?? 1)
  }

  private mutating func mayHavePrior(_ statement: StatementSyntax) -> Bool {
    guard !statement.isBroken else { return false }
    guard statement.has(.fixed), let place = statement.range(of: .distribution) else { return true }
    report(
      .incompatibleTerms, "what is fixed has no prior", at: place,
      help: ["take away 'fixed' or the prior"])
    return false
  }

  private mutating func priorKind(_ term: TermSyntax, among known: [PriorKind], of what: String) -> PriorKind? {
    let names = known.map(\.rawValue)
    guard let kind = PriorKind(rawValue: term.name.text), known.contains(kind) else {
      report(
        .unknownDistribution, "'\(term.name.text)' is no prior of \(what)", at: term.name.range,
        help: [didYouMean(term.name.text, among: names) ?? "the priors are \(names.joined(separator: ", "))"])
      return nil
    }
    guard term.arguments.count == kind.argumentCount, term.arguments.allSatisfy({ $0.label == nil }) else {
      let needed = kind.argumentCount == 1 ? "one argument" : "two arguments"
      let variability = "variability stands in 'individual', as in CL : L/h = tvCL ~ logNormal"
      report(
        .wrongArguments, "the prior '\(kind.rawValue)' takes \(needed)", at: term.range,
        help: ["write \(kind.example)"] + (term.arguments.isEmpty ? [variability] : []))
      return nil
    }
    return kind
  }

  private mutating func positive(_ syntax: ExpressionSyntax, in unit: UnitState, _ purpose: String) -> Double? {
    guard let value = constant(syntax, in: unit, purpose) else { return nil }
    guard value > 0 else {
      report(.notPositive, "\(purpose) is positive, but this is \(shown(value))", at: syntax.range)
      return nil
    }
    return value
  }
}
