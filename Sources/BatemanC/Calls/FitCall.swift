import Bateman

/// A model and a table to estimates.
struct FitCall: Decodable {
  /// The text of the model, and what it is called in messages.
  var model: String, name: String
  /// The text of the table (comma-separated, as for `bateman fit --data`).
  var table: String
  /// `fo`, `foce`, `focei`, `laplace`, or `agq3` with any number of nodes.
  var method: String
  /// Names by column, and units by column, as `--column` and `--units` give them.
  var columns: [String: String], units: [String: String]
  /// `sandwich`, `hessian`, `gradients` or `none`.
  var covariance: String
  var threads: Int, iterations: Int

  private static let keys = [
    "model", "name", "table", "method", "columns", "units", "covariance", "threads", "iterations",
  ]

  init(from decoder: any Decoder) throws {
    try decoder.checkKeys(Self.keys)
    let values = try decoder.container(keyedBy: AnyKey.self)
    func optional<Value: Decodable>(_ key: String, _ type: Value.Type) throws -> Value? {
      try values.decodeIfPresent(type, forKey: AnyKey(stringValue: key))
    }
    model = try values.decode(String.self, forKey: AnyKey(stringValue: "model"))
    table = try values.decode(String.self, forKey: AnyKey(stringValue: "table"))
    name = try optional("name", String.self) ?? "model"
    method = try optional("method", String.self) ?? "focei"
    columns = try optional("columns", [String: String].self) ?? [:]
    units = try optional("units", [String: String].self) ?? [:]
    covariance = try optional("covariance", String.self) ?? "sandwich"
    threads = try optional("threads", Int.self) ?? 1
    iterations = try optional("iterations", Int.self) ?? 500
  }

  struct Estimate: Encodable {
    var name: String
    var estimate: Double
    var se: Double?
    var rse: Double?
  }

  struct Individual: Encodable {
    var id: String
    var objective: Double?
    var eta: [String: Double]
  }

  /// What is predicted of an observation; null where a residual is not defined.
  struct Residual: Encodable {
    var id: String
    var row: Int
    var time: Double
    var output: String
    var dv: Double?, pred: Double?, ipred: Double?, cwres: Double?, cwresi: Double?, iwres: Double?
  }

  struct Answer: Encodable {
    var schema = 1
    var method: String
    var objective: Double?
    var aic: Double?
    var converged: Bool
    var termination: String
    var estimates: [Estimate]
    var shrinkage: [String: Double]
    var individuals: [Individual]
    var residuals: [Residual]
    var warnings: [String]
  }

  func answer() throws -> Answer {
    let estimator = try estimator()
    let source = try CheckedModel(parsing: SourceText(name: name, model))
    let dataset = try Dataset(table: Array(table.utf8), name: "table", rules: try rules())
    var options = FitProblem.Options()
    guard (1...1024).contains(threads) else { throw CallFailure("'threads' is a number from 1 to 1024") }
    options.simulation.threads = threads
    let problem = try FitProblem(model: source, dataset: dataset, options: options)
    return Self.answer(try blocking { try await estimator.fit(problem) }, source)
  }

  private func estimator() throws -> ApproximateLikelihood {
    guard let objective = ObjectiveMethod(name: method) else {
      throw CallFailure.unknownKey(method, among: ["fo", "foce", "focei", "laplace", "agq3"])
    }
    let basis = Uncertainty.Basis(rawValue: covariance)
    guard basis != nil || covariance == "none" else {
      throw CallFailure.unknownKey(covariance, among: ["sandwich", "hessian", "gradients", "none"])
    }
    guard (1...1_000_000).contains(iterations) else { throw CallFailure("'iterations' is a number from 1 to 1000000") }
    var estimator = ApproximateLikelihood(objective, covariance: basis)
    estimator.minimisation.iterationLimit = iterations
    return estimator
  }

  private func rules() throws -> TableRules {
    var rules = TableRules()
    rules.columns = columns
    for (name, text) in units {
      do throws(UnitError) { rules.units[name] = try Unit(text) } catch {
        throw CallFailure("'\(text)' is no unit: \(error.description)")
      }
    }
    return rules
  }

  private static func answer(_ result: FitResult, _ model: CheckedModel) -> Answer {
    let errors = result.uncertainty
    let estimates = PopulationParameter.all(of: model).map { parameter in
      let name = parameter.name(in: model)
      let place = errors?.names.firstIndex(of: name)
      return Estimate(
        name: name, estimate: result.estimates[parameter],
        se: place.flatMap { finite(errors?.standardErrors[$0]) },
        rse: place.flatMap { finite(errors?.relativeStandardErrors[$0]) })
    }
    return Answer(
      method: "\(result.method)", objective: finite(result.objective), aic: finite(result.aic),
      converged: result.termination.isConverged, termination: result.termination.message, estimates: estimates,
      shrinkage: Dictionary(
        result.shrinkage.effects.filter { $0.percent.isFinite }.map { ($0.name, $0.percent) }, uniquingKeysWith: { $1 }),
      individuals: result.individuals.map { individual in
        let effects = zip(individual.effectNames, individual.effects).map { ($0, $1) }
        return Individual(
          id: individual.id, objective: finite(individual.objective), eta: Dictionary(effects, uniquingKeysWith: { $1 })
        )
      },
      residuals: result.individuals.flatMap { residuals(of: $0, model) }, warnings: result.warnings.map(\.message))
  }

  private static func residuals(of individual: IndividualFit, _ model: CheckedModel) -> [Residual] {
    individual.residuals.map { record in
      Residual(
        id: individual.id, row: record.row, time: record.time, output: model.outputs[record.output].name,
        dv: finite(record.dv), pred: finite(record.pred), ipred: finite(record.ipred), cwres: finite(record.cwres),
        cwresi: finite(record.cwresi),
        iwres: finite(record.iwres))
    }
  }

  private static func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
}
