/// The coefficients of one lane's linear system, and what solves it.
struct LinearSystem {
  /// A, column-major, and b.
  private(set) var matrix: [Double]
  private(set) var input: [Double]
  /// The core of A for which `modes` hold, column-major.
  private var core: [Double]
  private(set) var modes: Modes
  /// Whether `modes` solve the system.
  private(set) var hasModes = false
  private var isFresh = true

  /// The matrix exponential of the last span of time, and where it was last applied.
  private var propagator = Matrix(rows: 0, columns: 0)
  private var span = Double.nan
  private var anchor = (time: 0.0, state: [Double]())

  init(_ structure: LinearStructure) {
    let n = structure.dimension
    let m = structure.core.count
    matrix = Array(repeating: 0, count: n * n)
    input = Array(repeating: 0, count: n)
    core = Array(repeating: .nan, count: m * m)
    modes = Modes(order: m)
  }

  /// Makes ready for coefficients that hold from a time and state on; modes are kept while the core is the same.
  mutating func prepare(
    _ structure: LinearStructure, _ matrix: [Double], _ input: [Double], at time: Double, state: [Double]
  ) {
    for index in matrix.indices { self.matrix[index] = matrix[index] }
    for index in input.indices { self.input[index] = input[index] }
    let (n, m) = (structure.dimension, structure.core.count)
    var isSame = true
    for (j, column) in structure.core.enumerated() {
      for (i, row) in structure.core.enumerated() {
        let value = matrix[row + column * n]
        if core[i + j * m] != value { isSame = false }
        core[i + j * m] = value
      }
    }
    if !isSame || isFresh { hasModes = modes.decompose(core, blocks: structure.blocks) }
    isFresh = false
    span = .nan
    anchor = (time, state)
  }

  /// The state at a time, from the last one asked for if that was earlier, by the matrix exponential.
  ///
  /// The exponential is kept for the next span of the same length, so that a regular grid needs one.
  mutating func state(at time: Double, from start: (time: Double, state: [Double])) -> [Double] {
    if time < anchor.time { anchor = start }
    let wanted = time - anchor.time
    guard wanted > 0 else { return anchor.state }
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

  /// [[A, b], [0, 0]]: its exponential carries (x, 1) along.
  private var augmented: Matrix {
    let n = input.count
    var result = Matrix(rows: n + 1, columns: n + 1)
    for j in 0..<n { for i in 0..<n { result[i, j] = matrix[i + j * n] } }
    for i in 0..<n { result[i, n] = input[i] }
    return result
  }
}
