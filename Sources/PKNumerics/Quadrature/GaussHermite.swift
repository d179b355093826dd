/// Gauss–Hermite quadrature for expectations over a standard normal deviate: Σ wₖ·f(xₖ) is E f(X) for every polynomial
/// f of degree below twice the number of nodes.
public struct GaussHermite: Sendable {
  /// The nodes, ascending.
  public let nodes: [Double]
  /// Their weights, which add up to 1.
  public let weights: [Double]

  /// The rule with a number of nodes, at least 1.
  ///
  /// By the eigenvalues of the Jacobi matrix of Hermite's polynomials
  /// (Golub and Welsch, Math. Comp. 23 (1969) 221).
  public init(nodes count: Int) {
    let count = max(1, count)
    var jacobi = Matrix(rows: count, columns: count)
    for row in 1..<max(count, 1) where row < count {
      jacobi[row, row - 1] = Double(row).squareRoot()
      jacobi[row - 1, row] = jacobi[row, row - 1]
    }
    guard count > 1, let eigen = try? SymmetricEigen(of: jacobi) else {
      nodes = [0]
      weights = [1]
      return
    }
    nodes = eigen.values
    weights = (0..<count).map { eigen.vectors[0, $0] * eigen.vectors[0, $0] }
  }

  /// Calls `body` with every node of the product rule of several dimensions, and its weight.
  public func forEachNode(dimension: Int, _ body: (_ node: [Double], _ weight: Double) -> Void) {
    var digits = [Int](repeating: 0, count: dimension)
    while true {
      body(digits.map { nodes[$0] }, digits.reduce(1) { $0 * weights[$1] })
      var place = 0
      while place < dimension {
        digits[place] += 1
        if digits[place] < nodes.count { break }
        digits[place] = 0
        place += 1
      }
      if place == dimension { return }
    }
  }
}
