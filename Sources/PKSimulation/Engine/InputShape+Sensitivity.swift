import PKModel
import PKNumerics

extension InputShape {
  /// How the numbers of a shape depend on one direction that a program differentiates by.
  struct Move {
    var coefficient = 0.0
    var exponent = 0.0
    var logScale = 0.0
    var power = 0.0
    /// When the dose arrives.
    var start = 0.0
    /// What enters at once, and the logarithm of the amount.
    var lump = 0.0
  }

  /// The derivatives of a shape.
  ///
  /// - Parameters:
  ///   - kind: which profile it is.
  ///   - values: the number of compartments or the shape, and the mean time or the scale.
  ///   - derivatives: their derivatives.
  ///   - logAmount: the derivative of the logarithm of the amount.
  ///   - start: the derivative of the time at which the dose arrives.
  /// - Returns: the derivatives of all numbers; the floor is held, since the rate depends on it by rounding only.
  func move(
    _ kind: Program.ShapeSlots.Kind, _ values: (Double, Double), _ derivatives: (Double, Double), logAmount: Double,
    start: Double
  ) -> Move {
    var move = Move(start: start)
    let (first, second) = values
    switch kind {
    case .transit:
      // k = (n + 1)/MTT, of which logScale is −ln k.
      let logRate = derivatives.0 / (first + 1) - derivatives.1 / second
      move.exponent = derivatives.0
      move.logScale = -logRate
      let digamma = PolyGamma.value(order: 0, at: first + 1)
      move.coefficient = logAmount + (first + 1) * logRate - derivatives.0 * (logScale + digamma)
    case .weibull:
      move.exponent = derivatives.0
      move.power = derivatives.0
      move.logScale = derivatives.1 / second
      move.coefficient = logAmount + derivatives.0 * (1 / first - logScale) - first * move.logScale
    }
    move.lump = lumpDerivative(move, logAmount: logAmount)
    return move
  }

  /// Of amount·(1 − e^(−x) − q·x·e^(−x)), with x = (floor/s)^q.
  private func lumpDerivative(_ move: Move, logAmount: Double) -> Double {
    guard lump > 0 else { return 0 }
    let logFloor = LaneMath.log(floor) - logScale
    let x = LaneMath.exp(power * logFloor)
    let dx = x * (move.power * logFloor - power * move.logScale)
    let change = dx - move.power * x - power * dx * (1 - x)
    return lump * logAmount + LaneMath.exp(self.logAmount - x) * change
  }
}
