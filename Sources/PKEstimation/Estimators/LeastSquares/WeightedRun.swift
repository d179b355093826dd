import PKLanguage
import PKNumerics

/// Generalised least squares under way: estimates with weights that follow them.
struct WeightedRun {
  let problem: FitProblem
  private(set) var parameters: PopulationParameters
  /// The free thetas that predictions depend on, and the parameters of the error models.
  let structural: [ResidualStep.Parameter], residual: [ResidualStep.Parameter]
  private(set) var trace: [FitIteration] = []
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init(_ problem: FitProblem) {
    start = clock.now
    self.problem = problem
    parameters = problem.parameters.start
    let all = ResidualStep.parameters(of: problem, without: [])
    structural = all.filter(\.isStructural)
    residual = all.filter { !$0.isStructural }
  }

  /// Refuses what least squares cannot use.
  static func require(_ problem: FitProblem, method: String) throws(FitProblemError) {
    try problem.requireNoOutcomes(method)
    for subject in problem.subjects {
      for observation in subject.observations where observation.bounds.isCensored {
        throw .censoringUnsupported(method: method, subject: subject.id, row: observation.row)
      }
    }
  }

  private var seconds: Double { (clock.now - start) / .seconds(1) }

  private var thetas: [Double] { parameters.thetas + parameters.sigmas }

  /// The estimates on their unbounded scales.
  var coordinates: [Double] { (structural + residual).map { $0.scale.coordinate(of: thetas[$0.place]) } }

  private func moved(_ chosen: [ResidualStep.Parameter], to x: [Double]) -> PopulationParameters {
    var result = parameters
    for (parameter, value) in zip(chosen, x) {
      let value = parameter.scale.value(at: value)
      if parameter.place < result.thetas.count {
        result.thetas[parameter.place] = value
      } else {
        result.sigmas[parameter.place - result.thetas.count] = value
      }
    }
    return result
  }

  private func points(
    _ parameters: PopulationParameters, _ effects: [[Double]], _ derivatives: Predictor.Derivatives,
    of range: Range<Int>? = nil
  ) -> [SubjectPoint] {
    let context = EvaluationContext(problem, .conditionalInteraction, parameters)
    return context?.points(range ?? problem.subjects.indices, effects: effects, derivatives) ?? []
  }

  /// Why nothing can be computed at the start; nil when it can.
  func failure(at effects: [[Double]]) -> Termination? {
    let points = points(parameters, effects, .effects)
    guard points.count == problem.subjects.count else { return .infiniteObjective(subject: "") }
    for (subject, point) in zip(problem.subjects, points) {
      if let failure = point.failure { return .infiniteStart(subject: subject.id, failure) }
    }
    return nil
  }

  // MARK: Steps

  /// Fits the thetas to all subjects with weights as they are; false when that is not possible.
  mutating func fitThetas(at effects: [[Double]]) -> Bool {
    guard !structural.isEmpty else { return true }
    let variances = points(parameters, effects, .effects).map { $0.v.map { LaneMath.exp($0) } }
    guard variances.count == problem.subjects.count else { return false }
    let columns = structural.compactMap { problem.predictor.freeThetas.firstIndex(of: $0.place) }
    let x = structural.map { $0.scale.coordinate(of: thetas[$0.place]) }
    let minimum = try? LevenbergMarquardt().minimize(from: x) { trial in
      let points = points(moved(structural, to: trial), effects, .all)
      let slopes = zip(structural, trial).map { $0.scale.slope(at: $1) }
      return Self.evaluation(points, problem.terms, variances) { point, j in
        zip(columns, slopes).map { point.mThetas[j * point.thetas + $0] * $1 }
      }
    }
    guard let minimum else { return false }
    parameters = moved(structural, to: minimum.point)
    return true
  }

  /// The random effects of one subject without a prior, from a start; nil when there are none to be found.
  func fitEffects(_ subject: Int, from start: [Double]) -> LeastSquaresMinimum? {
    let range = subject..<(subject + 1)
    guard let first = points(parameters, [start], .effects, of: range).first, first.failure == nil else { return nil }
    let variances = [first.v.map { LaneMath.exp($0) }]
    let minimum = try? LevenbergMarquardt().minimize(from: start) { trial in
      let points = points(parameters, [trial], .effects, of: range)
      return Self.evaluation(points, [problem.terms[subject]], variances) { point, j in
        Array(point.mEffects[(j * point.effects)..<((j + 1) * point.effects)])
      }
    }
    return minimum
  }

  /// What a subject's observations tell of its random effects: Σ ∂m∂m'/g, the inverse of their covariance.
  func information(of subject: Int, at effects: [Double]) -> Matrix {
    var sum = Matrix(rows: effects.count, columns: effects.count)
    guard let point = points(parameters, [effects], .effects, of: subject..<(subject + 1)).first else { return sum }
    for j in 0..<point.observations {
      let slopes = point.mEffects[(j * effects.count)..<((j + 1) * effects.count)]
      let precision = LaneMath.exp(-point.v[j])
      for (i, a) in slopes.enumerated() { for (k, b) in slopes.enumerated() { sum[i, k] += precision * a * b } }
    }
    return sum
  }

