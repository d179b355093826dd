import Bateman

/// Reads a published number from the file of checks.
struct ExpectationReader {
  private static let keys = [
    "output", "metric", "cycle", "at", "from", "to", "relative to", "relative to cycle", "value", "tolerance",
    "because",
    "reproduced",
  ]
  private static let metrics = ["Cmax", "Tmax", "Ctrough", "AUC", "concentration", "half-life"]
  private static let mostCycles = 10_000

  private let fields: YAMLFields
  private let model: CheckedModel

  /// The reader of one number; nil, reported, when the node has no fields.
  init?(_ node: YAMLNode, for model: CheckedModel, in faults: YAMLFaults) {
    guard let fields = YAMLFields(node, title: "a published number", keys: Self.keys, in: faults) else { return nil }
    self.fields = fields
    self.model = model
  }

  func expectation() -> Expectation? {
    let output = output()
    let metric = metric()
    let cycle = fields.optionalWhole("cycle", 1...Self.mostCycles) ?? 1
    let reference = reference()
    let value = fields.measure("value", such: "735 ug*day/mL")
    let tolerance = fields.measure("tolerance")
    let reason = fields.text("because")
    let isReproduced = fields.optionalFlag("reproduced") ?? true
    if let tolerance, tolerance.unit != "%" || tolerance.value <= 0 {
      fields.reportValue("'tolerance' takes a share of the value, such as '5 %'", at: "tolerance")
    }
    guard let output, let metric, let value, let tolerance, let reason else { return nil }
    let unit = Self.unit(of: metric, model.outputs[output], model.timeUnit, isRatio: reference != nil)
    guard let factor = Self.factor(from: unit, to: value.unit), value.value != 0 else {
      let expected = unit.description.isEmpty || unit.description == "1" ? "no unit" : "a unit such as '\(unit)'"
      fields.faults.report("PK4916", "the value of this metric takes \(expected)", at: value.node)
      return nil
    }
    return Expectation(
      output: output, metric: metric, cycle: cycle - 1, reference: reference, value: value.value, factor: factor,
      unit: value.unit, tolerance: tolerance.value / 100, reason: reason, isReproduced: isReproduced,
      label: label(metric, model.outputs[output].name, cycle, reference), range: fields.node.range)
  }

  private func output() -> Int? {
    guard let name = fields.text("output") else { return nil }
    let names = model.outputs.map(\.name)
    if let index = names.firstIndex(of: name) { return index }
    let help = didYouMean(name, among: names) ?? "its outputs are \(names.joined(separator: ", "))"
    fields.report("the model has no output '\(name)'", at: "output", help: [help])
    return nil
  }

  private func metric() -> Expectation.Metric? {
    guard let name = fields.text("metric") else { return nil }
    func time(_ key: String) -> Double? { fields.time(key, in: model.timeUnit) }
    let taken = name == "concentration" ? ["at"] : name == "half-life" ? ["from", "to"] : []
    for key in ["at", "from", "to"] where fields.has(key) && !taken.contains(key) {
      fields.reportValue("'\(key)' does not go with '\(name)'", at: key)
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
      fields.reportValue("'to' is after 'from'", at: "to")
      return nil
    default:
      let help = didYouMean(name, among: Self.metrics) ?? "there are \(Self.metrics.joined(separator: ", "))"
      fields.reportValue("no metric is called '\(name)'", at: "metric", help: [help])
      return nil
    }
  }

  private func reference() -> Expectation.Reference? {
    if fields.has("relative to cycle") {
      if fields.has("relative to") {
        fields.reportValue("a ratio is relative to one thing", at: "relative to cycle")
      }
      return fields.whole("relative to cycle", 1...Self.mostCycles).map { .cycle($0 - 1) }
    }
    return fields.value("relative to").map { .check($0.text ?? "") }
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

  private func label(
    _ metric: Expectation.Metric, _ output: String, _ cycle: Int, _ reference: Expectation.Reference?
  ) -> String {
    func text(_ key: String) -> String { fields.value(key)?.text ?? "" }
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
