/// How the eigenvalues and eigenvectors of a matrix A depend on the directions that it is differentiated by.
///
/// With A·V = V·Λ and M = V⁻¹·∂A·V, the eigenvalues move by the diagonal of M, and the eigenvectors by V·N with
/// Nᵢⱼ = Mᵢⱼ/(λⱼ − λᵢ) off the diagonal: the first divided differences of the theorem of Daleckii and Krein (N. J.
/// Higham, Functions of Matrices, SIAM 2008, theorem 3.11) in the basis of eigenvectors.
struct ModeDerivatives {
  /// Below this distance, as a share of the larger, two eigenvalues that a direction mixes are too close.
  static let closest = 1e-3
  /// What the condition number of the eigenvectors may be: it enters the derivatives squared.
  static let conditionLimit = 250.0

  let order: Int
  let directions: Int
  /// By direction: the derivatives of the eigenvalues.
  private(set) var values: [Double]
  /// By direction, column-major: N, and the derivatives of the eigenvectors, V·N.
  private(set) var mixing: [Double]
  private(set) var vectors: [Double]
  private var product: [Double]

  init(order: Int, directions: Int) {
    self.order = order
    self.directions = directions
    values = Array(repeating: 0, count: order * directions)
    mixing = Array(repeating: 0, count: order * order * directions)
    vectors = mixing
    product = Array(repeating: 0, count: order * order)
  }

  /// Differentiates modes.
  ///
  /// - Parameters:
  ///   - modes: the modes of A.
  ///   - a: A and, below it, its derivatives by each direction: column-major with `order` columns.
  /// - Returns: false where two eigenvalues are too close for that.
  mutating func differentiate(_ modes: Modes, _ a: [Double]) -> Bool {
    for direction in 0..<directions {
      guard differentiate(modes, a, direction) else { return false }
    }
    return true
  }

  private mutating func differentiate(_ modes: Modes, _ a: [Double], _ direction: Int) -> Bool {
    let n = order
    let rows = n * (directions + 1)
    let first = n * (direction + 1)
    for j in 0..<n {
      for i in 0..<n {
        var sum = 0.0
        for k in 0..<n { sum += a[first + i + k * rows] * modes.vectors[k + j * n] }
        product[i + j * n] = sum
      }
    }
    let base = n * n * direction
    for j in 0..<n {
      for i in 0..<n {
        var mixed = 0.0
        for k in 0..<n { mixed += modes.inverse[i + k * n] * product[k + j * n] }
        guard mixed.isFinite else { return false }
        if i == j {
          values[j + n * direction] = mixed
          mixing[base + i + j * n] = 0
        } else {
          guard let share = Self.divide(mixed, by: modes.values[j] - modes.values[i], modes, i, j) else { return false }
          mixing[base + i + j * n] = share
        }
      }
    }
    for j in 0..<n {
      for i in 0..<n {
        var sum = 0.0
        for k in 0..<n { sum += modes.vectors[i + k * n] * mixing[base + k + j * n] }
        vectors[base + i + j * n] = sum
      }
    }
    return true
  }

  private static func divide(_ mixed: Double, by gap: Double, _ modes: Modes, _ i: Int, _ j: Int) -> Double? {
    guard mixed != 0 else { return 0 }
    let size = max(abs(modes.values[i]), abs(modes.values[j]))
    return abs(gap) >= closest * size && gap != 0 ? mixed / gap : nil
  }
}
