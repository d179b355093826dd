/// Minimises a smooth function by the damped BFGS method with a line search.
///
/// The method asks and is told: compute value and gradient at `trial`, hand them to `take`, and look at `status`. So the
/// function may be computed in any way, by several threads or over hours, and a run can be stopped after any step.
/// (Nocedal and Wright, Numerical Optimization, 2006: line search in 3.5, damping in 18.2.)
public struct QuasiNewton: Sendable {
  /// How far the minimisation has come.
  public enum Status: Hashable, Sendable {
    /// A value is wanted at `trial`.
    case searching
    /// Gradient and expected fall are below the tolerances.
    case converged
    /// No shorter step makes the value smaller, or several in a row made it no smaller than noise.
    case stalled
  }

  /// The best point so far, the function's value there, and its gradient.
  public private(set) var point: [Double]
  /// The value at `point`.
  public private(set) var value: Double
  /// The gradient at `point`.
  public private(set) var gradient: [Double]
  /// Where the function is to be computed next.
  public private(set) var trial: [Double]
  /// How far it has come.
  public private(set) var status = Status.searching
  /// By how much the value is expected to fall still: ½·g'B⁻¹g.
  public private(set) var decrement = Double.infinity
  /// The approximate Hessian B.
  public private(set) var hessian: Matrix
  /// How many points were accepted.
  public private(set) var iterations = 0

  private let gradientTolerance: Double
  private let decrementTolerance: Double
  private let longestStep: Double
  private var direction: [Double] = []
  private var slope = 0.0
  private var length = 1.0
  private var shortenings = 0
  /// How many accepted steps in a row have made nothing better, within what is asked for.
  private var idleSteps = 0

  /// Starts at a point.
  ///
  /// - Parameters:
  ///   - point: the start.
  ///   - value: the function there; finite.
  ///   - gradient: its gradient there.
  ///   - hessian: an approximate Hessian, positive definite; otherwise the identity is used.
  ///   - gradientTolerance: the largest relative gradient, see `relativeGradient`, of a minimum.
  ///   - decrementTolerance: the largest decrement of a minimum.
  ///   - longestStep: the most that an element changes in one step.
  public init(
    at point: [Double], value: Double, gradient: [Double], hessian: Matrix, gradientTolerance: Double,
    decrementTolerance: Double, longestStep: Double = 1
  ) {
    self.point = point
    self.value = value
    self.gradient = gradient
    self.hessian = hessian
    self.gradientTolerance = gradientTolerance
    self.decrementTolerance = decrementTolerance
    self.longestStep = longestStep
    trial = point
    chooseDirection()
  }

  /// The gradient relative to point and value, by element: |g|·max(|x|, 1)/max(|f|, 1).
  public var relativeGradient: [Double] {
    zip(gradient, point).map { $0.magnitude * max($1.magnitude, 1) / max(value.magnitude, 1) }
  }

  /// Goes on with another approximate Hessian, as after a stall.
  public mutating func restart(hessian: Matrix) {
    self.hessian = hessian
    status = .searching
    idleSteps = 0
    chooseDirection()
  }

  /// Takes the function's value at `trial`, and its gradient if the value is finite.
  ///
  /// - Returns: whether the point was accepted.
  @discardableResult
  public mutating func take(value: Double, gradient: [Double]) -> Bool {
    guard status == .searching else { return false }
    let isUsable = value.isFinite && gradient.allSatisfy(\.isFinite)
    let noise = decrement < 1e-4 ? 1e-10 * (1 + self.value.magnitude) : 0
    guard isUsable, value <= self.value + 1e-4 * length * slope + noise else {
      shorten(isUsable ? value : .infinity)
      return false
    }
    idleSteps = self.value - value < decrementTolerance + 1e-10 * (1 + self.value.magnitude) ? idleSteps + 1 : 0
    update(by: zip(trial, point).map { $0 - $1 }, zip(gradient, self.gradient).map { $0 - $1 })
    point = trial
    self.value = value
    self.gradient = gradient
    iterations += 1
    chooseDirection()
    // Where value or gradient are noisy, steps of next to nothing could be taken for ever.
    if status == .searching, idleSteps >= 5 { status = .stalled }
    return true
  }

  private mutating func chooseDirection() {
    shortenings = 0
    guard let step = try? Cholesky(of: hessian).solve(gradient), step.allSatisfy(\.isFinite) else {
      hessian = .identity(point.count)
      direction = gradient.map { -$0 }
      return begin()
    }
    direction = step.map { -$0 }
    begin()
  }

  private mutating func begin() {
    slope = zip(direction, gradient).reduce(0) { $0 + $1.0 * $1.1 }
    decrement = -slope / 2
    if decrement <= decrementTolerance, relativeGradient.allSatisfy({ $0 <= gradientTolerance }) {
      status = .converged
      return
    }
    let longest = direction.reduce(0) { max($0, $1.magnitude) }
    length = longest > longestStep ? longestStep / longest : 1
    move()
  }

  private mutating func shorten(_ value: Double) {
    shortenings += 1
    guard shortenings <= 25 else {
      status = .stalled
      return
    }
    let drop = value - self.value - length * slope
    let ratio = value < .infinity && drop > 0 ? -slope * length / (2 * drop) : 0.2
    length *= min(max(ratio, 0.1), 0.5)
    move()
  }

  private mutating func move() { trial = zip(point, direction).map { $0 + length * $1 } }

  /// The damped BFGS update of B by a step s and the change y of the gradient.
  private mutating func update(by s: [Double], _ y: [Double]) {
    guard let bs = try? hessian.multiplied(by: s) else { return }
    let sBs = zip(s, bs).reduce(0) { $0 + $1.0 * $1.1 }
    var y = y
    var sy = zip(s, y).reduce(0) { $0 + $1.0 * $1.1 }
    guard sBs > 0 else { return }
    if sy < 0.2 * sBs {
      let share = 0.8 * sBs / (sBs - sy)
      y = zip(y, bs).map { share * $0 + (1 - share) * $1 }
      sy = zip(s, y).reduce(0) { $0 + $1.0 * $1.1 }
    }
    guard sy > 0 else { return }
    for i in s.indices {
      for k in s.indices { hessian[i, k] += y[i] * y[k] / sy - bs[i] * bs[k] / sBs }
    }
  }
}
