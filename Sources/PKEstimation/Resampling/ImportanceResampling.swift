import PKLanguage
import PKNumerics

/// Sampling importance resampling of the population parameters: draws about the estimates, kept in proportion to their
/// likelihood.
///
/// Dosne, Bergstrand, Harling and Karlsson, J Pharmacokinet Pharmacodyn 43 (2016) 583; each round's proposal has the mean
/// and covariance of what the round before kept, each coordinate being transformed to be as normal as it can (Dosne,
/// Bergstrand and Karlsson, 44 (2017) 509, with Box and Cox's transformation of natural parameters; here it is Yeo and
/// Johnson's of the vector). Proposals are t distributions, whose tails keep single draws from having all weight. Draws are
/// of the vector that a minimiser sees, so that each is a valid set of parameters; the density that they are weighed by is
/// that of the natural parameters, flat but for the model's priors.
public struct ImportanceResampling: Sendable {
  /// How many draws a round makes and keeps.
  public struct Round: Hashable, Sendable {
    /// The draws, and how many of them are kept.
    public var samples: Int, resamples: Int

    /// Creates a round.
    public init(samples: Int, resamples: Int) {
      self.samples = samples
      self.resamples = resamples
    }
  }

  /// A t distribution of the vector, or of its transformed elements.
  public struct Proposal: Sendable {
    let center: [Double]
    let factor: Matrix
    /// How each element is transformed; none are before anything is known of their shape.
    var transforms: [SkewTransform] = []

    /// The vector of a point of the distribution, and ln of the change of volume from the one to the other.
    func vector(_ point: [Double]) -> (vector: [Double], logSlope: Double) {
      guard !transforms.isEmpty else { return (point, 0) }
      let vector = zip(transforms, point).map { $0.inverse($1) }
      return (vector, zip(transforms, vector).reduce(0) { $0 + $1.0.logSlope(at: $1.1) })
    }
  }

  /// A draw.
  public struct Draw: Sendable {
    /// Its number in the round, from 1.
    public var number: Int
    /// The parameters.
    public var parameters: PopulationParameters
    let vector: [Double]
    /// ln of the proposal's density, up to a constant.
    let logProposal: Double
  }

  /// What a round found.
  public struct Summary: Sendable {
    /// The draws that were kept, by their places in the round, and the weight of every draw (they add up to 1).
    public var kept: [Int]
    /// See `kept`.
    public var weights: [Double]
    /// How many draws the weights are worth: (Σw)²/Σw².
    public var effectiveSamples: Double
    /// The largest weight in percent of all.
    public var largestShare: Double
    /// How many draws could not be computed.
    public var failures: Int
    /// The means of ΔOFV: of all draws and of those kept; for exact normality the latter is the number of parameters.
    public var meanRise: Double, meanKeptRise: Double
  }

  /// The model at its estimates, with the data.
  public let problem: FitProblem
  /// The degrees of freedom of the proposals.
  public static let degreesOfFreedom = 8
  /// How the objective is approximated.
  public let method: ObjectiveMethod
  /// Determines every draw.
  public let seed: UInt64
  /// The standard deviations of the first proposal are this many times those of the covariance matrix.
  public let inflation: Double
  private let center: [Double]
  private let end: PopulationEvaluation

  /// Prepares to draw about the problem's starting values, which are the estimates.
  ///
  /// - Returns: nil when the objective cannot be computed there.
  public init?(_ problem: FitProblem, method: ObjectiveMethod, seed: UInt64 = 1, inflation: Double = 1) async {
    guard let vector = problem.parameters.vector(of: problem.parameters.start) else { return nil }
    self.problem = problem
    self.method = method
    self.seed = seed
    self.inflation = inflation
    center = vector
    end = await PopulationEvaluator(problem: problem, method: method).evaluate(
      problem.parameters.start, from: nil, gradient: false)
    guard end.objective < .infinity else { return nil }
  }

  /// The objective at the estimates, with the priors' penalty.
  public var objective: Double { end.objective + problem.penalty(at: problem.parameters.start) }

  /// The first proposal, from a covariance matrix in natural units.
  ///
  /// - Returns: nil when no distribution can be made of it.
  public func proposal(from uncertainty: Uncertainty) -> Proposal? {
    let count = center.count
    let jacobian = problem.parameters.jacobian(at: center)
    guard uncertainty.covariance.count == count, let lu = try? LU(of: jacobian) else { return nil }
    var natural = Matrix(rows: count, columns: count)
    for i in 0..<count { for k in 0..<count { natural[i, k] = uncertainty.covariance[i][k] } }
    guard let left = try? lu.solve(natural), let whole = try? lu.solve(left.transposed) else { return nil }
    return proposal(center: center, covariance: whole, scale: inflation * inflation)
  }

