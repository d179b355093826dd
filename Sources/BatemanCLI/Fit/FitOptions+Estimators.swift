import Bateman

extension FitOptions {
  /// Refuses settings that the method has not, rather than passing over them.
  func requireSettings() throws(CommandError) {
    let wanted = try FitMethod(name: method)
    let given: [FitMethod.Setting: Bool] = [
      .iterations: iterations != nil, .chains: chains != nil, .samples: samples != nil, .burnIn: burnIn != nil,
      .smoothing: smoothing != nil, .likelihoodSamples: likelihoodSamples != nil, .covariance: covariance != nil,
    ]
    _ = try basis()
    guard let known = evaluate ? wanted.evaluationSettings : wanted.settings else {
      throw .usage(
        "--evaluate: '\(method)' has no objective function of its own",
        help: ["evaluate with fo, foce, focei, laplace, agq3 … or imp"])
    }
    for setting in FitMethod.Setting.allCases where given[setting] == true && !known.contains(setting) {
      let place = evaluate ? " --evaluate" : ""
      throw .usage("--\(setting.rawValue) is no setting of --method \(method)\(place)", help: [Self.help(known)])
    }
    if evaluate, starts > 1 { throw .usage("--starts is for estimation; with --evaluate nothing is estimated") }
  }

  private static func help(_ known: Set<FitMethod.Setting>) -> String {
    let names = known.map { "--" + $0.rawValue }.sorted()
    return names.isEmpty ? "leave it out" : "it has \(names.joined(separator: ", "))"
  }

  /// What estimates.
  func estimator() throws(CommandError) -> any Estimator {
    let single = try singleEstimator()
    guard starts > 1 else { return single }
    var several = MultiStart(single, starts: starts)
    several.seed = seed
    return several
  }

  private func singleEstimator() throws(CommandError) -> any Estimator {
    switch try FitMethod(name: method) {
    case .likelihood(let objective):
      var estimator = ApproximateLikelihood(objective, covariance: try basis())
      if let iterations { estimator.minimisation.iterationLimit = iterations }
      return estimator
    case .saem: return try saem()
    case .importance(let findsModes): return try importance(findsModes: findsModes)
    case .nuts: return nuts
    case .pooled:
      var estimator = NaivePooled()
      if let iterations { estimator.roundLimit = iterations }
      return estimator
    case .individual:
      var estimator = IndividualLeastSquares()
      if let iterations { estimator.roundLimit = iterations }
      return estimator
    case .twoStage(let stage):
      var estimator = TwoStage(stage)
      if let iterations { estimator.roundLimit = iterations }
      return estimator
    }
  }

  private func saem() throws(CommandError) -> SAEM {
    var estimator = SAEM(covariance: try basis())
    estimator.seed = seed
    estimator.likelihood = likelihood
    if let chains { estimator.chainsPerSubject = chains }
    if let burnIn {
      estimator.burnIn = min(estimator.burnIn.lowerBound, burnIn)...burnIn
      estimator.annealing = min(estimator.annealing, burnIn / 2)
    }
    if let smoothing { estimator.smoothing = smoothing...smoothing }
    return estimator
  }

  private func importance(findsModes: Bool) throws(CommandError) -> ImportanceEM {
    var estimator = ImportanceEM(findsModes: findsModes, covariance: try basis())
    estimator.sampling.seed = seed
    estimator.likelihood = likelihood
    if let samples { estimator.sampling.draws = samples }
    if let burnIn { estimator.burnIn = min(estimator.burnIn.lowerBound, burnIn)...burnIn }
    if let smoothing { estimator.smoothing = smoothing }
    return estimator
  }

  private var nuts: BayesianPosterior {
    var estimator = BayesianPosterior()
    estimator.seed = seed
    estimator.likelihood = likelihood
    if let chains { estimator.chains = chains }
    if let samples { estimator.draws = samples }
    if let burnIn { estimator.warmUp = burnIn }
    return estimator
  }

  private var likelihood: ImportanceSampling {
    var likelihood = ImportanceSampling()
    likelihood.seed = seed
    if let likelihoodSamples { likelihood.draws = likelihoodSamples }
    return likelihood
  }

  /// The objective function at the start.
  func evaluated(_ problem: FitProblem) async throws -> FitResult {
    if case .likelihood(let objective) = try FitMethod(name: method) {
      return try await ApproximateLikelihood(objective, covariance: try basis()).evaluate(problem)
    }
    return try await likelihood.evaluate(problem)
  }
}
