import PKYAML

extension ProtocolReader {
  func size(_ root: YAMLFields) -> SizeRule? {
    let keys = ["metric", "formula", "belowFiveFeet", "factor", "decimals", "cap", "male", "female"]
    guard let fields = root.fields("size", keys: keys),
      let metric = fields.choice("metric", SizeRule.Metric.self)
    else { return nil }
    var formula: SizeRule.Formula?
    switch metric {
    case .actual, .flat: rejectFormula(fields, metric)
    case .bsa: formula = surface(fields)
    case .lean: formula = fields.choice("formula", LeanWeightMethod.self).map { .lean($0) }
    case .ideal, .adjusted: formula = idealFormula(fields)
    }
    let factor = metric == .adjusted ? self.factor(fields) : nil
    if metric != .adjusted, fields.has("factor") { fields.report("only an adjusted weight has a factor", at: "factor") }
    return SizeRule(
      metric: metric, formula: formula, belowFiveFeet: short(formula, fields), factor: factor,
      decimals: fields.has("decimals") ? fields.whole("decimals", 0...6) : nil, cap: sizeCap(fields, metric))
  }

  private func factor(_ fields: YAMLFields) -> Rational? {
    guard let factor = fields.text("factor").flatMap({ plain($0, fields, "factor") }) else { return nil }
    if factor <= .zero || factor > .one { fields.report("the factor is above 0 and at most 1", at: "factor") }
    return factor
  }

  /// A published line begins at five feet, so a protocol that uses one says what holds below.
  private func short(_ formula: SizeRule.Formula?, _ fields: YAMLFields) -> SizeRule.Short? {
    if case .ideal? = formula { return fields.choice("belowFiveFeet", SizeRule.Short.self) }
    if fields.has("belowFiveFeet") {
      fields.report("only a published line of ideal weight begins at five feet", at: "belowFiveFeet")
    }
    return nil
  }

  private func rejectFormula(_ fields: YAMLFields, _ metric: SizeRule.Metric) {
    if fields.has("formula") { fields.report("the size '\(metric.rawValue)' has no formula", at: "formula") }
  }

  private func surface(_ fields: YAMLFields) -> SizeRule.Formula? {
    guard let method = fields.choice("formula", BodySurface.self) else { return nil }
    // Its exponent depends on the weight, which the second arithmetic does not follow.
    if method == .boyd { fields.report("Boyd's surface is not checked twice, so no dose follows it", at: "formula") }
    return .surface(method)
  }

  private func idealFormula(_ fields: YAMLFields) -> SizeRule.Formula? {
    guard fields.value("formula")?.text == "line" else {
      return fields.choice("formula", IdealWeightMethod.self).map { .ideal($0) }
    }
    func line(_ key: String) -> SizeRule.Line? {
      guard let inner = fields.fields(key, keys: ["perCentimetre", "minus"]),
        let slope = inner.text("perCentimetre").flatMap({ plain($0, inner, "perCentimetre") }),
        let minus = inner.text("minus").flatMap({ plain($0, inner, "minus") })
      else { return nil }
      return SizeRule.Line(perCentimetre: slope, minus: minus)
    }
    guard let male = line("male"), let female = line("female") else { return nil }
    return .line(male: male, female: female)
  }

  private func plain(_ text: String, _ fields: YAMLFields, _ key: String) -> Rational? {
    do {
      return try DecimalInput.parse(text)
    } catch {
      fields.report(error.rule, at: key, help: [error.action(for: text)])
      return nil
    }
  }

  /// The cap must be said, if only as `none`; a flat dose has none.
  private func sizeCap(_ fields: YAMLFields, _ metric: SizeRule.Metric) -> Rational? {
    guard metric != .flat, let node = fields.required("cap"), node.text != "none" else { return nil }
    if metric == .bsa { return (fields.measure(of: node, "cap") as Measure<SurfaceArea>?)?.value }
    return (fields.measure(of: node, "cap") as Measure<ActualWeight>?)?.value
  }

  func weight(_ root: YAMLFields) -> WeightRule? {
    let keys = ["maximumAge", "undated", "sources", "dose", "change"]
    guard let fields = root.fields("weight", keys: keys),
      let age = fields.wholeMeasure("maximumAge", Days.self, 0...400),
      let undated = fields.choice("undated", WeightRule.Undated.self),
      let basis = fields.choice("dose", WeightRule.Basis.self),
      let change = fields.fields("change", keys: ["threshold", "rule", "reference", "rebase"]),
      let threshold = change.percentage("threshold"), let rule = change.choice("rule", WeightRule.Boundary.self),
      let reference = change.choice("reference", WeightRule.Reference.self), let rebases = change.flag("rebase")
    else { return nil }
    let sources = fields.words("sources").compactMap { WeightRule.Source(rawValue: $0) }
    if sources.isEmpty || sources.count != fields.words("sources").count {
      fields.report("'sources' are some of measured, stated, plan", at: "sources")
    }
    return WeightRule(
      maximumAge: age, undated: undated, sources: sources, basis: basis, threshold: threshold, boundary: rule,
      reference: reference, rebases: rebases)
  }

  func eligibility(_ root: YAMLFields) -> [EligibilityRule] {
    guard root.has("eligibility") else { return [] }
    return root.list("eligibility", keys: ["check", "minimum", "maximumMale", "maximumFemale", "onFailure"]).compactMap
    {
      fields in
      guard let check = fields.choice("check", EligibilityRule.Check.self),
        let consequence = fields.choice("onFailure", EligibilityRule.Consequence.self)
      else { return nil }
      let rule = EligibilityRule(
        check: check, minimum: threshold(fields, "minimum", check),
        maximumMale: threshold(fields, "maximumMale", check), maximumFemale: threshold(fields, "maximumFemale", check),
        consequence: consequence)
      if rule.minimum == nil, rule.maximumMale == nil || rule.maximumFemale == nil {
        fields.report("a check has 'minimum', or 'maximumMale' and 'maximumFemale'")
      }
      return rule
    }
  }

  private func threshold(_ fields: YAMLFields, _ key: String, _ check: EligibilityRule.Check) -> Rational? {
    guard fields.has(key) else { return nil }
    return switch check {
    case .creatinineClearance: fields.measure(key, AbsoluteGFR.self)?.value
    case .qtcf: fields.measure(key, Milliseconds.self)?.value
    case .bmi: fields.measure(key, MassIndex.self)?.value
    case .lvef: fields.measure(key, Percentage.self)?.value
    }
  }
}
