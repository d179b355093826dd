import PKEstimation
import PKSimulation
import PKLanguage
import Testing

/// What every estimator does alike, on the same small problems.
struct EstimatorConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let estimator: any Estimator
    /// How near its estimate of the elimination rate comes to 0.5 in Wang's example.
    let tolerance: Double
    var usesCensored = true
  }

  static let cases: [Case] = {
    var saem = SAEM()
    saem.burnIn = 60...60
    saem.annealing = 10
    saem.smoothing = 20
    saem.likelihood.draws = 128
    var importance = ImportanceEM()
    importance.burnIn = 25...25
    importance.smoothing = 10
    importance.sampling.draws = 128
    importance.likelihood.draws = 128
    var plain = importance
    plain.findsModes = false
    var bayes = BayesianPosterior()
    bayes.chains = 2
    bayes.warmUp = 60
    bayes.draws = 40
    return [
      Case(testDescription: "FOCEI", estimator: ApproximateLikelihood(.conditionalInteraction), tolerance: 0.05),
      Case(testDescription: "SAEM", estimator: saem, tolerance: 0.05),
      Case(testDescription: "IMPMAP", estimator: importance, tolerance: 0.05),
      Case(testDescription: "IMP", estimator: plain, tolerance: 0.05),
      Case(
        testDescription: "several starts", estimator: MultiStart(ApproximateLikelihood(), starts: 3), tolerance: 0.05),
      Case(testDescription: "NUTS", estimator: bayes, tolerance: 0.1),
      Case(testDescription: "naive pooled", estimator: NaivePooled(), tolerance: 0.05, usesCensored: false),
      Case(testDescription: "two-stage", estimator: TwoStage(), tolerance: 0.05, usesCensored: false),
      Case(
        testDescription: "global two-stage", estimator: TwoStage(.global), tolerance: 0.05, usesCensored: false),
    ]
  }()

  private static func problem(threads: Int = 1) throws -> FitProblem {
    var options = FitProblem.Options()
    options.simulation.threads = threads
    return try FitProblem(
      model: Wang.model(error: "additive(a)", sigmas: [("a", 0.3)]), dataset: Wang.dataset(), options: options)
  }

  /// −ln(y(1)/10) of the ten subjects has the geometric mean 0.476; from their mean it is 0.484.
  @Test(arguments: cases)
  func reachesTheOptimum(_ test: Case) async throws {
    let result = try await test.estimator.fit(Self.problem())
    let rate = result.estimates.thetas[0]
    #expect(abs(rate - 0.477) < test.tolerance, "\(rate) \(result.termination)")
    #expect(result.objective.isFinite)
    #expect(result.individuals.count == 10)
  }

  @Test(arguments: cases)
  func isTheSameWithThreads(_ test: Case) async throws {
    let one = try await test.estimator.fit(Self.problem())
    let two = try await test.estimator.fit(Self.problem(threads: 2))
    #expect(one.estimates == two.estimates)
    #expect(one.objective == two.objective)
    #expect(one.trace.map(\.objective) == two.trace.map(\.objective))
    #expect(one.individuals.map(\.effects) == two.individuals.map(\.effects))
  }

  @Test(arguments: cases)
  func refusesWhatHasNothingFree(_ test: Case) async throws {
    var model = try Wang.model(error: "additive(a)", sigmas: [("a", 0.3)])
    model.thetas[0].isFixed = true
    model.sigmas[0].isFixed = true
    model.omega[0].isFixed = true
    let problem = try FitProblem(model: model, dataset: Wang.dataset())
    await #expect(throws: FitProblemError.nothingFree(model: "wang")) { try await test.estimator.fit(problem) }
  }
}
