import PKLanguage
import PKModel
import PKUnits
import PKYAML

extension StudyFile {
  /// How a regimen is carried out; what a section does not say is as in `common`.
  func conduct(_ node: YAMLNode, _ common: Conduct) -> Conduct {
    var conduct = common
    let keys = ["window", "delays", "reductions", "missed", "stop"]
    guard let fields = YAMLFields(node, "conduct", keys: keys, in: faults) else { return conduct }
    if fields.has("window") { conduct.window = window(fields) }
    if fields.has("delays") { conduct.delays = rules(fields, "delays", ["by"]) { delay($0) } }
    if fields.has("reductions") {
      conduct.reductions = rules(fields, "reductions", ["to"]) { $0.fraction("to", 0.01...1) }
    }
    if fields.has("missed") { conduct.missed = rules(fields, "missed", []) { _ in 1 } }
    if fields.has("stop") { conduct.stop = stop(fields) }
    return conduct
  }

  private func delay(_ fields: YAMLFields) -> Double? {
    guard let delay = fields.required("by").flatMap({ fields.time(of: $0, "by", in: timeUnit) }) else { return nil }
    if delay <= 0 { fields.reportValue("a delay is more than nothing", at: "by") }
    return delay
  }

  private func window(_ fields: YAMLFields) -> Conduct.Window? {
    let keys = ["plus or minus", "early", "late", "from cycle", "distribution"]
    guard let entry = fields.fields("window", keys: keys) else { return nil }
    let both = entry.optionalTime("plus or minus", in: timeUnit, such: "3 days")
    let early = entry.optionalTime("early", in: timeUnit, such: "3 days") ?? both ?? 0
    let late = entry.optionalTime("late", in: timeUnit, such: "3 days") ?? both ?? 0
    if early < 0 || late < 0 || early + late == 0 {
      entry.report("a window is more than nothing", help: ["write 'plus or minus: 3 days', or 'early' and 'late'"])
    }
    guard let distribution = entry.choice("distribution", Conduct.Distribution.self) else { return nil }
    return Conduct.Window(
      earliest: -early, latest: late, fromCycle: entry.optionalWhole("from cycle", 1...1000) ?? 2,
      distribution: distribution)
  }

  private func rules(
    _ fields: YAMLFields, _ key: String, _ ownKeys: [String], amount: (YAMLFields) -> Double?
  ) -> [Conduct.Rule] {
    let keys = ownKeys + ["probability", "hazard", "cycles", "from cycle", "at most"]
    guard let node = fields.value(key) else { return [] }
    let nodes = node.list ?? [node]
    if nodes.count > 4 { fields.report("there are at most four rules", at: key) }
    return nodes.compactMap { node in
      guard let entry = YAMLFields(node, key, keys: keys, in: faults), let amount = amount(entry),
        let chance = chance(entry)
      else { return nil }
      return Conduct.Rule(
        chance, amount: amount, fromCycle: entry.optionalWhole("from cycle", 1...1000) ?? 2,
        most: entry.optionalWhole("at most", 1...1000))
    }
  }

  private func chance(_ fields: YAMLFields) -> Conduct.Chance? {
    let given = ["probability", "hazard", "cycles"].filter { fields.has($0) }
    guard given.count == 1 else {
      fields.report("a rule has one of 'probability' (per cycle), 'hazard' or 'cycles'")
      return nil
    }
    switch given[0] {
    case "probability": return fields.fraction("probability").map { .probability($0) }
    case "hazard":
      return fields.value("hazard").flatMap { fields.hazard(of: $0, "hazard", in: timeUnit) }.map { .hazard($0) }
    default: return fields.optionalCycles("cycles").map { .given($0) }
    }
  }

  private func stop(_ fields: YAMLFields) -> Conduct.Stop {
    var stop = Conduct.Stop()
    guard let entry = fields.fields("stop", keys: ["cycles", "hazard", "event"]) else { return stop }
    stop.cycles = entry.optionalWhole("cycles", 1...1000)
    stop.hazard = entry.value("hazard").flatMap { entry.hazard(of: $0, "hazard", in: timeUnit) }
    if entry.has("event") {
      let events = model.source.events.map(\.name)
      let names = events + (root.has("antibodies") ? ["antibodies"] : [])
      if let index = entry.index("event", among: names) {
        stop.event = index < events.count ? .model(index) : .antibodies
      }
    }
    return stop
  }
}
