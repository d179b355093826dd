import PKText

extension DoseCalculation {
  /// A parameter that the protocol does not have is refused, not passed over.
  static func checkParameterNames(_ request: DoseRequest, _ rules: DosingProtocol) throws(Refusal) {
    let known = rules.parameters.map(\.name)
    for name in request.parameters.keys.sorted() where !known.contains(name) {
      let rule =
        known.isEmpty
        ? "the protocol has no parameters" : "the protocol has the parameters \(known.joined(separator: ", "))"
      throw Refusal(
        .unusedInput, field: Refusal.shown(name), value: request.parameters[name] ?? "", rule: rule,
        action: didYouMean(name, among: known) ?? "leave it out")
    }
  }

  /// Says of every input that was given and changes nothing that it does.
  mutating func noteUnusedInputs() {
    let checks = rules.eligibility.map(\.check)
    func note(_ field: DoseRequest.Field, unless isUsed: Bool, _ why: String) {
      if request[field] != nil, !isUsed { notes.append("\(field.rawValue): given and not used, because \(why)") }
    }
    note(.creatinine, unless: checks.contains(.creatinineClearance), "the protocol checks no clearance")
    note(.qtcf, unless: checks.contains(.qtcf), "the protocol checks no QTcF")
    note(.lvef, unless: checks.contains(.lvef), "the protocol checks no LVEF")
    note(.cumulative, unless: rules.limits.cumulative != nil, "the protocol limits no cumulative dose")
    note(.priorHalfLife, unless: rules.afterwards.washout != nil, "the protocol has no washout")
    let isWeighed = rules.size.metric != .flat
    note(.referenceWeight, unless: isWeighed, "the dose is flat")
    note(.previousWeight, unless: isWeighed || request[.height] != nil, "the dose is flat")
    if choice.isLoading { note(.previousLevel, unless: false, "a loading dose has no levels") }
    guard !choice.isStated, !choice.isLoading, choice.arm.levels.count > 1, choice.doseNumber > 1 else { return }
    alert(
      3, "no level was given: the starting level \(choice.levelName) (\(choice.amountText)) is used",
      source: "levels of the protocol", action: "give --level, and --previous-level if the dose was reduced")
  }
}
