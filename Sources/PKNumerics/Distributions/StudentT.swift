import Glibc

/// Student's t distribution with any positive number of degrees of freedom.
public enum StudentT {
  /// The probability that t is at most `t`; NaN for degrees of freedom that are not positive.
  ///
  /// By the regularised incomplete beta function I_x(ν/2, ½) at x = ν/(ν + t²) (Abramowitz & Stegun 26.7.1);
  /// the relative error is below 2e-13 for ν up to 1e5, and 5e-12 at 1e6, in the lower tail too.
  public static func cdf(_ t: Double, degreesOfFreedom nu: Double) -> Double {
    guard nu > 0, !t.isNaN else { return .nan }
    if t == 0 { return 0.5 }
    let tail = upperTail(t.magnitude, nu)
    return t > 0 ? 1 - tail : tail
  }

  /// The t with cdf(t) = p; ∓∞ at 0 and 1, NaN outside [0, 1] or for degrees of freedom that are not positive.
  ///
  /// Newton's method on the tail probability, kept inside a bracket.
  public static func quantile(_ p: Double, degreesOfFreedom nu: Double) -> Double {
    guard nu > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    let q = min(p, 1 - p)
    guard q > 0 else { return p == 0 ? -.infinity : .infinity }
    let t = magnitude(ofTail: q, nu)
    return p < 0.5 ? -t : t
  }

  /// P(T > t) for t > 0.
  private static func upperTail(_ t: Double, _ nu: Double) -> Double {
    guard t.isFinite else { return 0 }
    let square = t * t
    return IncompleteBeta.regularized(nu / (nu + square), complement: square / (nu + square), nu / 2) / 2
  }

  private static func magnitude(ofTail q: Double, _ nu: Double) -> Double {
    var (low, high) = (0.0, max(1, -Normal.quantile(q)))
    while upperTail(high, nu) > q, high < 1e300 { (low, high) = (high, high * 2) }
    var t = high
    for _ in 0..<200 {
      let excess = upperTail(t, nu) - q
      if excess > 0 { low = t } else { high = t }
      let newton = t + excess / density(t, nu)
      let next = newton > low && newton < high ? newton : low + (high - low) / 2
      if (next - t).magnitude <= 4 * t.ulp { return next }
      t = next
    }
    return t
  }

  private static func density(_ t: Double, _ nu: Double) -> Double {
    Glibc.exp(IncompleteBeta.logGammaRatio(nu / 2) - (nu + 1) / 2 * log1p(t * t / nu)) / (nu * .pi).squareRoot()
  }
}

/// The incomplete beta function with a half for its second parameter.
enum IncompleteBeta {
  /// I_x(a, ½) for x + complement = 1, both given so that neither is lost to rounding.
  ///
  /// The continued fraction of DLMF 8.17.22 by Lentz's method, on the side on which it converges fast.
  static func regularized(_ x: Double, complement: Double, _ a: Double) -> Double {
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    // Where x is near 1, its logarithm is that of 1 − complement.
    let logX = complement < 0.5 ? log1p(-complement) : Glibc.log(x)
    let front = Glibc.exp(logGammaRatio(a) + a * logX) * (complement / .pi).squareRoot()
    return x < (a + 1) / (a + 2.5)
      ? front * fraction(x, a, 0.5) / a : 1 - front * fraction(complement, 0.5, a) / 0.5
  }

  /// ln Γ(a + ½) − ln Γ(a): for large a by its expansion, since the difference of two large logarithms loses digits.
  static func logGammaRatio(_ a: Double) -> Double {
    guard a >= 20 else { return lgamma(a + 0.5) - lgamma(a) }
    let inverse = 1 / a
    let square = inverse * inverse
    let series =
      -1 / 8.0 + square * (1 / 192.0 + square * (-1 / 640.0 + square * (17 / 14_336.0 - square * 31 / 18_432.0)))
    return Glibc.log(a) / 2 + inverse * series
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func guarded(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var d = 1 / guarded(1 - (a + b) * x / (a + 1))
    var (c, result) = (1.0, d)
    for m in 1..<10_000 {
      let m = Double(m)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / guarded(1 + even * d)
      c = guarded(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / guarded(1 + odd * d)
      c = guarded(1 + odd / c)
      result *= d * c
      if (d * c - 1).magnitude < 1e-16 { break }
    }
    return result
  }
}
