/// What the likelihood of a subject needs to know at one place: location and variance of each observation, with their
/// derivatives by the subject's random effects and by the free thetas and sigmas.
struct SubjectPoint: Sendable {
  /// How many observations, random effects, and free thetas and sigmas there are.
  let observations: Int, effects: Int, thetas: Int
  /// For each observation the location m, and the logarithm v of the variance.
  var m: [Double], v: [Double]
  /// The predictions themselves.
  var f: [Double]
  /// The derivatives by the random effects: those of observation j begin at j·effects.
  var mEffects: [Double], vEffects: [Double]
  /// The derivatives by the thetas and sigmas: those of observation j begin at j·thetas; empty when not asked for.
  var mThetas: [Double], vThetas: [Double]
  /// Why it could not be computed; nil when it could.
  var failure: PointFailure?

  init(observations: Int, effects: Int, thetas: Int) {
    self.observations = observations
    self.effects = effects
    self.thetas = thetas
    m = Array(repeating: 0, count: observations)
    v = m
    f = m
    mEffects = Array(repeating: 0, count: observations * effects)
    vEffects = mEffects
    mThetas = Array(repeating: 0, count: observations * thetas)
    vThetas = mThetas
  }

  /// With the variances, and their dependence on thetas, of another place; they do not depend on the random effects.
  func withVariances(of other: SubjectPoint) -> SubjectPoint {
    var result = self
    result.v = other.v
    result.vEffects = Array(repeating: 0, count: vEffects.count)
    if !mThetas.isEmpty { result.vThetas = other.vThetas }
    if failure == nil { result.failure = other.failure }
    return result
  }
}
