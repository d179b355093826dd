extension Normal {
  /// The probability Φ(z) that a standard normal deviate is at most `z`.
  ///
  /// Cody's rational approximations of the error function (Math. Comp. 23:631–637, 1969) scaled to
  /// Φ, for |z| ≤ 0.67448975, to √32 and beyond: the relative error is a few 10⁻¹⁶ for every `z`,
  /// also in the lower tail down to the underflow at −38.5. The upper tail is `cdf(-z)`.
  public static func cdf(_ z: Double) -> Double {
    let magnitude = z.magnitude
    if magnitude <= 0.67448975 { return 0.5 + centralArea(z) }
    guard magnitude < 39 else { return z > 0 ? 1 : z < 0 ? 0 : z }
    let tail = magnitude <= 5.656854249492381 ? middleTail(magnitude) : farTail(magnitude)
    return z < 0 ? tail : 1 - tail
  }

  /// Φ(z) − ½ near 0.
  private static func centralArea(_ z: Double) -> Double {
    let square = z * z
    let numerator =
      (((0.065682337918207449113 * square + 2.2352520354606839287) * square + 161.02823106855587881) * square
        + 1067.6894854603709582) * square + 18154.981253343561249
    let denominator =
      (((square + 47.20258190468824187) * square + 976.09855173777669322) * square
        + 10260.932208618978205) * square + 45507.789335026729956
    return z * numerator / denominator
  }

  /// Φ(−z) for 0.67 ≤ z ≤ √32.
  private static func middleTail(_ z: Double) -> Double {
    var numerator = 1.0765576773720192317e-8 * z
    var denominator = z
    let above = SIMD8(
      0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226,
      2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218)
    let below = SIMD8(
      22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755,
      18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727)
    for i in 0..<7 {
      numerator = (numerator + above[i]) * z
      denominator = (denominator + below[i]) * z
    }
    return gaussian(z) * ((numerator + above[7]) / (denominator + below[7]))
  }

  /// Φ(−z) for z ≥ √32, by an expansion in 1/z².
  private static func farTail(_ z: Double) -> Double {
    let inverse = 1 / (z * z)
    let numerator =
      ((((0.02307344176494017303 * inverse + 0.21589853405795699) * inverse + 0.1274011611602473639) * inverse
        + 0.022235277870649807) * inverse + 0.001421619193227893466) * inverse + 2.9112874951168792e-5
    let denominator =
      ((((inverse + 1.28426009614491121) * inverse + 0.468238212480865118) * inverse + 0.0659881378689285515)
        * inverse + 0.00378239633202758244) * inverse + 7.29751555083966205e-5
    let inverseRootTwoPi = 0.398942280401432677939946059934
    return gaussian(z) * ((inverseRootTwoPi - inverse * numerator / denominator) / z)
  }

  /// exp(−z²/2) for 0 ≤ z < 64, with z² split so that its rounding error is not magnified.
  private static func gaussian(_ z: Double) -> Double {
    let head = (z * 16).rounded(.towardZero) / 16
    let rest = (z - head) * (z + head)
    return LaneMath.exp(-0.5 * head * head) * LaneMath.exp(-0.5 * rest)
  }
}
