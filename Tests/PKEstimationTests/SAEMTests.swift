import PKEstimation
import PKLanguage
import PKNumerics
import PKSimulation
import Testing

/// SAEM and importance sampling on theophylline, against the maximum of the likelihood as FOCEI (nearly exact here)
/// finds it: 116.803, of which the exact −2 ln L is 118.12 by importance sampling with many draws.
struct SAEMTests {
  #if !DEBUG
    /// FOCEI's estimates; standard errors are near 10 % for KA and CL, and Monte-Carlo errors a few percent of those.
    @Test func theophylline() async throws {
      let problem = try FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset())
      let result = try await SAEM().fit(problem)
      #expect(abs(result.objective - 118.11) < 0.5, "\(result.objective)")
      for (value, expected) in zip(result.estimates.thetas, [1.590, 2.7515, 31.81]) {
        #expect(abs(value / expected - 1) < 0.05, "\(value)")
      }
      #expect(abs(result.estimates.sigmas[0] / 0.6944 - 1) < 0.05)
      for (value, expected) in zip(result.estimates.omega, [0.40, 0.069, 0.019]) {
        #expect(abs(value[0] / expected - 1) < 0.4, "\(value)")
      }
      #expect(result.algorithm == .saem)
      #expect(result.monteCarloErrors?.count == 7)
    }
  #endif

  /// Every random number is a function of who it is for, so that threads change nothing.
  @Test func threads() async throws {
    var settings = SAEM()
    settings.burnIn = 3...3
    settings.annealing = 2
    settings.smoothing = 2...2
    settings.chainsPerSubject = 2
    settings.likelihood.draws = 64
    var results: [FitResult] = []
    for threads in [1, 2] {
      var options = FitProblem.Options()
      options.simulation.threads = threads
      let problem = try FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset(), options: options)
      results.append(try await settings.fit(problem))
    }
    #expect(results[0].estimates == results[1].estimates)
    #expect(results[0].objective == results[1].objective)
    settings.seed = 2
    let other = try await settings.fit(FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset()))
    #expect(other.estimates != results[0].estimates)
  }

  /// What has not stopped to drift is a result that says so.
  @Test func shortBurnIn() async throws {
    var settings = SAEM()
    settings.burnIn = 2...2
    settings.annealing = 0
    settings.smoothing = 1...1
    settings.chainsPerSubject = 1
    settings.likelihood.draws = 64
    let result = try await settings.fit(FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset()))
    #expect(!result.termination.isConverged)
    #expect(result.termination.reason == "drifting")
  }
}

struct ImportanceSamplingTests {
  /// The exact marginal likelihood by adaptive quadrature, from an independent program.
  @Test(arguments: [
    ("proportional(b)", "b", 39.354803), ("additive(a)", "a", -1.989614), ("logNormal(s)", "s", 40.076938),
  ])
  func wang(_ error: String, _ sigma: String, _ exact: Double) async throws {
    let model = try Wang.model(error: error, sigmas: [(sigma, 0.1.squareRoot())])
    let result = try await ImportanceSampling().evaluate(FitProblem(model: model, dataset: Wang.dataset()))
    let likelihood = try #require(result.likelihood)
    // Three standard errors, and no more than a thousandth.
    #expect(abs(likelihood.objective - exact) < max(3 * likelihood.standardError, 2e-4))
    #expect(likelihood.standardError < 1e-3)
    #expect((likelihood.largestShape ?? 0) < 0.7)
    #expect(result.termination == .evaluated)
  }
}
