import PKData
import PKEstimation
import PKLanguage
import Testing

/// Replicates, intervals, importance weights and profiles.
@Suite struct ResamplingTests {
  private static func fitted() async throws -> (FitProblem, FitResult, ApproximateLikelihood) {
    let model = try Wang.model(error: "additive(a)", sigmas: [("a", 0.5)])
    var model2 = model
    model2.omega[0].isFixed = true
    let problem = try FitProblem(model: model2, dataset: Wang.dataset())
    let estimator = ApproximateLikelihood(covariance: .hessian)
    let result = try await estimator.fit(problem)
    return (
      try FitProblem(model: model2, dataset: Wang.dataset(), start: result.estimates), result, estimator
    )
  }

  @Test func replicatesAreFunctionsOfTheirNumber() async throws {
    let (problem, _, estimator) = try await Self.fitted()
    for kind in Bootstrap.Kind.allCases {
      let bootstrap = try Bootstrap(problem, estimator, kind: kind, seed: 7)
      let first = await bootstrap.replicate(3)
      #expect(first == (await bootstrap.replicate(3)) && first.isConverged)
      #expect(first.values != (await bootstrap.replicate(4)).values)
    }
  }

  /// Strata of one subject each leave the data as they are.
  @Test func strataOfOne() async throws {
    let (problem, result, estimator) = try await Self.fitted()
    let bootstrap = try Bootstrap(problem, estimator, strata: Array(0..<10))
    let replicate = await bootstrap.replicate(1)
    // Both end within the minimiser's tolerance of one minimum.
    #expect(abs(replicate.objective - result.objective) < 1e-6)
  }

  @Test func intervals() throws {
    let samples = (0...1000).map { Double($0) }
    let percentile = try #require(SampleInterval.percentile(samples))
    #expect(abs(percentile.lower - 25) < 1e-9 && abs(percentile.upper - 975) < 1e-9)
    // Without bias and acceleration BCa is the percentile interval, up to the rank of the estimate itself.
    let same = try #require(SampleInterval.accelerated(samples, estimate: 500, influences: [1, -1]))
    #expect(abs(same.lower - percentile.lower) < 1e-6 && abs(same.upper - percentile.upper) < 1e-6)
    // A median above the estimate moves it down: z₀ = Φ⁻¹(0.4), the lower end Φ(2z₀ − 1.96).
    let moved = try #require(SampleInterval.accelerated(samples, estimate: 400, influences: []))
    #expect(abs(moved.lower - 6.8) < 0.5 && moved.upper < percentile.upper, "\(moved)")
    #expect(SampleInterval.accelerated(samples, estimate: -1, influences: []) == nil)
    #expect(SampleInterval.percentile([1]) == nil)
  }

  /// Where the likelihood is nearly normal, resampling keeps the covariance, and its mean rise is the number of
  /// parameters.
  @Test func importanceResampling() async throws {
    let (problem, result, estimator) = try await Self.fitted()
    let sir = try #require(await ImportanceResampling(problem, method: estimator.method, seed: 3))
    let uncertainty = try #require(result.uncertainty)
    let proposal = try #require(sir.proposal(from: uncertainty))
    let draws = sir.draws(1, 400, from: proposal)
    var rises: [Double] = []
    for draw in draws { rises.append(await sir.rise(of: draw)) }
    let summary = sir.summary(1, draws, rises: rises, keeping: 200)
    #expect(summary.kept.count == 200 && summary.failures == 0)
    #expect(summary.effectiveSamples > 200, "\(summary.effectiveSamples)")
    // χ² with two degrees of freedom has mean 2 and variance 4: five standard errors of 200 draws are 0.7.
    #expect(abs(summary.meanKeptRise - 2) < 0.7 + 0.3, "\(summary.meanKeptRise)")
    let slopes = summary.kept.map { draws[$0].parameters.thetas[0] }
    let deviation = try #require(SampleSummary(slopes)).deviation
    #expect(abs(deviation / uncertainty.standardErrors[0] - 1) < 0.3, "\(deviation) \(uncertainty.standardErrors[0])")
  }

  /// The influences of all subjects add up to nothing, and their squares to the sandwich's variance.
  @Test func influences() async throws {
    let (problem, _, estimator) = try await Self.fitted()
    let influences = try #require(await estimator.influences(problem))
    let sandwich = try await ApproximateLikelihood(covariance: .sandwich).fit(problem)
    let errors = try #require(sandwich.uncertainty).standardErrors
    for (own, error) in zip(influences, errors) {
      // The gradient at the minimum is within its tolerance of 0.
      #expect(abs(own.reduce(0, +)) < 1e-3 * error)
      #expect(abs(own.reduce(0) { $0 + $1 * $1 }.squareRoot() / error - 1) < 1e-3)
    }
  }

  @Test func profile() async throws {
    let (problem, result, estimator) = try await Self.fitted()
    let profile = LikelihoodProfile(problem, estimator, objective: result.objective)
    #expect(profile.parameters == [.theta(0), .sigma(0)])
    let error = try #require(result.uncertainty).standardErrors[0]
    let upper = try await profile.side(of: .theta(0), isUpper: true, standardError: error, known: []) { _ in }
    let end = try #require(upper.end)
    // Near the interval by the standard error, and found in a few fits.
    #expect(abs((end - result.estimates.thetas[0]) / (1.96 * error) - 1) < 0.3 && upper.points.count < 8)
    let again = try await profile.side(of: .theta(0), isUpper: true, standardError: error, known: upper.points) { _ in
      Issue.record("a known place was computed again")
    }
    #expect(again.end == end)
  }

  @Test func censoredDataAreNotSimulated() async throws {
    let (problem, _, estimator) = try await Self.fitted()
    var dataset = problem.dataset
    dataset.subjects[0].records[2].action = .observation(Observation(value: 5, censoring: .below(downTo: nil)))
    let censored = try FitProblem(model: problem.model, dataset: dataset)
    #expect(throws: FitProblemError.self) { try Bootstrap(censored, estimator, kind: .parametric) }
  }
}
