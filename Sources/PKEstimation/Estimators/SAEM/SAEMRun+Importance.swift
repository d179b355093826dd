import PKNumerics
import PKSimulation

/// Expectations from weighted draws.
extension SAEMRun {
  /// Draws all subjects anew by importance sampling.
  mutating func sample(_ omega: OmegaFactors, _ importance: ImportanceEM) async -> ResidualStep.Score {
    if iteration % Self.refreshing == 1 { modes = nil }
    if importance.findsModes || centers.isEmpty {
      let evaluator = PopulationEvaluator(problem: problem, method: .conditionalInteraction)
      let found = await evaluator.evaluate(parameters, from: modes, gradient: false)
      if found.subjects.count == problem.subjects.count {
        modes = found
        centers = found.subjects.map { subject in
          let covariance = subject.effectCovariance
          return ExpectationState.Center(
            effects: subject.effects,
            covariance: (0..<covariance.rows).map { row in (0..<covariance.columns).map { covariance[row, $0] } })
        }
      }
    }
    let thetas = parameters.thetas + parameters.sigmas
    let step = ResidualStep(problem: problem, layouts: predictor.layouts, parameters: others, thetas: thetas)
    guard var sampler = ImportanceSampler(problem, predictor, parameters, importance.sampling), !centers.isEmpty else {
      return ResidualStep.Score(others.count)
    }
    sampler.iteration = iteration
    let expectation = ImportanceExpectation(
      problem: problem, sampler: sampler, step: step, observations: observations,
      likelihood: DataLikelihood(problem.residuals, thetas: thetas), seed: settings.seed, iteration: iteration)
    let groups = Dictionary(grouping: chains, by: \.subject)
    let subjects = groups.keys.sorted()
    let predictor = predictor
    let around = centers
    let work: @Sendable (Int) -> ImportanceExpectation.Taken = { piece in
      let subject = subjects[piece]
      return expectation.take(groups[subject] ?? [], around[subject].effects, around[subject].covariance, predictor)
    }
    var taken: [ImportanceExpectation.Taken] = []
    try? await inOrder(
      subjects.count, threads: problem.options.simulation.threads, isolation: nil, work: work
    ) { taken.append($0) }
    var score = ResidualStep.Score(others.count)
    guard taken.count == subjects.count else { return score }
    chains = taken.flatMap(\.chains)
    for (subject, part) in zip(subjects, taken) {
      score.add(part.score)
      centers[subject] = ExpectationState.Center(effects: part.mean, covariance: part.covariance)
    }
    sampledObjective = taken.reduce(0) { $0 + $1.objective }
    return score
  }
}
