import PKNumerics

/// The expectation step by importance sampling: draws of one subject in place of its chains.
struct ImportanceExpectation: Sendable {
  let problem: FitProblem
  let sampler: ImportanceSampler
  let step: ResidualStep
  let observations: [DataLikelihood.Observations]
  let likelihood: DataLikelihood
  let seed: UInt64
  let iteration: Int

  /// What is taken from a subject's draws.
  struct Taken: Sendable {
    var chains: [Chain]
    var score: ResidualStep.Score
    var objective: Double
    /// Mean and covariance of the random effects given the data.
    var mean: [Double]
    var covariance: [[Double]]
  }

  /// Draws, and takes equally weighted ones from the weighted (systematic resampling).
  func take(_ chains: [Chain], _ center: [Double], _ spread: [[Double]], _ predictor: JobPredictor) -> Taken {
    let subject = chains[0].subject
    let draws = sampler.draws(subject, center, spread)
    let share = draws.share
    var taken = Taken(
      chains: chains, score: ResidualStep.Score(step.parameters.count), objective: share.objective, mean: center,
      covariance: spread)
    let workspace = predictor.makeWorkspace()
    if share.objective.isFinite {
      let largest = draws.logWeights.max() ?? 0
      let weights = draws.logWeights.map { LaneMath.exp($0 - largest) }
      let total = weights.reduce(0, +)
      let stream = RandomStream(
        seed: seed, stream: 0x5245_5341, subject: UInt64(truncatingIfNeeded: subject),
        replicate: UInt32(truncatingIfNeeded: iteration))
      var passed = weights[0]
      var index = 0
      for slot in taken.chains.indices {
        let place = (Double(slot) + stream.uniform(0)) / Double(chains.count) * total
        while passed < place, index + 1 < weights.count {
          index += 1
          passed += weights[index]
        }
        taken.chains[slot].effects = draws.effects[index]
      }
      (taken.mean, taken.covariance) = Self.moments(draws.effects, weights, total, else: spread)
    }
    sampleValues(&taken.chains, workspace)
    taken.score = step.score(taken.chains, in: workspace)
    return taken
  }

  private func sampleValues(_ chains: inout [Chain], _ workspace: JobPredictor.Workspace) {
    workspace.solve(
      chains.map { JobPredictor.Request(subject: $0.subject, effects: $0.effects) }, thetas: step.thetas)
    for slot in chains.indices {
      let subject = chains[slot].subject
      chains[slot].value = likelihood.value(
        observations[subject], problem.terms[subject], workspace.values, workspace.starts[slot])
      chains[slot].predictions = Array(workspace.values[workspace.range(of: slot)])
    }
  }

  private static func moments(
    _ effects: [[Double]], _ weights: [Double], _ total: Double, else spread: [[Double]]
  ) -> ([Double], [[Double]]) {
    let q = effects[0].count
    var mean = [Double](repeating: 0, count: q)
    for (place, weight) in zip(effects, weights) { for i in 0..<q { mean[i] += weight * place[i] / total } }
    var covariance = Matrix(rows: q, columns: q)
    for (place, weight) in zip(effects, weights) {
      for i in 0..<q {
        for k in 0..<q { covariance[i, k] += weight * (place[i] - mean[i]) * (place[k] - mean[k]) / total }
      }
    }
    guard (try? Cholesky(of: covariance)) != nil else { return (mean, spread) }
    return (mean, (0..<q).map { row in (0..<q).map { covariance[row, $0] } })
  }
}
