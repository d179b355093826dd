import PKNumerics

/// A system with its derivatives, and what its solution is at one time.
struct StiffProblem: LaneDynamics, CustomStringConvertible, Sendable {
  typealias Derivative = @Sendable (Lanes, UnsafePointer<Lanes>, UnsafeMutablePointer<Lanes>) -> Void
  /// Writes the entries of ∂f/∂y that are not zero: entry (i, j) at i + j·dimension.
  typealias Jacobian = @Sendable (Lanes, UnsafePointer<Lanes>, UnsafeMutablePointer<Lanes>) -> Void

  let name: String
  let initial: [Double]
  let end: Double
  let solution: [Double]
  /// The smallest size of a state that matters.
  let floor: Double
  private let derivative: Derivative
  private let jacobian: Jacobian
  private let timeDerivative: Derivative?

  init(
    _ name: String, from initial: [Double], to end: Double, _ solution: [Double], floor: Double = 1e-8,
    timeDerivative: Derivative? = nil, _ derivative: @escaping Derivative, jacobian: @escaping Jacobian
  ) {
    self.name = name
    self.initial = initial
    self.end = end
    self.solution = solution
    self.floor = floor
    self.derivative = derivative
    self.jacobian = jacobian
    self.timeDerivative = timeDerivative
  }

  var dimension: Int { initial.count }
  var isDifferentiable: Bool { true }
  var description: String { name }

  mutating func evaluate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
  ) {
    self.derivative(time, state, derivative)
  }

  mutating func differentiate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into jacobian: UnsafeMutablePointer<Lanes>,
    _ timeDerivative: UnsafeMutablePointer<Lanes>
  ) {
    jacobian.update(repeating: Lanes(repeating: 0), count: dimension * dimension)
    timeDerivative.update(repeating: Lanes(repeating: 0), count: dimension)
    self.jacobian(time, state, jacobian)
    self.timeDerivative?(time, state, timeDerivative)
  }

  /// Tolerances with which every state that matters is computed to the relative one.
  func tolerances(_ relative: Double) -> Tolerances { Tolerances(relative: relative, absolute: relative * floor) }

  /// The largest error of a state as a share of its size.
  func relativeError(of state: UnsafePointer<Lanes>, lane: Int = 0) -> Double {
    solution.indices.map { (state[$0][lane] - solution[$0]).magnitude / max(solution[$0].magnitude, floor) }.max() ?? 0
  }
}

extension LaneStepper where Self: ~Copyable {
  /// Puts every lane at the start of a problem.
  mutating func begin(_ problem: StiffProblem) {
    time = Lanes(repeating: 0)
    for (index, value) in problem.initial.enumerated() { state[index] = Lanes(repeating: value) }
  }
}
