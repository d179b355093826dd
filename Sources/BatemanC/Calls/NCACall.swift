import Bateman

/// Non-compartmental parameters of profiles.
struct NCACall: Decodable {
  /// A subject's samples and dose.
  struct Profile: Decodable {
    var id: String
    var times: [Double]
    /// Null is no value.
    var concentrations: [Double?]
    var dose: Double?
    /// `extravascular`, `iv-bolus` or `infusion`.
    var route: String
    var duration: Double?
    var doseTime: Double

    init(from decoder: any Decoder) throws {
      try decoder.checkKeys(["id", "times", "concentrations", "dose", "route", "duration", "doseTime"])
      let values = try decoder.container(keyedBy: AnyKey.self)
      func optional<Value: Decodable>(_ key: String, _ type: Value.Type) throws -> Value? {
        try values.decodeIfPresent(type, forKey: AnyKey(stringValue: key))
      }
      id = try values.decode(String.self, forKey: AnyKey(stringValue: "id"))
      times = try values.decode([Double].self, forKey: AnyKey(stringValue: "times"))
      concentrations = try values.decode([Double?].self, forKey: AnyKey(stringValue: "concentrations"))
      dose = try optional("dose", Double.self)
      route = try optional("route", String.self) ?? "extravascular"
      duration = try optional("duration", Double.self)
      doseTime = try optional("doseTime", Double.self) ?? 0
    }
  }

  var profiles: [Profile]
  /// `linear`, `lin-up-log-down`, `log` or `lin-log`.
  var method: AreaMethod
  var units: NCAUnits
  /// Null for all.
  var parameters: [String]?

  init(from decoder: any Decoder) throws {
    try decoder.checkKeys(["profiles", "method", "units", "parameters"])
    let values = try decoder.container(keyedBy: AnyKey.self)
    profiles = try values.decode([Profile].self, forKey: AnyKey(stringValue: "profiles"))
    parameters = try values.decodeIfPresent([String].self, forKey: AnyKey(stringValue: "parameters"))
    method = try Self.method(try values.decodeIfPresent(String.self, forKey: AnyKey(stringValue: "method")) ?? "linear")
    units = try Self.units(
      try values.decodeIfPresent([String: String].self, forKey: AnyKey(stringValue: "units")) ?? [:])
  }

  private static func method(_ name: String) throws -> AreaMethod {
    if let method = AreaMethod(rawValue: name) { return method }
    throw CallFailure.unknownKey(name, among: AreaMethod.allCases.map(\.rawValue))
  }

  private static func units(_ texts: [String: String]) throws -> NCAUnits {
    var units = NCAUnits()
    for (name, text) in texts {
      let unit: Unit
      do throws(UnitError) { unit = try Unit(text) } catch {
        throw CallFailure("'\(text)' is no unit: \(error.description)")
      }
      switch name {
      case "time": units.time = unit
      case "concentration": units.concentration = unit
      case "dose": units.dose = unit
      default: throw CallFailure.unknownKey(name, among: ["time", "concentration", "dose"])
      }
    }
    return units
  }

  /// One parameter of one profile.
  struct Value: Encodable {
    var id: String
    var code: String
    var label: String
    var value: Double?
    var unit: String?
    /// `ok`, `doubtful` or `absent`, and why.
    var status: String
    var reason: String?
  }

  struct Answer: Encodable {
    var schema = 1
    var method: String
    var values: [Value]
  }

  func answer() throws -> Answer {
    let registry = NCARegistry.standard
    let wanted = try parameters.map { names in
      try names.map { name in
        do throws(UnknownParameter) { return try registry.parameter(named: name) } catch {
          throw CallFailure.unknownKey(name, among: registry.parameters.map(\.code))
        }
      }
    }
    let analysis = NCAAnalysis(wanted ?? registry.parameters, rules: NCARules(method: method))
    return Answer(method: method.rawValue, values: try profiles.flatMap { try values(of: $0, analysis) })
  }

  private func values(of profile: Profile, _ analysis: NCAAnalysis) throws -> [Value] {
    guard profile.times.count == profile.concentrations.count else {
      throw CallFailure(
        "\(profile.id): there are \(profile.times.count) times and \(profile.concentrations.count) concentrations")
    }
    let samples = zip(profile.times, profile.concentrations).map { time, value in
      ConcentrationSample(time: time, value: value.map { .measured($0) } ?? .missing)
    }
    let dose = NCADose(amount: profile.dose, at: profile.doseTime, route: try route(profile))
    let result: NCAResult
    do throws(ProfileError) {
      result = try analysis.result(for: ConcentrationProfile(samples: samples, doses: [dose]))
    } catch {
      throw CallFailure("\(profile.id): \(error)")
    }
    return result.entries.map { parameter, value in
      let (unit, factor) = units.unit(of: parameter.quantity)
      let status = value.number == nil ? "absent" : value.reason == nil ? "ok" : "doubtful"
      return Value(
        id: profile.id, code: parameter.name, label: parameter.label, value: value.number.map { $0 * factor },
        unit: unit.map { "\($0)" }, status: status, reason: value.reason.map { "\($0)" })
    }
  }

  private func route(_ profile: Profile) throws -> NCARoute {
    switch profile.route {
    case "extravascular": .extravascular
    case "iv-bolus": .bolus
    case "infusion": .infusion(duration: profile.duration)
    default: throw CallFailure.unknownKey(profile.route, among: ["extravascular", "iv-bolus", "infusion"])
    }
  }
}