  private static func evaluation(
    _ points: [SubjectPoint], _ terms: [[ObservationTerm]], _ variances: [[Double]],
    slopes: (SubjectPoint, Int) -> [Double]
  ) -> LevenbergMarquardt.Evaluation? {
    var residuals: [Double] = []
    var rows: [[Double]] = []
    for (index, point) in points.enumerated() {
      guard point.failure == nil else { return nil }
      for (j, term) in terms[index].enumerated() {
        guard let z = term.measured else { return nil }
        let deviation = variances[index][j].squareRoot()
        residuals.append((z - point.m[j]) / deviation)
        rows.append(slopes(point, j).map { -$0 / deviation })
      }
    }
    guard let jacobian = try? Matrix(rows) else { return nil }
    return LevenbergMarquardt.Evaluation(residuals: residuals, jacobian: jacobian)
  }

  /// Fits the parameters of the error models to the residuals by maximum likelihood (Fisher's scoring).
  mutating func fitResiduals(at effects: [[Double]], of subjects: [Int]? = nil) {
    guard !residual.isEmpty else { return }
    let subjects = subjects ?? Array(problem.subjects.indices)
    let columns = residual.compactMap { problem.predictor.freeThetas.firstIndex(of: $0.place) }
    for _ in 0..<50 {
      let x = residual.map { $0.scale.coordinate(of: thetas[$0.place]) }
      let slopes = zip(residual, x).map { $0.scale.slope(at: $1) }
      let points = points(parameters, effects, .all)
      guard points.count == problem.subjects.count else { return }
      var score = ResidualStep.Score(residual.count)
      for subject in subjects where points[subject].failure == nil {
        let point = points[subject]
        for (j, term) in problem.terms[subject].enumerated() {
          let d = term.derivatives(m: point.m[j], v: point.v[j])
          let v = zip(columns, slopes).map { point.vThetas[j * point.thetas + $0] * $1 }
          for i in v.indices {
            score.gradient[i] += d.v * v[i] / 2
            for k in v.indices { score.information[i, k] += v[i] * v[k] / 2 }
          }
        }
      }
      for i in residual.indices { score.information[i, i] += 1e-8 * score.information[i, i] + 1e-10 }
      guard let step = try? Cholesky(of: score.information).solve(score.gradient), step.allSatisfy(\.isFinite) else {
        return
      }
      // A variance may have to fall by orders of magnitude; scoring towards smaller ones never overshoots by much.
      parameters = moved(residual, to: zip(x, step).map { $0 - min(max($1, -1), 1) })
      if step.allSatisfy({ $0.magnitude < 1e-10 }) { return }
    }
  }

  mutating func set(_ parameters: PopulationParameters) { self.parameters = parameters }

  // MARK: What is told

  /// −2 ln p(y | η) without n·ln 2π.
  private func objective(at effects: [[Double]]) -> Double {
    let points = points(parameters, effects, .effects)
    var sum = 0.0
    for (subject, point) in points.enumerated() { sum += value(of: point, subject) }
    return sum.isNaN ? .infinity : sum
  }

  private func value(of point: SubjectPoint, _ subject: Int) -> Double {
    zip(problem.terms[subject], zip(point.m, point.v)).reduce(0) { $0 + $1.0.derivatives(m: $1.1.0, v: $1.1.1).value }
  }

  mutating func report(_ round: Int, _ change: Double, at effects: [[Double]]) -> FitIteration {
    let iteration = FitIteration(
      phase: .leastSquares, number: round, objective: objective(at: effects), gradient: change, parameter: "",
      parameters: parameters,
      evaluations: round, seconds: seconds)
    trace.append(iteration)
    return iteration
  }

  func pooledResult(_ termination: Termination, at effects: [[Double]]) async throws(FitProblemError) -> FitResult {
    var result = try await result(termination, .naivePooled)
    result.objective = objective(at: effects)
    let names = Set((structural + residual).map { problem.kernel.source.thetas[$0.place].name })
    result.freeParameters = problem.parameters.names.filter { names.contains($0) }
    return result
  }

  func individualResult(
    _ termination: Termination, at effects: [[Double]], of used: [Int], withoutEstimates left: [String]
  ) async throws(FitProblemError) -> FitResult {
    var result = try await result(termination, .individual)
    result.objective = objective(at: effects)
    let names = Set(residual.map { problem.kernel.source.thetas[$0.place].name })
    result.freeParameters = problem.parameters.names.filter { names.contains($0) }
    guard let context = EvaluationContext(problem, .conditionalInteraction, parameters) else { return result }
    let points = context.points(problem.subjects.indices, effects: effects, .effects)
    var evaluations: [SubjectEvaluation] = []
    for (subject, point) in points.enumerated() {
      let own = effects[subject]
      let open = Matrix(rows: own.count, columns: own.count)
      let covariance = (try? Cholesky(of: information(of: subject, at: own)).solve(.identity(own.count))) ?? open
      var evaluation = SubjectEvaluation(
        objective: value(of: point, subject), effects: own, effectCovariance: covariance)
      evaluation.isConverged = used.contains(subject)
      evaluation.failure = point.failure
      evaluations.append(evaluation)
    }
    result.individuals = IndividualFit.all(
      problem.subjects.indices, in: context, evaluations: evaluations, effects: effects,
      covariances: evaluations.map(\.effectCovariance))
    result.shrinkage = Shrinkage(effects: [], residual: nil)
    // What the linearisation about a population says does not apply.
    result.warnings = left.isEmpty ? [] : [.individualsNotConverged(left)]
    return result
  }

  func result(_ termination: Termination, _ algorithm: FitAlgorithm) async throws(FitProblemError) -> FitResult {
    let estimation = seconds
    let report = EstimateReport(problem: problem, predictor: try JobPredictor(problem), covariance: nil)
    var result = await report.result(at: parameters, termination, likelihood: nil, estimationSeconds: estimation)
    result.algorithm = algorithm
    result.trace = trace
    return result
  }
}
