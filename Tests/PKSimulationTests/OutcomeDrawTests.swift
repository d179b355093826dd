import Foundation
import PKLanguage
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Outcomes are drawn from their distributions.
///
/// Bounds are 5 standard errors; seeds are fixed.
@Suite struct OutcomeDrawTests {
  static let model = TestModel(
    name: "outcomes",
    """
    model outcomes {
      units {
        time = h
        amount = mg
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        central' = 0[mg/h]
      }
      observations {
        response : 1 = 0.03 * central / 1[mg] ~ bernoulli
        events   : 1 = 0.45 * central / 1[mg] ~ poisson
        many     : 1 = 90 * central / 1[mg] ~ poisson
      }
    }
    """)

  private func simulated(_ threads: Int, residual: Bool = true) async throws -> [[Double]] {
    var own = settings()
    (own.addsResidualError, own.threads) = (residual, threads)
    let result = try await simulate(
      try Self.model.compiled(), ["10 mg once"], subjects: 40, times: (0..<100).map { Double($0) },
      followsCycles: false,
      settings: own)
    return Array(result.predictions[0].joined())
  }

  @Test func proportionsMeansAndVariances() async throws {
    let values = try await simulated(1)
    let n = Double(values.count)
    #expect(values.allSatisfy { $0[0] == 0 || $0[0] == 1 })
    let share = values.reduce(0) { $0 + $1[0] } / n
    #expect(abs(share - 0.3) < 5 * (0.21 / n).squareRoot(), "\(share)")
    for (output, expected) in [(1, 4.5), (2, 900)] {
      let all = values.map { $0[output] }
      #expect(all.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
      let mean = all.reduce(0, +) / n
      let variance = all.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } / n
      #expect(abs(mean - expected) < 5 * (expected / n).squareRoot(), "\(mean)")
      // The fourth central moment of a Poisson distribution is λ + 3λ².
      #expect(abs(variance - expected) < 5 * ((expected + 2 * expected * expected) / n).squareRoot(), "\(variance)")
    }
  }

  @Test func drawsDoNotDependOnThreadsAndPredictionsAreExpectations() async throws {
    #expect(try await simulated(1) == simulated(2))
    #expect(try await simulated(1, residual: false).allSatisfy { $0 == [0.3, 4.5, 900] })
  }

  /// The place in the distribution is exact: the sum of probabilities up to the value passes the deviate.
  @Test(arguments: [0.01, 0.7, 4.5, 60]) func countsAreQuantiles(_ expectation: Double) {
    for uniform in [1e-9, 0.01, 0.3, 0.5, 0.9, 0.999999] {
      var (count, probability) = (0.0, exp(-expectation))
      var sum = probability
      while sum < uniform {
        count += 1
        probability *= expectation / count
        sum += probability
      }
      #expect(OutcomeDistribution.poisson.value(at: uniform, expectation: expectation) == count)
    }
  }

  @Test func impossibleExpectationsHaveNoOutcome() {
    for (distribution, expectation) in [(OutcomeDistribution.bernoulli, 1.2), (.bernoulli, -0.1), (.poisson, -1)] {
      #expect(distribution.value(at: 0.5, expectation: expectation).isNaN)
    }
    #expect(OutcomeDistribution.bernoulli.value(at: 0, expectation: 0) == 0)
    #expect(OutcomeDistribution.bernoulli.value(at: 0.9999, expectation: 1) == 1)
    #expect(OutcomeDistribution.poisson.value(at: 0.5, expectation: 0) == 0)
    let large = OutcomeDistribution.poisson.value(at: 0.5, expectation: 1e9)
    #expect(abs(large - 1e9) <= 1)
  }
}
