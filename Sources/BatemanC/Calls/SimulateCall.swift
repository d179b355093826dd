import Bateman

/// Regimens given to virtual patients.
struct SimulateCall: Decodable {
  /// The text of the model, and what it is called in messages.
  var model: String, name: String
  /// A line each, such as `2.5 mg/kg iv over 60 min every 21 days x 6`.
  var regimens: [String]
  /// How many patients an arm has; nil for one typical patient.
  var subjects: Int?
  /// Such as `WT ~ lognormal(65 kg, cv 20%)`; nil for the model's reference patient.
  var covariates: String?
  /// When outputs are wanted and when the run ends, in the model's unit of time.
  var times: [Double], until: Double?
  var seed: UInt64, threads: Int
  var rtol: Double, atol: Double
  var residualError: Bool, exposure: Bool

  private static let keys = [
    "model", "name", "regimens", "subjects", "covariates", "times", "until", "seed", "threads", "rtol", "atol",
    "residualError", "exposure",
  ]

  init(from decoder: any Decoder) throws {
    try decoder.checkKeys(Self.keys)
    let values = try decoder.container(keyedBy: AnyKey.self)
    func optional<Value: Decodable>(_ key: String, _ type: Value.Type) throws -> Value? {
      try values.decodeIfPresent(type, forKey: AnyKey(stringValue: key))
    }
    model = try values.decode(String.self, forKey: AnyKey(stringValue: "model"))
    regimens = try values.decode([String].self, forKey: AnyKey(stringValue: "regimens"))
    name = try optional("name", String.self) ?? "model"
    subjects = try optional("subjects", Int.self)
    covariates = try optional("covariates", String.self)
    times = try optional("times", [Double].self) ?? []
    until = try optional("until", Double.self)
    seed = try optional("seed", UInt64.self) ?? 1
    threads = try optional("threads", Int.self) ?? 1
    rtol = try optional("rtol", Double.self) ?? 1e-6
    atol = try optional("atol", Double.self) ?? 1e-8
    residualError = try optional("residualError", Bool.self) ?? false
    exposure = try optional("exposure", Bool.self) ?? true
  }

  /// The simulation, bound and checked.
  func simulation() throws -> PreparedSimulation {
    let compiled = try Model(compiling: CheckedModel(parsing: SourceText(name: name, model)))
    let source = compiled.source
    let routes = source.routes.map(\.name)
    let regimens = try self.regimens.enumerated().map { index, text in
      try Regimen(parsing: SourceText(name: "regimen \(index + 1)", text), routes: routes)
    }
    let specifications = try covariates.map {
      try CovariateSpecification.list(
        parsing: SourceText(name: "covariates", $0), names: source.covariates.map(\.name))
    }
    if let subjects, !(1...100_000_000).contains(subjects) {
      throw CallFailure("'subjects' is a number from 1 to 100000000, or null for the typical patient")
    }
    if zip(times, times.dropFirst()).contains(where: { $0 >= $1 }) || times.contains(where: { !$0.isFinite || $0 < 0 })
    {
      throw CallFailure("'times' ascend from 0 on")
    }
    let simulation = try PopulationSimulation(
      of: compiled, arms: regimens.map { Arm($0) }, subjects: subjects, covariates: specifications ?? [], times: times,
      until: try end(of: regimens, in: source.timeUnit), followsCycles: exposure, settings: try settings())
    return PreparedSimulation(simulation, model: source, times: times)
  }

  /// The end that was asked for; else the last cycle's, and never before the last time.
  private func end(of regimens: [Regimen], in timeUnit: Unit) throws -> Double {
    if let until {
      guard until > 0, until.isFinite, until >= times.last ?? 0 else {
        throw CallFailure("'until' is a time not before the last of 'times'")
      }
      return until
    }
    let ends = regimens.compactMap { $0.cycles(in: timeUnit)?.last?.end }.filter(\.isFinite)
    let end = max(ends.max() ?? 0, times.last ?? 0)
    guard end > 0 else { throw CallFailure("nothing says when the simulation ends", help: ["give 'until' or 'times'"]) }
    return end
  }

  private func settings() throws -> SimulationSettings {
    guard (1...1024).contains(threads) else { throw CallFailure("'threads' is a number from 1 to 1024") }
    guard rtol >= 1e-13, rtol <= 0.1, atol > 0, atol.isFinite else {
      throw CallFailure("'rtol' is a number from 1e-13 to 0.1, and 'atol' one above 0")
    }
    var settings = SimulationSettings()
    (settings.seed, settings.threads, settings.addsResidualError) = (seed, threads, residualError)
    settings.tolerances = Tolerances(relative: rtol, absolute: atol)
    return settings
  }

  /// Everything in one answer; numbers that do not exist are null.
  struct Answer: Encodable {
    var schema = 1
    var description: PreparedSimulation.Description
    /// By arm, subject, time and output.
    var predictions: [Double?]
    /// By arm, subject, cycle, output and Cmax, Tmax, Ctrough, AUC.
    var exposure: [Double?]
  }

  func answer() throws -> Answer {
    let simulation = try simulation()
    let results = try simulation.run()
    return Answer(
      description: simulation.description, predictions: results.predictions.map { $0.isFinite ? $0 : nil },
      exposure: results.exposure.map { $0.isFinite ? $0 : nil })
  }
}
