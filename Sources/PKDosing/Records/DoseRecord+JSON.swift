import PKText
import PKYAML

extension DoseRecord {
  static func body(_ request: DoseRequest, _ source: SourceText, _ pin: String?, _ outcome: Outcome) -> JSONValue {
    let requestJSON = json(request, pin)
    let protocolJSON = json(source)
    let hash = Fingerprint.sha256(
      Array(JSONValue.object(["request": requestJSON, "protocol": protocolJSON]).canonical.utf8))
    var members: [String: JSONValue] = [
      "schema": .string("bateman-dose-record/1"), "engine": .string(engine), "request": requestJSON,
      "protocol": protocolJSON, "inputHash": .string(hash),
    ]
    switch outcome {
    case .dose(let result, let file):
      members["outcome"] = .string("dose")
      members["result"] = json(result, file.rules)
      members["watermark"] = file.rules.use == .training || request.isTraining ? .string(watermark) : .null
    case .refused(let refusal):
      members["outcome"] = .string("refused")
      members["refusal"] = json(refusal)
    }
    return .object(members)
  }

  /// What every result of a training file or run says.
  public static let watermark = "TRAINING: not for use on a patient"

  private static func json(_ request: DoseRequest, _ pin: String?) -> JSONValue {
    let inputs = Dictionary(uniqueKeysWithValues: request.values.map { ($0.key.rawValue, JSONValue.string($0.value)) })
    return .object([
      "inputs": .object(inputs), "parameters": .object(request.parameters.mapValues { .string($0) }),
      "training": .bool(request.isTraining), "pin": pin.map { .string($0) } ?? .null,
    ])
  }

  /// The whole text, so that a record can be recomputed without any other file.
  private static func json(_ source: SourceText) -> JSONValue {
    let text: JSONValue =
      source.bytes.count > ProtocolReader.limits.bytes
      ? .null : String(validating: source.bytes, as: UTF8.self).map { .string($0) } ?? .null
    return .object([
      "file": .string(source.name), "sha256": .string(Fingerprint.sha256(source.bytes)), "text": text,
    ])
  }

  private static func json(_ refusal: Refusal) -> JSONValue {
    .object([
      "code": .string(refusal.code.rawValue), "field": .string(refusal.field), "value": .string(refusal.value),
      "rule": .string(refusal.rule), "action": .string(refusal.action),
    ])
  }

  private static func json(_ result: DoseResult, _ rules: DosingProtocol) -> JSONValue {
    func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    return .object([
      "protocol": .object(["id": .string(rules.id), "version": .string(rules.version)]),
      "product": .string(rules.product.name), "arm": .string(result.armName), "level": .string(result.levelName),
      "amount": .string(result.amount), "loading": .bool(result.isLoading), "cycle": .number(result.cycle),
      "day": .number(result.day), "dose": .string(result.dose.value.recordText), "unit": .string("mg"),
      "exactDose": .string(result.exactDose.value.recordText), "cap": optional(result.cap),
      "rounding": .string(result.rounding), "deviation": .string(result.deviation.recordText),
      "weight": result.weight.map { json($0) } ?? .null, "preparation": json(result.preparation),
      "window": .object([
        "status": .string(result.window.status.rawValue), "due": optional(result.window.due),
        "nextDue": optional(result.window.nextDue), "rule": optional(result.window.rule),
      ]),
      "steps": .array(result.steps.enumerated().map { json($0.element, number: $0.offset + 1) }),
      "checks": .array(result.checks.map { json($0) }), "alerts": .array(result.alerts.map { json($0) }),
      "hiddenAlerts": .number(result.hiddenAlerts),
      "eligibility": .array(result.eligibility.map { json($0) }),
      "notes": .array(result.notes.map { .string($0) }),
      "afterwards": .array(result.afterwards.map { .string($0) }),
    ])
  }

  private static func json(_ step: DoseResult.Step, number: Int) -> JSONValue {
    .object([
      "n": .number(number), "op": .string(step.operation), "expr": .string(step.expression),
      "value": .string(step.value), "rule": .string(step.rule),
    ])
  }

  private static func json(_ check: DoseResult.Check) -> JSONValue {
    .object([
      "name": .string(check.name), "kind": .string(check.isHard ? "hard" : "soft"), "value": .string(check.value),
      "limit": .string(check.limit), "pass": .bool(check.passes),
    ])
  }

  private static func json(_ alert: DoseResult.Alert) -> JSONValue {
    .object([
      "rank": .number(alert.rank), "message": .string(alert.message), "source": .string(alert.source),
      "action": .string(alert.action),
    ])
  }

  private static func json(_ entry: DoseResult.Eligibility) -> JSONValue {
    .object([
      "check": .string(entry.check), "value": .string(entry.value), "limit": .string(entry.limit),
      "outcome": .string(entry.outcome.rawValue),
    ])
  }

  private static func json(_ weight: WeightReport) -> JSONValue {
    .object([
      "used": .string(weight.used), "measured": .string(weight.measured),
      "reference": weight.reference.map { .string($0) } ?? .null,
      "change": weight.change.map { .string($0.recordText) } ?? .null, "verdict": .string(weight.verdict),
    ])
  }

  private static func json(_ preparation: Preparation) -> JSONValue {
    switch preparation {
    case .refused(let refusal): return .object(["refused": json(refusal)])
    case .prepared(let prepared):
      let vials = prepared.vials.map { vial in
        JSONValue.object(["strength": .string(vial.strength), "n": .number(vial.count)])
      }
      return .object([
        "volume": .string(prepared.volume), "backCalculated": .string(prepared.backCalculated),
        "concentration": .string(prepared.concentration), "vials": .array(vials), "waste": .string(prepared.waste),
        "lines": .array(prepared.lines.map { .string($0) }),
      ])
    }
  }
}

extension DoseRequest {
  /// A request from its form in a record; nil when it is none.
  init?(json: JSONValue) {
    guard case .object(let inputs)? = json["inputs"], case .object(let parameters)? = json["parameters"],
      case .bool(let isTraining)? = json["training"]
    else { return nil }
    self.init(isTraining: isTraining)
    for (key, value) in inputs {
      guard let field = Field(rawValue: key), let text = value.text else { return nil }
      self[field] = text
    }
    for (key, value) in parameters {
      guard let text = value.text else { return nil }
      self.parameters[key] = text
    }
  }
}
