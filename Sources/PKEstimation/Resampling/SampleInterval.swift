import PKNumerics

/// An interval of a parameter, by one of the ways of a bootstrap.
public struct SampleInterval: Hashable, Sendable {
  /// Its ends.
  public var lower: Double, upper: Double

  /// Creates an interval.
  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// The quantiles of the samples at (1 − level)/2 and its complement.
  ///
  /// - Returns: nil for fewer than two samples.
  public static func percentile(_ samples: [Double], level: Double = 0.95) -> SampleInterval? {
    let sorted = samples.filter(\.isFinite).sorted()
    guard sorted.count > 1 else { return nil }
    let tail = (1 - level) / 2
    return SampleInterval(lower: quantile(sorted, tail), upper: quantile(sorted, 1 - tail))
  }

  /// estimate ± z·SD of the samples.
  public static func normal(_ samples: [Double], estimate: Double, level: Double = 0.95) -> SampleInterval? {
    let finite = samples.filter(\.isFinite)
    guard finite.count > 1 else { return nil }
    let width = Normal.quantile((1 + level) / 2) * Moments(of: finite).deviation
    return SampleInterval(lower: estimate - width, upper: estimate + width)
  }

  /// The bias-corrected and accelerated interval (Efron, J Am Stat Assoc 82 (1987) 171).
  ///
  /// - Parameters:
  ///   - samples: the samples.
  ///   - estimate: the estimate from the data themselves.
  ///   - influences: what each subject adds to the estimate, from which the acceleration Σu³/(6·(Σu²)^1.5) follows; 0
  ///     without any.
  ///   - level: the coverage.
  /// - Returns: nil for fewer than two samples, or when all of them are on one side of the estimate.
  public static func accelerated(
    _ samples: [Double], estimate: Double, influences: [Double], level: Double = 0.95
  ) -> SampleInterval? {
    let sorted = samples.filter(\.isFinite).sorted()
    guard sorted.count > 1 else { return nil }
    let below = Double(sorted.count { $0 < estimate }) + Double(sorted.count { $0 == estimate }) / 2
    let bias = Normal.quantile(below / Double(sorted.count))
    guard bias.isFinite else { return nil }
    let squares = influences.reduce(0) { $0 + $1 * $1 }
    let cubes = influences.reduce(0) { $0 + $1 * $1 * $1 }
    let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    func place(_ p: Double) -> Double {
      let z = bias + Normal.quantile(p)
      return quantile(sorted, Normal.cdf(bias + z / (1 - acceleration * z)))
    }
    return SampleInterval(lower: place((1 - level) / 2), upper: place((1 + level) / 2))
  }

  /// By linear interpolation between order statistics.
  static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    let place = min(max(p, 0), 1) * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}

/// The samples of one parameter in a few numbers.
public struct SampleSummary: Hashable, Sendable {
  /// Mean, median and standard deviation.
  public var mean: Double, median: Double, deviation: Double

  /// - Returns: nil for fewer than two finite samples.
  public init?(_ samples: [Double]) {
    let finite = samples.filter(\.isFinite).sorted()
    guard finite.count > 1 else { return nil }
    let moments = Moments(of: finite)
    (mean, deviation) = (moments.mean, moments.deviation)
    median = SampleInterval.quantile(finite, 0.5)
  }
}

extension ApproximateLikelihood {
  /// What each subject adds to each estimate, to first order: −J·R⁻¹·∇Fᵢ/2 in natural units (the empirical influence).
  ///
  /// - Returns: by free parameter and subject; nil when R is not positive definite.
  public func influences(_ problem: FitProblem) async -> [[Double]]? {
    guard let vector = problem.parameters.vector(of: problem.parameters.start) else { return nil }
    let evaluator = PopulationEvaluator(problem: problem, method: method)
    let end = await evaluator.differentiated(at: vector, from: nil)
    let step = CovarianceStep(evaluator: evaluator, end: end, wanted: .hessian, step: 1e-3)
    guard let r = await step.hessian(), let factor = try? Cholesky(of: r) else { return nil }
    let jacobian = problem.parameters.jacobian(at: vector)
    var result = [[Double]](repeating: [], count: vector.count)
    for share in end.shares {
      guard let moved = try? factor.solve(share.map { -$0 / 2 }), let natural = try? jacobian.multiplied(by: moved)
      else { return nil }
      for k in result.indices { result[k].append(natural[k]) }
    }
    return result
  }
}
