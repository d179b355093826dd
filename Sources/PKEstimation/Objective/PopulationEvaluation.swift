import PKNumerics
import PKSimulation

/// The objective function of all subjects at some population parameters.
struct PopulationEvaluation: Sendable {
  /// The sum over subjects, in their order.
  let objective: Double
  let subjects: [SubjectEvaluation]
  let parameters: PopulationParameters

  /// The subject whose individual objective has hardly any curvature left in some direction, if there is one.
  var flattest: Int? {
    let index = subjects.indices.min { subjects[$0].curvature < subjects[$1].curvature }
    return index.flatMap { subjects[$0].curvature < 0.02 ? $0 : nil }
  }

  /// The subjects that are as flat, or on the way there.
  var flatSubjects: Set<Int> { Set(subjects.indices.filter { subjects[$0].curvature < 0.1 }) }

  /// The first subject whose share is not finite.
  var failure: (subject: Int, failure: PointFailure?)? {
    subjects.firstIndex { !($0.objective < .infinity) }.map { ($0, subjects[$0].failure) }
  }
}

/// Computes the objective function, subjects shared by threads.
///
/// Subjects are worked on eight at a time, and sums run in their order: the bits do not depend on the number of threads.
struct PopulationEvaluator: Sendable {
  let problem: FitProblem
  let method: ObjectiveMethod
  /// For Laplace the subjects whose Hessian is FOCEI's, since their own vanishes in some direction.
  var flatSubjects: Set<Int> = []
  /// How many subjects make a piece of work: the lanes of the solver.
  static let groupSize = 8

  /// The objective function at some parameters.
  ///
  /// - Parameters:
  ///   - parameters: the parameters.
  ///   - previous: what is known from parameters nearby; nil at the start.
  ///   - gradient: whether the gradient is wanted, of a method that has one.
  /// - Returns: an objective of +∞ where it cannot be computed.
  func evaluate(
    _ parameters: PopulationParameters, from previous: PopulationEvaluation?, gradient: Bool
  ) async -> PopulationEvaluation {
    let count = problem.subjects.count
    guard let population = PopulationPoint(problem, method, parameters) else {
      return PopulationEvaluation(objective: .infinity, subjects: [], parameters: parameters)
    }
    var subjects: [SubjectEvaluation] = []
    let pieces = (count + Self.groupSize - 1) / Self.groupSize
    let work: @Sendable (Int) -> [SubjectEvaluation] = { piece in
      let first = piece * Self.groupSize
      let range = first..<min(first + Self.groupSize, count)
      let known = range.map { previous?.subjects.isEmpty == false ? previous?.subjects[$0] : nil }
      let context = EvaluationContext(population)
      return GroupEvaluator(range: range, context: context, previous: known, flatSubjects: flatSubjects)
        .evaluate(gradient: gradient)
    }
    if problem.options.simulation.threads > 1, pieces > 1 {
      // Nothing here throws but a cancellation, after which the result is not finite.
      try? await inOrder(pieces, threads: problem.options.simulation.threads, isolation: nil, work: work) {
        subjects += $0
      }
    } else {
      for piece in 0..<pieces { subjects += work(piece) }
    }
    guard subjects.count == count else {
      return PopulationEvaluation(objective: .infinity, subjects: [], parameters: parameters)
    }
    let sum = subjects.reduce(0) { $0 + $1.objective }
    return PopulationEvaluation(
      objective: sum.isNaN ? .infinity : sum, subjects: subjects, parameters: parameters)
  }
}
