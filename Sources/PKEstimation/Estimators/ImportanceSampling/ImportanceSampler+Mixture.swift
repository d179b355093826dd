import PKNumerics

extension ImportanceSampler {
  /// What a subject's draws are taken from: the proposal about its estimate, and for a share the population's
  /// distribution.
  ///
  /// As many draws come from each part as its share says, and all are weighed by the density of the whole, so that no
  /// weight is above the likelihood divided by the share (deterministic mixture; Hesterberg, Technometrics 37 (1995) 185).
  struct Mixture {
    private let settings: ImportanceSampling
    private let center: [Double]
    private let factor: Matrix
    private let precision: Matrix
    private let quantiles: StudentQuantiles?
    /// The factor of Ω; the centre of the population is 0.
    private let populationFactor: Matrix?
    /// How many draws come from each part.
    private let own: Int, defensive: Int
    /// Logarithms: of what both densities are multiplied by, and of the shares.
    private let proposalConstant: Double, populationConstant: Double
    private let logShares: (own: Double, defensive: Double)

    init(
      _ settings: ImportanceSampling, center: [Double], factor: Matrix, _ prior: IndividualPrior,
      _ quantiles: StudentQuantiles?, count: Int, defensiveShare: Double
    ) {
      self.settings = settings
      self.center = center
      self.factor = factor
      self.quantiles = quantiles
      precision = prior.precision
      populationFactor = try? Cholesky(of: prior.covariance).factor
      let share = min(max(defensiveShare, 0), 0.9)
      defensive = populationFactor == nil ? 0 : Int((share * Double(count)).rounded())
      own = count - defensive
      let q = center.count
      populationConstant = -Double(q) * Normal.logRootTwoPi - prior.logDeterminant / 2
      var constant = Double(q) * settings.proposal.logConstant
      for k in 0..<q { constant -= LaneMath.log(factor[k, k] * settings.scale) }
      proposalConstant = constant
      logShares = (LaneMath.log(Double(own) / Double(count)), LaneMath.log(Double(defensive) / Double(count)))
    }

    /// Draws, each part with even points of its own.
    func places(_ stream: (UInt32) -> RandomStream) -> [[Double]] {
      let points = UnitPoints(dimension: center.count, stream: stream(0x494D_5053))
      var places = (0..<own).map { n in
        moved(center, settings.scale, factor, points.point(n).map { quantiles?($0) ?? Normal.quantile($0) })
      }
      guard defensive > 0, let populationFactor else { return places }
      let others = UnitPoints(dimension: center.count, stream: stream(0x494D_4446))
      let zero = center.map { _ in 0.0 }
      places += (0..<defensive).map { n in
        moved(zero, 1, populationFactor, others.point(n).map { Normal.quantile($0) })
      }
      return places
    }

    private func moved(_ start: [Double], _ scale: Double, _ factor: Matrix, _ deviates: [Double]) -> [Double] {
      var place = start
      for k in start.indices { for i in k..<start.count { place[i] += scale * factor[i, k] * deviates[k] } }
      return place
    }

    /// ln p(η)/q(η), with p the population's density and q the mixture's.
    func logRatio(_ place: [Double]) -> Double {
      var square = 0.0
      for i in place.indices { for k in place.indices { square += place[i] * precision[i, k] * place[k] } }
      let population = populationConstant - square / 2
      let proposal = proposalConstant + kernel(place)
      guard defensive > 0 else { return population - proposal }
      let (a, b) = (logShares.own + proposal, logShares.defensive + population)
      let larger = max(a, b)
      return population - larger - LaneMath.log(LaneMath.exp(a - larger) + LaneMath.exp(b - larger))
    }

    /// ln of the proposal's density without constants: of the deviates that lead to a place (forward substitution).
    private func kernel(_ place: [Double]) -> Double {
      var deviates: [Double] = []
      var sum = 0.0
      for i in place.indices {
        var rest = (place[i] - center[i]) / settings.scale
        for k in deviates.indices { rest -= factor[i, k] * deviates[k] }
        let deviate = rest / factor[i, i]
        deviates.append(deviate)
        sum += settings.proposal.logKernel(deviate)
      }
      return sum
    }
  }
}

/// Points of the unit cube: Sobol's as far as there are direction numbers, then random ones.
private struct UnitPoints {
  let dimension: Int
  let stream: RandomStream
  private let sobol: SobolSequence?

  init(dimension: Int, stream: RandomStream) {
    self.dimension = dimension
    self.stream = stream
    sobol = SobolSequence(dimension: dimension, shiftedBy: stream)
  }

  func point(_ n: Int) -> [Double] {
    sobol?.point(UInt32(truncatingIfNeeded: n)) ?? (0..<dimension).map { stream.uniform(n * dimension + $0) }
  }
}

extension ImportanceSampling.Proposal {
  /// ln of the density at a deviate, without what all deviates share.
  func logKernel(_ x: Double) -> Double {
    switch self {
    case .normal: -x * x / 2
    case .student(let degrees): -(degrees + 1) / 2 * LaneMath.log(1 + x * x / degrees)
    }
  }

  /// What all deviates share.
  var logConstant: Double {
    switch self {
    case .normal: -Normal.logRootTwoPi
    case .student(let degrees):
      LogGamma.value(at: (degrees + 1) / 2) - LogGamma.value(at: degrees / 2) - LaneMath.log(degrees * .pi) / 2
    }
  }
}
