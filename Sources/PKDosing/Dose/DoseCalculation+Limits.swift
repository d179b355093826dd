extension DoseCalculation {
  /// Holds the rounded dose against every limit; the most restrictive wins, because each one stops.
  mutating func checkLimits(_ dose: Measure<DoseMass>, size: Rational, raw: Rational) throws(Refusal) {
    let parameters = ProtocolParameters(rules, request)
    let limits = rules.limits
    try hard("dose", dose.value, try parameters.value(limits.dose).value, "mg")
    if let limit = try parameters.optional(limits.perWeight), rules.size.metric != .flat {
      try hard("dose per kilogram", dose.value.divided(by: size) ?? .zero, limit.value, "mg/kg")
    }
    if let limit = try parameters.optional(limits.perArea) {
      try hard("dose per square metre", dose.value.divided(by: size) ?? .zero, limit.value, "mg/m²")
    }
    if let limit = limits.perCycle {
      try hard("dose per cycle", dose.value * Rational(rules.schedule.days.count), limit.value, "mg")
    }
    if let limit = limits.cumulative { try hard("cumulative dose", try before() + dose.value, limit.value, "mg") }
    if rules.rounding.blocksUp { try hard("rounding up", dose.value, raw, "mg") }
    try checkMagnitude(dose)
    try checkLastDose(dose)
  }

  private func before() throws(Refusal) -> Rational {
    if let cumulative = inputs.cumulative { return cumulative.value }
    throw Refusal(
      .missingInput, field: "cumulative", rule: "the protocol limits the cumulative dose",
      action: "give the dose so far with --cumulative \"… mg\"")
  }

  private mutating func hard(_ name: String, _ value: Rational, _ limit: Rational, _ unit: String) throws(Refusal) {
    let (text, most) = ("\(value.shortText(decimals: 4)) \(unit)", "\(limit.shortText(decimals: 4)) \(unit)")
    guard value <= limit else {
      throw Refusal(
        .hardLimit, field: name, value: text, rule: "it is above the hard limit of \(most), which cannot be overridden",
        action: "check the inputs; if they are right, ask whoever is responsible for the protocol")
    }
    checks.append(DoseResult.Check(name: name, isHard: true, value: text, limit: "≤ \(most)", passes: true))
  }

  private mutating func checkMagnitude(_ dose: Measure<DoseMass>) throws(Refusal) {
    guard let typical = rules.limits.typical else { return }
    try compare(dose, with: typical, what: "a typical dose of this protocol", softFactor: 3)
  }

  private mutating func checkLastDose(_ dose: Measure<DoseMass>) throws(Refusal) {
    guard let last = inputs.lastDose?.measure, last.value > .zero else { return }
    try compare(dose, with: last, what: "the last dose", softFactor: 3)
    let change = (dose.value - last.value).divided(by: last.value) ?? .zero
    let isSameLevel = request[.previousLevel] == nil || request[.previousLevel] == choice.levelName
    let passes = change.magnitude <= rules.limits.softChange
    let percent = "\((change * Rational(100)).text(decimals: 3)) %"
    let limit = "± \((rules.limits.softChange * Rational(100)).shortText()) %"
    checks.append(
      DoseResult.Check(name: "change from last dose", isHard: false, value: percent, limit: limit, passes: passes))
    guard !passes, isSameLevel else { return }
    alert(
      2, "the dose differs by \(percent) from the last one, \(last.text) (limit \(limit))",
      source: "soft limit of the protocol", action: "check weight, level and last dose; write the reason down")
  }

  /// Eight times more or less stops; `softFactor` times more or less alerts.
  private mutating func compare(
    _ dose: Measure<DoseMass>, with other: Measure<DoseMass>, what: String, softFactor: Int
  ) throws(Refusal) {
    let (high, low) = (max(dose.value, other.value), min(dose.value, other.value))
    guard high < low * Rational(8) else {
      throw Refusal(
        .magnitude, field: "dose", value: dose.text, rule: "it is eight times away from \(what), \(other.text)",
        action: "look for a misplaced point or a wrong unit")
    }
    guard high >= low * Rational(softFactor) else { return }
    alert(
      1, "the dose is three times away from \(what), \(other.text)", source: "check of magnitude",
      action: "look for a misplaced point or a wrong unit")
  }
}
