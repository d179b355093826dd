import PKLanguage
import PKNumerics

/// What the objective functions of all subjects share at one set of population parameters.
struct PopulationPoint: Sendable {
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
}

/// One task's view of the population parameters, with the memory in which it solves the equations.
struct EvaluationContext {
  private let population: PopulationPoint
  private let session: PredictionSession

  init(_ population: PopulationPoint) {
    self.population = population
    session = population.problem.predictor.makeSession()
  }

  /// - Returns: nil when a block of Ω is not positive definite.
  init?(_ problem: FitProblem, _ method: ObjectiveMethod, _ parameters: PopulationParameters) {
    guard let population = PopulationPoint(problem, method, parameters) else { return nil }
    self.init(population)
  }

  var problem: FitProblem { population.problem }
  var method: ObjectiveMethod { population.method }
  var thetas: [Double] { population.thetas }
  var omega: OmegaFactors { population.omega }

  /// The individual objective of a subject.
  func individual(_ subject: Int) -> IndividualObjective {
    let observed = problem.subjects[subject]
    return IndividualObjective(
      terms: problem.terms[subject],
      prior: IndividualPrior(problem.places[subject], count: observed.effects.count, omega))
  }

  /// The points of some requests, with the residual variance of other points where the method takes it from there.
  func points(
    _ requests: [Predictor.Request], _ derivatives: Predictor.Derivatives, typical: TypicalPoints? = nil
  ) -> [SubjectPoint] {
    let points = session.points(
      requests, of: problem.subjects, problem.residuals, thetas: thetas, derivatives)
    guard let typical else { return points }
    return zip(requests, points).map { $1.withVariances(of: typical[$0.subject]) }
  }

  /// The points of some neighbouring subjects, each at its own random effects.
  func points(
    _ range: Range<Int>, effects: [[Double]], _ derivatives: Predictor.Derivatives, typical: TypicalPoints? = nil
  ) -> [SubjectPoint] {
    points(
      zip(range, effects).map { Predictor.Request(subject: $0, effects: $1) }, derivatives, typical: typical)
  }

  /// The points at η = 0 where the method takes the residual variance from there; else nil.
  func typicalPoints(_ range: Range<Int>, _ derivatives: Predictor.Derivatives) -> TypicalPoints? {
    guard !method.hasInteraction else { return nil }
    return TypicalPoints(
      first: range.lowerBound, points: points(range, effects: range.map { zeros($0) }, derivatives))
  }

  /// Random effects of 0 for a subject.
  func zeros(_ subject: Int) -> [Double] { problem.subjects[subject].effects.map { _ in 0 } }
}

/// The points of some neighbouring subjects at η = 0, for a method without interaction.
struct TypicalPoints: Sendable {
  let first: Int
  let points: [SubjectPoint]

  subscript(subject: Int) -> SubjectPoint { points[subject - first] }
}
