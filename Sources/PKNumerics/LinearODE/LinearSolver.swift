/// Solves linear systems x' = A·x + b exactly, over lanes: A and b keep still between restarts.
///
/// Where A has real eigenvalues with well-conditioned eigenvectors, a state is a sum of exponentials; elsewhere
/// (complex or repeated eigenvalues) it is a Taylor series or a matrix exponential. Derivatives by directions, if there are any, are those
/// of the modes. A step goes to the next stop, or, where the caller looks for peaks, doubles from a fraction of the
/// fastest time constant.
public struct LinearSolver: LaneStepper, ~Copyable {
  /// How many states there are.
  public let dimension: Int
  /// The time that each lane has reached.
  public var time = Lanes(repeating: 0)
  /// The state that each lane has reached.
  public var state: UnsafeMutablePointer<Lanes> { stateBuffer.base }
  /// The derivatives there, where peaks are followed; else 0, or what is not finite.
  public var derivative: UnsafeMutablePointer<Lanes> { derivatives.base }
  /// The end of the attempted step.
  public internal(set) var nextTime = Lanes(repeating: 0)
  /// The state at the end of the step.
  public var nextState: UnsafeMutablePointer<Lanes> { nextStateBuffer.base }
  /// The derivatives at the end of the step, where peaks are followed.
  public var nextDerivative: UnsafeMutablePointer<Lanes> { derivatives.base + dimension }
  /// One evaluation: the derivatives at the end of the step.
  public var evaluationsPerStep: Int { 1 }
  /// The closed form gives many times of a lane at once.
  public var interpolatesSeries: Bool { true }

  let structure: LinearStructure
  /// Whether steps are short enough that a slope changes its sign at most once in each.
  let followsPeaks: Bool
  let stateBuffer: LaneBuffer
  private let nextStateBuffer: LaneBuffer
  private let derivatives: LaneBuffer

  /// When the present coefficients began to hold, and the state then.
  var start = Lanes(repeating: 0)
  let startState: LaneBuffer
  /// The eigenvalues of the core.
  let rates: LaneBuffer
  /// For each state and mode the coefficients of functions of z = λτ: of eᶻ, which integrals do not have, and of τφ₁.
  let exponentialPart: LaneBuffer
  let firstPart: LaneBuffer
  /// The coefficients of τ²φ₂, for integrals; with directions those of τ²φ₁', of which the derivatives have some.
  let secondPart: LaneBuffer
  /// The coefficients of τeᶻ, which derivatives by directions have.
  let movingPart: LaneBuffer
  /// The constant derivative of each integral.
  let slopePart: LaneBuffer
  /// Lanes whose input is not zero.
  var hasInput = LaneMask(repeating: false)
  /// Lanes that need the matrix exponential.
  var needsExponential = LaneMask(repeating: false)
  /// The fastest rate of each lane, and the length of its next step where peaks are followed.
  var fastest = Lanes(repeating: 0)
  var length = Lanes(repeating: 0)
  var systems: [LinearSystem]
  /// Of which version of the dynamics each lane's system is.
  var versions = [Int](repeating: 0, count: Lanes.scalarCount)
  let table: ModeTable
  /// Whether a lane with modes is a sum of exponentials and the answer to its input: no integrals, and no directions.
  let isPlain: Bool
  /// The eigenvectors and their inverse, column-major, where that is so; and what then belongs to all lanes at once: the
  /// inputs, and the states and inputs along the modes.
  let vectors: LaneBuffer
  let inverse: LaneBuffer
  let inputs: LaneBuffer
  let alongModes: LaneBuffer
  let drivenModes: LaneBuffer
  var grid: OutputGrid
  var evenGrid: EvenGrid
  /// By mode, the exponentials of up to eight groups' first times, and those of one group's times.
  let heads: LaneBuffer
  let tails: LaneBuffer
  /// The coefficients of one sum of exponentials, mode by mode: numbers in a row.
  let scaled: LaneBuffer
  /// The first times of up to eight groups, and the coefficients of sums of exponentials by sum and mode.
  let firsts = LaneBuffer(count: 1)
  var rows: [Double] = []
  let allStates: [Int]
  /// Where the dynamics write a lane's coefficients.
  var matrix: [Double]
  var input: [Double]
  /// The state and the input along the modes, and what directions add to them.
  var along: [Double]
  var driven: [Double]
  var alongDirection: [Double]
  var drivenDirection: [Double]

  /// Creates the memory for systems of a structure.
  public init(_ structure: LinearStructure, followsPeaks: Bool) {
    precondition(!followsPeaks || structure.directions == 0, "peaks are not differentiated")
    let n = structure.dimension
    let modes = structure.core.count
    self.structure = structure
    allStates = Array(0..<n)
    self.followsPeaks = followsPeaks
    dimension = n
    stateBuffer = LaneBuffer(count: n)
    nextStateBuffer = LaneBuffer(count: n)
    derivatives = LaneBuffer(count: 2 * n)
    startState = LaneBuffer(count: n)
    rates = LaneBuffer(count: modes)
    exponentialPart = LaneBuffer(count: n * modes)
    firstPart = LaneBuffer(count: n * modes)
    secondPart = LaneBuffer(count: n * modes)
    movingPart = LaneBuffer(count: n * modes)
    slopePart = LaneBuffer(count: n)
    matrix = Array(repeating: 0, count: n * structure.base)
    input = Array(repeating: 0, count: n)
    along = Array(repeating: 0, count: modes)
    (driven, alongDirection, drivenDirection) = (along, along, along)
    isPlain = structure.integrals.isEmpty && structure.directions == 0
    vectors = LaneBuffer(count: isPlain ? modes * modes : 0)
    inverse = LaneBuffer(count: isPlain ? modes * modes : 0)
    inputs = LaneBuffer(count: isPlain ? n : 0)
    alongModes = LaneBuffer(count: isPlain ? modes : 0)
    drivenModes = LaneBuffer(count: isPlain ? modes : 0)
    table = ModeTable(order: modes, directions: structure.directions)
    systems = (0..<Lanes.scalarCount).map { _ in LinearSystem(structure) }
    grid = OutputGrid(modes: modes)
    evenGrid = EvenGrid(modes: modes)
    heads = LaneBuffer(count: modes)
    tails = LaneBuffer(count: modes)
    scaled = LaneBuffer(count: modes)
  }
}
