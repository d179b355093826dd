import Bateman

extension FitFigures {
  /// A random effect's individual estimates, those of all occasions together.
  struct EffectValues {
    var name: String
    /// The subjects' places in the data set, and the values.
    var subjects: [Int], values: [Double]
    var variance: Double
  }

  /// The random effects that vary; those of subjects without observations are left out.
  func effects() throws -> [EffectValues] {
    let places = Dictionary(
      fit.dataset.subjects.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let found = fit.model.etaNames.enumerated().compactMap { index, name -> EffectValues? in
      let variance = fit.covariance(index, index)
      guard variance > 0 else { return nil }
      var effect = EffectValues(name: name, subjects: [], values: [], variance: variance)
      for individual in fit.record.individuals {
        for (key, value) in individual.eta.sorted(by: { $0.key < $1.key })
        where key == name || key.hasPrefix(name + " [") {
          effect.subjects.append(places[individual.id] ?? 0)
          effect.values.append(value)
        }
      }
      return effect.values.isEmpty ? nil : effect
    }
    guard !found.isEmpty else { throw CommandError.mismatch("the fit has no random effect to draw") }
    return found
  }

  private func figure() throws -> EtaFigure {
    EtaFigure(
      try effects().map { effect in
        let distribution = EtaDistribution(name: effect.name, values: effect.values, variance: effect.variance)
        let note = distribution?.shrinkage.map { "shrinkage \(FitText.percent($0)) %" } ?? ""
        return EtaFigure.Effect(
          name: effect.name, values: effect.values, omega: effect.variance.squareRoot(), note: note)
      }, caption: fit.caption(observations: false))
  }

  /// Histograms and quantiles.
  func etas() throws -> PlotSpec { try figure().distributions }

  /// Each pair.
  func etaPairs() throws -> PlotSpec {
    let figure = try figure()
    guard figure.effects.count > 1 else {
      throw CommandError.mismatch("there is one random effect: a figure of pairs needs two")
    }
    let counts = Set(figure.effects.map(\.values.count))
    guard counts.count == 1 else {
      throw CommandError.mismatch("some random effects are of occasions and some of subjects: they make no pairs")
    }
    return figure.pairs
  }

  /// Each random effect against each covariate of the table that varies.
  func etaCovariates() throws -> PlotSpec {
    let panels = try relations()
    guard !panels.isEmpty else {
      throw CommandError.mismatch(
        "there is no covariate that differs between three subjects or more",
        help: ["the table's covariates are its columns that are not NONMEM's own"])
    }
    var caption = fit.caption(observations: false)
    caption.notes.append(
      "Numbers: Pearson's r with least-squares line; categories: Kruskal–Wallis test. p-values are not adjusted for "
        + "\(panels.count) pairs; shrunken effects hide and make relations.")
    return EtaCovariateFigure(panels, caption: caption).spec
  }

  private func relations() throws -> [EtaCovariateFigure.Panel] {
    try effects().flatMap { effect in
      fit.dataset.covariates.indices.compactMap { panel(effect, $0) }
    }
  }

  private func panel(_ effect: EffectValues, _ covariate: Int) -> EtaCovariateFigure.Panel? {
    let column = fit.dataset.covariates[covariate]
    let baseline = effect.subjects.map { subject in
      fit.dataset.subjects[subject].records.lazy.map { $0.covariates[covariate] }.first { !$0.isNaN } ?? .nan
    }
    let distinct = Set(baseline.filter { !$0.isNaN }).sorted()
    let known = baseline.indices.filter { baseline[$0].isFinite }
    let etas = known.map { effect.values[$0] }
    let isCategory = column.categories != nil || isCategorical(column.name) || distinct.count == 2
    if isCategory {
      let words = known.map { index in
        column.categories.flatMap { names in
          Int(exactly: baseline[index]).flatMap { names.indices.contains($0) ? names[$0] : nil }
        } ?? baseline[index].plainText
      }
      guard
        let relation = EtaCovariateRelation(
          eta: effect.name, covariate: column.name, etas: etas, categories: words.map { $0 })
      else { return nil }
      return EtaCovariateFigure.Panel(
        eta: effect.name, covariate: column.name, unit: nil, etas: etas, values: .categories(words),
        note: "p = \(NPDEText.p(relation.pValue)), n = \(relation.count)".replacing("= <", with: "<"))
    }
    let numbers = known.map { baseline[$0] }
    guard
      let relation = EtaCovariateRelation(eta: effect.name, covariate: column.name, etas: etas, numbers: numbers),
      case .correlation(let r, let slope, let intercept) = relation.test
    else { return nil }
    return EtaCovariateFigure.Panel(
      eta: effect.name, covariate: column.name, unit: unit(of: column), etas: etas,
      values: .numbers(numbers, slope: slope, intercept: intercept),
      note:
        "r = \(DecimalText(significantDigits: 2).string(r)), p = \(NPDEText.p(relation.pValue)), n = \(relation.count)"
        .replacing("= <", with: "<"))
  }

  private func isCategorical(_ name: String) -> Bool {
    fit.model.covariates.contains { covariate in
      guard covariate.name.lowercased() == name.lowercased() else { return false }
      if case .categorical = covariate.kind { return true }
      return false
    }
  }

  private func unit(of column: Dataset.Column) -> String? {
    if let unit = column.unit { return "\(unit)" }
    for covariate in fit.model.covariates where covariate.name.lowercased() == column.name.lowercased() {
      if case .continuous(let unit, _, _) = covariate.kind { return "\(unit)" }
    }
    return nil
  }
}
