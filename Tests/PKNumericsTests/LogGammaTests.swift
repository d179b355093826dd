import Glibc
import PKNumerics
import Testing

@Suite struct LogGammaTests {
  /// Against the C library's function, which is accurate to a few units in the last place.
  @Test func agreesWithTheCLibrary() {
    for step in 1...4_000 {
      let x = exp(Double(step) / 4_000 * 50 - 25)
      let expected: Double = Glibc.lgamma(x)
      #expect(abs(LogGamma.value(at: x) - expected) <= 1e-14 + 1e-15 * abs(expected), "at \(x)")
    }
  }

  /// Factorials, as exact integers.
  @Test func factorials() {
    var factorial = 1.0
    for n in 1...20 {
      factorial *= Double(n)
      #expect(abs(LogGamma.value(at: Double(n) + 1) - log(factorial)) < 2e-14)
    }
  }

  @Test func outsideItsDomain() {
    #expect(LogGamma.value(at: 0).isNaN && LogGamma.value(at: -1.5).isNaN && LogGamma.value(at: .nan).isNaN)
    #expect(LogGamma.value(at: .infinity) == .infinity)
  }
}
