import PKNumerics
import Testing

@Suite struct LanesTests {
  static let values = Lanes(0.0, -0.0, 1.5, -2, .infinity, -.infinity, .nan, .leastNonzeroMagnitude)

  @Test func blendingTakesTheOtherWhereTheMaskIsTrue() {
    let mask = Self.values .> 0
    let blended = Self.values.blended(with: 7, where: mask)
    for lane in blended.indices {
      let expected = Self.values[lane] > 0 ? 7 : Self.values[lane]
      #expect(blended[lane].bitPattern == expected.bitPattern)
    }
    #expect(Self.values.blended(with: 7, where: mask)[2] == Self.values.replacing(with: 7, where: mask)[2])
  }

  @Test func signs() {
    for lane in Self.values.indices {
      #expect(Self.values.absolute[lane].bitPattern == Self.values[lane].magnitude.bitPattern)
      #expect(Self.values.negated[lane].bitPattern == (-Self.values[lane]).bitPattern)
    }
  }

  @Test func quantifiers() {
    let none = LaneMask(repeating: false)
    let all = LaneMask(repeating: true)
    #expect(all.holdsEverywhere && all.holdsSomewhere && !none.holdsEverywhere && !none.holdsSomewhere)
    for lane in 0..<8 {
      var one = none
      one[lane] = true
      #expect(one.holdsSomewhere && !one.holdsEverywhere && !(.!one).holdsEverywhere && (.!one).holdsSomewhere)
    }
  }
}
