import PKYAML

extension ProtocolReader {
  func arms(_ root: YAMLFields) -> [Arm] {
    root.list("arms", keys: ["name", "meaning", "loading", "levels"]).compactMap { fields in
      guard let name = fields.text("name"), let meaning = fields.text("meaning") else { return nil }
      let levels = fields.list("levels", keys: ["name", "dose", "cap"]).compactMap { level($0) }
      if Set(levels.map(\.name)).count < levels.count { fields.report("two levels have the same name", at: "levels") }
      checkOrder(levels, fields)
      return Arm(name: name, meaning: meaning, loading: loading(fields), levels: levels)
    }
  }

  private func loading(_ arm: YAMLFields) -> Arm.Loading? {
    guard let fields = arm.optionalFields("loading", keys: ["dose", "cap", "doses"]),
      let amount = amount(fields), let doses = fields.whole("doses", 1...100)
    else { return nil }
    return Arm.Loading(amount: amount, cap: cap(fields), doses: doses)
  }

  private func level(_ fields: YAMLFields) -> Arm.Level? {
    guard let name = fields.text("name"), let amount = amount(fields) else { return nil }
    return Arm.Level(name: name, amount: amount, cap: cap(fields))
  }

  /// The cap must be said, if only as `none`.
  private func cap(_ fields: YAMLFields) -> Given<Measure<DoseMass>>? {
    guard let node = fields.required("cap"), node.text != "none" else { return nil }
    return fields.given(of: node, "cap")
  }

  /// A dose whose unit says what it is for each of.
  private func amount(_ fields: YAMLFields) -> DoseAmount? {
    guard let text = fields.text("dose"), let node = fields.value("dose") else { return nil }
    if text.hasPrefix("$") {
      // A parameter says its unit in the file, behind its name: $followOnDose mg/kg.
      let words = text.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else {
        fields.report("a parameter has its unit behind it, such as '$name mg/kg'", at: "dose")
        return nil
      }
      switch words[1] {
      case "mg/kg": return .perWeight(.parameter(words[0]))
      case "mg/m2": return .perArea(.parameter(words[0]))
      case "mg": return .flat(.parameter(words[0]))
      default:
        fields.report("a dose is in mg/kg, mg/m2 or mg", at: "dose")
        return nil
      }
    }
    if text.hasSuffix("mg/kg") { return fields.measure(of: node, "dose").map { .perWeight(.value($0)) } }
    if text.contains("/m") { return fields.measure(of: node, "dose").map { .perArea(.value($0)) } }
    return fields.measure(of: node, "dose").map { .flat(.value($0)) }
  }

  /// Levels stand from the highest to the lowest, so that "down" means the same to file and program.
  private func checkOrder(_ levels: [Arm.Level], _ fields: YAMLFields) {
    let amounts = levels.compactMap(\.amount.statedNumber)
    guard zip(amounts, amounts.dropFirst()).allSatisfy({ $0 > $1 }) else {
      return fields.report("levels stand from the highest dose to the lowest", at: "levels")
    }
    if amounts.contains(where: { $0 <= .zero }) { fields.report("a dose is above 0", at: "levels") }
  }

  func reductions(_ root: YAMLFields) -> ReductionRule? {
    guard let fields = root.fields("reductions", keys: ["allowed", "reEscalation", "rule"]),
      let isAllowed = fields.flag("allowed"), let rule = fields.text("rule")
    else { return nil }
    let reEscalation = fields.has("reEscalation") && fields.flag("reEscalation") == true
    return ReductionRule(isAllowed: isAllowed, allowsReEscalation: reEscalation, rule: rule)
  }

  func rounding(_ root: YAMLFields) -> RoundingRule? {
    let keys = ["increment", "mode", "maximumDeviation", "upward", "toVials"]
    guard let fields = root.fields("rounding", keys: keys), let increment = fields.text("increment"),
      let mode = fields.choice("mode", RoundingMode.self), let deviation = fields.percentage("maximumDeviation"),
      let upward = fields.choice("upward", Upward.self), let toVials = fields.text("toVials")
    else { return nil }
    let step = increment == "none" ? nil : fields.measure("increment", DoseMass.self)
    if let step, step.value <= .zero { fields.report("an increment is above 0 mg", at: "increment") }
    if deviation > Rational(1).over(4) {
      fields.report("a deviation above 25 % is no rounding", at: "maximumDeviation")
    }
    return RoundingRule(
      increment: step?.value, mode: mode, maximumDeviation: deviation, blocksUp: upward == .blocked,
      toVials: toVials == "none" ? nil : fields.percentage("toVials"))
  }

  private enum Upward: String, CaseIterable { case allowed, blocked }

  func limits(_ root: YAMLFields) -> Limits? {
    guard let fields = root.fields("limits", keys: ["hard", "soft", "typical"]),
      let hard = fields.fields(
        "hard", keys: ["dose", "perKilogram", "perSquareMetre", "perCycle", "cumulative", "rate"]),
      let soft = fields.fields("soft", keys: ["changeFromLastDose"]), let dose = hard.given("dose", DoseMass.self),
      let softChange = soft.percentage("changeFromLastDose")
    else { return nil }
    return Limits(
      dose: dose, perWeight: hard.has("perKilogram") ? hard.given("perKilogram", DosePerWeight.self) : nil,
      perArea: hard.has("perSquareMetre") ? hard.given("perSquareMetre", DosePerArea.self) : nil,
      perCycle: hard.optionalMeasure("perCycle", DoseMass.self),
      cumulative: hard.optionalMeasure("cumulative", DoseMass.self), rate: hard.optionalMeasure("rate", FlowRate.self),
      softChange: softChange, typical: fields.optionalMeasure("typical", DoseMass.self))
  }
}

extension DoseAmount {
  /// The number that the file states, whatever its unit; nil for a parameter.
  var statedNumber: Rational? {
    switch self {
    case .perWeight(.value(let value)): value.value
    case .perArea(.value(let value)): value.value
    case .flat(.value(let value)): value.value
    default: nil
    }
  }
}
