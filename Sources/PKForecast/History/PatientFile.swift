public import PKLanguage
public import PKText
import PKUnits
import PKYAML

/// Reads one patient's doses, levels and covariates from a file in JSON, or in YAML, which holds JSON.
///
/// ```json
/// {"schema": "bateman-patient/1", "subject": "S-001",
///  "covariates": {"WT": "62.4 kg", "ALB": [{"at": "2026-03-02", "value": "38 g/L"}]},
///  "doses": [{"at": "2026-03-02 09:00", "dose": "156 mg", "over": "60 min", "route": "iv"}],
///  "levels": [{"at": "2026-03-02 10:05", "of": "conjugate", "value": "48.2 mg/L"},
///             {"at": "2026-03-23 08:30", "of": "conjugate", "below": "0.5 mg/L"}]}
/// ```
///
/// Every number has its unit, in plain decimals with a point; unknown keys are errors.
public struct PatientFile {
  /// What a file says that it is.
  public static let schema = "bateman-patient/1"
  /// The codes of what is wrong with a file: from PK7101 on.
  static let codes = YAMLCodes(from: 7101)

  private let faults: YAMLFaults
  private let model: CheckedModel

  /// The history that a file tells of.
  ///
  /// - Parameters:
  ///   - source: the file's text.
  ///   - model: the model, which says what covariates, outputs, routes and units there are.
  /// - Returns: the history.
  /// - Throws: everything that is wrong with the file, with line and column.
  public static func history(_ source: SourceText, model: CheckedModel) throws(DiagnosticList) -> PatientHistory {
    var limits = YAMLLimits()
    limits.kind = "files of patients"
    // A program may write a file in one line.
    limits.lineLength = limits.bytes
    let faults = try YAMLFaults(source, codes: codes, limits: limits)
    let file = PatientFile(faults: faults, model: model)
    let facts = file.facts()
    try faults.check()
    let history = PatientTable(facts, model: model, faults: faults).history()
    try faults.check()
    return history
  }

  private func facts() -> PatientFacts {
    var facts = PatientFacts()
    let keys = ["schema", "subject", "covariates", "doses", "levels", "note"]
    guard let root = YAMLFields(faults.root, "patient", keys: keys, in: faults) else { return facts }
    if let schema = root.text("schema"), schema != Self.schema {
      root.report("the schema is '\(schema.prefix(40))', and this program knows '\(Self.schema)'", at: "schema")
    }
    facts.subject = root.optionalText("subject") ?? "–"
    if root.has("doses") {
      facts.doses = root.list("doses", keys: ["at", "dose", "over", "route"]).compactMap { dose($0) }
    }
    if root.has("levels") {
      facts.levels = root.list("levels", keys: ["at", "of", "value", "below"]).compactMap { level($0) }
    }
    facts.covariates = (root.value("covariates")?.pairs ?? []).flatMap { covariate($0) }
    return facts
  }

  private func dose(_ fields: YAMLFields) -> PatientFacts.DoseFact? {
    let reader = PatientValues(faults: faults)
    guard let moment = reader.moment(fields, "at"), let amount = reader.quantity(fields, "dose", "156 mg") else {
      return nil
    }
    let over = fields.has("over") ? reader.quantity(fields, "over", "60 min") : nil
    if let over, over.value.unit.dimension != .time || over.value.value <= 0 {
      fields.report("'over' is a time above 0, such as '60 min'", at: "over")
    }
    let routes = model.routes.map(\.name)
    let route = fields.has("route") ? fields.index("route", among: routes).map { routes[$0] } : nil
    if route == nil, routes.count > 1 {
      fields.report(
        "'dose' names no route, and the model has several", help: ["one of \(routes.joined(separator: ", "))"])
    }
    return PatientFacts.DoseFact(moment: moment, amount: amount, duration: over?.value, route: route)
  }

  private func level(_ fields: YAMLFields) -> PatientFacts.LevelFact? {
    let reader = PatientValues(faults: faults)
    let outputs = model.outputs.map(\.name)
    let output = fields.has("of") || outputs.count > 1 ? fields.index("of", among: outputs) : 0
    let isBelow = fields.has("below")
    if isBelow, fields.has("value") { fields.report("a level has a 'value' or is 'below' a limit, not both") }
    guard let moment = reader.moment(fields, "at"), let output,
      let value = reader.quantity(fields, isBelow ? "below" : "value", "48.2 \(model.outputs[output].unit)")
    else { return nil }
    return PatientFacts.LevelFact(moment: moment, output: output, value: value, isBelow: isBelow)
  }

  /// A covariate's value, or its dated values.
  private func covariate(_ pair: YAMLNode.Pair) -> [PatientFacts.CovariateFact] {
    let name = pair.key.text ?? ""
    guard let list = pair.value.list else {
      return [PatientFacts.CovariateFact(name: name, key: pair.key, moment: nil, node: pair.value)]
    }
    return list.compactMap { node in
      guard let fields = YAMLFields(node, name, keys: ["at", "value"], in: faults),
        let moment = PatientValues(faults: faults).moment(fields, "at", needsTime: false),
        let value = fields.required("value")
      else { return nil }
      return PatientFacts.CovariateFact(name: name, key: pair.key, moment: moment, node: value)
    }
  }
}
