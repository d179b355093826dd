extension LaneMath {
  /// The natural logarithm of each lane.
  ///
  /// `log(±0)` is −∞, `log(∞)` is ∞, the logarithm of a negative number is NaN.
  @inline(never)
  public static func log(_ x: Lanes) -> Lanes {
    let regular = (x .>= Double.leastNormalMagnitude) .& (x .<= Double.greatestFiniteMagnitude)
    return regular.holdsEverywhere ? logNormal(x, exponentShift: Lanes(repeating: 0)) : logAny(x)
  }

  /// The logarithm of `x · 2^exponentShift` for normal positive `x`.
  ///
  /// x = 2ᵏ m with m in [√½, √2), f = m − 1, s = f / (2 + f), z = s²; then
  /// log m = 2s + 2s z R(z) = f − (f²/2 − s (f²/2 + 2 z R(z))), a form whose leading term f is
  /// exact. 2R has degree 6 and an error of 2^−57.7 relative to the logarithm
  /// (`Scripts/lane-coefficients.py`).
  @inline(__always)
  static func logNormal(_ x: Lanes, exponentShift: Lanes) -> Lanes {
    let (f, k) = reduced(x, exponentShift: exponentShift)
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let r246 = w * (0x1.2492492df281ap-2 + w * (0x1.7462b51cb66b1p-3 + w * 0x1.2b5900de53b32p-3))
    let r135 = w * (0x1.99999999952d7p-2 + w * (0x1.c71c62e3f11e6p-3 + w * 0x1.39fe51a7c18f9p-3))
    let twiceR = z * (0x1.5555555555558p-1 + r246) + r135
    let halfSquare = 0.5 * f * f
    let rest = s * (halfSquare + twiceR) + k * ln2Tail
    return k * ln2Head - ((halfSquare - rest) - f)
  }

  /// f = m − 1 and k with `x · 2^exponentShift` = 2ᵏ m, m in [√½, √2), both exact.
  @inline(__always)
  static func reduced(_ x: Lanes, exponentShift: Lanes) -> (f: Lanes, k: Lanes) {
    // Adding 1 − √½ as bit patterns carries into the exponent exactly when m ≥ √½.
    let moved = x.bits &+ (0x3ff0_0000_0000_0000 - rootHalfBits)
    let m = Lanes(bits: (moved & 0x000f_ffff_ffff_ffff) &+ rootHalfBits)
    // The exponent field as a double: put it under the exponent of 2⁵² and subtract.
    let biased = Lanes(bits: (moved &>> 52) | 0x4330_0000_0000_0000)
    return (m - 1, (biased - (0x1p52 + 1023)) + exponentShift)
  }

  /// The logarithm for every argument: subnormal, zero, negative, infinite, NaN.
  @inline(never)
  static func logAny(_ x: Lanes) -> Lanes {
    let (normal, shift) = normalised(x)
    return logNormal(normal, exponentShift: shift)
      .blended(with: -.infinity, where: x .== 0)
      .blended(with: .infinity, where: x .== .infinity)
      .blended(with: .nan, where: .!(x .>= 0))
  }

  /// `x` with subnormal lanes multiplied by 2⁵⁴, and the exponents to add in return.
  @inline(__always)
  static func normalised(_ x: Lanes) -> (value: Lanes, exponentShift: Lanes) {
    let subnormal = x .< Double.leastNormalMagnitude
    let shift = Lanes(repeating: 0).blended(with: -54, where: subnormal)
    return (x.blended(with: x * 0x1p54, where: subnormal), shift)
  }
}
