import PKNumerics
import PKSimulation

/// What one observation adds to −2 ln L, as a function of the location m and the logarithm v of the variance.
///
/// Constants are NONMEM's: n·ln 2π is left out of measured values.
struct ObservationTerm: Sendable {
  /// The value on the error's scale, when it was measured.
  private let value: Double?
  /// The bounds on the error's scale of one that was not.
  private let lower: Double, upper: Double
  /// The bound above which every value is known to lie (M4), on the error's scale; −∞ when there is none.
  private let floor: Double
  /// −2 ln h'(y).
  private let constant: Double
  /// What is known of an outcome, for which none of the above counts.
  private let outcome: OutcomeTerm?

  init(_ bounds: ObservedBounds, _ residual: ResidualModel, rule: CensoringRule) {
    if let distribution = residual.outcome, case .measured(let value) = bounds {
      outcome = OutcomeTerm(distribution: distribution, value: value)
      (self.value, lower, upper, floor, constant) = (nil, 0, 0, -.infinity, 0)
      return
    }
    outcome = nil
    let floor = rule == .positiveLikelihood ? residual.scale.place(ofLimit: 0) : -Double.infinity
    self.floor = floor
    switch bounds {
    case .measured(let value):
      self.value = residual.location(of: value)
      lower = 0
      upper = 0
      constant = -2 * residual.logSlope(at: value)
    case .within(let lower, let upper, _):
      self.value = nil
      self.lower = max(lower == -.infinity ? lower : residual.scale.place(ofLimit: lower), floor)
      self.upper = upper == .infinity ? upper : residual.scale.place(ofLimit: upper)
      constant = 0
    }
  }

  /// The measured value on the error's scale; nil for a censored one, and for an outcome.
  var measured: Double? { value }

  /// What is taken from a prediction for a residual: the measured value on the error's scale, or the outcome.
  var observed: Double? { value ?? outcome?.value }

  /// The term with its derivatives.
  func derivatives(m: Double, v: Double) -> TermDerivatives {
    if let outcome { return outcome.derivatives(at: m) }
    var result: TermDerivatives
    if let value {
      let r = value - m
      let precision = LaneMath.exp(-v)
      let square = r * r * precision
      result = TermDerivatives(
        value: v + square + constant, m: -2 * r * precision, v: 1 - square, mm: 2 * precision, mv: 2 * r * precision,
        vv: square)
    } else {
      result = TermDerivatives(logarithmOf: NormalInterval(lower: lower, upper: upper), m: m, v: v)
    }
    guard floor > -.infinity else { return result }
    result.subtract(TermDerivatives(logarithmOf: NormalInterval(lower: floor, upper: .infinity), m: m, v: v))
    return result
  }

  /// The second derivatives that the Hessian of FOCEI is made of: those expected, for a measured value or an outcome;
  /// else those that are.
  func curvature(m: Double, v: Double) -> TermCurvature {
    if let outcome { return outcome.curvature(at: m) }
    guard value != nil else { return derivatives(m: m, v: v).curvature }
    var result = TermCurvature(mm: 2 * LaneMath.exp(-v), mv: 0, vv: 1)
    if floor > -.infinity {
      let condition = TermDerivatives(logarithmOf: NormalInterval(lower: floor, upper: .infinity), m: m, v: v)
      result.mm -= condition.mm
      result.mv -= condition.mv
      result.vv -= condition.vv
    }
    return result
  }

  /// The derivatives of `curvature` by m and by v.
  func curvatureSlopes(m: Double, v: Double) -> (byLocation: TermCurvature, byVariance: TermCurvature) {
    let zero = TermCurvature(mm: 0, mv: 0, vv: 0)
    if let outcome { return (outcome.curvatureSlope(at: m), zero) }
    if value != nil, floor == -.infinity {
      return (zero, TermCurvature(mm: -2 * LaneMath.exp(-v), mv: 0, vv: 0))
    }
    // Third derivatives of ln Φ by central differences of the exact second ones.
    let step = 1e-5
    let size = step * LaneMath.exp(v / 2)
    let byLocation = TermCurvature.slope(
      curvature(m: m - size, v: v), curvature(m: m + size, v: v), width: 2 * size)
    let byVariance = TermCurvature.slope(
      curvature(m: m, v: v - step), curvature(m: m, v: v + step), width: 2 * step)
    return (byLocation, byVariance)
  }
}

/// Second derivatives of a term by m and v.
struct TermCurvature {
  var mm: Double, mv: Double, vv: Double

  fileprivate static func slope(_ below: Self, _ above: Self, width: Double) -> Self {
    Self(
      mm: (above.mm - below.mm) / width, mv: (above.mv - below.mv) / width, vv: (above.vv - below.vv) / width)
  }
}

/// A term of −2 ln L with its first and second derivatives by m and v.
struct TermDerivatives {
  var value: Double
  var m: Double, v: Double
  var mm: Double, mv: Double, vv: Double

  var curvature: TermCurvature { TermCurvature(mm: mm, mv: mv, vv: vv) }

  init(value: Double, m: Double, v: Double, mm: Double, mv: Double, vv: Double) {
    self.value = value
    self.m = m
    self.v = v
    self.mm = mm
    self.mv = mv
    self.vv = vv
  }

  /// −2 ln P, with P the probability that a normal deviate about m with variance eᵛ lies in an interval.
  init(logarithmOf interval: NormalInterval, m: Double, v: Double) {
    let deviation = LaneMath.exp(v / 2)
    let (logProbability, low, high) = interval.probability(m: m, deviation: deviation)
    // Each end contributes R = φ(u)/P, with ∂u/∂m = −1/s and ∂u/∂v = −u/2.
    func sum(_ weight: (Double) -> Double) -> Double {
      (high.ratio == 0 ? 0 : weight(high.place) * high.ratio) - (low.ratio == 0 ? 0 : weight(low.place) * low.ratio)
    }
    let byM = -sum { _ in 1 } / deviation
    let byV = -sum { $0 } / 2
    let mm = -sum { $0 } / (deviation * deviation) - byM * byM
    let mv = sum { 1 - $0 * $0 } / (2 * deviation) - byM * byV
    let vv = sum { $0 * (1 - $0 * $0) } / 4 - byV * byV
    self.init(value: -2 * logProbability, m: -2 * byM, v: -2 * byV, mm: -2 * mm, mv: -2 * mv, vv: -2 * vv)
  }

  mutating func subtract(_ other: Self) {
    value -= other.value
    m -= other.m
    v -= other.v
    mm -= other.mm
    mv -= other.mv
    vv -= other.vv
  }
}
