import PKData
import PKEstimation
import PKLanguage
import PKText
import Testing

/// Draws of a subject's random effects given its levels, where their distribution is known exactly.
struct SubjectPosteriorTests {
  /// A level is 10 + η + ε with variances 4 and 1: given one of y, η is normal with mean 0.8·(y − 10) and variance 0.8.
  private static let text = """
    model linear {
      units {
        time = h
        amount = mg
        volume = L
      }
      theta { tvS : mg/L = 10 }
      omega { S = 4 }
      sigma { a : mg/L = 1 }
      individual { S : mg/L = tvS ~ normal }
      compartments { central : mg }
      doses { iv -> central }
      dynamics { central' = -0[1/h] * central }
      observations { C : mg/L = S ~ additive(a) }
    }
    """

  private static func posterior(
    _ table: String, draws: Int, seeds: Range<UInt64>
  ) throws -> (SubjectEstimate, [SubjectPosterior]) {
    let model = try CheckedModel(parsing: SourceText(name: "linear.pkm", text))
    let dataset = try Dataset(table: Array(table.utf8), name: "linear.csv")
    let estimation = SubjectEstimation(model: model)
    let estimate = try estimation.estimate(dataset)
    return (estimate, try seeds.map { try estimation.posterior(of: dataset, estimate, draws: draws, seed: $0) })
  }

  private static func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
  }

  /// How many sets of draws: enough in release to see an error of 1 % in the variance.
  private static var seeds: Range<UInt64> {
    #if DEBUG
      7..<13
    #else
      7..<107
    #endif
  }

  @Test("golden: mean and variance of the exact normal distribution") func normal() throws {
    let (estimate, posteriors) = try Self.posterior(
      "ID,TIME,EVID,AMT,DV\n1,0,1,1,.\n1,1,0,0,15\n", draws: 1_000, seeds: Self.seeds)
    #expect(abs(estimate.fit.effects[0] - 4) < 1e-9)
    let moments = posteriors.map { Self.moments($0.draws.map { $0[0] }) }
    // Three standard errors of as many independent draws: 3·√(0.8/n) and 3·0.8·√(2/n).
    let n = Double(1_000 * posteriors.count)
    let (mean, _) = Self.moments(moments.map(\.mean))
    let (variance, _) = Self.moments(moments.map(\.variance))
    #expect(abs(mean - 4) < 3 * (0.8 / n).squareRoot(), "\(mean)")
    #expect(abs(variance - 0.8) < 3 * 0.8 * (2 / n).squareRoot(), "\(variance)")
    for posterior in posteriors {
      #expect(posterior.effectiveDraws > 500 && posterior.paretoShape.map { $0 < 0.7 } ?? true)
      #expect(posterior.searchObjectives.count == 3 && posterior.searches(within: 1e-4) == 3)
    }
  }

  @Test("no level: the population") func prior() throws {
    let (estimate, posteriors) = try Self.posterior("ID,TIME,EVID,AMT,DV\n1,0,1,1,.\n", draws: 4_000, seeds: 7..<8)
    let posterior = posteriors[0]
    let (mean, variance) = Self.moments(posterior.draws.map { $0[0] })
    // Three standard errors of 4,000 draws: 2·3/√4000, 4·√2·3/√4000.
    #expect(abs(mean) < 0.095 && abs(variance - 4) < 0.27)
    #expect(posterior.draws == estimate.priorDraws(4_000, seed: 7))
    #expect(posterior.draws != estimate.priorDraws(4_000, seed: 8))
  }
}
