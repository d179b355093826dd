import Bateman

/// One patient's dose by a protocol: the canonical record, of a dose or of a refusal.
struct DoseCall: Decodable {
  /// The text of the protocol, and what its file is called.
  var protocolText: String, name: String
  /// The inputs as texts with their units, by the names of the command's options.
  var inputs: [String: String]
  var parameters: [String: String]
  var training: Bool
  var pin: String?

  init(from decoder: any Decoder) throws {
    try decoder.checkKeys(["protocol", "name", "inputs", "parameters", "training", "pin"])
    let values = try decoder.container(keyedBy: AnyKey.self)
    func optional<Value: Decodable>(_ key: String, _ type: Value.Type) throws -> Value? {
      try values.decodeIfPresent(type, forKey: AnyKey(stringValue: key))
    }
    protocolText = try values.decode(String.self, forKey: AnyKey(stringValue: "protocol"))
    name = try optional("name", String.self) ?? "protocol"
    inputs = try optional("inputs", [String: String].self) ?? [:]
    parameters = try optional("parameters", [String: String].self) ?? [:]
    training = try optional("training", Bool.self) ?? false
    pin = try optional("pin", String.self)
  }

  /// The record as the command writes it with `--json`.
  func answer() throws -> String {
    var request = DoseRequest(parameters: parameters, isTraining: training)
    for (key, value) in inputs {
      guard let field = DoseRequest.Field(rawValue: key) else {
        throw CallFailure.unknownKey(key, among: DoseRequest.Field.allCases.map(\.rawValue))
      }
      request[field] = value
    }
    return DoseRecord(request, protocol: SourceText(name: name, protocolText), pin: pin).body.canonical
  }
}
