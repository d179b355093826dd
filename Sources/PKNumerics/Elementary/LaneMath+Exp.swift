extension LaneMath {
  /// The exponential of each lane.
  ///
  /// Overflow gives ∞, underflow a subnormal number or 0, `exp(±0)` is 1 exactly.
  @inline(never)
  public static func exp(_ x: Lanes) -> Lanes {
    let zero = Lanes(repeating: 0)
    let regular = (x .>= -708) .& (x .<= 709)
    return regular.holdsEverywhere ? expNormal(x, tail: zero) : expAny(x, tail: zero)
  }

  /// `exp(x + tail)` for −708 ≤ x ≤ 709 and a tail below 2⁻²⁰ |x|.
  @inline(__always)
  static func expNormal(_ x: Lanes, tail: Lanes) -> Lanes {
    let shifted = x * inverseLn2 + roundingMagic
    let value = expReduced(x, tail: tail, exponent: shifted - roundingMagic)
    // The low bits of the rounding constant's sum are the exponent as an integer.
    return value * Lanes(bits: (shifted.bits &+ 1023) &<< 52)
  }

  /// `exp(x + tail)` for every x.
  @inline(never)
  static func expAny(_ x: Lanes, tail: Lanes) -> Lanes {
    // Beyond these bounds the answer is ∞ or 0 whatever the tail; NaN compares false and stays.
    let high = x .> 720
    let low = x .< -760
    let x = x.blended(with: 720, where: high).blended(with: -760, where: low)
    let tail = tail.blended(with: 0, where: high .| low)
    let k = (x * inverseLn2 + roundingMagic) - roundingMagic
    let value = expReduced(x, tail: tail, exponent: k)

    // 2ᵏ in two factors: the first product is exact, so that subnormal results round once.
    let half = (k * 0.5 + roundingMagic) - roundingMagic
    let first = Lanes(bits: (half + (roundingMagic + 1023)).bits &<< 52)
    let second = Lanes(bits: ((k - half) + (roundingMagic + 1023)).bits &<< 52)
    return value * first * second
  }

  /// `exp(x + tail) / 2ᵏ` for the integer k nearest to x / ln 2.
  ///
  /// With r = x + tail − k ln 2 in two parts, exp(r) = 1 + r + r²/2 + r³ P(r) on
  /// |r| ≤ ln 2 / 2. P has degree 9 and an error of 2^−59.8 relative to exp(r)
  /// (`Scripts/lane-coefficients.py`).
  @inline(__always)
  static func expReduced(_ x: Lanes, tail: Lanes, exponent k: Lanes) -> Lanes {
    let reduced = x - k * ln2Head
    let correction = k * ln2Tail - tail
    let r = reduced - correction
    let rTail = (reduced - r) - correction

    let r2 = r * r
    let p01 = r * 0x1.5555555555555p-5 + 0x1.5555555555556p-3
    let p23 = r * 0x1.6c16c16c167e1p-10 + 0x1.11111111109b3p-7
    let p45 = r * 0x1.a01a01a47b054p-16 + 0x1.a01a01a7c41d5p-13
    let p67 = r * 0x1.27e4e1f48534fp-22 + 0x1.71de0dae63bb3p-19
    let p89 = r * 0x1.1f66df7fca49fp-29 + 0x1.af38a9b0ec855p-26
    let p = p01 + r2 * (p23 + r2 * (p45 + r2 * (p67 + r2 * p89)))
    let small = r2 * (r * p + 0.5) + rTail

    // 1 + r with its rounding error, then the rest: one rounding that matters.
    let one = 1 + r
    return one + ((r - (one - 1)) + small)
  }
}
