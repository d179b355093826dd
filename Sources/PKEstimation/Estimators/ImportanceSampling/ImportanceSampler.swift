import PKNumerics

/// Draws of subjects' random effects with their weights.
struct ImportanceSampler: Sendable {
  private let problem: FitProblem
  private let predictor: JobPredictor
  private let settings: ImportanceSampling
  private let thetas: [Double]
  private let omega: OmegaFactors
  private let likelihood: DataLikelihood
  private let quantiles: StudentQuantiles?
  /// Counts the times that draws are made, for fresh ones each time.
  var iteration = 0

  /// - Returns: nil when a block of Ω is not positive definite.
  init?(
    _ problem: FitProblem, _ predictor: JobPredictor, _ parameters: PopulationParameters,
    _ settings: ImportanceSampling
  ) {
    guard let omega = OmegaFactors(parameters, of: problem.parameters) else { return nil }
    self.problem = problem
    self.predictor = predictor
    self.settings = settings
    self.omega = omega
    quantiles =
      if case .student(let degrees) = settings.proposal { StudentQuantiles(degreesOfFreedom: degrees) } else { nil }
    thetas = parameters.thetas + parameters.sigmas
    likelihood = DataLikelihood(problem.residuals, thetas: thetas)
  }

  /// The draws of one subject.
  struct Draws: Sendable {
    var effects: [[Double]] = []
    /// The logarithms of their weights: of p(y, η)/q(η), y without (2π)^(−n/2).
    var logWeights: [Double] = []
    var shifts = 1

    /// What they say about the likelihood.
    var share: SampledLikelihood.Share {
      let largest = logWeights.max() ?? -.infinity
      guard largest.isFinite else {
        return SampledLikelihood.Share(objective: .infinity, standardError: .nan, effectiveDraws: 0)
      }
      let weights = logWeights.map { LaneMath.exp($0 - largest) }
      let perShift = weights.count / shifts
      let means = (0..<shifts).map { shift in
        weights[(shift * perShift)..<((shift + 1) * perShift)].reduce(0, +) / Double(perShift)
      }
      let moments = Moments(of: means)
      let sum = weights.reduce(0, +)
      return SampledLikelihood.Share(
        objective: -2 * (largest + LaneMath.log(moments.mean)),
        standardError: 2 * moments.deviation / (Double(shifts).squareRoot() * moments.mean),
        paretoShape: ParetoSmoothing.shape(logWeights: logWeights),
        effectiveDraws: sum * sum / weights.reduce(0) { $0 + $1 * $1 })
    }
  }

  /// Draws around a subject's individual estimate, with their covariance given the data, by rows.
  ///
  /// Where their weights have a heavy tail, some come from the population's distribution instead.
  func draws(_ subject: Int, _ center: [Double], _ covariance: [[Double]]) -> Draws {
    let plain = draws(subject, center, covariance, defensiveShare: 0)
    let shape = ParetoSmoothing.shape(logWeights: plain.logWeights) ?? 0
    guard settings.defensiveShare > 0, !(shape <= Self.heavyShape), plain.logWeights.count > 1 else { return plain }
    return draws(subject, center, covariance, defensiveShare: settings.defensiveShare)
  }

  /// The k̂ above which the mean of weights is not to be trusted (Vehtari et al, J Mach Learn Res 25 (2024) 72).
  static let heavyShape = 0.7

  private func draws(
    _ subject: Int, _ center: [Double], _ covariance: [[Double]], defensiveShare: Double
  ) -> Draws {
    let q = center.count
    let shifts = max(settings.shifts, 1)
    let perShift = max(settings.draws / shifts, 1)
    let prior = IndividualPrior(problem.places[subject], count: q, omega)
    guard !problem.subjects[subject].observations.isEmpty else {
      return Draws(effects: [center], logWeights: [0])
    }
    let factor = Self.factor(covariance, prior)
    let workspace = predictor.makeWorkspace()
    let observations = DataLikelihood.Observations(
      problem.subjects[subject], problem.terms[subject], predictor.layouts[subject], rule: problem.options.censoring)
    // A subject without random effects has one value.
    guard q > 0 else {
      let value = value(subject, [center], workspace, observations)[0]
      return Draws(effects: [center], logWeights: [-value / 2])
    }
    let mixture = Mixture(
      settings, center: center, factor: factor, prior, quantiles, count: perShift, defensiveShare: defensiveShare)
    var draws = Draws(shifts: shifts)
    for shift in 0..<shifts {
      let effects = mixture.places { stream in
        RandomStream(
          seed: settings.seed, stream: stream,
          subject: UInt64(truncatingIfNeeded: subject) << 16 | UInt64(truncatingIfNeeded: shift),
          replicate: UInt32(truncatingIfNeeded: iteration))
      }
      let values = value(subject, effects, workspace, observations)
      for (place, value) in zip(effects, values) {
        let logWeight = mixture.logRatio(place) - value / 2
        draws.logWeights.append(logWeight.isNaN ? -.infinity : logWeight)
      }
      draws.effects += effects
    }
    return draws
  }

  private func value(
    _ subject: Int, _ effects: [[Double]], _ workspace: JobPredictor.Workspace,
    _ observations: DataLikelihood.Observations
  ) -> [Double] {
    workspace.solve(effects.map { JobPredictor.Request(subject: subject, effects: $0) }, thetas: thetas)
    let (values, starts, terms) = (workspace.values, workspace.starts, problem.terms[subject])
    return starts.map { likelihood.value(observations, terms, values, $0) }
  }

  private static func factor(_ covariance: [[Double]], _ prior: IndividualPrior) -> Matrix {
    if let given = try? Matrix(covariance), let factor = try? Cholesky(of: given).factor { return factor }
    return (try? Cholesky(of: prior.covariance).factor) ?? .identity(covariance.count)
  }
}
