import Foundation
import PKData
import PKEstimation
import PKLanguage
import PKNumerics
import PKTestSupport
import PKText
import Testing

/// Yes-or-no outcomes and counts: their likelihood, what is fitted to it, and what is refused.
@Suite struct OutcomeTests {
  /// A model of an outcome by the time, with a random effect on B if it has a variance.
  private static func model(_ prediction: String, _ distribution: String, variance: Double? = nil) throws
    -> CheckedModel
  {
    let text = """
      model outcome {
        units {
          time = h
          amount = mg
        }
        theta {
          tvB : 1 = 0.2
          S : 1 = 0.3
        }
        \(variance.map { "omega { B = \($0) }" } ?? "")
        individual { B : 1 = tvB\(variance == nil ? "" : " ~ normal") }
        compartments { central : mg }
        doses { iv -> central }
        dynamics { central' = 0[mg/h] }
        observations { y : 1 = \(prediction) ~ \(distribution) }
      }
      """
    return try CheckedModel(parsing: SourceText(name: "outcome.pkm", text))
  }

  private static let logistic = "1 / (1 + exp(-(B + S * (time / 1[h]))))"

  /// Subjects with outcomes at times 0, 1, 2 and so on.
  private static func dataset(_ outcomes: [[Double]]) -> Dataset {
    Dataset(
      subjects: outcomes.enumerated().map { number, values in
        Subject(
          id: "\(number + 1)",
          records: values.enumerated().map { time, value in
            Record(
              time: Double(time), action: .observation(Observation(value: value)), row: 2 + 10 * number + time)
          })
      })
  }

  private static let subjects: [[Double]] = [
    [0, 1, 1, 0, 1], [1, 1, 1, 1, 1], [0, 0, 0, 1, 0], [1, 0, 1, 1, 1], [0, 0, 0, 0, 0], [1, 1, 0, 1, 1],
  ]

  /// Two groups of ten with 3 and 7 times yes: the estimates are the logits of the shares.
  @Test func logisticRegressionHasItsClosedForm() async throws {
    let outcomes = (0..<10).map { [$0 < 3 ? 1.0 : 0, $0 < 7 ? 1 : 0] }
    let problem = try FitProblem(
      model: try Self.model(Self.logistic, "bernoulli"), dataset: Self.dataset(outcomes))
    let fit = try await ApproximateLikelihood(.laplace, covariance: .hessian).fit(problem)
    let expected = -4 * (3 * log(0.3) + 7 * log(0.7))
    #expect(fit.termination == .converged)
    // The minimum is quadratic: what the gradient's limit leaves of the estimates is squared in the objective.
    #expect(abs(fit.objective - expected) < 1e-8)
    #expect(abs(fit.estimates.thetas[0] - log(3.0 / 7)) < 1e-4)
    #expect(abs(fit.estimates.thetas[1] - 2 * log(7.0 / 3)) < 1e-4)
    // No 2π belongs to a probability.
    #expect(fit.constant == 0)
    // Var(logit) of a share is 1/(n·p·(1 − p)); of the slope the sum of both.
    let errors = try #require(fit.uncertainty?.standardErrors)
    #expect(abs(errors[0] - (1 / 2.1).squareRoot()) < 1e-3 && abs(errors[1] - (2 / 2.1).squareRoot()) < 1e-3)
  }

  @Test func objectiveAndGradientByHand() async throws {
    let problem = try FitProblem(
      model: try Self.model(Self.logistic, "bernoulli"), dataset: Self.dataset(Self.subjects))
    let start = try #require(problem.parameters.vector(of: problem.parameters.start))
    let found = await ApproximateLikelihood(.laplace).differentiated(problem, at: start)
    var (value, slopes) = (0.0, [0.0, 0.0])
    for subject in Self.subjects {
      for (time, y) in subject.enumerated() {
        let p = 1 / (1 + exp(-(0.2 + 0.3 * Double(time))))
        value -= 2 * log(y == 1 ? p : 1 - p)
        // A minimiser sees unbounded thetas in units of their starting values.
        slopes[0] -= 2 * (y - p) * 0.2
        slopes[1] -= 2 * (y - p) * Double(time) * 0.3
      }
    }
    #expect(abs(found.objective - value) < 1e-10 && abs(found.gradient[0] - slopes[0]) < 1e-9)
    #expect(abs(found.gradient[1] - slopes[1]) < 1e-9)
  }