  private func proposal(center: [Double], covariance: Matrix, scale: Double) -> Proposal? {
    var covariance = covariance
    for i in 0..<covariance.rows {
      for k in 0...i {
        let mean = scale * (covariance[i, k] + covariance[k, i]) / 2
        (covariance[i, k], covariance[k, i]) = (mean, mean)
      }
    }
    // Rounding may have left a direction without width.
    for ridge in [0, 1e-10, 1e-6, 1e-3] {
      var wider = covariance
      for i in 0..<wider.rows { wider[i, i] *= 1 + ridge }
      if let factor = try? Cholesky(of: wider).factor { return Proposal(center: center, factor: factor) }
    }
    return nil
  }

  /// The draws of a round.
  public func draws(_ round: Int, _ count: Int, from proposal: Proposal) -> [Draw] {
    (0..<count).map { index in
      let stream = RandomStream(
        seed: seed, stream: 0x5349_5244, subject: UInt64(index), replicate: UInt32(truncatingIfNeeded: round))
      let count = proposal.center.count
      let square = (count..<(count + Self.degreesOfFreedom)).reduce(0) { $0 + stream.normal($1) * stream.normal($1) }
      let nu = Double(Self.degreesOfFreedom)
      let z = proposal.center.indices.map { stream.normal($0) * (nu / square).squareRoot() }
      let distance = z.reduce(0) { $0 + $1 * $1 }
      var point = proposal.center
      for i in point.indices { for k in 0...i { point[i] += proposal.factor[i, k] * z[k] } }
      let (vector, logSlope) = proposal.vector(point)
      return Draw(
        number: index + 1, parameters: problem.parameters.parameters(at: vector), vector: vector,
        logProposal: logSlope - (nu + Double(count)) / 2 * LaneMath.log(1 + distance / nu))
    }
  }

  /// How far the objective at a draw is above that of the estimates; +∞ where it cannot be computed.
  public func rise(of draw: Draw) async -> Double {
    let value = await PopulationEvaluator(problem: problem, method: method).evaluate(
      draw.parameters, from: end, gradient: false)
    let rise = value.objective + problem.penalty(at: draw.parameters) - objective
    return rise.isFinite ? rise : .infinity
  }

  /// Weighs the draws of a round and keeps some of them, without replacement.
  public func summary(_ round: Int, _ draws: [Draw], rises: [Double], keeping count: Int) -> Summary {
    let logWeights = zip(draws, rises).map { draw, rise in
      rise < .infinity ? -rise / 2 + volume(at: draw.vector) - draw.logProposal : -.infinity
    }
    let largest = logWeights.max() ?? 0
    let raw = logWeights.map { $0 > -.infinity ? LaneMath.exp($0 - largest) : 0 }
    let sum = raw.reduce(0, +)
    let weights = raw.map { $0 / sum }
    // The largest of u^(1/w) (Efraimidis and Spirakis, Inf Process Lett 97 (2006) 181).
    let stream = RandomStream(
      seed: seed, stream: 0x5349_524B, subject: 0, replicate: UInt32(truncatingIfNeeded: round))
    let keys = weights.indices.filter { weights[$0] > 0 }.map { (LaneMath.log(stream.uniform($0)) / weights[$0], $0) }
    let kept = keys.sorted { ($0.0, $1.1) > ($1.0, $0.1) }.prefix(count).map(\.1).sorted()
    let finite = rises.filter { $0 < .infinity }
    let mean = finite.reduce(0, +) / Double(max(finite.count, 1))
    return Summary(
      kept: kept, weights: weights, effectiveSamples: 1 / weights.reduce(0) { $0 + $1 * $1 },
      largestShare: 100 * (weights.max() ?? 0), failures: rises.count - finite.count, meanRise: mean,
      meanKeptRise: kept.reduce(0) { $0 + rises[$1] } / Double(max(kept.count, 1)))
  }

  /// The proposal of the next round: mean and covariance of what was kept, each element transformed towards normality.
  public func proposal(from draws: [Draw], kept: [Int]) -> Proposal? {
    let count = center.count
    guard kept.count > count else { return nil }
    let transforms = (0..<count).map { k in SkewTransform(of: kept.map { draws[$0].vector[k] }) }
    let points = kept.map { index in zip(transforms, draws[index].vector).map { $0.forward($1) } }
    let mean = (0..<count).map { k in points.reduce(0) { $0 + $1[k] } / Double(points.count) }
    var covariance = Matrix(rows: count, columns: count)
    for point in points {
      let d = zip(point, mean).map { $0 - $1 }
      for i in d.indices { for k in d.indices { covariance[i, k] += d[i] * d[k] / Double(points.count - 1) } }
    }
    var proposal = self.proposal(center: mean, covariance: covariance, scale: 1)
    proposal?.transforms = transforms
    return proposal
  }

  /// ln of the change of volume from the vector to natural parameters.
  private func volume(at vector: [Double]) -> Double {
    zip(vector, problem.parameters.coordinates).reduce(0) { sum, pair in
      sum + PosteriorDensity.logJacobian(pair.1, pair.0, order: { problem.model.omega[$0].etas.count }).value
    }
  }
}
