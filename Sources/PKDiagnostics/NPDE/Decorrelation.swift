import PKNumerics

/// How the measurements of one subject are made independent of one another.
public enum Decorrelation: String, Hashable, Sendable, CaseIterable {
  /// By the inverse of the Cholesky factor, in the order of time.
  case cholesky
  /// By the symmetric inverse root V^(−½): the package npde's 'inverse' and 'polar', which are the same.
  case inverse

  /// The matrix that turns deviations from the mean into independent ones; nil where the covariance is singular.
  func transform(of covariance: Matrix) -> Matrix? {
    switch self {
    case .cholesky:
      guard let factor = try? Cholesky(of: covariance).factor else { return nil }
      return Self.inverse(ofLower: factor)
    case .inverse:
      guard let eigen = try? SymmetricEigen(of: covariance), let least = eigen.values.min(), least > 0 else {
        return nil
      }
      let n = covariance.rows
      var result = Matrix(rows: n, columns: n)
      for i in 0..<n {
        for j in 0..<n {
          var sum = 0.0
          for k in 0..<n { sum += eigen.vectors[i, k] * eigen.vectors[j, k] / eigen.values[k].squareRoot() }
          result[i, j] = sum
        }
      }
      return result
    }
  }

  private static func inverse(ofLower factor: Matrix) -> Matrix {
    let n = factor.rows
    var result = Matrix(rows: n, columns: n)
    for column in 0..<n {
      for row in column..<n {
        var sum = row == column ? 1.0 : 0.0
        for k in column..<row { sum -= factor[row, k] * result[k, column] }
        result[row, column] = sum / factor[row, row]
      }
    }
    return result
  }
}
