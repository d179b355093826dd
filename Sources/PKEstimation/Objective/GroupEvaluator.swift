import PKNumerics

extension ModeSearch.Mode {
  /// Whether it is lower by more than the search leaves open, or found where the other was not.
  fileprivate func isBetter(than other: Self) -> Bool {
    let margin = 1e-7 * (1 + value.magnitude)
    if value < other.value - margin { return true }
    return isConverged && !other.isConverged && value < other.value + margin
  }
}

/// Computes the shares of some neighbouring subjects in the objective function.
struct GroupEvaluator {
  let range: Range<Int>
  let context: EvaluationContext
  /// What is known of each subject from parameters nearby; nil at the start.
  let previous: [SubjectEvaluation?]
  /// As of `PopulationEvaluator`.
  var flatSubjects: Set<Int> = []
  var search = ModeSearch()

  /// The shares, with their gradients if they are wanted and the method has them.
  func evaluate(gradient: Bool) -> [SubjectEvaluation] {
    switch context.method {
    case .firstOrder: firstOrder(gradient: gradient)
    case .conditional, .conditionalInteraction: conditional(gradient: gradient)
    case .laplace: laplace(gradient: gradient)
    case .quadrature(let nodes): quadrature(nodes: nodes)
    }
  }

  private var starts: [[Double]] {
    range.enumerated().map { slot, subject in
      guard let previous = previous[slot] else { return context.zeros(subject) }
      let prior = context.individual(subject).prior
      return previous.response?.effects(
        at: context.thetas, free: context.problem.predictor.freeThetas, precision: prior.precision)
        ?? previous.effects
    }
  }

  /// The most probable random effects; for a subject that a warm start led nowhere, from 0 and from ±1 standard
  /// deviation of each random effect.
  func modes(typical: TypicalPoints?, isThorough: Bool = false) -> [ModeSearch.Mode] {
    let corrections = previous.map { $0?.response?.correction }
    var modes = search.modes(range, in: context, from: starts, corrections: corrections, typical: typical)
    let needed = modes.map { isThorough || !$0.isConverged }
    guard needed.contains(true) else { return modes }
    let none = [Matrix?](repeating: nil, count: range.count)
    for start in restarts(where: needed) {
      let others = search.modes(range, in: context, from: start, corrections: none, typical: typical)
      for slot in modes.indices where needed[slot] && others[slot].isBetter(than: modes[slot]) {
        modes[slot] = others[slot]
      }
      if !isThorough, modes.allSatisfy(\.isConverged) { break }
    }
    return modes
  }

  /// Other places to start from, of 0 where a subject needs none.
  private func restarts(where needed: [Bool]) -> [[[Double]]] {
    let zeros = range.map { context.zeros($0) }
    var all = [zeros]
    for effect in 0..<(zeros.map(\.count).max() ?? 0) {
      for sign in [-1.0, 1.0] {
        all.append(
          zip(range, zeros).map { subject, zero in
            var start = zero
            guard effect < start.count, needed[subject - range.lowerBound] else { return start }
            start[effect] = sign * context.individual(subject).prior.covariance[effect, effect].squareRoot()
            return start
          })
      }
    }
    return all
  }

  /// The share of a subject whose random effects were found: O(η̂) + ln|Ω| + ln|H|, with H half a Hessian.
  func evaluation(_ mode: ModeSearch.Mode, _ prior: IndividualPrior, hessian: Matrix) -> SubjectEvaluation {
    var result = SubjectEvaluation(
      objective: .infinity, effects: mode.effects, effectCovariance: prior.covariance)
    result.isConverged = mode.isConverged
    result.failure = mode.failure
    guard mode.value < .infinity else { return result }
    guard let factor = try? Cholesky(of: hessian), let inverse = try? factor.solve(.identity(factor.order)) else {
      result.isConverged = false
      return result
    }
    result.objective = mode.value + prior.logDeterminant + factor.logDeterminant
    result.effectCovariance = inverse
    return result
  }
}
