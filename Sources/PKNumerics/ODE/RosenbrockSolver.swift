/// The state of a Rosenbrock method over lanes: for stiff systems, each lane with its own time, step and error
/// control.
///
/// Needs the derivatives of f; where a system has none, no step is accepted. Nothing is allocated after `init`.
public struct RosenbrockSolver: LaneStepper, ~Copyable {
  /// How many states there are.
  public let dimension: Int
  /// The time that each lane has reached.
  public var time = Lanes(repeating: 0)
  /// The state that each lane has reached: `dimension` values.
  public var state: UnsafeMutablePointer<Lanes> { stateBuffer.base }
  /// The derivatives there: `dimension` values.
  public var derivative: UnsafeMutablePointer<Lanes> { derivativeBuffer.base }
  /// The end of the step that was attempted.
  public internal(set) var nextTime = Lanes(repeating: 0)
  /// The state at the end of the step: `dimension` values.
  public var nextState: UnsafeMutablePointer<Lanes> { nextStateBuffer.base }
  /// The derivatives there: `dimension` values.
  public var nextDerivative: UnsafeMutablePointer<Lanes> { nextDerivativeBuffer.base }

  private let stateBuffer: LaneBuffer
  private let derivativeBuffer: LaneBuffer
  private let nextStateBuffer: LaneBuffer
  private let nextDerivativeBuffer: LaneBuffer
  let method: RosenbrockTableau
  let tolerances: Tolerances
  var steps: StepSizes
  let allStates: [Int]
  /// One over the step that is interpolated.
  var perStep = Lanes(repeating: 0)
  /// ∂f/∂y by columns, as many as f depends on, and ∂f/∂t, at the start of the step.
  let jacobian: LaneBuffer
  let timeDerivative: LaneBuffer
  var factors: LaneLU
  /// The increments u of all stages: `stages` rows of `dimension`.
  let increments: LaneBuffer
  /// The same of a step aside, and where it ends.
  let asideIncrements: LaneBuffer
  let asideState: LaneBuffer
  /// The state and the derivatives of a stage.
  let stage: LaneBuffer
  let slope: LaneBuffer
  /// For each state the four coefficients of the interpolant in θ.
  let polynomial: LaneBuffer
  /// A direction in which the Jacobian stretches most, as far as the steps so far have found it.
  let direction: LaneBuffer
  /// The Jacobian's spectral radius, as far as the steps so far have found it.
  var spectralRadius = Lanes(repeating: 0)

  /// Creates the memory for a method on systems of a dimension.
  public init(_ method: RosenbrockTableau = .rodas5P, dimension: Int, tolerances: Tolerances) {
    self.method = method
    self.dimension = dimension
    allStates = Array(0..<dimension)
    self.tolerances = tolerances
    steps = StepSizes(StepController(order: method.order))
    stateBuffer = LaneBuffer(count: dimension)
    derivativeBuffer = LaneBuffer(count: dimension)
    nextStateBuffer = LaneBuffer(count: dimension)
    nextDerivativeBuffer = LaneBuffer(count: dimension)
    jacobian = LaneBuffer(count: dimension * dimension)
    timeDerivative = LaneBuffer(count: dimension)
    factors = LaneLU(capacity: dimension)
    increments = LaneBuffer(count: dimension * method.stages)
    asideIncrements = LaneBuffer(count: dimension * method.stages)
    asideState = LaneBuffer(count: dimension)
    stage = LaneBuffer(count: dimension)
    slope = LaneBuffer(count: dimension)
    polynomial = LaneBuffer(count: dimension * 4)
    direction = LaneBuffer(count: dimension)
    direction.base.update(repeating: Lanes(repeating: 1), count: dimension)
  }

  /// The step that each lane tries next; `restart` chooses it, and a caller may set one of its own after that.
  public var step: Lanes {
    get { steps.next }
    set { steps.next = newValue }
  }
  /// How often an attempted step evaluates f: the first stage is known from the end of the step before.
  public var evaluationsPerStep: Int { method.stages }

  /// Evaluations, one Jacobian and one factorisation in each active lane.
  public mutating func work(of attempt: StepAttempt, active: LaneMask) -> SolverStatistics {
    var work = SolverStatistics()
    let (running, accepted) = (LaneSet(active).count, LaneSet(attempt.accepted).count)
    work.steps = accepted
    work.rejected = running - accepted
    work.evaluations = running * evaluationsPerStep
    work.jacobians = running
    work.factorizations = running
    return work
  }
}
