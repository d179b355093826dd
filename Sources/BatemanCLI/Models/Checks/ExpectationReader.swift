import Bateman
import Yams

/// Reads a published number from the file of checks.
enum ExpectationReader {
  private static let keys = [
    "output", "metric", "cycle", "at", "from", "to", "relative to", "relative to cycle", "value", "tolerance",
    "because",
    "reproduced",
  ]
  private static let metrics = ["Cmax", "Tmax", "Ctrough", "AUC", "concentration", "half-life"]
  private static let mostCycles = 10_000

  static func expectation(_ node: Node, for model: CheckedModel, in fields: inout CheckFields) -> Expectation? {
    guard let mapping = node.mapping else {
      fields.report("PK4914", "a published number has fields such as 'output', 'metric' and 'value'", at: node)
      return nil
    }
    fields.checkKeys(of: mapping, known: keys, what: "a published number")
    let output = output(mapping, at: node, for: model, in: &fields)
    let metric = metric(mapping, at: node, for: model, in: &fields)
    let cycle = fields.count("cycle", of: mapping, most: mostCycles) ?? 1
    let reference = reference(mapping, in: &fields)
    let value = fields.quantity("value", of: mapping, at: node)
    let tolerance = fields.quantity("tolerance", of: mapping, at: node)
    let reason = fields.text("because", of: mapping, at: node)
    let isReproduced = isReproduced(mapping, in: &fields)
    if let tolerance, tolerance.unit != "%" || tolerance.value <= 0 {
      fields.report("PK4914", "'tolerance' takes a share of the value, such as '5 %'", at: mapping["tolerance"])
    }
    guard let output, let metric, let value, let tolerance, let reason else { return nil }
    let unit = unit(of: metric, model.outputs[output], model.timeUnit, isRatio: reference != nil)
    guard let factor = factor(from: unit, to: value.unit), value.value != 0 else {
      let expected = unit.description.isEmpty || unit.description == "1" ? "no unit" : "a unit such as '\(unit)'"
      fields.report("PK4916", "the value of this metric takes \(expected)", at: mapping["value"])
      return nil
    }
    return Expectation(
      output: output, metric: metric, cycle: cycle - 1, reference: reference, value: value.value, factor: factor,
      unit: value.unit, tolerance: tolerance.value / 100, reason: reason, isReproduced: isReproduced,
      label: label(mapping, metric, model.outputs[output].name, cycle, reference), range: fields.range(of: node))
  }

  private static func output(
    _ mapping: Node.Mapping, at node: Node, for model: CheckedModel, in fields: inout CheckFields
  ) -> Int? {
    guard let name = fields.text("output", of: mapping, at: node) else { return nil }
    let names = model.outputs.map(\.name)
    if let index = names.firstIndex(of: name) { return index }
    let help = didYouMean(name, among: names) ?? "its outputs are \(names.joined(separator: ", "))"
    fields.report("PK4915", "the model has no output '\(name)'", at: mapping["output"], help: [help])
    return nil
  }

  private static func metric(
    _ mapping: Node.Mapping, at node: Node, for model: CheckedModel, in fields: inout CheckFields
  ) -> Expectation.Metric? {
    guard let name = fields.text("metric", of: mapping, at: node) else { return nil }
    func time(_ key: String) -> Double? { fields.time(key, of: mapping, at: node, in: model.timeUnit) }
    let taken = name == "concentration" ? ["at"] : name == "half-life" ? ["from", "to"] : []
    for key in ["at", "from", "to"] where mapping[key] != nil && !taken.contains(key) {
      fields.report("PK4914", "'\(key)' does not go with '\(name)'", at: mapping[key])
    }
    switch name {
    case "Cmax": return .cmax
    case "Tmax": return .tmax
    case "Ctrough": return .ctrough
    case "AUC": return .auc
    case "concentration": return time("at").map { .concentration(at: $0) }
    case "half-life":
      guard let start = time("from"), let end = time("to") else { return nil }
      if start < end { return .halfLife(from: start, to: end) }
      fields.report("PK4914", "'to' is after 'from'", at: mapping["to"])
      return nil
    default:
      let help = didYouMean(name, among: metrics) ?? "there are \(metrics.joined(separator: ", "))"
      fields.report("PK4914", "no metric is called '\(name)'", at: mapping["metric"], help: [help])
      return nil
    }
  }

  private static func reference(_ mapping: Node.Mapping, in fields: inout CheckFields) -> Expectation.Reference? {
    if let node = mapping["relative to cycle"] {
      if mapping["relative to"] != nil { fields.report("PK4914", "a ratio is relative to one thing", at: node) }
      return fields.count("relative to cycle", of: mapping, most: mostCycles).map { .cycle($0 - 1) }
    }
    return mapping["relative to"].map { .check($0.scalar?.string ?? "") }
  }

  private static func isReproduced(_ mapping: Node.Mapping, in fields: inout CheckFields) -> Bool {
    guard let node = mapping["reproduced"] else { return true }
    let word = node.scalar?.string ?? ""
    if !["yes", "no"].contains(word) { fields.report("PK4914", "'reproduced' takes yes or no", at: node) }
    return word != "no"
  }

  /// The unit in which the simulation gives the metric.
  private static func unit(of metric: Expectation.Metric, _ output: Output, _ time: Unit, isRatio: Bool) -> Unit {
    if isRatio { return .one }
    switch metric {
    case .cmax, .ctrough, .concentration: return output.unit
    case .auc: return output.unit * time
    case .tmax, .halfLife: return time
    }
  }

  /// How many of the unit of the file one of the simulation's is; nil when they do not go together.
  private static func factor(from unit: Unit, to text: String) -> Double? {
    text.isEmpty ? unit.factor(to: .one) : (try? Unit(text)).flatMap { unit.factor(to: $0) }
  }

  private static func label(
    _ mapping: Node.Mapping, _ metric: Expectation.Metric, _ output: String, _ cycle: Int,
    _ reference: Expectation.Reference?
  ) -> String {
    func text(_ key: String) -> String { mapping[key]?.scalar?.string ?? "" }
    var label = "\(text("metric")) of \(output)"
    switch metric {
    case .concentration: label += " at \(text("at"))"
    case .halfLife: label += " from \(text("from")) to \(text("to"))"
    case .cmax, .tmax, .ctrough, .auc: label += ", cycle \(cycle)"
    }
    switch reference {
    case .cycle(let other): return label + " relative to cycle \(other + 1)"
    case .check(let other): return label + " relative to '\(other)'"
    case nil: return label
    }
  }
}
