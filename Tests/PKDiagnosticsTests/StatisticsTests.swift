import PKDiagnostics
import Testing

struct StatisticsTests {
  /// R 4: quantile(c(1, 3, 4, 10), c(0.05, 0.5, 0.9)) is 1.30, 3.50, 8.20.
  @Test func quantilesAreTypeSeven() {
    let sorted = [1.0, 3, 4, 10]
    for (p, expected) in [(0.05, 1.3), (0.5, 3.5), (0.9, 8.2), (0, 1), (1, 10)] {
      #expect((Quantile.value(ofSorted: sorted, p) - expected).magnitude < 1e-12)
    }
    #expect(Quantile.value(ofSorted: [-.infinity, 2, 3], 0.25) == -.infinity)
    #expect(Quantile.value(ofSorted: [Double](), 0.5).isNaN)
  }

  /// Shapiro and Wilk's own example, Biometrika 52 (1965) 591: eleven weights, W = 0.79 by their tables; scipy 1.17 gives
  /// W = 0.788814, p = 0.006703.
  @Test func shapiroWilk() throws {
    let test = try #require(ShapiroWilk([148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236]))
    #expect((test.statistic - 0.788814).magnitude < 2e-6 && (test.pValue - 0.006703).magnitude < 2e-6)
    #expect(ShapiroWilk([1, 1, 1]) == nil && ShapiroWilk([1, 2]) == nil)
  }

  @Test func relations() throws {
    let numbers = [1.0, 2, 3, 4, 5, 6]
    let etas = [0.1, 0.3, 0.2, 0.5, 0.4, 0.6]
    let relation = try #require(
      EtaCovariateRelation(eta: "CL", covariate: "WT", etas: etas, numbers: numbers))
    // r = 31/35: two neighbouring pairs of six ranks are exchanged; t = r·√(4/(1 − r²)), p by scipy 1.17.
    guard case .correlation(let r, let slope, _) = relation.test else {
      Issue.record("no correlation")
      return
    }
    #expect((r - 31.0 / 35).magnitude < 1e-12 && (slope - 0.1 * 31.0 / 35).magnitude < 1e-12)
    #expect((relation.pValue - 0.0188454811).magnitude < 1e-8)
    // Ranks 1, 3, 2 against 5, 4, 6: H = 12/42·(36/3 + 225/3) − 21 = 27/7; the tail of χ² with 1 degree by scipy.
    let groups = try #require(
      EtaCovariateRelation(
        eta: "CL", covariate: "SEX", etas: etas, categories: ["f", "f", "f", "m", "m", "m"]))
    #expect((groups.pValue - 0.04953461343562649).magnitude < 1e-10)
    #expect(EtaCovariateRelation(eta: "CL", covariate: "X", etas: [1, 2], numbers: [1, 2]) == nil)
    #expect(EtaCovariateRelation(eta: "CL", covariate: "X", etas: [1, 2, 3], numbers: [1, 1, 1]) == nil)
  }

  @Test func distributions() throws {
    let eta = try #require(EtaDistribution(name: "CL", values: [-0.2, -0.1, 0, 0.1, 0.2], variance: 0.1))
    // The mean is a rounding error, not 0, and so is what its test is less than 1.
    let probability = try #require(eta.meanTest)
    #expect(eta.moments.mean.magnitude < 1e-15 && (probability - 1).magnitude < 1e-12)
    #expect((try #require(eta.shrinkage) - 50).magnitude < 1e-12)
    #expect(EtaDistribution(name: "CL", values: [1], variance: 1) == nil)
  }

  @Test func contributions() {
    let inputs = (1...9).map {
      SubjectContribution.Input(
        id: "\($0)", observations: 2, objective: $0 == 9 ? 80 : Double($0), etas: [$0 == 8 ? 3 : 0.1, 0.1],
        omega: [[0.25, 0], [0, 1]])
    }
    let found = SubjectContribution.contributions(of: inputs)
    #expect(found.filter(\.isOutlying).map(\.id) == ["8", "9"])
    #expect(abs((found[7].distance ?? 0) - 36.01) < 1e-12)
  }

  /// The least sum of squares among all partitions into k, found by trying each.
  @Test(arguments: 2...4)
  func kMeansIsExact(_ k: Int) async throws {
    let x = [0.1, 0.2, 0.25, 1, 1.1, 2, 4, 4.2, 4.3, 8, 12, 12.1]
    var check = VisualPredictiveCheck()
    check.binning = .kMeans(k)
    let result = try check.compare(x: x, observed: x, simulated: [x])
    let bins = result.panels[0].bins
    func cost(_ sizes: [Int]) -> Double {
      var first = 0
      return sizes.reduce(0) { sum, size in
        let own = x[first..<(first + size)]
        first += size
        let mean = own.reduce(0, +) / Double(size)
        return sum + own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      }
    }
    func partitions(_ count: Int, _ parts: Int) -> [[Int]] {
      guard parts > 1 else { return [[count]] }
      return (1...(count - parts + 1)).flatMap { first in
        partitions(count - first, parts - 1).map { [first] + $0 }
      }
    }
    let best = partitions(x.count, k).map(cost).min() ?? 0
    #expect(bins.count == k && (cost(bins.map(\.count)) - best).magnitude < 1e-9)
  }
}
