import PKData
import PKEstimation
import PKLanguage
import PKNumerics
import PKText
import Testing

/// The gradient of the objective function, against differences of order 4 of its values with η̂ found anew.
struct GradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let method: ObjectiveMethod
    let error: String
    var sigmas: [(String, Double)] = [("a", 0.4), ("b", 0.2)]
    var isCensored = false
    var rule = CensoringRule.likelihood
    var testDescription: String { "\(method.name) \(error) \(isCensored ? rule.rawValue : "")" }
  }

  static let cases: [Case] = [
    Case(method: .firstOrder, error: "additive(a) + proportional(b)"),
    Case(method: .conditional, error: "additive(a) + proportional(b)"),
    Case(method: .conditionalInteraction, error: "additive(a) + proportional(b)"),
    Case(method: .laplace, error: "additive(a) + proportional(b)"),
    Case(method: .quadrature(nodes: 3), error: "additive(a) + proportional(b)"),
    Case(method: .conditionalInteraction, error: "power(a, b)"),
    Case(method: .conditionalInteraction, error: "logNormal(a + b*central/(central + 5))"),
    Case(method: .conditionalInteraction, error: "boxCox(0.5) + additive(a) + proportional(b)"),
    Case(method: .laplace, error: "boxCox(-0.4) + additive(a)", sigmas: [("a", 0.1)]),
    Case(method: .conditionalInteraction, error: "yeoJohnson(1.4) + combined1(a, b, 0.7)"),
    Case(method: .conditional, error: "probitNormal(-5, 30) + additive(a)", sigmas: [("a", 0.2)]),
    Case(
      method: .conditionalInteraction, error: "logitNormal(0, 20) + additive(a)", sigmas: [("a", 0.4)],
      isCensored: true),
    Case(method: .conditionalInteraction, error: "combined1(a, b)", isCensored: true),
    Case(method: .conditional, error: "combined1(a, b)", isCensored: true),
    Case(method: .laplace, error: "combined1(a, b)", isCensored: true),
    Case(method: .laplace, error: "combined1(a, b)", isCensored: true, rule: .positiveLikelihood),
    Case(
      method: .conditionalInteraction, error: "logNormal(a)", sigmas: [("a", 0.4)], isCensored: true,
      rule: .positiveLikelihood),
  ]

  /// Wang's data, of which some are said to be below or above a limit, or in an interval.
  private static func dataset(isCensored: Bool) -> Dataset {
    var dataset = Wang.dataset()
    guard isCensored else { return dataset }
    func censor(_ subject: Int, _ value: Double, _ censoring: Observation.Censoring) {
      dataset.subjects[subject].records[2].action = .observation(Observation(value: value, censoring: censoring))
    }
    censor(0, 5, .below(downTo: nil))
    censor(3, 6, .below(downTo: 5))
    censor(4, 6.2, .above(upTo: nil))
    censor(6, 6.5, .above(upTo: 8))
    return dataset
  }

  @Test(arguments: cases)
  func differences(_ example: Case) async throws {
    let model = try Wang.model(error: example.error, sigmas: example.sigmas)
    var options = FitProblem.Options()
    options.censoring = example.rule
    let problem = try FitProblem(
      model: model, dataset: Self.dataset(isCensored: example.isCensored), options: options)
    try await hold(problem, example.method)
  }

  /// Thetas beside a random effect of their own, whose derivatives are taken from those by the effect, and one that is read
  /// twice, whose are not.
  @Test(arguments: [ObjectiveMethod.conditionalInteraction, .firstOrder, .laplace])
  func thetasBesideEffects(_ method: ObjectiveMethod) async throws {
    let text = """
      model beside {
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          tvK   : 1/h = 0.4
          base  : 1 = 0.7 in 0...10
          twice : 1 = 1.1
        }
        omega {
          K = 0.04
          S = 0.01
        }
        sigma { b : 1 = 0.2 }
        individual {
          K : 1/h = 3*tvK*twice/2 ~ logNormal
          S : 1 = 0.2 + base ~ normal
        }
        compartments { central : 1 }
        doses { iv -> central }
        dynamics { central' = -K * central }
        observations { y : 1 = central*S*twice ~ proportional(b) }
      }
      """
    let model = try CheckedModel(parsing: SourceText(name: "beside.pkm", text))
    try await hold(FitProblem(model: model, dataset: Wang.dataset()), method)
  }

  private func hold(_ problem: FitProblem, _ method: ObjectiveMethod) async throws {
    let estimator = ApproximateLikelihood(method)
    let start = try #require(problem.parameters.vector(of: problem.parameters.start))
    let (objective, gradient) = await estimator.differentiated(problem, at: start)
    #expect(objective.isFinite)
    for k in start.indices {
      var values: [Double] = []
      for factor in [-2.0, -1, 1, 2] {
        var moved = start
        moved[k] += factor * 1e-3
        values.append(await estimator.differentiated(problem, at: moved).objective)
      }
      let difference = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * 1e-3)
      #expect(
        abs(gradient[k] - difference) < 2e-5 * max(1, abs(difference)),
        "\(problem.parameters.names[k]): \(gradient[k]), by differences \(difference)")
    }
  }
}
