import PKUnits
import PKYAML

extension YAMLFields {
  /// Cycles, from 1 on: `3`, `1-6`, or a list such as `[1, 3]`; nil when the key is missing, or wrong, which is reported.
  func optionalCycles(_ key: String) -> Set<Int>? {
    guard let node = value(key) else { return nil }
    var cycles = Set<Int>()
    for item in node.list ?? [node] {
      let ends = (item.text ?? "").split(separator: "-").map { Int($0.filter { $0 != " " }) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 1, last >= first,
        last <= 1000
      else {
        faults.report(
          faults.codes.value, "'\(key)' takes cycles, such as 1, 1-6 or [1, 3]", at: item)
        return nil
      }
      cycles.formUnion(first...last)
    }
    return cycles
  }

  /// A time in a unit; nil when the key is missing, or wrong, which is reported.
  func optionalTime(_ key: String, in unit: Unit, such example: String = "7 days") -> Double? {
    value(key).flatMap { time(of: $0, key, in: unit, such: example) }
  }

  /// The time of a node.
  func time(of node: YAMLNode, _ key: String, in unit: Unit, such example: String = "7 days") -> Double? {
    guard let measure = measure(of: node, key, such: example) else { return nil }
    if let factor = (try? Unit(measure.unit))?.factor(to: unit) { return measure.value * factor }
    faults.report(
      faults.codes.value,
      measure.unit.isEmpty ? "the unit of '\(key)' is missing" : "'\(measure.unit)' is no unit of time", at: node,
      help: ["write for instance '\(example)'"])
    return nil
  }

  /// A rate per time in the model's unit, such as `0.002 /day`.
  func hazard(of node: YAMLNode, _ key: String, in timeUnit: Unit) -> Double? {
    guard let measure = measure(of: node, key, such: "0.002 /day") else { return nil }
    let text = measure.unit.hasPrefix("/") ? "1" + measure.unit : measure.unit
    if measure.value >= 0, let factor = (try? Unit(text))?.factor(to: Unit.one / timeUnit) {
      return measure.value * factor
    }
    faults.report(
      faults.codes.value, "'\(key)' is a hazard, not negative and per time", at: node,
      help: ["write for instance '0.002 1/day'"])
    return nil
  }

  /// A quantity in a unit; a wrong kind of unit is reported.
  func quantity(_ key: String, in unit: Unit, what: String) -> Double? {
    guard let measure = measure(key, such: unit.isPureNumber ? "1.5" : "10 \(unit)") else { return nil }
    let given = measure.unit.isEmpty ? Unit.one : try? Unit(measure.unit)
    if let factor = given?.factor(to: unit) { return measure.value * factor }
    let said = measure.unit.isEmpty ? "no unit" : "'\(measure.unit)'"
    faults.report(
      faults.codes.sense, "\(what) is in \(unit.isPureNumber ? "no unit" : "\(unit)"), and '\(key)' has \(said)",
      at: measure.node)
    return nil
  }
}
