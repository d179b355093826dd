import PKNumerics

/// A subject's point at η̂, and at places a little to both sides of it along each random effect: where second
/// derivatives come from, as central differences of exact first derivatives.
struct PerturbedPoints: Sendable {
  let center: SubjectPoint
  let effects: [Double]
  /// For each random effect, half the distance of its two points.
  let steps: [Double]
  let below: [SubjectPoint], above: [SubjectPoint]

  /// The places along a random effect.
  func places(of effect: Int) -> (below: [Double], above: [Double]) {
    var below = effects
    var above = effects
    below[effect] -= steps[effect]
    above[effect] += steps[effect]
    return (below, above)
  }

  var failure: PointFailure? {
    center.failure ?? below.lazy.compactMap(\.failure).first ?? above.lazy.compactMap(\.failure).first
  }

  /// The points of some neighbouring subjects.
  ///
  /// - Parameters:
  ///   - effects: where, for each subject.
  ///   - scales: for each subject and random effect, the size by which the steps are measured.
  ///   - derivatives: what the points are differentiated by.
  ///   - typical: the points at η = 0 for a method without interaction.
  static func points(
    _ range: Range<Int>, in context: EvaluationContext, effects: [[Double]], scales: [[Double]],
    _ derivatives: Predictor.Derivatives, typical: [SubjectPoint]?
  ) -> [PerturbedPoints] {
    let step = context.problem.predictor.differenceStep
    let steps = scales.map { $0.map { step * $0 } }
    let centers = context.points(range, effects: effects, derivatives, typical: typical)
    var below = range.map { _ in [SubjectPoint]() }
    var above = below
    for effect in 0..<(effects.map(\.count).max() ?? 0) {
      func moved(_ sign: Double) -> [[Double]] {
        zip(effects, steps).map { place, step in
          var place = place
          if effect < place.count { place[effect] += sign * step[effect] }
          return place
        }
      }
      let low = context.points(range, effects: moved(-1), derivatives, typical: typical)
      let high = context.points(range, effects: moved(1), derivatives, typical: typical)
      for slot in effects.indices where effect < effects[slot].count {
        below[slot].append(low[slot])
        above[slot].append(high[slot])
      }
    }
    return effects.indices.map {
      PerturbedPoints(
        center: centers[$0], effects: effects[$0], steps: steps[$0], below: below[$0], above: above[$0])
    }
  }

  /// ∂²O/∂η², symmetric.
  func hessian(of objective: IndividualObjective) -> Matrix {
    let q = effects.count
    var hessian = Matrix(rows: q, columns: q)
    for k in 0..<q {
      let places = places(of: k)
      let low = objective.gradient(below[k], places.below)
      let high = objective.gradient(above[k], places.above)
      for i in 0..<q {
        let slope = (high[i] - low[i]) / (2 * steps[k])
        hessian[i, k] += slope / 2
        hessian[k, i] += slope / 2
      }
    }
    return hessian
  }
}
