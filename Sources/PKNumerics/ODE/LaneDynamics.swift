/// A system y' = f(t, y) of ordinary differential equations, eight of them at a time.
///
/// Lanes are independent: the derivative in a lane depends on nothing but that lane's time and state. A value of a
/// conforming type carries its own scratch memory, so it belongs to one task.
public protocol LaneDynamics: ~Copyable {
  /// How many states there are.
  var dimension: Int { get }

  /// Writes f(t, y) into `derivative`; both pointers have `dimension` values.
  mutating func evaluate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>)

  /// Writes the coefficients of f(t, y) = A·y + b in one lane: A column-major, and b.
  ///
  /// Where the states are followed by their derivatives by directions, only the leading columns of A are asked for, those
  /// of the states themselves: `matrix` has room for so many.
  /// For systems that are linear with coefficients that keep still; the default finds them by evaluating f.
  mutating func writeLinearSystem(of lane: Int, matrix: inout [Double], input: inout [Double])

  /// A number that changes whenever A does in a lane, so that A need not be written and looked at again; 0 where nobody
  /// watches.
  func linearVersion(of lane: Int) -> Int

  /// Writes b alone.
  mutating func writeLinearInput(of lane: Int, input: inout [Double])

  /// Writes b of all lanes, `dimension` values.
  mutating func writeLinearInputs(into target: UnsafeMutablePointer<Lanes>)

  /// Whether `differentiate` gives the derivatives of f; methods for stiff systems need them.
  var isDifferentiable: Bool { get }

  /// How many leading states f depends on; those that follow are integrals along the trajectory.
  var coupledDimension: Int { get }

  /// How many leading states are a system of their own of which the others are derivatives by parameters: they tell
  /// whether all of it is stiff.
  ///
  /// The Jacobian of such a system is block triangular with the same block all along its diagonal, so that its
  /// eigenvalues are those of the block; but it is far from normal, and the derivatives' slopes change with the states
  /// many times faster, by their own small sizes, than any eigenvalue says.
  var leadingDimension: Int { get }

  /// Writes the derivatives of f: ∂f/∂y column by column, `coupledDimension` columns of `dimension` values, and
  /// ∂f/∂t, `dimension` values.
  mutating func differentiate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into jacobian: UnsafeMutablePointer<Lanes>,
    _ timeDerivative: UnsafeMutablePointer<Lanes>)
}

extension LaneDynamics where Self: ~Copyable {
  /// False: a system has derivatives when it says so.
  public var isDifferentiable: Bool { false }

  /// All states.
  public var coupledDimension: Int { dimension }

  /// All states.
  public var leadingDimension: Int { dimension }

  /// Writes NaN, with which no step of a method for stiff systems is accepted.
  public mutating func differentiate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into jacobian: UnsafeMutablePointer<Lanes>,
    _ timeDerivative: UnsafeMutablePointer<Lanes>
  ) {
    jacobian.update(repeating: Lanes(repeating: .nan), count: dimension * coupledDimension)
    timeDerivative.update(repeating: Lanes(repeating: .nan), count: dimension)
  }

  /// Nobody watches.
  public func linearVersion(of lane: Int) -> Int { 0 }

  /// Evaluates f at rest.
  public mutating func writeLinearInput(of lane: Int, input: inout [Double]) {
    var none: [Double] = []
    writeLinearSystem(of: lane, matrix: &none, input: &input)
  }

  /// Writes b lane by lane.
  public mutating func writeLinearInputs(into target: UnsafeMutablePointer<Lanes>) {
    var input = [Double](repeating: 0, count: dimension)
    for lane in 0..<Lanes.scalarCount {
      writeLinearInput(of: lane, input: &input)
      for (row, value) in input.enumerated() { target[row].set(lane, to: value) }
    }
  }

  /// Finds the coefficients by evaluating f at rest and at unit states.
  public mutating func writeLinearSystem(of lane: Int, matrix: inout [Double], input: inout [Double]) {
    let n = dimension
    let state = LaneBuffer(count: n)
    let derivative = LaneBuffer(count: n)
    let zero = Lanes(repeating: 0)
    evaluate(at: zero, state.base, into: derivative.base)
    input = (0..<n).map { derivative.base[$0][lane] }
    for column in 0..<matrix.count / max(1, n) {
      state.base[column] = Lanes(repeating: 1)
      evaluate(at: zero, state.base, into: derivative.base)
      for row in 0..<n { matrix[row + column * n] = derivative.base[row][lane] - input[row] }
      state.base[column] = zero
    }
  }
}

/// How far the error of a step may go: in each state at most `absolute` + `relative`·|y|.
public struct Tolerances: Hashable, Sendable {
  /// The share of a state's size; positive.
  public var relative: Double
  /// In the state's unit; positive.
  public var absolute: Double

  /// Creates tolerances.
  public init(relative: Double = 1e-6, absolute: Double = 1e-8) {
    self.relative = relative
    self.absolute = absolute
  }
}

/// How much work a solution took.
public struct SolverStatistics: Hashable, Sendable {
  /// Accepted steps, rejected steps, and evaluations of f.
  public var steps = 0, rejected = 0, evaluations = 0
  /// Evaluations of ∂f/∂y, and factorisations of matrices made of it.
  public var jacobians = 0, factorizations = 0

  /// Creates statistics of no work.
  public init() {}

  /// The sum of two.
  public static func + (a: SolverStatistics, b: SolverStatistics) -> SolverStatistics {
    var sum = a
    sum.steps += b.steps
    sum.rejected += b.rejected
    sum.evaluations += b.evaluations
    sum.jacobians += b.jacobians
    sum.factorizations += b.factorizations
    return sum
  }
}

/// Why a solver could not go on; facts only.
public enum SolverError: Error, Hashable, Sendable {
  /// No step, however small, met the tolerances.
  case stepTooSmall(time: Double, step: Double)
  /// The limit on steps was reached; explicit methods do so on stiff systems.
  case tooManySteps(time: Double, limit: Int)
  /// A state or its derivative is not a finite number.
  case notFinite(time: Double, state: Int)
  /// Doses that are repeated for ever lead to no steady state: the state grows without end, or never falls.
  case noSteadyState(time: Double, state: Int)
  /// More inputs at once than can be followed.
  case tooManyInputs(time: Double, limit: Int)
  /// An input is asked for that cannot be: its size, rate or duration is negative or no number.
  case impossibleInput(time: Double, value: Double)
  /// A state that can only grow, the integral of a rate that is at least 0, shrinks.
  case shrinking(time: Double, state: Int)
}