  @Test func countsHaveTheirClosedForm() async throws {
    let counts: [[Double]] = [[0, 3], [1, 5], [2, 4], [1, 8]]
    let problem = try FitProblem(
      model: try Self.model("exp(B + S * (time / 1[h]))", "poisson"), dataset: Self.dataset(counts))
    let fit = try await ApproximateLikelihood(.laplace).fit(problem)
    // Means 1 and 5; ln y! of all counts is ln(2·6·120·24·40320).
    let expected = 2 * (4 * 1 + 4 * 5 - 20 * log(5.0) + log(6.0 * 2 * 120 * 24 * 40320))
    #expect(abs(fit.objective - expected) < 1e-8, "\(fit.objective) \(expected)")
    #expect(abs(fit.estimates.thetas[0]) < 1e-4 && abs(fit.estimates.thetas[1] - log(5.0)) < 1e-4)
  }

  /// −2 ln of the integral over the random effect, by the trapezoidal rule, and Laplace's approximation of it; the
  /// probability is such that exact and expected curvature differ.
  private static func reference(_ outcomes: [Double], variance: Double) -> (integral: Double, laplace: Double) {
    func joint(_ b: Double) -> Double {
      var sum = b * b / variance
      for (time, y) in outcomes.enumerated() {
        let p = 0.9 / (1 + exp(-(0.2 + b + 0.3 * Double(time))))
        sum -= 2 * log(y == 1 ? p : 1 - p)
      }
      return sum
    }
    // Smooth and gone at both ends, so that the rule converges faster than any power of the step.
    let width = 12 * variance.squareRoot()
    let steps = 4000
    let places = (0...steps).map { -width + 2 * width * Double($0) / Double(steps) }
    let sum = places.reduce(0) { $0 + exp(-joint($1) / 2) } * 2 * width / Double(steps)
    var (low, high) = (-width, width)
    for _ in 0..<200 {
      let (a, b) = (low + (high - low) * 0.382, low + (high - low) * 0.618)
      if joint(a) < joint(b) { high = b } else { low = a }
    }
    let (mode, h) = ((low + high) / 2, 1e-2)
    // Fourth order, so that 10⁻² is small enough, and rounding is far below.
    let ends = joint(mode + 2 * h) + joint(mode - 2 * h)
    let curvature = (16 * (joint(mode + h) + joint(mode - h)) - ends - 30 * joint(mode)) / (12 * h * h)
    return (
      -2 * log(sum / (2 * Double.pi * variance).squareRoot()), joint(mode) + log(variance) + log(curvature / 2)
    )
  }

  @Test func oneRandomEffectAgreesWithDirectIntegration() async throws {
    let model = try Self.model("0.9 * \(Self.logistic)", "bernoulli", variance: 0.8)
    let problem = try FitProblem(model: model, dataset: Self.dataset(Self.subjects))
    let references = Self.subjects.map { Self.reference($0, variance: 0.8) }
    let integral = references.reduce(0) { $0 + $1.integral }
    let laplace = try await ApproximateLikelihood(.laplace).evaluate(problem)
    // Differences of exact gradients, and the search of the mode above to 10⁻⁸.
    #expect(abs(laplace.objective - references.reduce(0) { $0 + $1.laplace }) < 1e-5)
    let quadrature = try await ApproximateLikelihood(.quadrature(nodes: 25)).evaluate(problem)
    #expect(abs(quadrature.objective - integral) < 1e-5, "\(quadrature.objective) \(integral)")
    let sampled = try await ImportanceSampling().evaluate(problem)
    #expect(abs(sampled.objective - integral) < 4 * max(sampled.likelihood?.standardError ?? 0, 1e-4))
    // It is an approximation: were it the same, the test would tell nothing.
    #expect(abs(laplace.objective - integral) > 1e-3)
  }

  @Test(arguments: [("bernoulli", Self.logistic), ("poisson", "exp(B + S * (time / 1[h]))")])
  func gradientOfLaplaceAgreesWithDifferences(distribution: String, prediction: String) async throws {
    let problem = try FitProblem(
      model: try Self.model(prediction, distribution, variance: 0.8), dataset: Self.dataset(Self.subjects))
    let start = try #require(problem.parameters.vector(of: problem.parameters.start))
    let estimator = ApproximateLikelihood(.laplace)
    let gradient = await estimator.differentiated(problem, at: start).gradient
    for k in start.indices {
      func value(_ shift: Double) async -> Double {
        var moved = start
        moved[k] += shift
        return await estimator.differentiated(problem, at: moved).objective
      }
      let h = 1e-2
      let slope = (8 * (await value(h) - value(-h)) - (await value(2 * h) - value(-2 * h))) / (12 * h)
      // h⁴ of the difference, and second differences of gradients within.
      #expect(abs(gradient[k] - slope) < 1e-4 * max(1, abs(slope)), "\(problem.parameters.names[k])")
    }
  }

