import PKData
import PKEstimation
import PKLanguage
import Testing

/// Least squares of each subject, and what is made of them.
struct LeastSquaresMethodTests {
  /// Each of theophylline's subjects by nls() would have the parameters that its own data fit best: at the minimum of its
  /// sum of squares, which is no higher than anywhere near.
  @Test func eachSubjectIsFittedAlone() async throws {
    let problem = try FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset(count: 4))
    let result = try await IndividualLeastSquares().fit(problem)
    #expect(result.termination == .converged)
    #expect(result.algorithm == .individual)
    let found = result.individuals.map(\.isConverged)
    #expect(found == [true, true, true, true])
    // With an additive error the weights are equal, so the sum of squares decides.
    for individual in result.individuals {
      let squares = individual.residuals.reduce(0) { $0 + $1.ires * $1.ires }
      let conditional = try await ApproximateLikelihood().evaluate(problem).individuals
      let other = try #require(conditional.first { $0.id == individual.id })
      #expect(squares <= other.residuals.reduce(0) { $0 + $1.ires * $1.ires } * (1 + 1e-9))
      #expect(individual.effectCovariance.indices.allSatisfy { individual.effectCovariance[$0][$0] > 0 })
    }
    // Thetas and omega take no part.
    #expect(result.estimates.thetas == problem.parameters.start.thetas)
    #expect(result.estimates.omega == problem.parameters.start.omega)
  }

  /// Estimates' own errors go into the standard method's variances, and are taken out of the global one's.
  @Test func globalVariancesAreSmaller() async throws {
    let problem = try FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset())
    let standard = try await TwoStage().fit(problem)
    let global = try await TwoStage(.global).fit(problem)
    for (one, other) in zip(global.estimates.omega, standard.estimates.omega) { #expect(one[0] < other[0]) }
    #expect(global.algorithm == .globalTwoStage)
    // Both are near the maximum of the likelihood: 2.75 L/h and 31.8 L by FOCEI.
    #expect(abs(global.estimates.thetas[1] / 2.75 - 1) < 0.05)
    #expect(abs(global.estimates.thetas[2] / 31.8 - 1) < 0.05)
  }
}

/// Several starts.
struct MultiStartTests {
  @Test func tellsHowEachEnded() async throws {
    let problem = try FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset())
    let several = MultiStart(ApproximateLikelihood(), starts: 3)
    let result = try await several.fit(problem)
    #expect(result.starts.count == 3)
    #expect(abs(result.objective - 116.803) < 0.001)
    #expect(result.starts.allSatisfy { $0.objective >= result.objective })
  }

  /// Starts are within their factors, and the first is the problem's own.
  @Test func startsAreNearTheFirst() throws {
    let space = try FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset()).parameters
    let several = MultiStart(ApproximateLikelihood(), starts: 20)
    #expect(several.start(0, of: space) == space.start)
    var different: Set<[Double]> = []
    for number in 1..<20 {
      let start = several.start(number, of: space)
      different.insert(start.thetas)
      for (value, first) in zip(start.thetas + start.sigmas, space.start.thetas + space.start.sigmas) {
        #expect(value <= 3.001 * first && value >= first / 3.001)
      }
      for (value, first) in zip(start.omega, space.start.omega) {
        #expect(value[0] <= 5.001 * first[0] && value[0] >= first[0] / 5.001)
      }
    }
    #expect(different.count == 19)
  }

  /// From this start FOCEI ends at 176.907, where absorption and elimination of some subjects have changed places; their
  /// random effects looked for anew lead on to the optimum.
  @Test func leavesExchangedRates() async throws {
    let model = try Theophylline.model(omega: "KA = 2.8419648\n CL = 0.40493612\n V = 0.071000065")
    var start = PopulationParameters(of: model)
    start.thetas = [1.4664133, 1.0671407, 11.002653]
    start.sigmas = [1.0943944]
    let problem = try FitProblem(model: model, dataset: Theophylline.dataset(), start: start)
    let result = try await ApproximateLikelihood().fit(problem)
    #expect(result.termination == .converged)
    #expect(abs(result.objective - 116.803) < 0.001, "\(result.objective)")
  }
}
