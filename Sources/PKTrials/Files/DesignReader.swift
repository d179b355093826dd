import PKYAML

/// Reads the section `design`.
struct DesignReader {
  static let keys = ["rule", "start"] + threeKeys + acceleratedKeys + boinKeys
  private static let threeKeys = ["tolerated in six", "patients at MTD", "deescalate", "refill", "decide early"]
  private static let acceleratedKeys = ["accelerated levels", "trigger"]
  private static let boinKeys = [
    "target", "safe", "toxic", "cutoff", "extra safe offset", "cohort size", "maximum patients", "enough at level",
    "stop below lowest", "bound MTD",
  ]

  /// The rules that a file can name.
  enum Rule: String, CaseIterable {
    case three = "3+3"
    case accelerated = "accelerated titration"
    case boin = "BOIN"
  }

  let fields: YAMLFields
  let levelCount: Int

  func design() -> (any EscalationDesign)? {
    guard let rule = fields.choice("rule", Rule.self) else { return nil }
    let start = (fields.optionalWhole("start", 1...max(1, levelCount)) ?? 1) - 1
    switch rule {
    case .three:
      refuse(Self.acceleratedKeys + Self.boinKeys, of: rule)
      return three(start)
    case .accelerated:
      refuse(Self.boinKeys, of: rule)
      return accelerated(start)
    case .boin:
      refuse(Self.threeKeys + Self.acceleratedKeys, of: rule)
      return boin(start)
    }
  }

  /// A key of another rule would be ignored: it is refused.
  private func refuse(_ keys: [String], of rule: Rule) {
    for key in keys where fields.has(key) { fields.report("'\(key)' says nothing of \(rule.rawValue)", at: key) }
  }

  private func three(_ start: Int) -> ThreePlusThree {
    var design = ThreePlusThree(levelCount: levelCount)
    design.start = start
    design.toleratedInSix = fields.optionalWhole("tolerated in six", 1...2) ?? 1
    design.patientsAtMTD = sixOrThree("patients at MTD") ?? 3
    design.deescalates = fields.optionalFlag("deescalate") ?? (design.patientsAtMTD == 6)
    if design.patientsAtMTD == 6, !design.deescalates {
      fields.report("six patients at the MTD need de-escalation", at: "deescalate", help: ["leave 'deescalate' out"])
    }
    design.refill = sixOrThree("refill") ?? 6
    design.decidesEarly = fields.optionalFlag("decide early") ?? false
    return design
  }

  private func sixOrThree(_ key: String) -> Int? {
    guard let value = fields.optionalWhole(key, 3...6) else { return nil }
    if value == 3 || value == 6 { return value }
    fields.reportValue("'\(key)' is 3 or 6", at: key)
    return nil
  }

  private func accelerated(_ start: Int) -> AcceleratedTitration? {
    guard let levels = fields.whole("accelerated levels", 1...max(1, levelCount)), let trigger = trigger() else {
      return nil
    }
    return AcceleratedTitration(acceleratedLevels: levels, trigger: trigger, then: three(start))
  }

  private func trigger() -> AcceleratedTitration.Trigger? {
    if fields.value("trigger")?.text == "DLT" { return .dlt }
    guard fields.value("trigger")?.text == nil else {
      fields.reportValue("'trigger' is 'DLT', or '{grade: 2, count: 1}'", at: "trigger")
      return nil
    }
    guard let inner = fields.fields("trigger", keys: ["grade", "count"]), let grade = inner.whole("grade", 1...4)
    else { return nil }
    return .moderate(count: inner.optionalWhole("count", 1...10) ?? 1, grade: grade)
  }

  private func boin(_ start: Int) -> BOIN? {
    guard let target = fields.fraction("target", 0.05...0.6) else { return nil }
    var settings = BOIN.Settings(target: target)
    settings.start = start
    settings.safe = fields.optionalFraction("safe") ?? settings.safe
    settings.toxic = fields.optionalFraction("toxic") ?? settings.toxic
    if settings.safe <= 0 || settings.safe >= target { fields.report("'safe' is below the target", at: "safe") }
    if settings.toxic <= target || settings.toxic >= 1 { fields.report("'toxic' is above the target", at: "toxic") }
    settings.cutoff = fields.optionalFraction("cutoff", 0.5...0.999) ?? settings.cutoff
    settings.extraSafeOffset = fields.optionalFraction("extra safe offset", 0...0.45)
    settings.cohortSize = fields.optionalWhole("cohort size", 1...12) ?? settings.cohortSize
    settings.maximum = fields.whole("maximum patients", 1...500) ?? settings.maximum
    settings.enoughAtLevel = fields.optionalWhole("enough at level", 1...500)
    settings.stopsBelowLowest = fields.optionalFlag("stop below lowest") ?? false
    settings.boundsMTD = fields.optionalFlag("bound MTD") ?? false
    guard fields.faults.diagnostics.isEmpty else { return nil }
    return BOIN(levelCount: levelCount, settings: settings)
  }
}
