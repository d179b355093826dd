import PKData
import PKEstimation
import PKLanguage
import PKText
import Testing

/// Priors that a model states are part of what is minimised.
@Suite struct PriorTests {
  static func model(theta: String = "", sigma: String = "", omega: String = "") throws -> CheckedModel {
    let text = """
      model wang {
        units {
          time = h
          amount = mg
        }
        theta { tvK : 1/h = 0.5 \(theta) }
        omega { K = 0.04 \(omega) }
        sigma { a : mg = 0.5 \(sigma) }
        individual { K : 1/h = tvK ~ logNormal }
        compartments { central : mg }
        doses { iv -> central }
        dynamics { central' = -K * central }
        observations { y : mg = central ~ additive(a) }
      }
      """
    return try CheckedModel(parsing: SourceText(name: "wang.pkm", text))
  }

  /// −2 ln of each prior at the model's values, counted by hand, and the gradient of everything against differences.
  @Test(arguments: [
    ("~ normal(0.6, 0.2)", "", "", 0.25), ("~ logNormal(0.25, 0.5)", "", "", 1.9218120556728056),
    ("", "~ halfCauchy(0.5)", "", 1.3862943611198906), ("", "", "~ halfCauchy(0.1)", 3.2188758248682006),
    // 20·0.04/0.04 + 22·ln 0.04.
    ("", "", "~ inverseWishart(20)", -50.8152681471004),
  ])
  func penalties(theta: String, sigma: String, omega: String, expected: Double) async throws {
    let problem = try FitProblem(
      model: try Self.model(theta: theta, sigma: sigma, omega: omega), dataset: Wang.dataset())
    #expect(abs(problem.penalty(at: problem.parameters.start) - expected) < 1e-9)
    #expect(problem.parametersWithPriors.count == 1)
    let without = try FitProblem(model: try Self.model(), dataset: Wang.dataset())
    let estimator = ApproximateLikelihood()
    let start = try #require(problem.parameters.vector(of: problem.parameters.start))
    let (objective, gradient) = await estimator.differentiated(problem, at: start)
    #expect(abs(objective - expected - (await estimator.differentiated(without, at: start)).objective) < 1e-9)
    for k in start.indices {
      func value(_ shift: Double) async -> Double {
        var moved = start
        moved[k] += shift
        return await estimator.differentiated(problem, at: moved).objective
      }
      let h = 1e-3
      let slope = (8 * (await value(h) - value(-h)) - (await value(2 * h) - value(-2 * h))) / (12 * h)
      // The gradient's own error is that of the inner search; that of the differences is h⁴.
      #expect(abs(gradient[k] - slope) < 1e-5 * max(1, abs(slope)), "\(problem.parameters.names[k])")
    }
  }

  /// A prior that knows far more than the data decides; one that knows nothing changes nothing.
  @Test func strongAndWeak() async throws {
    let plain = try await ApproximateLikelihood(covariance: .sandwich).fit(
      try FitProblem(model: try Self.model(), dataset: Wang.dataset()))
    let strong = try await ApproximateLikelihood(covariance: .sandwich).fit(
      try FitProblem(model: try Self.model(theta: "~ logNormal(0.7, 0.0001)"), dataset: Wang.dataset()))
    let weak = try await ApproximateLikelihood().fit(
      try FitProblem(model: try Self.model(theta: "~ normal(0.7, 1000)"), dataset: Wang.dataset()))
    #expect(strong.termination.isConverged && weak.termination.isConverged)
    #expect(abs(strong.estimates.thetas[0] - 0.7) < 1e-4)
    #expect(strong.uncertainty?.basis == .hessian)
    // The posterior's standard deviation is the prior's.
    #expect(abs((strong.uncertainty?.standardErrors[0] ?? 0) - 0.7e-4) < 1e-6)
    // By 10⁻⁶ of a standard deviation of the prior.
    #expect(abs(weak.estimates.thetas[0] - plain.estimates.thetas[0]) < 1e-4)
    #expect(plain.penalty == nil && abs((strong.penalty ?? 100)) < 1)
  }

  @Test func methodsWithoutPriorsSaySo() async throws {
    let problem = try FitProblem(model: try Self.model(theta: "~ normal(0.6, 0.2)"), dataset: Wang.dataset())
    await #expect(throws: FitProblemError.priorsUnsupported(method: "SAEM", parameter: "tvK")) {
      try await SAEM().fit(problem)
    }
  }
}
