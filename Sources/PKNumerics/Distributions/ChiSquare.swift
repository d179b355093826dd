/// The χ² distribution, for likelihood ratio tests.
public enum ChiSquare {
  /// The probability of more than x, with `nu` degrees of freedom: Q(nu/2, x/2), the regularised upper incomplete gamma
  /// function.
  ///
  /// By the power series below x = nu + 2 and by the continued fraction (modified Lentz) above; Abramowitz and Stegun,
  /// Handbook of Mathematical Functions, 6.5.29 and 6.5.31.
  ///
  /// - Returns: 1 for x ≤ 0; NaN for a negative or missing number of degrees of freedom.
  public static func upperTail(_ x: Double, degreesOfFreedom nu: Double) -> Double {
    guard nu > 0, nu < .infinity, !x.isNaN else { return .nan }
    guard x > 0 else { return 1 }
    guard x < .infinity else { return 0 }
    let (a, z) = (nu / 2, x / 2)
    let factor = LaneMath.exp(a * LaneMath.log(z) - z - LogGamma.value(at: a))
    return z < a + 1 ? max(0, 1 - factor * series(a, z)) : min(1, factor * fraction(a, z))
  }

  /// Σ zⁿ/(a·(a + 1)⋯(a + n)).
  private static func series(_ a: Double, _ z: Double) -> Double {
    var term = 1 / a
    var sum = term
    for n in 1...limit {
      term *= z / (a + Double(n))
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  /// 1/(z + 1 − a − 1·(1 − a)/(z + 3 − a − …)).
  private static func fraction(_ a: Double, _ z: Double) -> Double {
    var b = z + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var result = d
    for n in 1...limit {
      let k = Double(n)
      let an = -k * (k - a)
      b += 2
      d = an * d + b
      if d.magnitude < tiny { d = tiny }
      c = b + an / c
      if c.magnitude < tiny { c = tiny }
      d = 1 / d
      result *= d * c
      if (d * c - 1).magnitude < 1e-16 { break }
    }
    return result
  }

  private static let tiny = 1e-300
  private static let limit = 10_000
}
