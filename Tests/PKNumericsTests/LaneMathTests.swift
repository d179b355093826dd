import PKNumerics
import Testing

/// The elementary functions against multi-precision values, at special arguments and by lane.
@Suite struct LaneMathTests {
  static let exponentials = ReferenceEntry.table(LaneMathReferences.exponential, arguments: 1)
  static let logarithms = ReferenceEntry.table(LaneMathReferences.logarithm, arguments: 1)
  static let powers = ReferenceEntry.table(PowerReferences.power, arguments: 2)

  @Test func exponentialsAreAccurate() {
    #expect(Self.exponentials.count > 190)
    for entry in Self.exponentials {
      #expect(entry.error(of: LaneMath.exp(entry.arguments[0])) < 1, "exp(\(entry.arguments[0]))")
    }
  }

  @Test func logarithmsAreAccurate() {
    #expect(Self.logarithms.count > 190)
    for entry in Self.logarithms {
      #expect(entry.error(of: LaneMath.log(entry.arguments[0])) < 1, "log(\(entry.arguments[0]))")
    }
  }

  @Test func powersAreAccurate() {
    #expect(Self.powers.count > 280)
    for entry in Self.powers {
      let (x, y) = (entry.arguments[0], entry.arguments[1])
      #expect(entry.error(of: LaneMath.pow(x, y)) < 1, "pow(\(x), \(y))")
    }
  }

  @Test func exponentialsOfSpecialArguments() {
    #expect(LaneMath.exp(0.0) == 1 && LaneMath.exp(-0.0) == 1)
    #expect(LaneMath.exp(.infinity) == .infinity)
    #expect(LaneMath.exp(-.infinity).bitPattern == 0)
    #expect(LaneMath.exp(.nan).isNaN)
    #expect(LaneMath.exp(709.7827128933841) == .infinity && LaneMath.exp(709.782712893384) < .infinity)
    #expect(LaneMath.exp(-745.1332191019412) == 0 && LaneMath.exp(-745.1332191019411) == .leastNonzeroMagnitude)
    #expect(LaneMath.exp(.greatestFiniteMagnitude) == .infinity)
    #expect(LaneMath.exp(-.greatestFiniteMagnitude) == 0)
  }

  @Test func logarithmsOfSpecialArguments() {
    #expect(LaneMath.log(1.0).bitPattern == 0)
    #expect(LaneMath.log(0.0) == -.infinity && LaneMath.log(-0.0) == -.infinity)
    #expect(LaneMath.log(.infinity) == .infinity)
    #expect(LaneMath.log(.nan).isNaN && LaneMath.log(-.nan).isNaN)
    #expect(LaneMath.log(-1.0).isNaN && LaneMath.log(-.infinity).isNaN && LaneMath.log(-.leastNonzeroMagnitude).isNaN)
  }

  @Test func powersThatAreDoublesAreExact() {
    for base in -12...12 where base != 0 {
      var exact = 1.0
      for exponent in 0...14 {
        #expect(LaneMath.pow(Double(base), Double(exponent)) == exact, "\(base)^\(exponent)")
        exact *= Double(base)
      }
    }
    for exponent in -1074...1023 {
      let power = LaneMath.pow(2, Double(exponent))
      #expect(power == Double(sign: .plus, exponent: exponent, significand: 1), "2^\(exponent)")
    }
    #expect(LaneMath.pow(0.25, -1.5) == 8 && LaneMath.pow(.leastNonzeroMagnitude, 0.5) == 0x1p-537)
  }

  /// The same function of one lane must not see the other lanes, special ones included.
  @Test func lanesDoNotInfluenceEachOther() {
    let others = [1.5, 0, .nan, .infinity, -3, .leastNonzeroMagnitude, 800, -800.0]
    for entry in Self.powers.prefix(60) {
      let (x, y) = (entry.arguments[0], entry.arguments[1])
      let power = LaneMath.pow(x, y).bitPattern
      let logarithm = LaneMath.log(x).bitPattern
      let exponential = LaneMath.exp(y).bitPattern
      for lane in 0..<8 {
        var first = Lanes(others)
        var second = Lanes(others.reversed())
        first[lane] = x
        second[lane] = y
        #expect(LaneMath.pow(first, second)[lane].bitPattern == power)
        #expect(LaneMath.log(first)[lane].bitPattern == logarithm)
        #expect(LaneMath.exp(second)[lane].bitPattern == exponential)
      }
    }
  }
}
