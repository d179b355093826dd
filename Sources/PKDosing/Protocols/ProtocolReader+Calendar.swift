import PKText
import PKYAML

extension ProtocolReader {
  func schedule(_ root: YAMLFields) -> Schedule? {
    let keys = [
      "cycle", "days", "maximumCycles", "window", "missedAfter", "minimumInterval", "anchor", "missed", "delay",
    ]
    guard let fields = root.fields("schedule", keys: keys),
      let cycle = fields.wholeMeasure("cycle", Days.self, 1...365),
      let window = fields.fields("window", keys: ["before", "after", "fromCycle"]),
      let before = window.wholeMeasure("before", Days.self, 0...60),
      let after = window.wholeMeasure("after", Days.self, 0...60), let fromCycle = window.whole("fromCycle", 1...100),
      let missedAfter = fields.wholeMeasure("missedAfter", Days.self, 0...365),
      let interval = fields.wholeMeasure("minimumInterval", Days.self, 0...365),
      let anchor = fields.choice("anchor", Schedule.Anchor.self), let missed = fields.text("missed"),
      let delay = fields.text("delay")
    else { return nil }
    let days = fields.words("days").compactMap { Int($0) }
    if days.isEmpty || days.count != fields.words("days").count || days != Array(Set(days)).sorted()
      || days.contains(where: { $0 < 1 || $0 > cycle })
    {
      fields.report("'days' are days of the cycle in order, from 1 to \(cycle)", at: "days")
      return nil
    }
    if missedAfter < after { fields.report("'missedAfter' is not before the window ends", at: "missedAfter") }
    return Schedule(
      cycleDays: cycle, days: days,
      maximumCycles: fields.has("maximumCycles") ? fields.whole("maximumCycles", 1...999) : nil, windowBefore: before,
      windowAfter: after, windowFromCycle: fromCycle, missedAfter: missedAfter, minimumInterval: interval,
      anchor: anchor, missedRule: missed, delayRule: delay)
  }

  func infusion(_ root: YAMLFields) -> [InfusionStep] {
    guard root.has("infusion") else { return [] }
    return root.list("infusion", keys: ["fromDose", "over", "condition"]).compactMap { fields in
      guard let from = fields.whole("fromDose", 1...100), let over = fields.measure("over", Hours.self) else {
        return nil
      }
      if over.value <= .zero { fields.report("an infusion takes time", at: "over") }
      return InfusionStep(fromDose: from, hours: over.value, condition: fields.optionalText("condition"))
    }.sorted { $0.fromDose < $1.fromDose }
  }

  func afterwards(_ root: YAMLFields) -> Afterwards {
    let washout = root.optionalFields("washout", keys: ["days", "halfLives", "whichever"]).flatMap {
      fields -> Afterwards.Washout? in
      guard let days = fields.measure("days", Days.self), let count = fields.whole("halfLives", 1...20),
        let choice = fields.choice("whichever", Elimination.Choice.self)
      else { return nil }
      return Afterwards.Washout(days: days, halfLives: count, choice: choice)
    }
    let contraception = root.optionalFields("contraception", keys: ["female", "male"])
    return Afterwards(
      washout: washout, contraceptionFemale: contraception?.wholeMeasure("female", Months.self, 0...36),
      contraceptionMale: contraception?.wholeMeasure("male", Months.self, 0...36))
  }

  func vectors(_ root: YAMLFields) -> [ProtocolVector] {
    let inputs = DoseRequest.Field.allCases.map(\.rawValue)
    return root.list("vectors", keys: inputs + ["parameters", "dose", "refused"]).compactMap { fields in
      var request = DoseRequest(isTraining: true)
      for field in DoseRequest.Field.allCases { request[field] = fields.optionalText(field.rawValue) }
      for pair in fields.value("parameters")?.pairs ?? [] {
        if let name = pair.key.text { request.parameters[name] = pair.value.text ?? "" }
      }
      let line = faults.source.location(of: fields.node.range.lowerBound).line
      guard let expectation = expectation(fields) else { return nil }
      return ProtocolVector(request: request, expectation: expectation, line: line)
    }
  }

  private func expectation(_ fields: YAMLFields) -> ProtocolVector.Expectation? {
    guard fields.has("dose") != fields.has("refused") else {
      fields.report("a vector has either 'dose' or 'refused'")
      return nil
    }
    if fields.has("dose") { return fields.measure("dose", DoseMass.self).map { .dose($0) } }
    return fields.choice("refused", RefusalCode.self).map { .refused($0) }
  }
}
