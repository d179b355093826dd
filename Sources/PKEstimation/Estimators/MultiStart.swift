import PKLanguage
import PKNumerics

/// The best of several fits, each from another start.
///
/// The first starts where the problem does; the others from random places around it: each theta and sigma multiplied by up
/// to `thetaFactor` or divided by it (evenly on the logarithmic scale of its distance from its bounds), each block of Ω as a
/// whole by up to `omegaFactor`. The result is the fit with the lowest objective among those that converged, or among all
/// when none did, and says how each ended.
public struct MultiStart: Estimator {
  /// What fits from each start.
  public var estimator: any Estimator
  /// How many starts there are.
  public var starts: Int
  /// By how much thetas and sigmas differ at most.
  public var thetaFactor = 3.0
  /// By how much variances differ at most.
  public var omegaFactor = 5.0
  /// Determines the starts.
  public var seed: UInt64 = 1

  /// Creates an estimator of others' fits.
  ///
  /// - Parameters:
  ///   - estimator: what fits from each start.
  ///   - starts: how many starts there are.
  public init(_ estimator: any Estimator, starts: Int) {
    self.estimator = estimator
    self.starts = starts
  }

  /// Fits a problem from all starts.
  ///
  /// - Throws: `FitProblemError` when the estimator cannot be used for the problem.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    var best = try await estimator.fit(problem, progress: progress)
    var outcomes = [StartOutcome(objective: best.objective, termination: best.termination)]
    for number in 1..<max(starts, 1) where best.termination != .interrupted && !Task.isCancelled {
      let result = try await estimator.fit(
        problem.starting(at: start(number, of: problem.parameters)), progress: progress)
      outcomes.append(StartOutcome(objective: result.objective, termination: result.termination))
      if result.termination == .interrupted {
        best.termination = .interrupted
      } else if Self.isBetter(result, than: best) {
        best = result
      }
    }
    best.starts = outcomes
    return best
  }

  private static func isBetter(_ a: FitResult, than b: FitResult) -> Bool {
    if a.termination.isConverged != b.termination.isConverged { return a.termination.isConverged }
    return a.objective < b.objective
  }

  /// The start of a number; 0 is that of the problem.
  package func start(_ number: Int, of space: ParameterSpace) -> PopulationParameters {
    var result = space.start
    guard number > 0 else { return result }
    let stream = RandomStream(seed: seed, stream: 0x5354_5254, subject: UInt64(truncatingIfNeeded: number))
    var scaled: Set<Int> = []
    for (index, (parameter, coordinate)) in zip(space.free, space.coordinates).enumerated() {
      let share = 2 * stream.uniform(index) - 1
      switch (parameter, coordinate) {
      case (.theta(let theta), .theta(_, let scale)):
        result.thetas[theta] = scale.moved(result.thetas[theta], by: LaneMath.pow(thetaFactor, share))
      case (.sigma(let sigma), .sigma(_, let scale)):
        result.sigmas[sigma] = scale.moved(result.sigmas[sigma], by: LaneMath.pow(thetaFactor, share))
      case (.omega(let block, _, _), _):
        guard scaled.insert(block).inserted else { continue }
        let factor = LaneMath.pow(omegaFactor, share)
        result.omega[block] = result.omega[block].map { $0 * factor }
      default: break
      }
    }
    return result
  }
}

extension ParameterScale {
  /// A value moved by a factor of its size, strictly within its bounds.
  fileprivate func moved(_ value: Double, by factor: Double) -> Double {
    switch self {
    case .linear(let size): value == 0 ? size * LaneMath.log(factor) : value * factor
    case .above(let lower): lower + (value - lower) * factor
    case .below(let upper): upper - (upper - value) * factor
    // The distance from the lower bound by the factor where there is room; the logit keeps it inside.
    case .between(let lower, let upper):
      lower + (upper - lower) * (value - lower) * factor / ((upper - value) + (value - lower) * factor)
    }
  }
}
