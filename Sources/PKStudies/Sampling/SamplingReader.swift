import PKText
import PKUnits
import PKYAML

/// Reads sampling schedules from a YAML file: by the name of one that is known, or in full.
///
/// ```yaml
/// sampling:
///   - sparse
///   - {name: rich twice, like: rich, cycles: [1, 3]}
///   - {name: own, cycles: 1-6, times: [pre, EOI ± 10 min, EOI + 4 h, 24 h ± 2 h, day 8 ± 1 day], outputs: [serum]}
/// ```
struct SamplingReader {
  /// Plans that are known by name: what is sampled, and in which cycles.
  static let known: [(name: String, times: [String], cycles: Set<Int>?)] = [
    ("rich", ["pre", "EOI", "EOI + 1 h", "EOI + 4 h", "24 h", "day 3", "day 8", "day 15"], nil),
    ("sparse", ["pre", "EOI"], Set(1...6)),
    ("subcutaneous", ["pre", "6 h", "day 2", "day 3", "day 4", "day 5", "day 6", "day 8", "day 11", "day 15"], nil),
  ]

  let faults: YAMLFaults
  let timeUnit: Unit
  let outputs: [String]

  /// The plans of a list.
  func plans(_ nodes: [YAMLNode]) -> [SamplingPlan] {
    var plans: [SamplingPlan] = []
    for node in nodes {
      guard let plan = plan(node) else { continue }
      if plans.contains(where: { $0.name == plan.name }) {
        faults.report(faults.codes.sense, "two sampling schedules are called '\(plan.name)'", at: node)
      }
      plans.append(plan)
    }
    return plans
  }

  private func plan(_ node: YAMLNode) -> SamplingPlan? {
    if let name = node.text { return named(name, as: name, cycles: nil, outputs: Array(outputs.indices), at: node) }
    let keys = ["name", "times", "cycles", "outputs", "like"]
    guard let fields = YAMLFields(node, title: "a sampling schedule", keys: keys, in: faults),
      let name = fields.text("name")
    else { return nil }
    let cycles = fields.optionalCycles("cycles")
    let wanted = fields.has("outputs") ? fields.texts("outputs").compactMap { output($0) } : Array(outputs.indices)
    if let like = fields.value("like") {
      return named(like.text ?? "", as: name, cycles: cycles, outputs: wanted, at: like)
    }
    let entries = fields.nodes("times").compactMap { node in
      entry(node.text ?? "", cycles: cycles, at: node).map { ($0, node) }
    }
    checkOrder(entries)
    return SamplingPlan(name: name, entries: entries.map(\.0), outputs: wanted)
  }

  private func named(
    _ known: String, as name: String, cycles: Set<Int>?, outputs: [Int], at node: YAMLNode
  ) -> SamplingPlan? {
    guard let plan = Self.known.first(where: { $0.name == known }) else {
      let names = Self.known.map(\.name)
      let help = didYouMean(known, among: names) ?? "there are \(names.joined(separator: ", ")), or write 'times'"
      faults.report(faults.codes.value, "no sampling schedule is called '\(known)'", at: node, help: [help])
      return nil
    }
    let entries = plan.times.compactMap { entry($0, cycles: cycles ?? plan.cycles, at: node) }
    return SamplingPlan(name: name, entries: entries, outputs: outputs)
  }

  private func output(_ node: YAMLNode) -> Int? {
    if let index = outputs.firstIndex(of: node.text ?? "") { return index }
    let help = didYouMean(node.text ?? "", among: outputs) ?? "there are \(outputs.joined(separator: ", "))"
    faults.report(faults.codes.sense, "the model has no output '\(node.text ?? "")'", at: node, help: [help])
    return nil
  }

  /// A moment with its window: `EOI + 4 h ± 15 min`.
  private func entry(_ text: String, cycles: Set<Int>?, at node: YAMLNode) -> SamplingPlan.Entry? {
    let spelt = text.replacing("+/-", with: "±").replacing("+-", with: "±")
    let parts = spelt.split(separator: "±", maxSplits: 1).map { $0.split(separator: " ").joined(separator: " ") }
    guard let first = parts.first, let moment = moment(first) else {
      report("'\(text)' is no moment of a cycle", at: node)
      return nil
    }
    var window = 0.0
    if parts.count > 1 {
      guard let width = duration(parts[1]), width >= 0 else {
        report("'\(parts[1])' is no time", at: node)
        return nil
      }
      window = width
    }
    if case .afterStart(let after) = moment, after < 0 {
      let isFirst = cycles.map { $0.contains(1) } ?? true
      faults.report(
        faults.codes.sense,
        isFirst ? "a sample is drawn before the first dose" : "a sample is drawn before the dose of its cycle",
        at: node, help: ["'pre' is a sample just before a dose"])
      return nil
    }
    return SamplingPlan.Entry(label: first, moment: moment, window: window, cycles: cycles)
  }

  private func report(_ message: String, at node: YAMLNode) {
    faults.report(
      faults.codes.value, message, at: node,
      help: ["write pre, EOI, EOI + 4 h, 24 h or day 8, and a window behind it as in 'day 8 ± 1 day'"])
  }

  private func moment(_ text: String) -> SamplingPlan.Moment? {
    let lower = text.lowercased()
    if ["pre", "predose", "pre-dose"].contains(lower) { return .preDose }
    if lower == "eoi" { return .endOfInfusion(after: 0) }
    if lower.hasPrefix("eoi +") { return duration(String(text.dropFirst(5))).map { .endOfInfusion(after: $0) } }
    if lower.hasPrefix("day "), let day = Double(lower.dropFirst(4)), let one = duration("1 day") {
      return .afterStart((day - 1) * one)
    }
    return duration(text).map { .afterStart($0) }
  }

  private func duration(_ text: String) -> Double? {
    let words = text.split(separator: " ")
    guard words.count == 2, let value = Double(words[0]), value.isFinite else { return nil }
    return (try? Unit(String(words[1])))?.factor(to: timeUnit).map { $0 * value }
  }

  /// Moments are in order, and their windows apart.
  private func checkOrder(_ entries: [(SamplingPlan.Entry, YAMLNode)]) {
    for ((first, _), (second, node)) in zip(entries, entries.dropFirst()) {
      guard let before = Self.place(first.moment), let after = Self.place(second.moment) else { continue }
      // A time after the end of an infusion and one after its start cannot be told apart before the arm is known.
      guard before.fromEnd == after.fromEnd else { continue }
      if after.time <= before.time {
        faults.report(faults.codes.sense, "'\(second.label)' is not after '\(first.label)'", at: node)
      } else if before.time + first.window > after.time - second.window {
        faults.report(
          faults.codes.sense, "the windows of '\(first.label)' and '\(second.label)' overlap", at: node,
          help: ["make one of them narrower"])
      }
    }
  }

  private static func place(_ moment: SamplingPlan.Moment) -> (time: Double, fromEnd: Bool)? {
    switch moment {
    case .preDose: nil
    case .endOfInfusion(let after): (after, true)
    case .afterStart(let after): (after, false)
    }
  }
}
