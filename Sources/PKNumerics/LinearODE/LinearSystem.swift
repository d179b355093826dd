/// The coefficients of one lane's linear system, and what solves it.
struct LinearSystem {
  private let structure: LinearStructure
  /// A with its derivatives below it, column-major with `structure.base` columns, and b.
  private(set) var matrix: [Double]
  private(set) var input: [Double]
  /// The core of A for which `modes` hold, column-major.
  private var core: [Double]
  private(set) var modes: Modes
  private(set) var derivatives: ModeDerivatives
  /// Whether `modes`, and `derivatives` where there are directions, solve the system.
  private(set) var hasModes = false
  private var isFresh = true

  /// The matrix exponential of a span of time, the last span that was asked for, and the state at its end.
  private var propagator = Matrix(rows: 0, columns: 0)
  private var span = Double.nan
  private var lastSpan = Double.nan
  private var anchor = (time: 0.0, state: [Double]())
  private var series: TaylorSeries

  init(_ structure: LinearStructure) {
    self.structure = structure
    let n = structure.dimension
    let m = structure.core.count
    matrix = Array(repeating: 0, count: n * structure.base)
    input = Array(repeating: 0, count: n)
    core = Array(repeating: .nan, count: m * m)
    modes = Modes(
      order: m, conditionLimit: structure.directions > 0 ? ModeDerivatives.conditionLimit : Modes.conditionLimit)
    derivatives = ModeDerivatives(order: m, directions: structure.directions)
    series = TaylorSeries(structure)
  }

  /// Takes coefficients; what was found for the same matrix before is kept.
  ///
  /// - Returns: whether the matrix is another one.
  mutating func prepare(_ matrix: [Double], _ input: [Double]) -> Bool {
    take(input)
    guard isFresh || !isSame(matrix) else { return false }
    isFresh = false
    for index in matrix.indices { self.matrix[index] = matrix[index] }
    let (n, m) = (structure.dimension, structure.core.count)
    for (j, column) in structure.core.enumerated() {
      for (i, row) in structure.core.enumerated() { core[i + j * m] = matrix[row + column * n] }
    }
    series.take(matrix)
    hasModes = modes.decompose(core, blocks: structure.blocks) && derivatives.differentiate(modes, matrix)
    return true
  }

  /// Takes another b.
  mutating func take(_ input: [Double]) {
    for index in input.indices { self.input[index] = input[index] }
    (span, lastSpan) = (.nan, .nan)
  }

  /// Whether the coefficients are the present ones to the last bit, NaN never.
  private func isSame(_ other: [Double]) -> Bool {
    for index in other.indices where matrix[index] != other[index] { return false }
    return true
  }

  /// Where the exponential begins.
  mutating func begin(at time: Double, _ state: [Double]) { anchor = (time, state) }

  /// The state at a time, from the last one asked for if that was earlier.
  ///
  /// By a Taylor series of the state, or by the matrix exponential where that is less work: over long spans, and over
  /// spans of equal length, of which a regular grid is made and which need one.
  mutating func state(at time: Double, from start: (time: Double, state: [Double])) -> [Double] {
    if time < anchor.time { anchor = start }
    let wanted = time - anchor.time
    guard wanted > 0 else { return anchor.state }
    let repeats = abs(wanted - lastSpan) <= 1e-13 * wanted
    lastSpan = wanted
    if !repeats, series.isCheap(over: wanted) {
      anchor = (time, series.advanced(anchor.state, input, by: wanted))
      return anchor.state
    }
    if !(abs(wanted - span) <= 1e-13 * wanted) {
      guard let exponential = try? exponential(of: augmented.scaled(by: wanted)) else {
        return anchor.state.map { _ in .nan }
      }
      propagator = exponential
      span = wanted
    }
    let next = (try? propagator.multiplied(by: anchor.state + [1])) ?? []
    anchor = (time, Array(next.prefix(input.count)))
    return anchor.state
  }

  /// [[A, b], [0, 0]]: its exponential carries (x, 1) along; with directions A is the matrix of x and s together.
  private var augmented: Matrix {
    let (n, base) = (input.count, structure.base)
    var result = Matrix(rows: n + 1, columns: n + 1)
    for j in 0..<base {
      for i in 0..<n { result[i, j] = matrix[i + j * n] }
      for first in stride(from: base, to: n, by: base) {
        for i in 0..<base { result[first + i, first + j] = matrix[i + j * n] }
      }
    }
    for i in 0..<n { result[i, n] = input[i] }
    return result
  }
}
