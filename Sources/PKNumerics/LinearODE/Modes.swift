import CLAPACKE

/// The real eigenvalues and eigenvectors of a matrix, where it has a full set of them that is well apart.
///
/// Parts of one or two states are solved by formula, so that compartment models with absorption need no iteration
/// and give the same bits on every machine; larger parts go to LAPACK's `dgeev`.
struct Modes {
  /// Above this condition number of the eigenvectors, digits that matter would be lost: 16 − 4 are kept.
  static let conditionLimit = 1e4

  let order: Int
  /// The eigenvalues, and the eigenvectors as columns of a column-major matrix.
  private(set) var values: [Double]
  private(set) var vectors: [Double]
  /// The inverse of `vectors`, column-major.
  private(set) var inverse: [Double]
  /// What elimination works on.
  private var work: [Double]
  /// What the eigenvectors' condition number may be.
  private let limit: Double

  init(order: Int, conditionLimit: Double = Self.conditionLimit) {
    self.order = order
    limit = conditionLimit
    values = Array(repeating: 0, count: order)
    vectors = Array(repeating: 0, count: order * order)
    inverse = vectors
    work = vectors
  }

  /// Decomposes a column-major matrix; false when its eigenvectors do not span the space well, or are complex.
  mutating func decompose(_ a: [Double], blocks: [[Int]]) -> Bool {
    guard a.allSatisfy(\.isFinite) else { return false }
    let bySteps = blocks.allSatisfy { $0.count <= 2 }
    guard bySteps ? decomposeByBlocks(a, blocks) : decomposeByLAPACK(a) else { return false }
    for column in 0..<order { normalise(column) }
    return invert() && condition <= limit
  }

  private mutating func decomposeByBlocks(_ a: [Double], _ blocks: [[Int]]) -> Bool {
    vectors.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    var next = 0
    for (number, block) in blocks.enumerated() {
      guard let roots = Self.eigenvalues(a, block, order) else { return false }
      for which in block.indices {
        let value = which == 0 ? roots.first : roots.second
        values[next] = value
        start(next, a, block, value)
        for later in blocks[(number + 1)...] {
          guard extend(next, a, later, value) else { return false }
        }
        next += 1
      }
    }
    return true
  }

  /// The eigenvalues of a part of one or two states; nil when they are complex or the same.
  private static func eigenvalues(_ a: [Double], _ block: [Int], _ n: Int) -> (first: Double, second: Double)? {
    let i = block[0]
    guard block.count == 2 else { return (a[i + i * n], .nan) }
    let j = block[1]
    let (p, q, r, s) = (a[i + i * n], a[i + j * n], a[j + i * n], a[j + j * n])
    let half = 0.5 * (p - s)
    let discriminant = half * half + q * r
    guard discriminant > 0 else { return nil }
    // The root of larger magnitude without cancellation, the other from the determinant.
    let middle = 0.5 * (p + s)
    let far = middle + (middle < 0 ? -1 : 1) * discriminant.squareRoot()
    guard far != 0 else { return nil }
    return (far, (p * s - q * r) / far)
  }

  /// The eigenvector's components in the part that the eigenvalue is of.
  private mutating func start(_ column: Int, _ a: [Double], _ block: [Int], _ value: Double) {
    let (n, i) = (order, block[0])
    guard block.count == 2 else { return vectors[i + column * n] = 1 }
    let j = block[1]
    let first = (a[i + j * n], value - a[i + i * n])
    let second = (value - a[j + j * n], a[j + i * n])
    let usesFirst = abs(first.0) + abs(first.1) >= abs(second.0) + abs(second.1)
    (vectors[i + column * n], vectors[j + column * n]) = usesFirst ? first : second
  }

  /// The eigenvector's components in a later part, which the earlier ones drive; false where that part resonates.
  private mutating func extend(_ column: Int, _ a: [Double], _ block: [Int], _ value: Double) -> Bool {
    let n = order
    func drive(_ row: Int) -> Double {
      var sum = 0.0
      for k in 0..<n where !block.contains(k) { sum -= a[row + k * n] * vectors[k + column * n] }
      return sum
    }
    let i = block[0]
    let p = a[i + i * n] - value
    if block.count == 1 {
      let f = drive(i)
      // An eigenvalue that occurs twice does no harm where its eigenvectors do not meet.
      guard p != 0 || f == 0 else { return false }
      vectors[i + column * n] = f == 0 ? 0 : f / p
      return true
    }
    let j = block[1]
    let (q, r, s) = (a[i + j * n], a[j + i * n], a[j + j * n] - value)
    let determinant = p * s - q * r
    let (f, g) = (drive(i), drive(j))
    if f == 0, g == 0 {
      (vectors[i + column * n], vectors[j + column * n]) = (0, 0)
      return true
    }
    guard determinant != 0 else { return false }
    vectors[i + column * n] = (f * s - q * g) / determinant
    vectors[j + column * n] = (p * g - f * r) / determinant
    return true
  }

  private mutating func decomposeByLAPACK(_ a: [Double]) -> Bool {
    let n = Int32(order)
    var matrix = a
    var imaginary = [Double](repeating: 0, count: order)
    var none = 0.0
    let info = LAPACKE_dgeev(
      LAPACK.columnMajor, LAPACK.option("N"), LAPACK.option("V"), n, &matrix, LAPACK.leading(order), &values,
      &imaginary, &none, 1, &vectors, LAPACK.leading(order))
    return info == 0 && imaginary.allSatisfy { $0 == 0 }
  }

  /// Scales an eigenvector to a largest component of 1.
  private mutating func normalise(_ column: Int) {
    let range = column * order..<(column + 1) * order
    let largest = vectors[range].reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return }
    for index in range { vectors[index] /= largest }
  }

  /// Gauss–Jordan elimination with partial pivoting; false for a singular matrix.
  private mutating func invert() -> Bool {
    let n = order
    for index in work.indices { work[index] = vectors[index] }
    for i in 0..<n { for j in 0..<n { inverse[i + j * n] = i == j ? 1 : 0 } }
    for step in 0..<n {
      let pivot = (step..<n).max { abs(work[$0 + step * n]) < abs(work[$1 + step * n]) } ?? step
      guard abs(work[pivot + step * n]) > 0 else { return false }
      for j in 0..<n {
        work.swapAt(step + j * n, pivot + j * n)
        inverse.swapAt(step + j * n, pivot + j * n)
      }
      let scale = 1 / work[step + step * n]
      for j in 0..<n {
        work[step + j * n] *= scale
        inverse[step + j * n] *= scale
      }
      for i in 0..<n where i != step {
        let factor = work[i + step * n]
        guard factor != 0 else { continue }
        for j in 0..<n {
          work[i + j * n] -= factor * work[step + j * n]
          inverse[i + j * n] -= factor * inverse[step + j * n]
        }
      }
    }
    return true
  }

  /// ‖V‖∞·‖V⁻¹‖∞.
  private var condition: Double { Self.norm(vectors, order) * Self.norm(inverse, order) }

  private static func norm(_ matrix: [Double], _ n: Int) -> Double {
    (0..<n).reduce(0) { largest, i in max(largest, (0..<n).reduce(0) { $0 + abs(matrix[i + $1 * n]) }) }
  }
}
