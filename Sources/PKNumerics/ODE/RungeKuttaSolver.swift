/// The state of an explicit Runge–Kutta method over lanes, each lane with its own time, step and error control.
///
/// Nothing is allocated after `init`.
public struct RungeKuttaSolver: LaneStepper, ~Copyable {
  /// How many states there are.
  public let dimension: Int
  /// The time that each lane has reached.
  public var time = Lanes(repeating: 0)
  /// The state that each lane has reached: `dimension` values.
  public var state: UnsafeMutablePointer<Lanes> { stateBuffer.base }
  /// The end of the step that was attempted.
  public internal(set) var nextTime = Lanes(repeating: 0)
  /// The state at the end of the step: `dimension` values.
  public var nextState: UnsafeMutablePointer<Lanes> { nextStateBuffer.base }

  private let stateBuffer: LaneBuffer
  private let nextStateBuffer: LaneBuffer
  let method: ButcherTableau
  let tolerances: Tolerances
  /// The derivatives of all stages, then those of the interpolant: rows of `dimension`.
  let k: LaneBuffer
  let stage: LaneBuffer
  /// For each state the coefficients of the interpolant in θ.
  let polynomial: LaneBuffer
  /// The tableau's numbers: stage coefficients row by row, times of the stages, weights of the errors, interpolant.
  let a: NumberBuffer
  let c: NumberBuffer
  let errorWeights: NumberBuffer
  let coarseErrorWeights: NumberBuffer
  let flatInterpolant: [Double]
  /// The same power after power, in each stage after stage.
  let interpolantByPower: NumberBuffer
  /// For each state one over the error that the attempted step may make.
  let precision: LaneBuffer
  /// The stages of steps aside, where the interpolant has stages of its own; and the numbers of all states.
  let aside: LaneBuffer
  let allStates: [Int]
  /// The degree of the interpolant, and whether the method has two error estimates.
  let interpolantDegree: Int
  let hasCoarseError: Bool
  var steps: StepSizes
  /// One over the step that is interpolated.
  var perStep = Lanes(repeating: 0)
  /// The start of the step that is interpolated, and one over it, as numbers that are read lane by lane; and a row of numbers.
  let startOfStep = LaneBuffer(count: 1)
  let perStepOfLanes = LaneBuffer(count: 1)
  let row = LaneBuffer(count: 1)
  var error = Lanes(repeating: 0)
  /// By lane, how many times stricter than the tolerances the steps are judged.
  var strictness = Lanes(repeating: 1)

  /// Creates the memory for a method on systems of a dimension.
  public init(_ method: ButcherTableau = .tsit5, dimension: Int, tolerances: Tolerances) {
    self.method = method
    self.dimension = dimension
    self.tolerances = tolerances
    steps = StepSizes(StepController(order: method.order))
    stateBuffer = LaneBuffer(count: dimension)
    nextStateBuffer = LaneBuffer(count: dimension)
    k = LaneBuffer(count: dimension * (method.stages + method.extraC.count))
    stage = LaneBuffer(count: dimension)
    polynomial = LaneBuffer(count: dimension * method.interpolantDegree)
    precision = LaneBuffer(count: dimension)
    a = NumberBuffer(method.a.flatMap(\.self))
    c = NumberBuffer(method.c)
    errorWeights = NumberBuffer(method.error)
    coarseErrorWeights = NumberBuffer(method.coarseError)
    aside = LaneBuffer(count: method.extraC.isEmpty ? 0 : dimension * method.stages)
    allStates = Array(0..<dimension)
    interpolantDegree = method.interpolantDegree
    hasCoarseError = !method.coarseError.isEmpty
    flatInterpolant = method.interpolant.flatMap(\.self)
    interpolantByPower = NumberBuffer(
      (0..<method.interpolantDegree).flatMap { power in method.interpolant.map { $0[power] } })
  }

  /// The step that each lane tries next; `restart` chooses it, and a caller may set one of its own after that.
  public var step: Lanes {
    get { steps.next }
    set { steps.next = newValue }
  }
  /// Holds a lane's errors to a share of the tolerances.
  public mutating func holdErrors(to share: Double, _ lane: Int) { strictness.set(lane, to: 1 / share) }
  /// Judges the steps of some lanes by the tolerances again.
  public mutating func forget(_ lanes: LaneMask) { strictness = strictness.blended(with: 1, where: lanes) }
  /// How often an attempted step evaluates f: the first stage is the last one of the step before.
  public var evaluationsPerStep: Int { method.stages - 1 }
  /// How often the interpolant evaluates f beyond the step.
  public var evaluationsPerInterpolant: Int { method.extraC.count }
  /// The derivatives at the start of the step: `dimension` values.
  public var derivative: UnsafeMutablePointer<Lanes> { k.base }
  /// The derivatives at the end of the attempted step: `dimension` values.
  public var nextDerivative: UnsafeMutablePointer<Lanes> { k.base + dimension * (method.stages - 1) }
}
