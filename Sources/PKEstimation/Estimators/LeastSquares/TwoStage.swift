import PKLanguage
import PKNumerics

/// The standard two-stage method: least squares of each subject, then mean and covariance of the estimates.
///
/// In the first stage a subject's random effects are fitted without a prior, with weights by the error model, whose
/// parameters are estimated from the residuals of all subjects. In the second the thetas that are means are regressed on
/// those estimates, and Ω is their covariance (by n − 1). Thetas without a random effect stay where they start. The
/// objective function is FOCEI's at the estimates.
public struct TwoStage: Estimator {
  /// How often weights and estimates may change places.
  public var roundLimit = 50

  /// The standard settings.
  public init() {}

  /// Fits a problem.
  ///
  /// - Throws: `FitProblemError` for censored records, or when nothing is free.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    try WeightedRun.require(problem, method: "the two-stage method")
    try problem.requireNoPriors("the two-stage method")
    guard problem.parameters.count > 0 else { throw .nothingFree(model: problem.model.name) }
    var run = WeightedRun(problem)
    var effects = problem.subjects.map { $0.effects.map { _ in 0.0 } }
    // A subject with fewer observations than random effects has no estimates of its own.
    let chosen = problem.subjects.indices.filter {
      problem.subjects[$0].observations.count >= max(problem.subjects[$0].effects.count, 1)
    }
    var lost: Set<Int> = []
    var termination = run.failure(at: effects) ?? .iterationLimit(roundLimit)
    for round in 1...max(roundLimit, 1) where termination == .iterationLimit(roundLimit) {
      let before = effects.flatMap(\.self) + run.coordinates
      for subject in chosen where !lost.contains(subject) && !effects[subject].isEmpty {
        if let minimum = run.fitEffects(subject, from: effects[subject]), minimum.converged {
          effects[subject] = minimum.point
        } else {
          lost.insert(subject)
        }
      }
      run.fitResiduals(at: effects, of: chosen.filter { !lost.contains($0) })
      let change = zip(before, effects.flatMap(\.self) + run.coordinates).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      if change < 1e-6 { termination = .converged }
      guard progress(run.report(round, change, at: effects)), !Task.isCancelled else {
        termination = .interrupted
        break
      }
    }
    let used = chosen.filter { !lost.contains($0) }
    run.set(SecondStage(problem, used, effects).parameters(from: run.parameters))
    var result = try await run.result(termination, .twoStage)
    let left = problem.subjects.indices.filter { !used.contains($0) }.map { problem.subjects[$0].id }
    if !left.isEmpty { result.warnings.insert(.individualsNotConverged(left), at: 0) }
    return result
  }
}

/// Mean and covariance of individual estimates.
private struct SecondStage {
  private let problem: FitProblem
  private let structure: MeanStructure
  private let chains: [Int: [Chain]]

  init(_ problem: FitProblem, _ subjects: [Int], _ effects: [[Double]]) {
    self.problem = problem
    structure = MeanStructure(problem)
    chains = Dictionary(
      uniqueKeysWithValues: subjects.map { ($0, [Chain(subject: $0, number: 0, effects: effects[$0])]) })
  }

  func parameters(from first: PopulationParameters) -> PopulationParameters {
    var parameters = first
    var means = structure.means(at: parameters.thetas) ?? problem.subjects.map { _ in [] }
    var moments = EffectMoments(problem, structure, of: Set(chains.keys))
    moments.take(chains, means, share: 1)
    // Regression and covariance depend on each other when a block's means share a theta.
    for _ in 0..<20 {
      guard let omega = OmegaFactors(parameters, of: problem.parameters),
        let slopes = structure.slopes(at: parameters.thetas)
      else { break }
      if let step = moments.step(means, slopes, omega, count: structure.coordinates.count) {
        for (coordinate, change) in zip(structure.coordinates, step) {
          let x = coordinate.coordinate(of: parameters.thetas[coordinate.theta])
          parameters.thetas[coordinate.theta] = coordinate.value(at: x + change)
        }
        means = structure.means(at: parameters.thetas) ?? means
      }
      for (block, declared) in problem.model.omega.enumerated() {
        guard !ParameterSpace.isKept(declared, problem.parameters.start.omega[block]),
          let covariance = moments.covariance(of: block, means), (try? Cholesky(of: covariance)) != nil
        else { continue }
        let count = Double(moments.instances[block].count)
        let factor = count > 1 ? count / (count - 1) : 1
        parameters.omega[block] = (0..<covariance.rows).flatMap { row in
          (0...row).map { covariance[row, $0] * factor }
        }
      }
    }
    return parameters
  }
}
