/// Minimises a sum of squared residuals by the method of Levenberg and Marquardt.
///
/// Each step solves the damped linear problem by QR of the Jacobian with the damping below it, so that the condition
/// number is not squared. Columns are scaled by the largest norm they have had, which makes the path independent of
/// the parameters' units (J. J. Moré, Lecture Notes in Math. 630 (1978) 105); the damping follows the gain ratio
/// (H. B. Nielsen, IMM-REP-1999-05, Technical University of Denmark).
public struct LevenbergMarquardt: Sendable {
  /// After so many tried steps it gives up.
  public var iterationLimit = 200
  /// Done when no column of the Jacobian has a larger cosine with the residuals.
  public var gradientTolerance = 1e-10
  /// Done when a step changes the sum of squares, in fact and by prediction, by a smaller share.
  public var reductionTolerance = 1e-14
  /// Done when a step changes the scaled parameters by a smaller share.
  public var stepTolerance = 1e-12

  /// The standard settings.
  public init() {}

  /// What a function says at a point.
  public struct Evaluation: Sendable {
    /// The residuals, m of them.
    public var residuals: [Double]
    /// Their derivatives, m × n.
    public var jacobian: Matrix

    /// An evaluation from its parts.
    public init(residuals: [Double], jacobian: Matrix) {
      self.residuals = residuals
      self.jacobian = jacobian
    }
  }

  /// Minimises Σ rᵢ(x)², from a start.
  ///
  /// - Parameters:
  ///   - start: the first x, n elements.
  ///   - evaluate: residuals and Jacobian at a point; nil where there are none, which a step then avoids.
  /// - Throws: `shapeMismatch` when a Jacobian has another number of rows or columns than it should.
  /// - Returns: the best point found; nil when there is no finite value at the start.
  public func minimize(
    from start: [Double], _ evaluate: ([Double]) -> Evaluation?
  ) throws(LinearAlgebraError) -> LeastSquaresMinimum? {
    guard let first = evaluate(start), first.isFinite else { return nil }
    var search = Search(at: start, first)
    for iteration in 0..<iterationLimit {
      if search.cosine <= gradientTolerance { return search.minimum(.gradient, iterations: iteration) }
      let step = try search.step()
      if search.isSmall(step, tolerance: stepTolerance) { return search.minimum(.step, iterations: iteration) }
      let point = zip(search.point, step).map { $0 + $1 }
      let predicted = search.predictedReduction(of: step)
      guard let trial = evaluate(point), trial.isFinite else {
        search.reject()
        continue
      }
      let reduction = search.sumOfSquares - trial.sumOfSquares
      let share = reductionTolerance * search.sumOfSquares
      guard reduction > 0 else {
        if predicted <= share { return search.minimum(.reduction, iterations: iteration + 1) }
        search.reject()
        continue
      }
      search.accept(point, trial, gain: reduction / predicted)
      if reduction <= share, predicted <= share { return search.minimum(.reduction, iterations: iteration + 1) }
    }
    return search.minimum(.iterationLimit, iterations: iterationLimit)
  }
}

extension LevenbergMarquardt.Evaluation {
  var sumOfSquares: Double { residuals.reduce(0) { $0 + $1 * $1 } }

  /// Whether every number of it is.
  var isFinite: Bool {
    sumOfSquares.isFinite && jacobian.elements.allSatisfy(\.isFinite)
  }
}
