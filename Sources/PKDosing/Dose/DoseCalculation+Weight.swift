extension DoseCalculation {
  /// The weight that the dose follows.
  struct Weighed {
    let number: String
    let measure: Measure<ActualWeight>
    let report: WeightReport
  }

  /// Applies the protocol's weight rule; nil for a flat dose.
  mutating func weighed() throws(Refusal) -> Weighed? {
    guard rules.size.metric != .flat, let rule = rules.weight else {
      if inputs.weight != nil { notes.append("weight: given and not used, because the dose is flat") }
      return nil
    }
    guard let weight = inputs.weight else {
      throw Refusal(
        .missingInput, field: "weight", rule: "it is missing, and the dose follows it", action: "give --weight \"… kg\""
      )
    }
    try checkAge(of: weight, rule)
    try checkSource(rule)
    guard let reference = inputs.referenceWeight else { return try withoutReference(weight, rule) }
    return compared(weight, with: reference, rule)
  }

  private mutating func checkAge(of weight: DoseInputs.Dated<ActualWeight>, _ rule: WeightRule) throws(Refusal) {
    guard let measured = weight.date, let date = inputs.date else {
      guard rule.undated == .asOfDose else {
        throw Refusal(
          .missingInput, field: "weight", value: weight.measure.text, rule: "the day of weighing is missing",
          action: "give it with the weight: \"2026-03-02 \(weight.measure.text)\"")
      }
      notes.append("weight: without a date, taken as of the day of the dose, as the protocol allows")
      return
    }
    let age = date.days(since: measured)
    guard age > rule.maximumAge else { return }
    throw Refusal(
      .staleWeight, field: "weight", value: "\(measured) \(weight.measure.text)",
      rule: "it is \(age) days old, and the protocol accepts \(rule.maximumAge)", action: "weigh again")
  }

  private mutating func checkSource(_ rule: WeightRule) throws(Refusal) {
    guard let source = inputs.weightSource else { return notes.append("weight: its source is not stated") }
    guard !rule.sources.contains(source) else { return }
    throw Refusal(
      .weightSource, field: "weight-source", value: source.rawValue,
      rule: "the protocol accepts a weight that is \(rule.sources.map(\.rawValue).joined(separator: " or "))",
      action: "weigh the patient")
  }

  private func withoutReference(
    _ weight: DoseInputs.Dated<ActualWeight>, _ rule: WeightRule
  ) throws(Refusal) -> Weighed {
    if rule.basis == .reference, choice.doseNumber > 1 {
      throw Refusal(
        .missingInput, field: "reference-weight",
        rule: "the protocol doses by the \(rule.reference.rawValue) weight until the change passes its threshold",
        action: "give --reference-weight \"… kg\"")
    }
    let report = WeightReport(
      used: weight.measure.text, measured: provenance(weight), reference: nil, change: nil,
      verdict: "no reference weight: change not assessed")
    return Weighed(number: weight.number, measure: weight.measure, report: report)
  }

  /// The weight with its source and day.
  private func provenance(_ weight: DoseInputs.Dated<ActualWeight>) -> String {
    let source = inputs.weightSource?.rawValue ?? "source not stated"
    return "\(weight.measure.text) (\(source), \(weight.date.map { "\($0)" } ?? "no date"))"
  }

  private func compared(
    _ weight: DoseInputs.Dated<ActualWeight>, with reference: DoseInputs.Dated<ActualWeight>, _ rule: WeightRule
  ) -> Weighed {
    let difference = weight.measure.value - reference.measure.value
    let change = difference.divided(by: reference.measure.value) ?? .zero
    let passes = rule.boundary == .above ? change.magnitude > rule.threshold : change.magnitude >= rule.threshold
    let sign = rule.boundary == .above ? ">" : "≥"
    let threshold = "\(sign) \((rule.threshold * Rational(100)).shortText()) %"
    let usesReference = rule.basis == .reference && !passes
    let verdict =
      passes
      ? "change \(threshold): the dose follows the new weight"
        + (rule.rebases ? ", which becomes the reference" : "; the reference stays")
      : "change not \(threshold): the dose follows the \(usesReference ? rule.reference.rawValue : "current") weight"
    let used = usesReference ? reference : weight
    let report = WeightReport(
      used: used.measure.text, measured: provenance(weight),
      reference: "\(reference.measure.text) (\(rule.reference.rawValue))", change: change, verdict: verdict)
    return Weighed(number: used.number, measure: used.measure, report: report)
  }

  mutating func alertOfWeight(_ report: WeightReport?) {
    guard let report, let change = report.change, let rule = rules.weight else { return }
    let passes = rule.boundary == .above ? change.magnitude > rule.threshold : change.magnitude >= rule.threshold
    guard passes else { return }
    alert(
      3, "weight changed by \((change * Rational(100)).text(decimals: 3)) % since \(report.reference ?? "")",
      source: "weight rule of the protocol", action: "confirm the weight by weighing again")
  }
}
