extension LaneMath {
  /// Each lane of `x` to the power of the same lane of `y`.
  ///
  /// Special cases are those of C99, annex F.9.4.4: `pow(x, ±0)` and `pow(1, y)` are 1 even for
  /// NaN, a negative number has real powers for integral `y` only (else NaN), `pow(±0, y)` is ±∞
  /// or ±0 with the sign of `x` for odd `y`, and so on. Powers that are doubles are exact.
  @inline(never)
  public static func pow(_ x: Lanes, _ y: Lanes) -> Lanes {
    let largest = Double.greatestFiniteMagnitude
    let regular =
      ((x .>= Double.leastNormalMagnitude) .& (x .<= largest)) .& ((y .>= -0x1p65) .& (y .<= 0x1p65))
    guard regular.holdsEverywhere else { return powAny(x, y) }
    let (exponent, tail) = product(y, logarithmOf: x, exponentShift: Lanes(repeating: 0))
    let normal = (exponent .>= -708) .& (exponent .<= 709)
    return normal.holdsEverywhere ? expNormal(exponent, tail: tail) : expAny(exponent, tail: tail)
  }

  /// y log(x · 2^exponentShift) as a head of 52 bits and a tail, relative error about 2⁻⁶³.
  ///
  /// As in ``log(_:)``, log m = 2s (1 + z/3 + z² Q(z)). Here s, z, z/3 and all that follows are
  /// sums of a 26-bit head, whose products are exact, and a tail; only z² Q(z), below 2⁻¹², is a
  /// single double. Q has degree 7 and an error of 2^−66.4 relative to the logarithm
  /// (`Scripts/lane-coefficients.py`). Heads by truncation after Dekker, Numer. Math. 18:224
  /// (1971).
  @inline(__always)
  static func product(_ y: Lanes, logarithmOf x: Lanes, exponentShift: Lanes) -> (head: Lanes, tail: Lanes) {
    let (f, k) = reduced(x, exponentShift: exponentShift)

    // s = f / (2 + f): the quotient's head, then what its product with the divisor lacks.
    let divisor = 2 + f
    let divisorHead = divisor.head
    let divisorTail = f - (divisorHead - 2)
    let inverse = 1 / divisor
    let s = (f * inverse).head
    let sTail = ((f - s * divisorHead) - s * divisorTail) * inverse

    let square = s * s
    let squareTail = sTail * (s + s + sTail)
    let z = square + squareTail

    let w = z * z
    let q01 = z * 0x1.2492492492521p-3 + 0x1.999999999999ap-3
    let q23 = z * 0x1.745d177a96056p-4 + 0x1.c71c71c6eaa10p-4
    let q45 = z * 0x1.1118c7e4b0917p-4 + 0x1.3b1395d2190c1p-4
    let q67 = z * 0x1.e02e6fff27908p-5 + 0x1.df7cc8e5fa539p-5
    let last = w * (q01 + w * (q23 + w * (q45 + w * q67)))

    // z/3, then 1 + z/3 + z² Q(z) times s.
    let third = (z * 0x1.5555555555555p-2).head
    let rest = ((square - 3 * third) + squareTail) * 0x1.5555555555555p-2 + last
    let term = s * third
    let termTail = s * rest + sTail * (third + rest)

    // Sums of a larger and a smaller number, each with its rounding error.
    let sum = s + term
    let sumTail = ((s - sum) + term) + (sTail + termTail)
    let whole = k * ln2Head
    let total = whole + 2 * sum
    let totalTail = ((whole - total) + 2 * sum) + (2 * sumTail + k * ln2Tail)

    let head = (total + totalTail).head
    let tail = (total - head) + totalTail
    let yHead = y.head
    return (yHead * head, (y - yHead) * head + y * tail)
  }

  /// The power for all arguments, by that of |x| and the table of special cases.
  @inline(never)
  static func powAny(_ x: Lanes, _ y: Lanes) -> Lanes {
    let zero = Lanes(repeating: 0)
    let magnitude = x.absolute
    let yMagnitude = y.absolute
    let ordinary = ((magnitude .> 0) .& (magnitude .< .infinity)) .& (yMagnitude .< .infinity)
    let base = Lanes(repeating: 1).blended(with: magnitude, where: ordinary)
    let (normal, shift) = normalised(base)
    // The logarithm nearest to 0 is 2⁻⁵³, so beyond 2⁶⁵ the power is 1, 0 or ∞ all the same.
    let bounded = y.blended(with: 0x1p65, where: y .> 0x1p65).blended(with: -0x1p65, where: y .< -0x1p65)
    let (exponent, tail) = product(
      zero.blended(with: bounded, where: ordinary), logarithmOf: normal, exponentShift: shift)
    let power = expAny(exponent, tail: tail)

    // |x| or |y| at 0 or ∞: ∞ where |x| > 1 meets y > 0 or |x| < 1 meets y < 0, otherwise 0.
    let grows = ((magnitude .> 1) .& (y .> 0)) .| ((magnitude .< 1) .& (y .< 0))
    let limit = zero.blended(with: .infinity, where: grows)
    let positive = power.blended(with: limit, where: .!ordinary)

    let integral = isInteger(yMagnitude)
    let odd = integral .& .!isInteger(yMagnitude * 0.5)
    let negative = x.bits .>= 0x8000_0000_0000_0000
    let unreal = ((x .< 0) .& (x .> -.infinity)) .& .!integral
    let unordered = (x .!= x) .| (y .!= y)
    let one = ((x .== 1) .| (y .== 0)) .| ((magnitude .== 1) .& (yMagnitude .== .infinity))
    return
      positive
      .blended(with: positive.negated, where: negative .& odd)
      .blended(with: .nan, where: unreal .| unordered)
      .blended(with: 1, where: one)
  }

  /// Whether non-negative lanes are integers; from 2⁵² on all are, ∞ included.
  @inline(__always)
  static func isInteger(_ x: Lanes) -> LaneMask {
    (((x + 0x1p52) - 0x1p52) .== x) .| (x .>= 0x1p52)
  }
}
