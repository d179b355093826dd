public import PKData
import PKLanguage
import PKNumerics

/// Equally weighted draws from the distribution of a subject's random effects given its levels, and what several
/// searches for the most probable ones came to.
public struct SubjectPosterior: Sendable {
  /// The draws, each in the order of the estimate's random effects.
  public let draws: [[Double]]
  /// How many independent draws the weights were worth; of as many as were made when there is no level.
  public let effectiveDraws: Double
  /// How heavy the tail of the weights is (k̂): above 0.7 the draws do not cover the distribution; nil when not known.
  public let paretoShape: Double?
  /// O(η) where the searches ended that began at 0 and at ±1 standard deviation of each random effect.
  public let searchObjectives: [Double]

  /// How many searches came within a distance of the best one.
  public func searches(within distance: Double) -> Int {
    guard let best = searchObjectives.min(), best.isFinite else { return 0 }
    return searchObjectives.count { $0 - best <= distance }
  }
}

extension SubjectEstimation {
  /// Draws random effects of a subject given its levels: importance resampling about the estimate, without the
  /// assumption that the distribution is normal.
  ///
  /// Five times as many points of Student's t with the estimate's covariance are weighed by the likelihood and the
  /// prior, and resampled (Smith and Gelfand, Am Stat 46 (1992) 84). Without a level the draws are from the prior.
  ///
  /// - Parameters:
  ///   - dataset: what the estimate is from.
  ///   - estimate: the estimate.
  ///   - count: how many draws.
  ///   - seed: determines every draw.
  /// - Returns: the draws, and what several searches came to.
  /// - Throws: `FitProblemError` when the data do not fit the model.
  public func posterior(
    of dataset: Dataset, _ estimate: SubjectEstimate, draws count: Int, seed: UInt64
  ) throws(FitProblemError) -> SubjectPosterior {
    guard estimate.observationCount > 0, !estimate.fit.effects.isEmpty else {
      return SubjectPosterior(
        draws: estimate.priorDraws(count, seed: seed), effectiveDraws: Double(count), paretoShape: nil,
        searchObjectives: [])
    }
    let problem = try FitProblem(
      model: model, dataset: dataset, start: parameters, options: options, needsMeasurements: false)
    var settings = ImportanceSampling()
    settings.draws = 5 * max(count, 200)
    settings.shifts = 1
    settings.seed = seed
    guard let sampler = ImportanceSampler(problem, try JobPredictor(problem), parameters, settings) else {
      throw .notPositiveDefinite(model.etaNames)
    }
    let weighted = sampler.draws(0, estimate.fit.effects, estimate.fit.effectCovariance)
    let share = weighted.share
    return SubjectPosterior(
      draws: weighted.resampled(count, seed: seed), effectiveDraws: share.effectiveDraws,
      paretoShape: share.paretoShape, searchObjectives: Self.searches(problem))
  }

  /// The objectives at the ends of all searches; +∞ for one that did not end.
  private static func searches(_ problem: FitProblem) -> [Double] {
    guard let context = EvaluationContext(problem, .conditionalInteraction, problem.parameters.start) else { return [] }
    let prior = context.individual(0).prior
    var starts = [context.zeros(0)]
    for effect in starts[0].indices {
      for sign in [-1.0, 1.0] {
        var start = starts[0]
        start[effect] = sign * prior.covariance[effect, effect].squareRoot()
        starts.append(start)
      }
    }
    return starts.map { start in
      let mode = ModeSearch().modes(0..<1, in: context, from: [start], corrections: [nil], typical: nil)[0]
      return mode.isConverged ? mode.value : .infinity
    }
  }
}

extension SubjectEstimate {
  /// Draws from the distribution of the random effects before any level, in the order of the estimate's.
  ///
  /// - Parameters:
  ///   - count: how many draws.
  ///   - seed: determines every draw.
  /// - Returns: the draws.
  public func priorDraws(_ count: Int, seed: UInt64) -> [[Double]] {
    guard let covariance = try? Matrix(priorCovariance), let factor = try? Cholesky(of: covariance) else {
      return Array(repeating: fit.effects.map { _ in 0 }, count: count)
    }
    return (0..<count).map { draw in
      let stream = RandomStream(seed: seed, stream: 0x5052_494F, subject: UInt64(draw))
      let deviates = fit.effects.indices.map { stream.normal($0) }
      return (try? factor.correlated(deviates)) ?? deviates.map { _ in 0 }
    }
  }
}

extension ImportanceSampler.Draws {
  /// Draws of equal weight: stratified resampling, a uniform number in each of as many strata of the summed weights
  /// (Kitagawa, J Comput Graph Stat 5 (1996) 1).
  ///
  /// One number for all strata would not do: Sobol's points go left and right in turns, which beats with even steps.
  fileprivate func resampled(_ count: Int, seed: UInt64) -> [[Double]] {
    guard let largest = logWeights.max(), largest.isFinite else { return [] }
    let weights = logWeights.map { LaneMath.exp($0 - largest) }
    let step = weights.reduce(0, +) / Double(count)
    let stream = RandomStream(seed: seed, stream: 0x5245_5341, subject: 0)
    func mark(_ stratum: Int) -> Double { (Double(stratum) + stream.uniform(stratum)) * step }
    var chosen: [[Double]] = []
    var (sum, next) = (0.0, mark(0))
    for (place, weight) in zip(effects, weights) {
      sum += weight
      while next < sum, chosen.count < count {
        chosen.append(place)
        next = mark(chosen.count)
      }
    }
    return chosen
  }
}
