import Bateman

extension FitRecord {
  /// What a fit found.
  init(_ result: FitResult, of problem: FitProblem, run: FitRunFacts, individuals parameters: [[String: Double]]) {
    let model = problem.model
    version = BatemanCommand.currentVersion
    method = result.algorithm?.rawValue ?? result.method.name
    objective = result.objective.finite
    objectiveWithConstant = (result.objective + result.constant).finite
    penalty = result.penalty?.finite
    aic = result.aic.finite
    bic = result.bic(observations: problem.observationCount).finite
    freeParameters = result.freeCount
    termination = Termination(
      reason: result.termination.reason, converged: result.termination.isConverged, message: result.termination.message,
      help: result.termination.help)
    let parts = FitParameters(result, in: model)
    theta = parts.theta
    omega = parts.omega
    sigma = parts.sigma
    order = PopulationParameter.all(of: model).map { $0.name(in: model) }
    correlations = result.uncertainty.map(Correlations.init)
    likelihood = result.likelihood.map { Likelihood($0, linearised: result.linearisedObjective) }
    posterior = result.posterior.map(Posterior.init)
    monteCarloErrors = result.monteCarloErrors.map { errors in
      Dictionary(
        zip(result.freeParameters, errors).filter { $0.1.isFinite }.map { ($0, $1) },
        uniquingKeysWith: { first, _ in first })
    }
    starts = result.starts.isEmpty ? nil : result.starts.map(Start.init)
    shrinkage = Shrinkage(
      eta: Dictionary(
        result.shrinkage.effects.map { ($0.name, $0.percent.finite) }, uniquingKeysWith: { first, _ in first }),
      epsilon: result.shrinkage.residual?.finite)
    individuals = zip(result.individuals, parameters).map { individual, parameters in
      Individual(
        id: individual.id, objective: individual.objective.finite,
        eta: Dictionary(
          zip(individual.effectNames, individual.effects).filter { $0.1.isFinite }.map { ($0, $1) },
          uniquingKeysWith: { first, _ in first }),
        parameters: parameters, converged: individual.isConverged)
    }
    iterations = (run.state == nil ? run.earlierTrace.count : 0) + (result.trace.last?.number ?? 0)
    let relative = result.gradient
    gradient = relative.indices.max { relative[$0].magnitude < relative[$1].magnitude }.map {
      Gradient(parameter: result.freeParameters[$0], value: relative[$0].finite)
    }
    warnings = result.warnings.map {
      Warning(message: $0.message, help: $0.help, threshold: $0.threshold, invalidates: $0.invalidates)
    }
    seconds = run.seconds
    timing = Timing(
      estimation: result.timing.estimation, covariance: result.timing.covariance,
      diagnostics: result.timing.diagnostics)
    seed = run.seed
    options = run.options
    self.model = ModelFile(path: run.modelPath, sha256: run.modelHash, name: model.name)
    data = DataFile(
      path: run.dataPath, sha256: run.dataHash, subjects: problem.subjects.count,
      observations: problem.observationCount)
  }
}

extension FitRecord.Likelihood {
  fileprivate init(_ sampled: SampledLikelihood, linearised: Double?) {
    objective = sampled.objective.finite
    standardError = sampled.standardError.finite
    draws = sampled.draws
    largestShape = sampled.largestShape?.finite
    self.linearised = linearised?.finite
  }
}

extension FitRecord.Posterior {
  fileprivate init(_ summary: PosteriorSummary) {
    parameters = Dictionary(
      summary.parameters.map { parameter in
        (
          parameter.name,
          Parameter(
            mean: parameter.mean.finite, sd: parameter.standardDeviation.finite, median: parameter.median.finite,
            lower: parameter.lower95.finite, upper: parameter.upper95.finite, rHat: parameter.rHat?.finite,
            bulkESS: parameter.bulkESS?.finite, tailESS: parameter.tailESS?.finite)
        )
      }, uniquingKeysWith: { first, _ in first })
    chains = summary.draws.count
    draws = summary.draws.first?.first?.count ?? 0
    divergences = summary.divergences
  }
}

