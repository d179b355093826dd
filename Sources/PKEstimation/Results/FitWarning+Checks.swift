import PKLanguage
import PKNumerics

extension FitWarning {
  /// What should be known of a fit, the worst first.
  static func all(
    of result: FitResult, _ problem: FitProblem, _ population: PopulationEvaluation
  ) -> [FitWarning] {
    var warnings: [FitWarning] = []
    let uncertainty = result.uncertainty
    for (direction, value) in zip(uncertainty?.flatDirections ?? [], uncertainty?.flatEigenvalues ?? []) {
      warnings.append(
        value < -CovarianceStep.flatness ? .notMinimum(direction: direction) : .notIdentifiable(direction: direction))
    }
    let empty = problem.subjects.filter(\.observations.isEmpty).map(\.id)
    // Where nothing could be computed, nothing of it needs words but what stood in the way.
    guard result.objective < .infinity else { return empty.isEmpty ? [] : [.withoutObservations(empty)] }
    warnings += bounds(result, problem) + variances(result, problem)
    if let number = result.uncertainty?.conditionNumber, number > 1000 { warnings.append(.illConditioned(number)) }
    let loose = result.individuals.filter { !$0.isConverged }.map(\.id)
    if !loose.isEmpty { warnings.append(.individualsNotConverged(loose)) }
    if problem.observationCount <= problem.parameters.count {
      warnings.append(.fewObservations(problem.observationCount, parameters: problem.parameters.count))
    }
    let measured = problem.subjects.count { !$0.observations.isEmpty }
    let hasVariances = problem.parameters.free.contains { if case .omega = $0 { true } else { false } }
    if hasVariances, measured < 5 { warnings.append(.fewSubjects(measured)) }
    if !empty.isEmpty { warnings.append(.withoutObservations(empty)) }
    warnings += result.shrinkage.effects.filter { $0.percent > 30 }.map { .highShrinkage($0.name, percent: $0.percent) }
    return warnings + biases(result, problem)
  }

  /// Thetas and sigmas that are nearer to a bound than a thousandth of the way that a value of their size has.
  private static func bounds(_ result: FitResult, _ problem: FitProblem) -> [FitWarning] {
    problem.parameters.free.flatMap { parameter -> [FitWarning] in
      let declared: Theta
      switch parameter {
      case .theta(let index): declared = problem.model.thetas[index]
      case .sigma(let index): declared = problem.model.sigmas[index]
      case .omega: return []
      }
      let value = result.estimates[parameter]
      let isSigma = if case .sigma = parameter { true } else { false }
      let lower = isSigma && declared.lower == -.infinity ? 0 : declared.lower
      return [lower, declared.upper].filter { bound in
        let size = bound == 0 ? problem.parameters.start[parameter].magnitude : bound.magnitude
        return bound.isFinite && (value - bound).magnitude < 1e-3 * size
      }
      .map { .atBound(parameter: declared.name, bound: $0) }
    }
  }

  private static func variances(_ result: FitResult, _ problem: FitProblem) -> [FitWarning] {
    collapsed(result.estimates, problem).map { parameter, isVariance in
      let name = parameter.name(in: problem.model)
      return isVariance ? .collapsedVariance(name) : .perfectCorrelation(name)
    }
  }

  /// Variances that have fallen by a factor of 10⁵ since the start, and those of which what the rows above leave has.
  static func collapsed(
    _ estimates: PopulationParameters, _ problem: FitProblem
  ) -> [(PopulationParameter, isVariance: Bool)] {
    problem.parameters.free.compactMap { parameter in
      guard case .omega(let block, let row, let column) = parameter, row == column else { return nil }
      let start = problem.parameters.start[parameter]
      let variance = estimates[parameter]
      if variance < 1e-5 * start { return (parameter, true) }
      let order = problem.model.omega[block].etas.count
      guard let factor = try? ParameterSpace.factor(estimates.omega[block], order: order) else {
        return (parameter, false)
      }
      return factor[row, row] * factor[row, row] < 1e-6 * variance ? (parameter, false) : nil
    }
  }

  private static func biases(_ result: FitResult, _ problem: FitProblem) -> [FitWarning] {
    problem.model.etaNames.enumerated().compactMap { eta, name in
      let values = Shrinkage.estimates(of: eta, result.individuals, problem)
      guard values.count > 5 else { return nil }
      let moments = Moments(of: values)
      guard moments.deviation > 0 else { return nil }
      let z = moments.mean / (moments.deviation / Double(values.count).squareRoot())
      let p = 2 * Normal.cdf(-z.magnitude)
      return p < 0.01 ? .biasedEffect(name, mean: moments.mean, pValue: p) : nil
    }
  }
}
