import PKData
import PKLanguage
import PKUnits

/// The range of covariates that a model holds in.
struct ModelDomain {
  private let model: CheckedModel

  init(_ model: CheckedModel) { self.model = model }

  /// Looks at every value of every covariate.
  ///
  /// - Throws: `ForecastError.outsideRange` with the first value of each covariate that is outside.
  func check(_ history: PatientHistory) throws(ForecastError) {
    let all = model.covariates.compactMap { outside($0, history) }
    if !all.isEmpty { throw .outsideRange(all) }
  }

  private func outside(_ covariate: Covariate, _ history: PatientHistory) -> OutsideCovariate? {
    guard case .continuous(let unit, _, let range?) = covariate.kind,
      let index = history.dataset.covariates.firstIndex(where: { $0.name.lowercased() == covariate.name.lowercased() })
    else { return nil }
    let column = history.dataset.covariates[index]
    guard let factor = (column.unit ?? unit).factor(to: unit) else { return nil }
    let values = history.records.lazy.map { $0.covariates[index] * factor }
    guard let value = values.first(where: { !$0.isNaN && !range.contains($0) }) else { return nil }
    let limits = "\(Quantity(range.lowerBound, .one)) to \(Quantity(range.upperBound, unit))"
    return OutsideCovariate(name: covariate.name, value: "\(Quantity(value, unit))", range: limits)
  }
}
