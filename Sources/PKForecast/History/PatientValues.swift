import PKDosing
import PKText
import PKUnits
import PKYAML

/// A number with its unit, and where it stands.
struct PlacedQuantity {
  var value: Quantity
  var node: YAMLNode
}

/// Reads the moments and the numbers of a patient's file.
struct PatientValues {
  let faults: YAMLFaults

  func moment(_ fields: YAMLFields, _ key: String, needsTime: Bool = true) -> Moment? {
    guard let text = fields.text(key) else { return nil }
    if let moment = Moment(text, needsTime: needsTime) { return moment }
    let isDay = needsTime && Moment(text, needsTime: false) != nil
    fields.reportValue(
      isDay ? "'\(key)' has no time of day" : "'\(key)' is no moment", at: key,
      help: ["write it like 2026-03-02 09:00, or 2026-03-02T09:00+08:00"])
    return nil
  }

  /// A number above or at 0 with its unit, in the grammar of doses.
  func quantity(_ fields: YAMLFields, _ key: String, _ example: String) -> PlacedQuantity? {
    fields.required(key).flatMap { quantity($0, key, example) }
  }

  /// The number of a node; one of a pure number has no unit to write.
  func quantity(_ node: YAMLNode, _ key: String, _ example: String, isPure: Bool = false) -> PlacedQuantity? {
    guard let text = node.text else {
      faults.report(faults.codes.value, "'\(key)' is a number with its unit, such as '\(example)'", at: node)
      return nil
    }
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true).map(String.init)
    let number: Double
    do {
      number = try DecimalInput.parse(words.first ?? "").double
    } catch {
      faults.report(
        faults.codes.value, "'\(key)': \(error.rule)", at: node, help: [error.action(for: words.first ?? "")])
      return nil
    }
    if isPure, words.count == 1 { return PlacedQuantity(value: Quantity(number, .one), node: node) }
    guard words.count == 2 else {
      faults.report(
        faults.codes.value, "'\(key)' has no unit, and none is assumed", at: node, help: ["write it like '\(example)'"])
      return nil
    }
    do {
      return PlacedQuantity(value: Quantity(number, try Unit(words[1])), node: node)
    } catch {
      faults.report(faults.codes.value, "'\(key)': \(error.message)", at: node, help: [error.help].compactMap(\.self))
      return nil
    }
  }
}
