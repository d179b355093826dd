/// The logarithm of the gamma function, with the project's own elementary functions: the same bits on every machine.
public enum LogGamma {
  /// ln Γ(x) for x > 0; not a number elsewhere.
  ///
  /// Stirling's series from 10 on (Abramowitz and Stegun 6.1.41), below it by Γ(x + 1) = x·Γ(x). The error is below
  /// 10⁻¹⁴ + 10⁻¹⁵·|ln Γ(x)|; near the zeros at 1 and 2 that is no small share of the value.
  public static func value(at x: Double) -> Double { value(at: Lanes(repeating: x))[0] }

  /// ln Γ of each lane, with the bits that a number alone has.
  @inline(never)
  public static func value(at x: Lanes) -> Lanes {
    var product = Lanes(repeating: 1)
    var y = x
    for _ in 0..<10 {
      let isSmall = y .< Lanes(repeating: 10)
      product = product.blended(with: product * y, where: isSmall)
      y = y.blended(with: y + 1, where: isSmall)
    }
    let inverse = 1 / y
    let square = inverse * inverse
    // B₂ₖ / (2k·(2k − 1)) for k from 8 down to 1.
    let fractions: [(Double, Double)] = [
      (-3617, 122_400), (1, 156), (-691, 360_360), (1, 1188), (-1, 1680), (1, 1260), (-1, 360), (1, 12),
    ]
    var series = Lanes(repeating: 0)
    for (numerator, denominator) in fractions { series = series * square + numerator / denominator }
    let halfLogTwoPi = 0.918938533204672741780329736406
    let stirling = (y - 0.5) * LaneMath.log(y) - y + halfLogTwoPi + series * inverse
    return (stirling - LaneMath.log(product))
      .blended(with: .infinity, where: x .== .infinity)
      .blended(with: .nan, where: .!(x .> 0))
  }
}
