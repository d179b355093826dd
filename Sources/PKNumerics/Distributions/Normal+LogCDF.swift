extension Normal {
  /// ln √(2π).
  public static let logRootTwoPi = 0.918938533204672741780329736406

  /// ln Φ(z), which stays finite where Φ(z) underflows.
  ///
  /// Below −30 by the asymptotic series of Mills' ratio (Abramowitz and Stegun, 26.2.12), whose fifth term is below
  /// 10⁻¹² there.
  public static func logCDF(_ z: Double) -> Double {
    guard z < -30 else { return z > 5 ? log1pSmall(-cdf(-z)) : LaneMath.log(cdf(z)) }
    let inverse = 1 / (z * z)
    let series = 1 - inverse * (1 - inverse * (3 - inverse * (15 - inverse * 105)))
    return -z * z / 2 - logRootTwoPi - LaneMath.log(-z) + LaneMath.log(series)
  }

  /// ln(1 + x) for |x| < 10⁻⁶, by its series.
  private static func log1pSmall(_ x: Double) -> Double { x * (1 - x * (0.5 - x / 3)) }
}
