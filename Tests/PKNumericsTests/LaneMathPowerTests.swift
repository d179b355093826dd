import Glibc
import PKNumerics
import Testing

/// The special cases of C99 annex F.9.4.4, spelled out and against the C library.
@Suite struct LaneMathPowerTests {
  static let special: [(x: Double, y: Double, power: Double)] = [
    (2.0, 0.0, 1.0), (.nan, 0, 1), (.nan, -0.0, 1), (1, .nan, 1), (1, .infinity, 1), (0, 0, 1),
    (-1, .infinity, 1), (-1, -.infinity, 1), (-2, 3, -8), (-2, 2, 4), (-2, -1, -0.5),
    (0, -1, .infinity), (-0.0, -1, -.infinity), (-0.0, -2, .infinity), (0, 2.5, 0), (-0.0, 2.5, 0),
    (-0.0, 3, -0.0), (0, -.infinity, .infinity), (0, .infinity, 0), (0.5, .infinity, 0),
    (0.5, -.infinity, .infinity), (2, .infinity, .infinity), (2, -.infinity, 0), (.infinity, 2, .infinity),
    (.infinity, -2, 0), (-.infinity, 3, -.infinity), (-.infinity, 2, .infinity), (-.infinity, -3, -0.0),
    (-.infinity, 0.5, .infinity), (-.infinity, -0.5, 0), (2, 1e300, .infinity), (2, -1e300, 0),
    (-2, 1025, -.infinity), (-2, -1077, -0.0), (1e300, 2, .infinity), (-1e300, -3, -0.0),
  ]

  static let unreal: [(x: Double, y: Double)] = [
    (-2, 0.5), (-1, 0.1), (.nan, 1), (2, .nan), (-.leastNonzeroMagnitude, 1.5), (.nan, .nan), (-2, 1e-300),
  ]

  @Test(arguments: special)
  func specialCase(x: Double, y: Double, power: Double) {
    #expect(LaneMath.pow(x, y).bitPattern == power.bitPattern)
  }

  @Test(arguments: unreal)
  func undefined(x: Double, y: Double) {
    #expect(LaneMath.pow(x, y).isNaN)
  }

  @Test func agreesWithTheCLibraryOnAGrid() {
    let magnitudes = [
      0, .leastNonzeroMagnitude, 0x1p-1030, 2.2250738585072014e-308, 1e-20, 0.5, 0x1.fffffffffffffp-1, 1,
      0x1.0000000000001p0, 1.5, 2,
      3, 0x1p52 + 1, 0x1p53 - 1, 0x1p53, 0x1p53 + 2, 0x1p64, 1e20, 1e300, .greatestFiniteMagnitude, .infinity, .nan,
    ]
    let numbers = magnitudes + magnitudes.map { -$0 }
    for x in numbers {
      for y in numbers {
        let ours = LaneMath.pow(x, y)
        let theirs = Glibc.pow(x, y)
        let near = (ours - theirs).magnitude <= theirs.ulp && ours.sign == theirs.sign
        #expect(ours == theirs && ours.sign == theirs.sign || ours.isNaN && theirs.isNaN || near, "pow(\(x), \(y))")
      }
    }
  }
}
