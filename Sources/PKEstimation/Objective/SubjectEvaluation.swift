import PKNumerics

/// What a subject adds to the objective function at some population parameters.
struct SubjectEvaluation: Sendable {
  /// The subject's share of the objective function; +∞ when it cannot be computed.
  var objective: Double
  /// The most probable random effects; 0 for a method that does not look for them.
  var effects: [Double]
  /// H̃⁻¹ there, or what the method has in its place: the random effects' covariance given the data.
  var effectCovariance: Matrix
  var isConverged = true
  /// The smallest curvature of O relative to that which H̃ has, over all directions; 1 where it was not asked for.
  var curvature = 1.0
  var failure: PointFailure?
  /// The gradient of the share, when it was asked for.
  var gradient: PopulationGradient?
  /// How the most probable random effects move with the parameters, when the gradient was asked for.
  var response: ModeResponse?

  init(objective: Double, effects: [Double], effectCovariance: Matrix) {
    self.objective = objective
    self.effects = effects
    self.effectCovariance = effectCovariance
  }

  /// The share of a subject without observations: nothing.
  static func nothing(effects: [Double], prior: IndividualPrior) -> SubjectEvaluation {
    SubjectEvaluation(objective: 0, effects: effects, effectCovariance: prior.covariance)
  }
}

/// How the most probable random effects move with the parameters: by the implicit function theorem on ∂O/∂η = 0,
/// dη̂ = −(∂²O/∂η²)⁻¹·(∂²O/∂η∂θ·dθ + 2·dΩ⁻¹·η̂).
struct ModeResponse: Sendable {
  /// (∂²O/∂η²)⁻¹.
  let inverseHessian: Matrix
  /// ∂²O/∂η∂θ: by rows the random effects, by columns the free thetas and sigmas.
  let mixed: Matrix
  /// Half the exact Hessian less H̃: what a later search may add to its H̃.
  let correction: Matrix
  let effects: [Double]
  let thetas: [Double]
  let precision: Matrix

  /// Where the random effects are to be expected at other parameters.
  func effects(at newThetas: [Double], free: [Int], precision newPrecision: Matrix) -> [Double] {
    var force = effects.map { _ in 0.0 }
    for i in effects.indices {
      for (l, theta) in free.enumerated() { force[i] += mixed[i, l] * (newThetas[theta] - thetas[theta]) }
      for k in effects.indices { force[i] += 2 * (newPrecision[i, k] - precision[i, k]) * effects[k] }
    }
    guard let move = try? inverseHessian.multiplied(by: force) else { return effects }
    let result = zip(effects, move).map { $0 - $1 }
    return result.allSatisfy(\.isFinite) ? result : effects
  }
}
