/// The draws of one chain.
public struct MarkovChain: Codable, Sendable {
  /// The draws, one array for each coordinate.
  public private(set) var coordinates: [[Double]]
  /// ln p at each draw.
  public private(set) var logDensities: [Double] = []
  /// How many leapfrog steps each draw took.
  public private(set) var steps: [Int] = []
  /// How often each draw's trajectory doubled.
  public private(set) var depths: [Int] = []
  /// The numbers of the draws whose trajectory diverged: the density has corners that the step is too long for.
  public private(set) var divergences: [Int] = []
  /// The mean acceptance of each draw's trajectory.
  public private(set) var acceptances: [Double] = []
  /// The step size that the warm-up learnt.
  public internal(set) var step = 0.0
  /// The variances that the warm-up learnt.
  public internal(set) var metric: [Double] = []

  init(dimension: Int) {
    coordinates = [[Double]](repeating: [], count: dimension)
  }

  mutating func append(_ trajectory: Trajectory) {
    if trajectory.diverged { divergences.append(logDensities.count) }
    for (index, value) in trajectory.chosen.position.enumerated() { coordinates[index].append(value) }
    logDensities.append(trajectory.chosen.density.value)
    steps.append(trajectory.steps)
    depths.append(trajectory.depth)
    acceptances.append(trajectory.acceptance)
  }
}
