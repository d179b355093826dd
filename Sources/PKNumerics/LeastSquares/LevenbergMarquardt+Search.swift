extension LevenbergMarquardt {
  /// Where a search is: the best point so far and how strongly the next step is damped.
  struct Search {
    private(set) var point: [Double]
    private(set) var evaluation: Evaluation
    private(set) var sumOfSquares: Double
    /// The largest norm that each column of the Jacobian has had; 1 for a column that was always zero.
    private var scales: [Double]
    private var damping = 1e-3
    private var growth = 2.0

    init(at point: [Double], _ evaluation: Evaluation) {
      self.point = point
      self.evaluation = evaluation
      sumOfSquares = evaluation.sumOfSquares
      scales = [Double](repeating: 0, count: point.count)
      rescale()
    }

    private mutating func rescale() {
      for column in scales.indices { scales[column] = max(scales[column], norm(column)) }
    }

    private func norm(_ column: Int) -> Double {
      let jacobian = evaluation.jacobian
      return (0..<jacobian.rows).reduce(0) { $0 + jacobian[$1, column] * jacobian[$1, column] }.squareRoot()
    }

    private func scale(_ column: Int) -> Double { scales[column] > 0 ? scales[column] : 1 }

    /// The largest cosine of the angle between the residuals and a column of the Jacobian; 0 at a perfect fit.
    var cosine: Double {
      let length = sumOfSquares.squareRoot()
      guard length > 0 else { return 0 }
      let jacobian = evaluation.jacobian
      var largest = 0.0
      for column in point.indices {
        let norm = norm(column)
        guard norm > 0 else { continue }
        let product = evaluation.residuals.indices.reduce(0) {
          $0 + jacobian[$1, column] * evaluation.residuals[$1]
        }
        largest = max(largest, product.magnitude / (norm * length))
      }
      return largest
    }

    /// The damped step: least squares of the Jacobian with the square root of the damping times the scales below.
    func step() throws(LinearAlgebraError) -> [Double] {
      let jacobian = evaluation.jacobian
      let (m, n) = (jacobian.rows, point.count)
      var stacked = Matrix(rows: m + n, columns: n)
      for column in 0..<n {
        for row in 0..<m { stacked[row, column] = jacobian[row, column] }
        stacked[m + column, column] = damping.squareRoot() * scale(column)
      }
      let target = evaluation.residuals.map { -$0 } + [Double](repeating: 0, count: n)
      return try QR(of: stacked).solve(target)
    }

    func isSmall(_ step: [Double], tolerance: Double) -> Bool {
      var (length, size) = (0.0, 0.0)
      for column in step.indices {
        length += (scale(column) * step[column]) * (scale(column) * step[column])
        size += (scale(column) * point[column]) * (scale(column) * point[column])
      }
      return length.squareRoot() <= tolerance * (size.squareRoot() + tolerance)
    }

    /// By how much the linear model says that the sum of squares falls: ‖J·s‖² + 2·damping·‖D·s‖².
    func predictedReduction(of step: [Double]) -> Double {
      let jacobian = evaluation.jacobian
      var result = 0.0
      for row in 0..<jacobian.rows {
        let change = step.indices.reduce(0) { $0 + jacobian[row, $1] * step[$1] }
        result += change * change
      }
      for column in step.indices {
        let length = scale(column) * step[column]
        result += 2 * damping * length * length
      }
      return result
    }

    mutating func accept(_ point: [Double], _ evaluation: Evaluation, gain: Double) {
      self.point = point
      self.evaluation = evaluation
      sumOfSquares = evaluation.sumOfSquares
      rescale()
      let distance = 2 * gain - 1
      damping = max(damping * max(1.0 / 3, 1 - distance * distance * distance), 1e-20)
      growth = 2
    }

    mutating func reject() {
      damping *= growth
      growth *= 2
    }

    func minimum(_ reason: LeastSquaresMinimum.Reason, iterations: Int) -> LeastSquaresMinimum {
      LeastSquaresMinimum(
        point: point, residuals: evaluation.residuals, jacobian: evaluation.jacobian, sumOfSquares: sumOfSquares,
        iterations: iterations, reason: reason)
    }
  }
}
