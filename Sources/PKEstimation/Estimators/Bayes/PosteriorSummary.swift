import PKLanguage
import PKNumerics

/// What the draws from a posterior distribution say.
public struct PosteriorSummary: Sendable {
  /// One parameter.
  public struct Parameter: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Mean, standard deviation and quantiles of all draws.
    public var mean: Double, standardDeviation: Double, median: Double, lower95: Double, upper95: Double
    /// Whether chains agree (rank-normalised split R̂); nil when all draws are equal.
    public var rHat: Double?
    /// How many independent draws they are worth, for the centre and for the tails.
    public var bulkESS: Double?, tailESS: Double?
  }

  /// The free parameters.
  public var parameters: [Parameter]
  /// Their means, with what is fixed.
  public var means: PopulationParameters
  /// The draws of the free parameters in natural units: by chain, parameter and draw.
  public var draws: [[[Double]]]
  /// How many trajectories diverged: the density has corners that the step is too long for.
  public var divergences: Int
  /// How many steps the trajectories had together.
  public var steps: Int

  /// - Returns: nil without chains.
  init?(_ chains: [MarkovChain], _ problem: FitProblem) {
    let space = problem.parameters
    guard !chains.isEmpty else { return nil }
    let draws = chains.map { chain in
      var byParameter = [[Double]](repeating: [], count: space.count)
      for draw in chain.logDensities.indices {
        let parameters = space.parameters(at: (0..<space.count).map { chain.coordinates[$0][draw] })
        for (index, parameter) in space.free.enumerated() { byParameter[index].append(parameters[parameter]) }
      }
      return byParameter
    }
    self.draws = draws
    divergences = chains.reduce(0) { $0 + $1.divergences.count }
    steps = chains.reduce(0) { $0 + $1.steps.reduce(0, +) }
    var means = space.start
    parameters = []
    for (index, parameter) in space.free.enumerated() {
      let own = draws.map { $0[index] }
      let all = own.flatMap(\.self)
      let moments = Moments(of: all)
      let sorted = all.sorted()
      func quantile(_ p: Double) -> Double { sorted[min(Int(p * Double(sorted.count)), sorted.count - 1)] }
      parameters.append(
        Parameter(
          name: space.names[index], mean: moments.mean, standardDeviation: moments.deviation, median: quantile(0.5),
          lower95: quantile(0.025), upper95: quantile(0.975), rHat: ChainDiagnostics.rHat(own),
          bulkESS: ChainDiagnostics.bulkESS(own), tailESS: ChainDiagnostics.tailESS(own)))
      means.set(parameter, to: moments.mean)
    }
    self.means = means
  }
}

extension PosteriorSummary {
  /// The covariance of all draws.
  var covariance: Matrix {
    let count = parameters.count
    var sum = Matrix(rows: count, columns: count)
    var total = 0
    for chain in draws {
      for draw in (chain.first ?? []).indices {
        let offsets = (0..<count).map { chain[$0][draw] - parameters[$0].mean }
        for i in 0..<count { for k in 0..<count { sum[i, k] += offsets[i] * offsets[k] } }
        total += 1
      }
    }
    for i in 0..<count { for k in 0..<count { sum[i, k] /= Double(max(total - 1, 1)) } }
    return sum
  }
}

extension PopulationParameters {
  /// The same with another value of one parameter.
  fileprivate mutating func set(_ parameter: PopulationParameter, to value: Double) {
    switch parameter {
    case .theta(let index): thetas[index] = value
    case .sigma(let index): sigmas[index] = value
    case .omega(let block, let row, let column): omega[block][row * (row + 1) / 2 + column] = value
    }
  }
}
