import Glibc
import PKNumerics
import Testing

@Suite struct PolyGammaTests {
  /// Against mpmath 1.3, `psi(n, x)` with 30 digits.
  static let references: [(order: Int, x: Double, value: Double)] = [
    (0, 0.001, -1000.57557193181028),
    (0, 0.3, -3.50252422220013312),
    (0, 1, -0.577215664901532861),
    (0, 1.7, 0.208547874873493921),
    (0, 4.3, 1.33785279208992473),
    (0, 11.9, 2.43393353688253749),
    (0, 12.1, 2.45131434817433723),
    (0, 50, 3.90198967342789220),
    (0, 1000000.0, 13.8155100579641908),
    (1, 0.001, 1000001.64253319583),
    (1, 0.3, 12.2453645461077313),
    (1, 1, 1.64493406684822644),
    (1, 1.7, 0.793232830163998409),
    (1, 4.3, 0.261674177286424540),
    (1, 11.9, 0.0876632011900041836),
    (1, 12.1, 0.0861536464709862857),
    (1, 50, 0.0202013332266971258),
    (1, 1000000.0, 1.00000050000016667e-6),
    (2, 0.001, -2000000002.39763216),
    (2, 0.3, -75.2725365887260389),
    (2, 1, -2.40411380631918857),
    (2, 1.7, -0.604089084103459028),
    (2, 4.3, -0.0680982370500110306),
    (2, 11.9, -0.00767993915932830689),
    (2, 12.1, -0.00741788110591700603),
    (2, 50, -0.000408079989337596931),
    (2, 1000000.0, -1.00000100000050000e-12),
    (3, 0.001, 6000000000006.46861),
    (3, 0.3, 743.141764655049777),
    (3, 1, 6.49393940226682915),
    (3, 1.7, 0.889562006624316407),
    (3, 4.3, 0.0352560780505833969),
    (3, 11.9, 0.00134478392369591204),
    (3, 12.1, 0.00127658484304134529),
    (3, 50, 0.0000164863987206820531),
    (3, 1000000.0, 2.00000300000200000e-18),
  ]

  @Test(arguments: references) func agreesWithMultiplePrecision(_ case: (order: Int, x: Double, value: Double)) {
    let value = PolyGamma.value(order: `case`.order, at: `case`.x)
    #expect(abs(value - `case`.value) <= 1e-14 * max(1, abs(`case`.value)), "\(`case`): \(value)")
  }

  /// ψ(x + 1) = ψ(x) + 1/x, across the place where the series takes over.
  @Test func recurrence() {
    for step in 0..<400 {
      let x = 0.05 + 0.05 * Double(step)
      for order in 0...3 {
        let factorial = [1.0, -1, 2, -6][order]
        let change = factorial / pow(x, Double(order + 1))
        let (low, high) = (PolyGamma.value(order: order, at: x), PolyGamma.value(order: order, at: x + 1))
        #expect(abs(high - low - change) <= 2e-14 * max(1, abs(low), abs(high)), "order \(order) at \(x)")
      }
    }
  }

  @Test func outsideItsDomain() {
    #expect(PolyGamma.value(order: 0, at: 0).isNaN && PolyGamma.value(order: 1, at: -2.5).isNaN)
    #expect(PolyGamma.value(order: 0, at: .infinity) == .infinity && PolyGamma.value(order: 2, at: .infinity) == 0)
  }

  /// Lanes have the bits of numbers alone.
  @Test func lanesAreIndependent() {
    let mixed = Lanes(0.1, 30, -1, 5.5, 1, 12, .nan, 1e9)
    let (gamma, trigamma) = (LogGamma.value(at: mixed), PolyGamma.value(order: 1, at: mixed))
    for lane in 0..<8 where lane != 2 && lane != 6 {
      #expect(gamma[lane] == LogGamma.value(at: mixed[lane]))
      #expect(trigamma[lane] == PolyGamma.value(order: 1, at: mixed[lane]))
    }
    #expect(gamma[2].isNaN && gamma[6].isNaN && trigamma[2].isNaN)
  }
}