  // MARK: What is refused

  @Test(arguments: [ObjectiveMethod.firstOrder, .conditional, .conditionalInteraction])
  func linearisationsRefuseOutcomes(_ method: ObjectiveMethod) async throws {
    let problem = try FitProblem(
      model: try Self.model(Self.logistic, "bernoulli", variance: 0.8), dataset: Self.dataset(Self.subjects))
    let expected = FitProblemError.outcomeUnsupported(method: method.name, output: "y", .bernoulli)
    await #expect(throws: expected) { try await ApproximateLikelihood(method).fit(problem) }
    #expect(expected.help[0].contains("--method laplace") && expected.description.contains("'y'"))
    await #expect(throws: FitProblemError.self) { try await NaivePooled().fit(problem) }
  }

  @Test(arguments: [("bernoulli", 2.0), ("bernoulli", 0.5), ("poisson", 1.5), ("poisson", -1)])
  func valuesThatAreNoOutcomesNameTheirRow(distribution: String, value: Double) throws {
    var outcomes = Self.subjects
    outcomes[2][1] = value
    let model = try Self.model("0.5", distribution)
    let outcome = try #require(OutcomeDistribution(rawValue: distribution))
    let expected = FitProblemError.notAnOutcome(value, subject: "3", row: 23, output: "y", outcome)
    #expect(throws: expected) { try FitProblem(model: model, dataset: Self.dataset(outcomes)) }
    #expect(expected.description.contains("row 23: subject 3"))
  }

  @Test func censoredOutcomesAreRefused() throws {
    var dataset = Self.dataset(Self.subjects)
    dataset.subjects[0].records[1].action = .observation(Observation(value: 1, censoring: .below(downTo: nil)))
    let expected = FitProblemError.censoredOutcome(subject: "1", row: 3, output: "y", .bernoulli)
    let model = try Self.model(Self.logistic, "bernoulli")
    #expect(throws: expected) { try FitProblem(model: model, dataset: dataset) }
  }

  @Test(arguments: [
    ("B + S * (time / 1[h]) + 0.3", PointFailure.noExpectation(row: 4, prediction: 1.1, .bernoulli)),
    ("0.2 * time / 1[h]", .impossibleOutcome(row: 12, value: 1, prediction: 0, .bernoulli)),
  ])
  func impossibleStartsNameSubjectAndRow(prediction: String, failure: PointFailure) async throws {
    let problem = try FitProblem(
      model: try Self.model(prediction, "bernoulli"), dataset: Self.dataset(Self.subjects))
    let fit = try await ApproximateLikelihood(.laplace).fit(problem)
    guard case .infiniteStart(let subject, let found) = fit.termination else {
      Issue.record("\(fit.termination)")
      return
    }
    #expect(found.message.prefix(8) == failure.message.prefix(8) && found.help == failure.help, "\(found.message)")
    #expect(fit.termination.message.contains("subject \(subject)"))
  }

  /// Residuals of outcomes are differences; weighted ones, and the shrinkage from them, are of measured values.
  @Test func residuals() async throws {
    let problem = try FitProblem(
      model: try Self.model(Self.logistic, "bernoulli", variance: 0.8), dataset: Self.dataset(Self.subjects))
    let fit = try await ApproximateLikelihood(.laplace).evaluate(problem)
    for record in fit.individuals.flatMap(\.residuals) {
      #expect(record.pred > 0 && record.pred < 1 && record.res == record.dv - record.pred)
      #expect(record.ires == record.dv - record.ipred && record.iwres.isNaN && record.cwres.isNaN)
    }
    #expect(fit.shrinkage.residual?.isNaN ?? true)
  }

  @Test func parametricBootstrapDrawsOutcomes() async throws {
    let problem = try FitProblem(
      model: try Self.model(Self.logistic, "bernoulli", variance: 0.8), dataset: Self.dataset(Self.subjects))
    let bootstrap = try Bootstrap(problem, ApproximateLikelihood(.laplace), kind: .parametric, seed: 7)
    let (first, again, second) = (
      await bootstrap.replicate(1), await bootstrap.replicate(1), await bootstrap.replicate(2)
    )
    // Anything but outcomes would have been refused.
    #expect(first.objective.isFinite && first.objective == again.objective && first.objective != second.objective)
  }
}
