import PKLanguage
import PKNumerics

/// One step of Fisher's scoring for the parameters that are no means: residual errors, and thetas without a random
/// effect.
///
/// For −ln p(y | η) of all chains the gradient is ½Σ(dm·∂m + dv·∂v), and the expected information
/// Σ(∂m∂m'/g + ½∂v∂v'); ∂m and ∂v are central differences. Where a parameter stands in error models only, nothing needs
/// to be solved for them.
struct ResidualStep {
  /// A parameter with the scale on which it is unbounded.
  struct Parameter: Sendable {
    /// Its place among the thetas and sigmas.
    let place: Int
    let scale: ParameterScale
    /// Whether predictions depend on it.
    let isStructural: Bool
  }

  /// The gradient of −ln p and the information, of the mean over chains.
  struct Score: Sendable {
    var gradient: [Double]
    var information: Matrix

    init(_ count: Int) {
      gradient = Array(repeating: 0, count: count)
      information = Matrix(rows: count, columns: count)
    }

    mutating func add(_ other: Score) {
      for i in gradient.indices {
        gradient[i] += other.gradient[i]
        for k in gradient.indices { information[i, k] += other.information[i, k] }
      }
    }
  }

  let problem: FitProblem
  let layouts: [JobPredictor.Layout]
  let parameters: [Parameter]
  let thetas: [Double]

  /// The free thetas and sigmas of a problem, but for some thetas.
  static func parameters(of problem: FitProblem, without known: Set<Int>) -> [Parameter] {
    let count = problem.model.thetas.count
    return problem.parameters.coordinates.compactMap { coordinate in
      switch coordinate {
      case .theta(let index, let scale):
        known.contains(index)
          ? nil : Parameter(place: index, scale: scale, isStructural: problem.kernel.structural.contains(index))
      case .sigma(let index, let scale):
        Parameter(
          place: count + index, scale: scale, isStructural: problem.kernel.structural.contains(count + index))
      case .factor: nil
      }
    }
  }

  /// The score of some chains.
  func score(_ chains: [Chain], in workspace: JobPredictor.Workspace) -> Score {
    var score = Score(parameters.count)
    let predictions = chains.flatMap(\.predictions)
    let current = locations(predictions, chains, thetas)
    var slopes: [(m: [Double], v: [Double])] = []
    for parameter in parameters {
      let x = parameter.scale.coordinate(of: thetas[parameter.place])
      let step = 1e-5 * max(x.magnitude, 1)
      let low = locations(predictions, chains, parameter, x - step, workspace)
      let high = locations(predictions, chains, parameter, x + step, workspace)
      slopes.append(
        (zip(low.m, high.m).map { ($1 - $0) / (2 * step) }, zip(low.v, high.v).map { ($1 - $0) / (2 * step) }))
    }
    let terms = chains.flatMap { problem.terms[$0.subject] }
    for (j, term) in terms.enumerated() {
      let d = term.derivatives(m: current.m[j], v: current.v[j])
      let curvature = term.curvature(m: current.m[j], v: current.v[j])
      guard d.m.isFinite, d.v.isFinite else { continue }
      for i in parameters.indices {
        let (mi, vi) = (slopes[i].m[j], slopes[i].v[j])
        guard mi.isFinite, vi.isFinite else { continue }
        score.gradient[i] += (d.m * mi + d.v * vi) / 2
        for k in parameters.indices {
          let (mk, vk) = (slopes[k].m[j], slopes[k].v[j])
          score.information[i, k] +=
            (curvature.mm * mi * mk + curvature.mv * (mi * vk + vi * mk) + curvature.vv * vi * vk) / 2
        }
      }
    }
    return score
  }

  private func locations(
    _ predictions: [Double], _ chains: [Chain], _ parameter: Parameter, _ x: Double, _ workspace: JobPredictor.Workspace
  ) -> (m: [Double], v: [Double]) {
    var moved = thetas
    moved[parameter.place] = parameter.scale.value(at: x)
    guard parameter.isStructural else { return locations(predictions, chains, moved) }
    workspace.solve(
      chains.map { JobPredictor.Request(subject: $0.subject, effects: $0.effects) }, thetas: moved)
    return locations(workspace.values, chains, moved)
  }

  /// Location and variance of the observations of all chains, from their predictions one after another.
  private func locations(_ values: [Double], _ chains: [Chain], _ thetas: [Double]) -> (m: [Double], v: [Double]) {
    let likelihood = DataLikelihood(problem.residuals, thetas: thetas)
    var (m, v): ([Double], [Double]) = ([], [])
    var start = 0
    for chain in chains {
      let layout = layouts[chain.subject]
      for (j, observation) in problem.subjects[chain.subject].observations.enumerated() {
        let place = likelihood.locationAndVariance(observation.output, values, start + layout.starts[j])
        m.append(place.m)
        v.append(place.v)
      }
      start += layout.count
    }
    return (m, v)
  }
}
