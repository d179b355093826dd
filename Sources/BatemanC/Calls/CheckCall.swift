import Bateman

/// What a model file says.
struct CheckCall: Decodable {
  /// The text of the model, and what it is called in messages.
  var model: String, name: String

  struct Answer: Encodable {
    struct Quantity: Encodable {
      var name: String
      var unit: String
      var value: Double?
    }

    var schema = 1
    var name: String
    var about: String?
    var status: String
    var timeUnit: String
    var isLinear: Bool
    var covariates: [Quantity]
    var theta: [Quantity]
    var sigma: [Quantity]
    var randomEffects: [String]
    var compartments: [String]
    var routes: [String]
    var outputs: [Quantity]
  }

  init(from decoder: any Decoder) throws {
    try decoder.checkKeys(["model", "name"])
    let values = try decoder.container(keyedBy: AnyKey.self)
    model = try values.decode(String.self, forKey: AnyKey(stringValue: "model"))
    name = try values.decodeIfPresent(String.self, forKey: AnyKey(stringValue: "name")) ?? "model"
  }

  func answer() throws -> Answer {
    let source = try CheckedModel(parsing: SourceText(name: name, model))
    let compiled = try Model(compiling: source)
    return Answer(
      name: source.name, about: source.about, status: source.status.rawValue, timeUnit: "\(source.timeUnit)",
      isLinear: compiled.isLinear,
      covariates: source.covariates.map(Self.quantity),
      theta: source.thetas.map { .init(name: $0.name, unit: "\($0.unit)", value: $0.value) },
      sigma: source.sigmas.map { .init(name: $0.name, unit: "\($0.unit)", value: $0.value) },
      randomEffects: source.etaNames, compartments: source.compartments.map(\.name),
      routes: source.routes.map(\.name),
      outputs: source.outputs.map { .init(name: $0.name, unit: "\($0.unit)", value: nil) })
  }

  /// A covariate with its reference; a category has no unit.
  private static func quantity(_ covariate: Covariate) -> Answer.Quantity {
    switch covariate.kind {
    case .continuous(let unit, let reference, _): .init(name: covariate.name, unit: "\(unit)", value: reference)
    case .categorical(let names, _, _): .init(name: covariate.name, unit: names.joined(separator: " or "), value: nil)
    }
  }
}
