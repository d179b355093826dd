import PKLanguage
import PKNumerics

/// The M-step.
extension SAEMRun {
  mutating func updateMeans(_ omega: OmegaFactors) {
    guard !structure.coordinates.isEmpty, let slopes = structure.slopes(at: parameters.thetas),
      let step = moments.step(means, slopes, omega, count: structure.coordinates.count)
    else { return }
    let old = parameters.thetas
    // What is not linear may overshoot: half the step where the means cannot be computed.
    for halving in 0..<8 {
      let length = halving == 0 ? 1 : LaneMath.exp(-0.7 * Double(halving))
      for (coordinate, change) in zip(structure.coordinates, step) {
        let x = coordinate.coordinate(of: old[coordinate.theta])
        parameters.thetas[coordinate.theta] = coordinate.value(at: x + length * change)
      }
      if let moved = structure.means(at: parameters.thetas, from: means, oldThetas: old),
        moved.allSatisfy({ $0.allSatisfy(\.isFinite) })
      {
        recentre(to: moved)
        return
      }
    }
    parameters.thetas = old
  }

  /// Random effects about other means: φ = μ + η stays as it is.
  mutating func recentre(to moved: [[Double]]) {
    for index in chains.indices {
      let subject = chains[index].subject
      for (position, origin) in problem.subjects[subject].origins.enumerated() {
        guard let mean = structure.meanOfEffect[origin.eta] else { continue }
        chains[index].effects[position] += means[subject][mean] - moved[subject][mean]
      }
    }
    for subject in centers.indices {
      for (position, origin) in problem.subjects[subject].origins.enumerated() {
        guard let mean = structure.meanOfEffect[origin.eta] else { continue }
        centers[subject].effects[position] += means[subject][mean] - moved[subject][mean]
      }
    }
    means = moved
  }

  mutating func updateOmega(isAnnealing: Bool) {
    for (block, declared) in problem.model.omega.enumerated() {
      guard !ParameterSpace.isKept(declared, problem.parameters.start.omega[block]),
        var covariance = moments.covariance(of: block, means)
      else { continue }
      for row in 0..<covariance.rows {
        let old = parameters[.omega(block: block, row: row, column: row)]
        if isAnnealing { covariance[row, row] = max(covariance[row, row], 0.95 * old) }
        covariance[row, row] = max(covariance[row, row], 1e-12)
      }
      guard (try? Cholesky(of: covariance)) != nil else { continue }
      parameters.omega[block] = (0..<covariance.rows).flatMap { row in (0...row).map { covariance[row, $0] } }
    }
  }

  mutating func updateOthers(_ score: ResidualStep.Score, share: Double, isAnnealing: Bool) {
    guard !others.isEmpty else { return }
    var average = information ?? score.information
    for i in others.indices {
      for k in others.indices { average[i, k] += share * (score.information[i, k] - average[i, k]) }
    }
    information = average
    for i in others.indices { average[i, i] += 1e-8 * average[i, i] + 1e-10 }
    guard let newton = try? Cholesky(of: average).solve(score.gradient), newton.allSatisfy(\.isFinite) else { return }
    for (parameter, step) in zip(others, newton) {
      let isSigma = parameter.place >= parameters.thetas.count
      // The variance of a residual falls by no more than 5 % while variances are kept up.
      let lowest = isAnnealing && isSigma && !parameter.isStructural ? -0.0257 : -0.5
      let change = min(max(-share * step, lowest), 0.5)
      let place = parameter.place - (isSigma ? parameters.thetas.count : 0)
      let old = isSigma ? parameters.sigmas[place] : parameters.thetas[place]
      let value = parameter.scale.value(at: parameter.scale.coordinate(of: old) + change)
      guard value.isFinite else { continue }
      if isSigma { parameters.sigmas[place] = value } else { parameters.thetas[place] = value }
    }
  }
}