extension FitRecord.Start {
  fileprivate init(_ outcome: StartOutcome) {
    objective = outcome.objective.finite
    reason = outcome.termination.reason
    converged = outcome.termination.isConverged
  }
}

extension FitRecord.Correlations {
  fileprivate init(_ uncertainty: Uncertainty) {
    parameters = uncertainty.names
    matrix = uncertainty.correlation.map { $0.map(\.finite) }
    basis = uncertainty.basis.rawValue
    conditionNumber = uncertainty.conditionNumber.finite
  }
}

/// What the command knows of a run beside its result.
struct FitRunFacts {
  var modelPath: String
  var modelHash: String
  var dataPath: String
  var dataHash: String
  var seed: UInt64
  /// The arguments of the command.
  var options: [String]
  /// Seconds since the command began, those of earlier runs that were resumed included.
  var seconds = 0.0
  /// The iterations of earlier runs that were resumed.
  var earlierTrace: [FitCheckpoint.Step] = []
  /// The state that the run goes on from exactly; nil for another.
  var state: FitState?
}

/// The parameters of a fit by name, with their uncertainty.
struct FitParameters {
  var theta: [String: FitRecord.Parameter] = [:]
  var omega: [String: FitRecord.Parameter] = [:]
  var sigma: [String: FitRecord.Parameter] = [:]

  init(_ result: FitResult, in model: CheckedModel) {
    let free = Set(result.freeParameters)
    var errors: [String: Double] = [:]
    var intervals: [String: (Double, Double)] = [:]
    if let uncertainty = result.uncertainty {
      for (index, name) in uncertainty.names.enumerated() {
        errors[name] = uncertainty.standardErrors[index]
        intervals[name] = (uncertainty.lower95[index], uncertainty.upper95[index])
      }
    }
    for parameter in result.posterior?.parameters ?? [] {
      intervals[parameter.name] = (parameter.lower95, parameter.upper95)
    }
    for parameter in PopulationParameter.all(of: model) {
      let name = parameter.name(in: model)
      let value = result.estimates[parameter]
      let error = errors[name]?.finite
      var record = FitRecord.Parameter(
        estimate: value.finite, se: error, rse: error.flatMap { (100 * $0 / value.magnitude).finite },
        fixed: !free.contains(name), unit: "")
      if let (lower, upper) = intervals[name] { (record.lower, record.upper) = (lower.finite, upper.finite) }
      record.prior = model.priorText(of: parameter)
      switch parameter {
      case .theta(let index):
        record.describe(model.thetas[index])
        theta[name] = record
      case .sigma(let index):
        record.describe(model.sigmas[index])
        sigma[name] = record
      case .omega(let block, let row, let column):
        record.describe(result.estimates, in: model, block: block, row: row, column: column)
        omega[Self.key(name)] = record
      }
    }
  }

  /// What `omega(CL, V)` is called below `omega`: `CL,V`.
  static func key(_ name: String) -> String {
    guard name.hasPrefix("omega("), name.hasSuffix(")") else { return name.filter { $0 != " " } }
    return name.dropFirst("omega(".count).dropLast().filter { $0 != " " }
  }
}

extension FitRecord.Parameter {
  fileprivate mutating func describe(_ declared: Theta) {
    unit = "\(declared.unit)"
    bounds = Bounds(lower: declared.lower.finite, upper: declared.upper.finite)
  }

  fileprivate mutating func describe(
    _ estimates: PopulationParameters, in model: CheckedModel, block: Int, row: Int, column: Int
  ) {
    let value = estimates[.omega(block: block, row: row, column: column)]
    guard row == column else {
      let variances = [row, column].map { estimates[.omega(block: block, row: $0, column: $0)] }
      correlation = (value / (variances[0] * variances[1]).squareRoot()).finite
      return
    }
    variability = FitRecord.Variability(variance: value, of: model.omega[block].etas[row], in: model)
  }
}

extension FitResult {
  /// −2 ln L + p·ln n, of the full likelihood, with n the number of observations.
  func bic(observations: Int) -> Double {
    objective + constant + Double(freeCount) * DecimalLogarithm.natural(Double(observations))
  }
}
