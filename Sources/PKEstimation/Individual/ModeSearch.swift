import PKNumerics

/// Finds the most probable random effects η̂ of some neighbouring subjects at once: the minimum of O(η).
///
/// Newton's method with a line search. Half the Hessian is H̃, which needs first derivatives only, and a correction that
/// learns from the gradients what H̃ leaves out (symmetric rank 1), so that the search is fast also where O is flat.
/// Every round solves the equations of all subjects once, a lane each; a subject's result does not depend on the others.
struct ModeSearch: Sendable {
  /// The decrement d'H̃d (squared length of the step in posterior standard deviations) at which a search ends.
  var tolerance = 1e-14
  /// How many rounds a search may take.
  var roundLimit = 150

  /// The most probable random effects of a subject, and what is known there.
  struct Mode: Sendable {
    var effects: [Double]
    var value: Double
    var gradient: [Double]
    /// H̃ there, which the search took as half the Hessian.
    var halfHessian: Matrix
    var isConverged: Bool
    var failure: PointFailure?
  }

  /// - Parameters:
  ///   - range: the subjects.
  ///   - context: the population parameters.
  ///   - starts: where to begin.
  ///   - corrections: for each subject what is added to H̃ for the search; nil for nothing.
  ///   - typical: the points at η = 0 for a method without interaction.
  /// - Returns: the most probable random effects of each subject of the range.
  func modes(
    _ range: Range<Int>, in context: EvaluationContext, from starts: [[Double]], corrections: [Matrix?],
    typical: TypicalPoints?
  ) -> [Mode] {
    let objectives = range.map { context.individual($0) }
    var searches = zip(objectives, zip(starts, corrections)).map { objective, start in
      LineSearch(objective, start: start.0, correction: start.1, tolerance: tolerance)
    }
    for _ in 0..<roundLimit {
      let open = searches.indices.filter { !searches[$0].isFinished }
      guard !open.isEmpty else { break }
      let requests = open.map { Predictor.Request(subject: range.lowerBound + $0, effects: searches[$0].trial) }
      let points = context.points(requests, .effects, typical: typical)
      for (slot, point) in zip(open, points) { searches[slot].take(point) }
    }
    return searches.map(\.mode)
  }
}

/// The state of one subject's search.
private struct LineSearch {
  private let objective: IndividualObjective
  /// What is added to H̃.
  private var correction: Matrix
  private let tolerance: Double
  private(set) var isFinished = false
  /// Where the objective is to be computed next.
  private(set) var trial: [Double]
  private(set) var mode: ModeSearch.Mode
  private var direction: [Double]
  private var length = 1.0
  /// The derivative of O along the direction, at length 0.
  private var slope = 0.0
  private var decrement = Double.infinity
  private var shortenings = 0
  private var failedPoints = 0

  init(_ objective: IndividualObjective, start: [Double], correction: Matrix?, tolerance: Double) {
    self.objective = objective
    self.correction = correction ?? Matrix(rows: start.count, columns: start.count)
    self.tolerance = tolerance
    trial = start
    direction = start.map { _ in 0 }
    mode = ModeSearch.Mode(
      effects: start, value: .infinity, gradient: direction, halfHessian: objective.prior.precision,
      isConverged: false)
  }

  /// Takes the point at `trial`.
  mutating func take(_ point: SubjectPoint) {
    let value = objective.value(point, trial)
    guard mode.value < .infinity else { return takeFirst(point, value) }
    // Near the minimum the change is below what rounding leaves of O.
    let noise = 1e-11 * (1 + mode.value.magnitude)
    if value <= mode.value + 1e-4 * length * slope || (value <= mode.value + noise && decrement < 1e-6) {
      accept(point, value)
    } else {
      shorten(value)
    }
  }

  private mutating func takeFirst(_ point: SubjectPoint, _ value: Double) {
    if value < .infinity { return accept(point, value) }
    // From a start where nothing can be computed, towards 0; there it must be possible.
    mode.failure = point.failure ?? mode.failure
    failedPoints += 1
    if failedPoints > 3 || trial.allSatisfy({ $0 == 0 }) {
      isFinished = true
    } else {
      trial = failedPoints == 3 ? trial.map { _ in 0 } : trial.map { $0 / 4 }
    }
  }

  private mutating func accept(_ point: SubjectPoint, _ value: Double) {
    let gradient = objective.gradient(point, trial)
    mode.halfHessian = objective.halfHessian(point)
    if mode.value < .infinity, decrement > 1e-12 {
      learn(zip(trial, mode.effects).map { $0 - $1 }, zip(gradient, mode.gradient).map { ($0 - $1) / 2 })
    }
    mode.effects = trial
    mode.value = value
    mode.failure = nil
    mode.gradient = gradient
    step()
  }

  /// Makes the corrected Hessian map a step to the change of half the gradient (symmetric rank 1; Nocedal and Wright,
  /// Numerical Optimization, 2006, 6.2).
  private mutating func learn(_ move: [Double], _ change: [Double]) {
    guard let predicted = try? corrected.multiplied(by: move) else { return }
    let miss = zip(change, predicted).map { $0 - $1 }
    let product = zip(miss, move).reduce(0) { $0 + $1.0 * $1.1 }
    func square(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 } }
    guard product * product > 1e-16 * square(miss) * square(move) else { return }
    for i in miss.indices { for k in miss.indices { correction[i, k] += miss[i] * miss[k] / product } }
  }

  private var corrected: Matrix {
    var result = mode.halfHessian
    for i in trial.indices { for k in trial.indices { result[i, k] += correction[i, k] } }
    return result
  }

  /// Chooses the next direction.
  private mutating func step() {
    guard let direction = newtonStep() else {
      isFinished = true
      return
    }
    self.direction = direction
    slope = zip(direction, mode.gradient).reduce(0) { $0 + $1.0 * $1.1 }
    // O falls by d'H̃d = −½ slope over a full step of a quadratic.
    let previous = decrement
    decrement = -slope / 2
    shortenings = 0
    if decrement <= tolerance || (decrement < 1e-9 && decrement >= previous) {
      mode.isConverged = decrement < 1e-9
      isFinished = true
      return
    }
    // A step of many standard deviations is no use of a quadratic.
    length = min(1, (25 / decrement).squareRoot())
    move()
  }

  private mutating func newtonStep() -> [Double]? {
    guard !trial.isEmpty else {
      mode.isConverged = true
      return nil
    }
    let half = mode.gradient.map { -$0 / 2 }
    if let step = try? Cholesky(of: corrected).solve(half), step.allSatisfy(\.isFinite) { return step }
    // What was learnt is of no use here.
    correction = Matrix(rows: trial.count, columns: trial.count)
    guard let step = try? Cholesky(of: mode.halfHessian).solve(half), step.allSatisfy(\.isFinite) else { return nil }
    return step
  }

  private mutating func shorten(_ value: Double) {
    shortenings += 1
    guard shortenings < 40 else {
      mode.isConverged = decrement < 1e-7
      isFinished = true
      return
    }
    // The minimum of the parabola through both values and the slope, not too near either end.
    let drop = value - mode.value - length * slope
    let ratio = value < .infinity && drop > 0 ? -slope * length / (2 * drop) : 0.1
    length *= min(max(ratio, 0.1), 0.5)
    move()
  }

  private mutating func move() {
    trial = zip(mode.effects, direction).map { $0 + length * $1 }
  }
}
