extension PatientEstimation {
  /// Where a growing function meets a target: bracketed by doubling, then by regula falsi with the Illinois modification
  /// (Dowell and Jarratt, BIT 11 (1971) 168), which one step of a linear model ends.
  ///
  /// - Parameters:
  ///   - target: what is to be met.
  ///   - below: a place and its value, which is below the target.
  ///   - guess: another place, above it.
  ///   - function: the function.
  /// - Returns: the place.
  /// - Throws: `ForecastError.targetOutOfReach` when the target is not met up to a million times the guess.
  func root(
    of target: ExposureTarget, from below: (Double, Double), guess: Double,
    _ function: (Double) throws(ForecastError) -> Double
  ) throws(ForecastError) -> Double {
    var (low, valueLow) = below
    var (high, valueHigh) = (guess, try function(guess))
    for _ in 0..<20 where valueHigh < target.value {
      (low, valueLow) = (high, valueHigh)
      high *= 2
      valueHigh = try function(high)
    }
    guard valueHigh >= target.value else {
      throw .targetOutOfReach(highest: text(valueHigh, target), target: text(target.value, target))
    }
    var lastSide = 0
    for _ in 0..<100 where high - low > 1e-13 * high {
      let middle = low + (high - low) * (target.value - valueLow) / (valueHigh - valueLow)
      let value = try function(middle)
      if (value - target.value).magnitude <= 1e-11 * target.value { return middle }
      if value < target.value {
        (low, valueLow) = (middle, value)
        if lastSide == -1 { valueHigh = (valueHigh + target.value) / 2 }
        lastSide = -1
      } else {
        (high, valueHigh) = (middle, value)
        if lastSide == 1 { valueLow = (valueLow + target.value) / 2 }
        lastSide = 1
      }
    }
    return (low + high) / 2
  }
}
