import Bateman

/// A fit as a person reads it, and would paste it into a paper.
struct FitText {
  let record: FitRecord

  /// The whole report.
  var text: String {
    let blocks =
      [heading, typicalValues, variability, residualError, posterior, footnotes] + [warnings].compactMap(\.self)
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var heading: String {
    var table = TextTable([("", .left), ("", .left)])
    table.append([
      "  objective",
      "\(Self.objective(record.objective)) (\(Self.objective(record.objectiveWithConstant)) with the constant)",
    ])
    if let likelihood = record.likelihood {
      table.append(["  likelihood", Self.text(likelihood)])
    }
    table.append(["  AIC, BIC", "\(Self.objective(record.aic)), \(Self.objective(record.bic))"])
    table.append([
      "  data", "\(record.data.subjects) subjects, \(record.data.observations) observations (\(record.data.path))",
    ])
    table.append(["  ended", ending])
    if let starts = record.starts { table.append(["  starts", Self.text(starts, best: record.objective)]) }
    let title = "\(record.model.name): \(record.method), \(record.freeParameters) parameters"
    return ([title] + table.lines).joined(separator: "\n")
  }

  private var ending: String {
    let gradient = record.gradient.flatMap { gradient in
      gradient.value.map { "largest relative gradient \($0.shortText) (\(gradient.parameter))" }
    }
    let parts = [
      record.termination.message, record.iterations > 0 ? "\(record.iterations) iterations" : nil, gradient,
      "\(record.seconds.shortText) s",
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }

  private static func text(_ likelihood: FitRecord.Likelihood) -> String {
    let parts = [
      "importance sampling with \(likelihood.draws) draws, Monte-Carlo SE \(number(likelihood.standardError))",
      likelihood.linearised.map { "by linearisation \(objective($0))" },
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }

  private static func text(_ starts: [FitRecord.Start], best: Double?) -> String {
    let converged = starts.filter(\.converged)
    let same = converged.count { start in
      guard let objective = start.objective, let best else { return false }
      return objective - best < 0.01
    }
    return "\(starts.count), of which \(converged.count) converged, \(same) within 0.01 of the best"
  }

  /// What the draws from the posterior distribution say of each parameter.
  private var posterior: String {
    guard let posterior = record.posterior else { return "" }
    var table = TextTable([
      ("Posterior", .left), ("mean", .right), ("SD", .right), ("median", .right), ("95 % interval", .right),
      ("R-hat", .right), ("ESS", .right), ("tail ESS", .right),
    ])
    for name in record.order {
      guard let value = posterior.parameters[name] else { continue }
      let interval = "\(Self.number(value.lower)) to \(Self.number(value.upper))"
      let rHat = value.rHat.map { DecimalText(significantDigits: 4).string($0) } ?? "–"
      table.append([
        name, Self.number(value.mean), Self.number(value.sd), Self.number(value.median), interval, rHat,
        Self.count(value.bulkESS), Self.count(value.tailESS),
      ])
    }
    let size = "  \(posterior.chains) chains of \(posterior.draws) draws, \(posterior.divergences) divergent"
    return (table.linesWithHeader + [size]).joined(separator: "\n")
  }

  private static func count(_ value: Double?) -> String { value.map { "\(Int($0.rounded()))" } ?? "–" }

  // MARK: - Parameters

  private var typicalValues: String {
    section("Typical value", record.order.compactMap { name in record.theta[name].map { (name, $0) } })
  }

  private var residualError: String {
    section("Residual error", record.order.compactMap { name in record.sigma[name].map { (name, $0) } })
  }

  private func section(_ title: String, _ parameters: [(name: String, value: FitRecord.Parameter)]) -> String {
    guard !parameters.isEmpty else { return "" }
    var table = TextTable([
      (title, .left), ("", .left), ("estimate", .right), ("RSE %", .right), ("95 % CI", .right), ("", .left),
    ])
    for (name, value) in parameters {
      table.append([
        name, value.unit == "1" ? "" : value.unit, Self.number(value.estimate), Self.percent(value.rse),
        Self.interval(value), value.fixed ? "fixed" : "",
      ])
    }
    return table.linesWithHeader.joined(separator: "\n")
  }

  private var variability: String {
    let names = record.order.filter { $0.hasPrefix("omega(") }.map(FitParameters.key)
    let rows = names.compactMap { name in record.omega[name].map { (name: name, value: $0) } }
    guard !rows.isEmpty else { return "" }
    var table = TextTable([
      ("Variability", .left), ("variance", .right), ("RSE %", .right), ("CV or SD", .right),
      ("shrinkage %", .right), ("", .left),
    ])
    for (name, value) in rows {
      let size = value.variability.map { "\(Self.number($0.value))\($0.unit.isEmpty ? "" : " " + $0.unit)" }
      let correlation = value.correlation.map { "correlation \($0.shortText)" }
      let shrinkage = record.shrinkage.eta.first { FitParameters.key($0.key) == name }?.value
      table.append([
        name, Self.number(value.estimate), Self.percent(value.rse), size ?? correlation ?? "–",
        value.variability == nil ? "" : shrinkage.map(Self.percent) ?? "–", value.fixed ? "fixed" : "",
      ])
    }
    return table.linesWithHeader.joined(separator: "\n")
  }

  private var footnotes: String {
    var formulas: [String] = []
    for name in record.omega.keys.sorted() {
      guard let formula = record.omega[name]?.variability?.formula, !formulas.contains(formula) else { continue }
      formulas.append(formula)
    }
    var notes = formulas
    if record.posterior != nil {
      notes.append("estimate = posterior mean; RSE = 100·SD/|mean|; 95 % CI by quantiles of the draws")
    } else if record.correlations != nil {
      notes.append("RSE = 100·SE/|estimate|, of a variance that of ω²; 95 % CI = estimate ± 1.96 SE, \(Self.scales)")
    }
    if let correlations = record.correlations {
      let number = correlations.conditionNumber.map { ", condition number \($0.shortText)" } ?? ""
      notes.append("standard errors: \(FitText.words(ofBasis: correlations.basis))\(number)")
    }
    if let priors = priorNote { notes.append(priors) }
    let shrinkage = "shrinkage = 100·(1 − SD(η̂)/ω)"
    notes.append(record.shrinkage.epsilon.map { shrinkage + ", of the residuals \(Self.percent($0)) %" } ?? shrinkage)
    return notes.map { "  " + $0 }.joined(separator: "\n")
  }

  /// The priors of the model, and how they were used.
  private var priorNote: String? {
    let all = theta(record.theta) + theta(record.sigma) + record.omega.map { ("omega(\($0.key))", $0.value.prior) }
    let stated = all.compactMap { name, prior in prior.map { "\(name) ~ \($0)" } }.sorted()
    guard !stated.isEmpty else { return nil }
    let use = record.penalty.map { "maximum a posteriori, the priors add \($0.shortText) to what was minimised" }
    return "\(use ?? "priors"): \(stated.joined(separator: ", "))"
  }

  private func theta(_ parameters: [String: FitRecord.Parameter]) -> [(String, String?)] {
    parameters.map { ($0.key, $0.value.prior) }
  }

  static func words(ofBasis basis: String) -> String {
    switch Uncertainty.Basis(rawValue: basis) {
    case .sandwich: "R⁻¹SR⁻¹"
    case .hessian: "R⁻¹"
    case .gradients: "S⁻¹"
    case .absoluteHessian: "the pseudo-inverse of |R|, rough"
    case .posterior: "the covariance of the draws"
    case nil: basis
    }
  }

  private var warnings: String? {
    guard !record.warnings.isEmpty else { return nil }
    return record.warnings.map { warning in
      let threshold = warning.threshold.map { " (\($0))" } ?? ""
      return "warning: \(warning.message)\(threshold)\n  = help: \(warning.help)"
    }.joined(separator: "\n")
  }

  // MARK: - Numbers

  static func objective(_ value: Double?) -> String {
    guard let value else { return "–" }
    return DecimalText(significantDigits: value.magnitude < 1000 ? 6 : 8).string(value)
  }

  static func number(_ value: Double?) -> String { value?.shortText ?? "–" }

  static func percent(_ value: Double?) -> String {
    guard let value else { return "–" }
    return DecimalText(significantDigits: 3).string(value)
  }

  /// On which scales the intervals are made.
  static let scales = "by logarithms of positive parameters, logits between two bounds"

  private static func interval(_ value: FitRecord.Parameter) -> String {
    guard let lower = value.lower, let upper = value.upper else { return "–" }
    return "\(lower.shortText) to \(upper.shortText)"
  }
}
