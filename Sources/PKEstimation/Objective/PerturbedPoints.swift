import PKNumerics

/// A subject's point at η̂ and at places a little away from it along each random effect, and along pairs of them if
/// asked for: where higher derivatives come from, as differences of exact first ones.
struct PerturbedPoints: Sendable {
  let center: SubjectPoint
  let effects: [Double]
  /// For each random effect, half the distance of its two points.
  let steps: [Double]
  private(set) var below: [SubjectPoint] = [], above: [SubjectPoint] = []
  /// The points along both of two random effects i > k, at i(i − 1)/2 + k; empty when not asked for.
  private(set) var belowBoth: [SubjectPoint] = [], aboveBoth: [SubjectPoint] = []

  /// The places along a random effect.
  func places(of effect: Int) -> (below: [Double], above: [Double]) {
    (Self.moved(effects, steps, [effect], -1), Self.moved(effects, steps, [effect], 1))
  }

  /// The places along two random effects.
  func places(of first: Int, _ second: Int) -> (below: [Double], above: [Double]) {
    (Self.moved(effects, steps, [first, second], -1), Self.moved(effects, steps, [first, second], 1))
  }

  private static func moved(_ place: [Double], _ steps: [Double], _ along: [Int], _ sign: Double) -> [Double] {
    var place = place
    for effect in along { place[effect] += sign * steps[effect] }
    return place
  }

  var failure: PointFailure? {
    ([center] + below + above + belowBoth + aboveBoth).lazy.compactMap(\.failure).first
  }

  /// The points of some neighbouring subjects, all in one call.
  ///
  /// - Parameters:
  ///   - range: the subjects.
  ///   - context: the population parameters.
  ///   - effects: where, for each subject.
  ///   - scales: for each subject and random effect, the size by which the steps are measured.
  ///   - step: the steps' share of it.
  ///   - pairs: whether the points along pairs are wanted.
  ///   - derivatives: what the points are differentiated by.
  ///   - typical: the points at η = 0 for a method without interaction.
  /// - Returns: the points of each subject of the range.
  static func points(
    _ range: Range<Int>, in context: EvaluationContext, effects: [[Double]], scales: [[Double]], step: Double,
    pairs: Bool = false, _ derivatives: Predictor.Derivatives, typical: TypicalPoints?
  ) -> [PerturbedPoints] {
    var requests: [Predictor.Request] = []
    let steps = scales.map { $0.map { step * $0 } }
    for (slot, subject) in range.enumerated() {
      for along in directions(effects[slot].count, pairs: pairs) {
        for sign in along.isEmpty ? [0.0] : [-1.0, 1.0] {
          requests.append(
            Predictor.Request(subject: subject, effects: moved(effects[slot], steps[slot], along, sign)))
        }
      }
    }
    var points = context.points(requests, derivatives, typical: typical)[...]
    return effects.indices.map { slot in
      var result = PerturbedPoints(center: points.removeFirst(), effects: effects[slot], steps: steps[slot])
      for along in directions(effects[slot].count, pairs: pairs).dropFirst() {
        let (low, high) = (points.removeFirst(), points.removeFirst())
        if along.count == 1 {
          result.below.append(low)
          result.above.append(high)
        } else {
          result.belowBoth.append(low)
          result.aboveBoth.append(high)
        }
      }
      return result
    }
  }

  private init(center: SubjectPoint, effects: [Double], steps: [Double]) {
    self.center = center
    self.effects = effects
    self.steps = steps
  }

  /// None, each random effect, then each pair.
  private static func directions(_ count: Int, pairs: Bool) -> [[Int]] {
    let all = (0..<count).flatMap { i in (0..<i).map { [i, $0] } }
    return [[]] + (0..<count).map { [$0] } + (pairs ? all : [])
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

  /// ∂²g/∂ηᵢ∂ηₖ of several quantities, for each i ≥ k at i(i + 1)/2 + k.
  func secondDerivatives(_ quantities: (SubjectPoint, [Double]) -> [Double]) -> [[Double]] {
    let middle = quantities(center, effects)
    let low = effects.indices.map { quantities(below[$0], places(of: $0).below) }
    let high = effects.indices.map { quantities(above[$0], places(of: $0).above) }
    return effects.indices.flatMap { i in
      (0...i).map { k in
        guard i != k else {
          return middle.indices.map { (high[i][$0] - 2 * middle[$0] + low[i][$0]) / (steps[i] * steps[i]) }
        }
        let pair = i * (i - 1) / 2 + k
        let places = places(of: i, k)
        let both = (quantities(belowBoth[pair], places.below), quantities(aboveBoth[pair], places.above))
        return middle.indices.map { n in
          let corners = both.0[n] + both.1[n] + 2 * middle[n]
          return (corners - low[i][n] - high[i][n] - low[k][n] - high[k][n]) / (2 * steps[i] * steps[k])
        }
      }
    }
  }
}
