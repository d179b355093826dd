/// Carries the state of a linear system x' = A·x + b, and its derivatives by directions, forward by Taylor series.
///
/// Exact to rounding whatever the eigenvalues are. With q the largest rate at which a state is lost, exp(A·t) is
/// exp(−q·t)·exp((A + q)·t): between compartments all terms of the second factor are positive, so that none cancel
/// (W. K. Grassmann, Computers & Operations Research 4 (1977) 47, "randomization").
struct TaylorSeries {
  /// How far a step goes, as a multiple of 1/‖A + q‖.
  private static let reach = 3.5
  /// After so many terms a step's series has converged: 3.5ᵏ/k! is below 10⁻²⁰.
  private static let longest = 40

  private let base: Int, directions: Int
  /// A with its derivatives below it, column-major, and q added to the diagonal of A.
  private var shifted: [Double]
  private var shift = 0.0
  private var norm = 0.0
  private var term: [Double]
  private var next: [Double]

  init(_ structure: LinearStructure) {
    base = structure.base
    directions = structure.directions
    shifted = Array(repeating: 0, count: structure.dimension * base)
    term = Array(repeating: 0, count: structure.dimension)
    next = term
  }

  /// Takes a matrix with its derivatives below it, column-major.
  mutating func take(_ matrix: [Double]) {
    let rows = term.count
    shift = 0
    for i in 0..<base { shift = max(shift, -matrix[i + i * rows]) }
    norm = shift
    for j in 0..<base {
      var sum = 0.0
      for i in 0..<rows {
        shifted[i + j * rows] = matrix[i + j * rows] + (i == j ? shift : 0)
        if i < base { sum += abs(shifted[i + j * rows]) }
      }
      norm = max(norm, sum)
    }
  }

  /// Whether a span takes less work so than by the exponential of the whole matrix.
  func isCheap(over span: Double) -> Bool {
    let whole = Double(term.count + 1)
    let product = Double(base * base * (2 * directions + 1))
    return (norm * span / Self.reach + 1) * 25 * product < 16 * whole * whole * whole
  }

  /// The state some time later, under a constant input.
  mutating func advanced(_ state: [Double], _ input: [Double], by span: Double) -> [Double] {
    var state = state
    let steps = max(1, (norm * span / Self.reach).rounded(.up))
    guard steps < 1e6 else { return state.map { _ in .nan } }
    let step = span / steps
    let decay = LaneMath.exp(-shift * step)
    for _ in 0..<Int(steps) { advance(&state, input, step, decay) }
    return state
  }

  /// One step: the terms are those of (x, 1), whose last component grows by q alone.
  private mutating func advance(_ state: inout [Double], _ input: [Double], _ step: Double, _ decay: Double) {
    var one = 1.0
    for i in state.indices { term[i] = state[i] }
    for number in 1...Self.longest {
      let factor = step / Double(number)
      multiply(input, one, factor)
      one *= shift * factor
      var (largest, size) = (0.0, 0.0)
      for i in state.indices {
        state[i] += term[i]
        largest = max(largest, abs(term[i]))
        size = max(size, abs(state[i]))
      }
      guard largest > 0x1p-60 * size else { break }
    }
    for i in state.indices { state[i] *= decay }
  }

  /// The next term: ((A + q)·term + b·one)·factor.
  private mutating func multiply(_ input: [Double], _ one: Double, _ factor: Double) {
    let (n, rows) = (base, term.count)
    for i in 0..<rows { next[i] = input[i] * one }
    for j in 0..<n {
      let value = term[j]
      for i in 0..<rows { next[i] += shifted[i + j * rows] * value }
      for first in stride(from: n, to: rows, by: n) {
        let moved = term[first + j]
        for i in 0..<n { next[first + i] += shifted[i + j * rows] * moved }
      }
    }
    for i in 0..<rows { term[i] = next[i] * factor }
  }
}
