import PKLanguage
import PKNumerics

/// Everything that the objective functions of all subjects share at one set of population parameters.
struct EvaluationContext: Sendable {
  let problem: FitProblem
  let method: ObjectiveMethod
  let parameters: PopulationParameters
  /// The values of the rewritten model's thetas.
  let thetas: [Double]
  let omega: OmegaFactors

  /// - Returns: nil when a block of Ω is not positive definite.
  init?(_ problem: FitProblem, _ method: ObjectiveMethod, _ parameters: PopulationParameters) {
    guard let omega = OmegaFactors(parameters, of: problem.parameters) else { return nil }
    self.problem = problem
    self.method = method
    self.parameters = parameters
    thetas = parameters.thetas + parameters.sigmas
    self.omega = omega
  }

  /// The individual objective of a subject.
  func individual(_ subject: Int) -> IndividualObjective {
    let observed = problem.subjects[subject]
    return IndividualObjective(
      terms: problem.terms[subject],
      prior: IndividualPrior(problem.places[subject], count: observed.effects.count, omega))
  }

  /// The points of some neighbouring subjects at some random effects.
  func points(_ range: Range<Int>, effects: [[Double]], _ derivatives: Predictor.Derivatives) -> [SubjectPoint] {
    problem.predictor.points(
      range, of: problem.subjects, problem.residuals, thetas: thetas, effects: effects, derivatives)
  }

  /// The same, with the residual variance at η = 0 where the method has no interaction.
  func points(
    _ range: Range<Int>, effects: [[Double]], _ derivatives: Predictor.Derivatives, typical: [SubjectPoint]?
  ) -> [SubjectPoint] {
    let points = points(range, effects: effects, derivatives)
    guard let typical else { return points }
    return zip(points, typical).map { $0.withVariances(of: $1) }
  }

  /// The points at η = 0 where the method takes the residual variance from there; else nil.
  func typicalPoints(_ range: Range<Int>, _ derivatives: Predictor.Derivatives) -> [SubjectPoint]? {
    guard !method.hasInteraction else { return nil }
    return points(range, effects: range.map { zeros($0) }, derivatives)
  }

  /// Random effects of 0 for a subject.
  func zeros(_ subject: Int) -> [Double] { problem.subjects[subject].effects.map { _ in 0 } }
}
