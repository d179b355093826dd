import PKLanguage
import PKNumerics

/// Maximum likelihood with the integral over the random effects approximated: FO, FOCE, FOCEI, Laplace or quadrature.
public struct ApproximateLikelihood: Estimator {
  /// How the integral is approximated.
  public var method: ObjectiveMethod
  /// How the objective is minimised.
  public var minimisation = MinimisationSettings()
  /// Which covariance matrix is made at the end; nil for none.
  public var covariance: Uncertainty.Basis?

  /// Creates an estimator.
  ///
  /// - Parameters:
  ///   - method: how the integral is approximated.
  ///   - covariance: which covariance matrix is made at the end; nil for none.
  public init(_ method: ObjectiveMethod = .conditionalInteraction, covariance: Uncertainty.Basis? = nil) {
    self.method = method
    self.covariance = covariance
  }

  /// Computes the objective function at the problem's starting values, and all that follows from it, without
  /// estimation.
  ///
  /// - Throws: `FitProblemError` when the method cannot be used for the problem.
  public func evaluate(_ problem: FitProblem) async throws(FitProblemError) -> FitResult {
    try require(problem)
    var run = FitRun(problem, self)
    return await run.evaluate()
  }

  /// Minimises the objective function.
  ///
  /// - Throws: `FitProblemError` when the method cannot be used for the problem, or nothing is free.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    try require(problem)
    guard problem.parameters.count > 0 else { throw .nothingFree(model: problem.model.name) }
    var run = FitRun(problem, self)
    return await run.minimise(progress)
  }

  /// The objective function at a vector of free parameters, with its gradient and, by subject, that of its shares.
  package func differentiated(
    _ problem: FitProblem, at vector: [Double]
  ) async -> (objective: Double, gradient: [Double]) {
    let evaluation = await PopulationEvaluator(problem: problem, method: method).differentiated(at: vector, from: nil)
    return (evaluation.objective, evaluation.gradient)
  }

  private func require(_ problem: FitProblem) throws(FitProblemError) {
    switch method {
    case .firstOrder, .conditional, .conditionalInteraction: try problem.requireNoOutcomes(method.name)
    case .laplace, .quadrature: break
    }
    guard method == .firstOrder else { return }
    for subject in problem.subjects {
      for observation in subject.observations where observation.bounds.isCensored {
        throw .censoringUnsupported(method: method.name, subject: subject.id, row: observation.row)
      }
    }
  }
}

/// How an objective function is minimised.
public struct MinimisationSettings: Hashable, Sendable {
  /// How many iterations there may be.
  public var iterationLimit = 500
  /// The largest relative gradient, g·max(|x|, 1)/max(|O|, 1), at which a fit has converged.
  public var gradientTolerance = 1e-6
  /// The expected fall of the objective (its decrement, by the approximate Hessian) at which a fit has converged.
  public var decrementTolerance = 1e-7
  /// How often a minimisation goes on from its end: with the random effects of all subjects looked for anew, when that is
  /// lower; or, when it did not converge, with variances that vanished as they started.
  public var recoveries = 2

  /// Creates settings with the defaults above.
  public init() {}
}
