import PKText

/// The arm and level that a request names, its amount and its cap.
struct LevelChoice {
  let arm: Arm
  let levelName: String
  let isLoading: Bool
  let amount: Rational
  let amountText: String
  let cap: Rational?
  /// Which administration of the treatment it is, from 1.
  let doseNumber: Int
  /// Whether the request names the level.
  let isStated: Bool

  init(_ request: DoseRequest, _ rules: DosingProtocol, _ inputs: DoseInputs) throws(Refusal) {
    arm = try Self.arm(request, rules)
    let position = rules.schedule.days.firstIndex(of: inputs.day) ?? 0
    doseNumber = (inputs.cycle - 1) * rules.schedule.days.count + position + 1
    isStated = request[.level] != nil
    let parameters = ProtocolParameters(rules, request)
    if let loading = arm.loading, doseNumber <= loading.doses {
      try Self.checkLoading(request)
      (isLoading, levelName) = (true, "loading")
      (amount, amountText) = try parameters.amount(loading.amount)
      cap = try parameters.optional(loading.cap)?.value
    } else {
      let index = try Self.levelIndex(request, arm, rules, parameters)
      let level = arm.levels[index]
      (isLoading, levelName) = (false, level.name)
      (amount, amountText) = try parameters.amount(level.amount)
      cap = try parameters.optional(level.cap)?.value
    }
    guard amount > .zero else {
      throw Refusal(
        .outsideDomain, field: "dose", value: amountText, rule: "a dose is above zero", action: "check the parameter")
    }
  }

  private static func arm(_ request: DoseRequest, _ rules: DosingProtocol) throws(Refusal) -> Arm {
    let names = rules.arms.map(\.name)
    guard let name = request[.arm] else {
      if let only = rules.arms.first, rules.arms.count == 1 { return only }
      throw Refusal(
        .missingInput, field: "arm", rule: "the protocol has the arms \(names.joined(separator: ", "))",
        action: "give --arm")
    }
    if let arm = rules.arms.first(where: { $0.name == name }) { return arm }
    throw Refusal(
      .unknownArm, field: "arm", value: name, rule: "the protocol has the arms \(names.joined(separator: ", "))",
      action: didYouMean(name, among: names) ?? "give one of these")
  }

  private static func checkLoading(_ request: DoseRequest) throws(Refusal) {
    guard let level = request[.level], level != "loading" else { return }
    throw Refusal(
      .unknownLevel, field: "level", value: level, rule: "this is a loading dose, which has no levels",
      action: "leave --level out, or check arm and cycle")
  }

  private static func levelIndex(
    _ request: DoseRequest, _ arm: Arm, _ rules: DosingProtocol, _ parameters: ProtocolParameters
  ) throws(Refusal) -> Int {
    let index = try request[.level].map { text throws(Refusal) in try find(text, "level", arm, parameters) } ?? 0
    guard !arm.levels.isEmpty else {
      throw Refusal(.unknownLevel, field: "level", rule: "the arm has no levels", action: "correct the protocol")
    }
    if index > 0, !rules.reductions.isAllowed {
      throw Refusal(
        .reductionNotAllowed, field: "level", value: request[.level] ?? "",
        rule: "the protocol allows no reduction: \(rules.reductions.rule)", action: "follow the protocol's rule")
    }
    guard let previousText = request[.previousLevel] else { return index }
    let previous = try find(previousText, "previous-level", arm, parameters)
    if index < previous, !rules.reductions.allowsReEscalation {
      throw Refusal(
        .reEscalation, field: "level", value: arm.levels[index].name,
        rule: "the dose was reduced to level \(arm.levels[previous].name), and the protocol allows no re-escalation",
        action: "give level \(arm.levels[previous].name) or a lower one")
    }
    return index
  }

  /// A level by its name or its dose.
  private static func find(
    _ text: String, _ field: String, _ arm: Arm, _ parameters: ProtocolParameters
  ) throws(Refusal) -> Int {
    if let index = arm.levels.firstIndex(where: { $0.name == text }) { return index }
    let names = arm.levels.map(\.name)
    let doses = try arm.levels.map { level throws(Refusal) in try parameters.amount(level.amount) }
    let known = zip(names, doses).map { "\($0) (\($1.1))" }.joined(separator: ", ")
    if let number = try given(text, like: arm.levels.first?.amount, field) {
      if let index = doses.firstIndex(where: { $0.0 == number }) { return index }
      if let top = doses.map(\.0).max(), number > top {
        throw Refusal(
          .levelAboveProtocol, field: field, value: text, rule: "the highest level of arm \(arm.name) is \(doses[0].1)",
          action: "give one of the levels \(known)")
      }
    }
    throw Refusal(
      .unknownLevel, field: field, value: text, rule: "arm \(arm.name) has the levels \(known)",
      action: didYouMean(text, among: names) ?? "give one of these, by name or dose")
  }

  /// A text that has a unit, as an amount of the arm's unit; nil for a name.
  private static func given(_ text: String, like amount: DoseAmount?, _ field: String) throws(Refusal) -> Rational? {
    guard text.contains("mg") else { return nil }
    return switch amount {
    case .perWeight: try Measure<DosePerWeight>(parsing: text, field: field).value
    case .perArea: try Measure<DosePerArea>(parsing: text, field: field).value
    case .flat: try Measure<DoseMass>(parsing: text, field: field).value
    case nil: nil
    }
  }
}

/// The values that a file leaves to whoever calculates.
struct ProtocolParameters {
  private let rules: DosingProtocol
  private let request: DoseRequest

  init(_ rules: DosingProtocol, _ request: DoseRequest) { (self.rules, self.request) = (rules, request) }

  func value<Kind>(_ given: Given<Measure<Kind>>) throws(Refusal) -> Measure<Kind> {
    switch given {
    case .value(let value): return value
    case .parameter(let name):
      guard let text = request.parameters[name] else {
        let meaning = rules.parameters.first { $0.name == name }?.meaning ?? "a parameter of the protocol"
        throw Refusal(
          .missingInput, field: name, rule: "the protocol leaves it open: \(meaning)",
          action: "give --set \(name)=\"… \(Kind.unit)\"")
      }
      return try Measure(parsing: text, field: name)
    }
  }

  func optional<Kind>(_ given: Given<Measure<Kind>>?) throws(Refusal) -> Measure<Kind>? {
    try given.map { given throws(Refusal) in try value(given) }
  }

  /// The number and the text of an amount.
  func amount(_ amount: DoseAmount) throws(Refusal) -> (Rational, String) {
    switch amount {
    case .perWeight(let given):
      let measure = try value(given)
      return (measure.value, measure.text)
    case .perArea(let given):
      let measure = try value(given)
      return (measure.value, measure.text)
    case .flat(let given):
      let measure = try value(given)
      return (measure.value, measure.text)
    }
  }
}
