extension DoseCalculation {
  /// Checks organs and build as far as values were given; what is missing is said to be missing.
  mutating func checkEligibility() throws(Refusal) {
    for rule in rules.eligibility {
      let measured = try value(for: rule)
      guard let measured else {
        eligibility.append(entry(rule, value: "–", limit: limitText(rule, sex: inputs.sex), .notAssessed))
        continue
      }
      let limit = limitText(rule, sex: inputs.sex)
      let isLow = rule.minimum.map { measured < $0 } ?? false
      let maximum = try maximum(rule)
      let isHigh = maximum.map { measured > $0 } ?? false
      let text = "\(measured.text(decimals: 1)) \(unit(rule))"
      eligibility.append(entry(rule, value: text, limit: limit, isLow || isHigh ? .notMet : .met))
      guard isLow || isHigh else { continue }
      guard rule.consequence == .alert else {
        throw Refusal(
          .eligibility, field: rule.check.rawValue, value: text, rule: "the protocol requires \(limit)",
          action: "do not dose; ask whoever is responsible for the protocol")
      }
      alert(
        1, "\(name(rule)) is \(text), and the protocol requires \(limit)", source: "eligibility",
        action: "decide whether the patient may be treated")
    }
  }

  private func value(for rule: EligibilityRule) throws(Refusal) -> Rational? {
    switch rule.check {
    case .qtcf: return inputs.qtcf?.value
    case .lvef: return inputs.lvef?.value
    case .bmi:
      guard let weight = inputs.weight, let height = inputs.height else { return nil }
      return try BodyMassIndex.index(weight: weight.measure, height: height.measure).value
    case .creatinineClearance:
      guard let creatinine = inputs.creatinine else { return nil }
      let sex: Sex = try required(inputs.sex, "sex", "give --sex male or --sex female")
      let age = try required(inputs.age, "birth-date", "give --birth-date and --date")
      let weight = try required(inputs.weight, "weight", "give --weight \"… kg\"")
      return try CockcroftGault.clearance(age: age, weight: weight.measure, creatinine: creatinine, sex: sex).value
    }
  }

  private func required<Value>(_ value: Value?, _ field: String, _ action: String) throws(Refusal) -> Value {
    if let value { return value }
    throw Refusal(
      .missingInput, field: field, rule: "it is missing, and the clearance of Cockcroft and Gault needs it",
      action: action)
  }

  private func maximum(_ rule: EligibilityRule) throws(Refusal) -> Rational? {
    guard let male = rule.maximumMale, let female = rule.maximumFemale else { return nil }
    guard let sex = inputs.sex else {
      if male == female { return male }
      throw Refusal(
        .missingInput, field: "sex", rule: "the limit of \(name(rule)) depends on it",
        action: "give --sex male or --sex female")
    }
    return sex == .male ? male : female
  }

  private func entry(
    _ rule: EligibilityRule, value: String, limit: String, _ outcome: DoseResult.Eligibility.Outcome
  ) -> DoseResult.Eligibility {
    DoseResult.Eligibility(check: name(rule), value: value, limit: limit, outcome: outcome)
  }

  private func limitText(_ rule: EligibilityRule, sex: Sex?) -> String {
    var parts: [String] = []
    if let minimum = rule.minimum { parts.append("≥ \(minimum) \(unit(rule))") }
    switch (sex, rule.maximumMale, rule.maximumFemale) {
    case (.male, let most?, _), (.female, _, let most?): parts.append("≤ \(most) \(unit(rule))")
    case (nil, let male?, let female?): parts.append("≤ \(male) (male) or \(female) (female) \(unit(rule))")
    default: break
    }
    return parts.joined(separator: ", ")
  }

  private func name(_ rule: EligibilityRule) -> String {
    switch rule.check {
    case .creatinineClearance: "creatinine clearance (Cockcroft-Gault, actual weight)"
    case .qtcf: "QTcF"
    case .bmi: "body mass index"
    case .lvef: "LVEF"
    }
  }

  private func unit(_ rule: EligibilityRule) -> String {
    switch rule.check {
    case .creatinineClearance: "mL/min"
    case .qtcf: "ms"
    case .bmi: "kg/m²"
    case .lvef: "%"
    }
  }
}
