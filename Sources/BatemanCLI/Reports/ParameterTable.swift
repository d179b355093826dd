import Bateman
import PKReport

/// The parameters of a fit as tables of a report.
struct ParameterTable {
  private let record: FitRecord
  private let labels: [String: String]

  init(_ record: FitRecord, _ model: CheckedModel) {
    self.record = record
    labels = Dictionary(
      (model.thetas + model.sigmas).compactMap { parameter in parameter.label.map { (parameter.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The typical values.
  var typical: ReportTable { table("Typical values", record.theta) }

  /// The residual error.
  var residual: ReportTable { table("Residual error (standard deviations)", record.sigma) }

  private func table(_ title: String, _ parameters: [String: FitRecord.Parameter]) -> ReportTable {
    let rows = record.order.compactMap { name in parameters[name].map { (name, $0) } }.map { name, value in
      [
        name, labels[name] ?? "", FitText.number(value.estimate), value.unit == "1" ? "" : value.unit,
        value.fixed ? "fixed" : FitText.percent(value.rse), Self.interval(value),
      ]
    }
    return ReportTable(
      title: title, columns: ["Parameter", "Meaning", "Estimate", "Unit", "RSE %", "95 % CI"], numeric: [2, 4, 5],
      rows: rows, notes: ["RSE = 100·SE/|estimate|; 95 % CI = estimate ± 1.96 SE, \(FitText.scales)."])
  }

  /// Variances and covariances of the random effects.
  var variability: ReportTable? {
    let names = record.order.filter { $0.hasPrefix("omega(") }.map(FitParameters.key)
    let values = names.compactMap { name in record.omega[name].map { (name, $0) } }
    guard !values.isEmpty else { return nil }
    var formulas: [String] = []
    let rows = values.map { name, value -> [String] in
      if let formula = value.variability?.formula, !formulas.contains(formula) { formulas.append(formula) }
      let size =
        value.variability.map { "\(FitText.number($0.value)) \($0.unit)" }
        ?? value.correlation.map { "r = \($0.shortText)" } ?? ""
      let shrinkage = record.shrinkage.eta.first { FitParameters.key($0.key) == name }?.value
      return [
        name, FitText.number(value.estimate), value.fixed ? "fixed" : FitText.percent(value.rse), Self.interval(value),
        size, value.variability == nil ? "" : FitText.percent(shrinkage),
      ]
    }
    return ReportTable(
      title: "Variability between subjects",
      columns: ["Effect", "Variance", "RSE %", "95 % CI", "CV, SD or correlation", "Shrinkage %"],
      numeric: [1, 2, 3, 4, 5], rows: rows, notes: formulas + ["Shrinkage = 100·(1 − SD(η̂)/ω)."])
  }

  private static func interval(_ value: FitRecord.Parameter) -> String {
    guard let lower = value.lower, let upper = value.upper else { return "" }
    return "\(lower.shortText) – \(upper.shortText)"
  }
}
