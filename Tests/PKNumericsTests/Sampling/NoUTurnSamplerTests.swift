import PKNumerics
import Testing

@Suite("No-U-turn sampler")
struct NoUTurnSamplerTests {
  /// A normal distribution of given means and covariance.
  private static func normal(_ means: [Double], _ covariance: [[Double]]) throws -> ([Double]) -> LogDensity {
    let factor = try Cholesky(of: Matrix(covariance))
    return { x in
      let distance = zip(x, means).map { $0 - $1 }
      let solved = (try? factor.solve(distance)) ?? distance
      return LogDensity(value: -zip(distance, solved).reduce(0) { $0 + $1.0 * $1.1 } / 2, gradient: solved.map { -$0 })
    }
  }

  /// Means and covariances within five standard errors: false alarms below one in 10⁵ runs, and the seed is fixed.
  @Test("moments of a correlated normal with unequal scales")
  func moments() throws {
    let covariance: [[Double]] = [[1, 0.9, 0], [0.9, 1, 0], [0, 0, 1e-4]]
    let target = try Self.normal([2, -1, 0.5], covariance)
    var sampler = NoUTurnSampler()
    (sampler.warmUp, sampler.draws) = (600, 2000)
    let chains = try (0..<2).map { try #require(sampler.sample(chain: $0, from: [0, 0, 0], target)) }
    for coordinate in 0..<3 {
      let draws = chains.map { $0.coordinates[coordinate] }
      let size = try #require(ChainDiagnostics.bulkESS(draws))
      #expect(size > 500)
      #expect(try #require(ChainDiagnostics.rHat(draws)) < 1.02)
      let all = draws.flatMap(\.self)
      let mean = all.reduce(0, +) / Double(all.count)
      let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
      let truth = covariance[coordinate][coordinate]
      #expect(abs(mean - [2, -1, 0.5][coordinate]) < 5 * (truth / size).squareRoot())
      #expect(abs(variance / truth - 1) < 5 * (2 / size).squareRoot())
    }
    #expect(chains.allSatisfy { $0.divergences.isEmpty })
  }

  @Test("the same chain for the same seed, another for another number")
  func reproducible() throws {
    let target = try Self.normal([0], [[1]])
    var sampler = NoUTurnSampler()
    (sampler.warmUp, sampler.draws) = (50, 20)
    let first = try #require(sampler.sample(chain: 0, from: [1], target))
    let again = try #require(sampler.sample(chain: 0, from: [1], target))
    let other = try #require(sampler.sample(chain: 1, from: [1], target))
    #expect(first.coordinates == again.coordinates)
    #expect(first.coordinates != other.coordinates)
  }

  /// p(x) ∝ x²·e⁻ˣ on x > 0: Gamma(3) has mean 3 and variance 3.
  @Test("a density that ends at a boundary")
  func boundary() throws {
    var sampler = NoUTurnSampler()
    (sampler.warmUp, sampler.draws) = (500, 2000)
    sampler.targetAcceptance = 0.95
    let chain = try #require(
      sampler.sample(chain: 0, from: [1]) { x in
        guard x[0] > 0 else { return nil }
        return LogDensity(value: 2 * LaneMath.log(x[0]) - x[0], gradient: [2 / x[0] - 1])
      })
    let draws = chain.coordinates[0]
    let size = try #require(ChainDiagnostics.bulkESS([draws]))
    let mean = draws.reduce(0, +) / Double(draws.count)
    #expect(abs(mean - 3) < 5 * (3 / size).squareRoot())
    #expect(draws.allSatisfy { $0 > 0 })
  }

  @Test("a start without a density gives no chain")
  func badStart() {
    #expect(NoUTurnSampler().sample(chain: 0, from: [0]) { _ in nil } == nil)
  }
}
