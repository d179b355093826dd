/// The factors P·A = L·U of a matrix in each lane, each lane with row exchanges of its own.
///
/// A lane whose matrix is singular, or no number, gives solutions that are not finite; the other lanes are as they
/// would be without it. Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., algorithm 3.4.1.
package struct LaneLU: ~Copyable {
  /// How many rows the matrix has; at most the capacity.
  package var order: Int {
    didSet { precondition(order <= capacity, "a matrix larger than its memory") }
  }
  private let capacity: Int
  /// The matrix, column by column, to be written before `factor`; then U, and L below its diagonal.
  package let matrix: LaneBuffer
  private let reciprocals: LaneBuffer
  /// For each column the row that was exchanged with the diagonal one, as a number.
  private let pivots: LaneBuffer
  /// For each column whether any lane exchanged rows.
  private var isExchanged: [Bool]

  package init(capacity: Int) {
    order = capacity
    self.capacity = capacity
    matrix = LaneBuffer(count: capacity * capacity)
    reciprocals = LaneBuffer(count: capacity)
    pivots = LaneBuffer(count: capacity)
    isExchanged = Array(repeating: false, count: capacity)
  }

  /// Factors the matrix in its place.
  package mutating func factor() {
    let (n, a) = (order, matrix.base)
    for k in 0..<n {
      choosePivot(k)
      let pivotColumn = a + k * n
      let reciprocal = 1 / pivotColumn[k]
      reciprocals.base[k] = reciprocal
      for i in (k + 1)..<max(n, k + 1) { pivotColumn[i] *= reciprocal }
      for j in (k + 1)..<max(n, k + 1) {
        let column = a + j * n
        let u = column[k]
        // Most entries of a sparse system stay zero; only a lane that is singular anyway could tell.
        guard (u .!= Lanes(repeating: 0)).holdsSomewhere else { continue }
        for i in (k + 1)..<n { column[i] -= pivotColumn[i] * u }
      }
    }
  }

  /// Brings the largest entry on or below the diagonal of a column to the diagonal.
  private mutating func choosePivot(_ k: Int) {
    let (n, a) = (order, matrix.base)
    let here = Lanes(repeating: Double(k))
    var (largest, row) = (magnitude(a[k * n + k]), here)
    for i in (k + 1)..<max(n, k + 1) {
      let size = magnitude(a[k * n + i])
      row = row.blended(with: Double(i), where: size .> largest)
      largest = larger(largest, size)
    }
    pivots.base[k] = row
    isExchanged[k] = (row .!= here).holdsSomewhere
    guard isExchanged[k] else { return }
    for i in (k + 1)..<n {
      let moved = row .== Lanes(repeating: Double(i))
      guard moved.holdsSomewhere else { continue }
      for j in 0..<n { Self.exchange(a + j * n, k, i, where: moved) }
    }
  }

  /// Replaces a right-hand side of `order` values by the solution.
  package mutating func solve(_ b: UnsafeMutablePointer<Lanes>) {
    let (n, a) = (order, matrix.base)
    for k in 0..<n where isExchanged[k] {
      for i in (k + 1)..<n { Self.exchange(b, k, i, where: pivots.base[k] .== Lanes(repeating: Double(i))) }
    }
    for k in 0..<n {
      let (column, x) = (a + k * n, b[k])
      for i in (k + 1)..<max(n, k + 1) { b[i] -= column[i] * x }
    }
    for k in stride(from: n - 1, through: 0, by: -1) {
      let column = a + k * n
      b[k] *= reciprocals.base[k]
      let x = b[k]
      for i in 0..<k { b[i] -= column[i] * x }
    }
  }

  @inline(__always)
  private static func exchange(_ x: UnsafeMutablePointer<Lanes>, _ i: Int, _ j: Int, where mask: LaneMask) {
    let (a, b) = (x[i], x[j])
    x[i] = a.blended(with: b, where: mask)
    x[j] = b.blended(with: a, where: mask)
  }
}
