/// The functions that solve x' = λx + b over lanes: eᶻ, φ₁ = (eᶻ − 1)/z and φ₂ = (φ₁ − 1)/z, with z = λτ.
struct PhiFunctions {
  let exponential, first, second: Lanes
  private let z: Lanes

  /// φ₁' = φ₁ − φ₂; by ((z − 1)·eᶻ + 1)/z² where that does not cancel.
  var firstDerivative: Lanes {
    let isSmall = z.absolute .< Lanes(repeating: 0.7)
    return (((z - 1) * exponential + 1) / (z * z)).blended(with: first - second, where: isSmall)
  }

  /// 1/2!, 1/3!, … of the series of φ₂; its first term left out is below 10⁻¹⁸ for |z| < 0.7.
  private static let series: [Double] = {
    var terms: [Double] = []
    var factorial = 1.0
    for k in 2...18 {
      factorial *= Double(k)
      terms.append(1 / factorial)
    }
    return terms
  }()

  /// The functions at z: by series where z is small, where the differences would cancel.
  init(_ z: Lanes) {
    let e = LaneMath.exp(z)
    let isSmall = z.absolute .< Lanes(repeating: 0.7)
    var one = (e - 1) / z
    var two = (one - 1) / z
    if isSmall.holdsSomewhere {
      let terms = Self.series
      var sum = Lanes(repeating: terms[terms.count - 1])
      for k in stride(from: terms.count - 2, through: 0, by: -1) { sum = terms[k] + z * sum }
      two = two.blended(with: sum, where: isSmall)
      one = one.blended(with: 1 + z * sum, where: isSmall)
    }
    self.z = z
    exponential = e
    first = one
    second = two
  }
}
