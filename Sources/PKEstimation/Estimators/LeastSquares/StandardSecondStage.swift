import PKLanguage
import PKNumerics

/// Mean and covariance of individual estimates.
struct StandardSecondStage {
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
