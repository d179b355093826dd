import PKDosing
import Testing

/// The vials of a dose: least waste, then fewest vials, then one strength; at most 200.
@Suite struct VialChoiceTests {
  private func counts(_ strengths: [Int], _ dose: String) -> [Int]? {
    VialChoice(strengths: strengths.map { Rational($0) }).smallest(atLeast: decimal(dose))?.counts.map(\.count)
  }

  @Test(
    "the smallest content that holds a dose",
    arguments: [
      // Strengths, largest first in the answer; the dose; how many of each.
      ([100], "100", [1]), ([100], "100.1", [2]), ([100], "0", [0]),
      ([50, 100], "150", [1, 1]), ([100, 50], "149.9", [1, 1]), ([100, 50], "151", [2, 0]),
      // 20 + 20 + 20 waste nothing, 50 + 20 waste ten.
      ([50, 20], "60", [0, 3]),
      // 60 = 2·30 = 3·20: fewest vials.
      ([30, 20], "60", [2, 0]),
      // 90 = 60 + 30 = 45 + 45: as many vials, but one strength.
      ([60, 45, 30], "90", [0, 2, 0]),
      ([7, 5, 3], "8", [0, 1, 1]), ([150, 100, 40], "290", [1, 1, 1]),
    ] as [([Int], String, [Int])])
  func smallest(strengths: [Int], dose: String, expected: [Int]) {
    #expect(counts(strengths, dose) == expected)
  }

  @Test("200 vials are given, 201 are not") func most() {
    #expect(counts([10], "2000") == [200])
    #expect(counts([10], "2000.1") == nil)
    #expect(counts([10], "3000") == nil)
    #expect(counts([10, 9], "1999") == [199, 1])
    #expect(counts([10, 9], "2001") == nil)
    #expect(counts([1_000, 1], "1200") == [2, 0])
    #expect(counts([1_000, 1], "1199") == [1, 199])
  }

  @Test(
    "the largest content within a dose",
    arguments: [
      ([100], "99.9", 0), ([100], "100", 100), ([100], "250", 200), ([50, 20], "60", 60), ([50, 20], "69", 60),
      ([50, 20], "70", 70), ([7, 5, 3], "4", 3), ([7, 5, 3], "2", 0), ([10], "5000", 2_000), ([100, 1], "350", 350),
    ] as [([Int], String, Int)])
  func largest(strengths: [Int], dose: String, expected: Int) {
    let choice = VialChoice(strengths: strengths.map { Rational($0) })
    #expect(choice.largestTotal(atMost: decimal(dose)) == Rational(expected))
  }

  @Test("strengths that are none are left out; the three largest count; none gives nothing") func strengths() {
    #expect(counts([0, -5, 10], "20") == [2])
    #expect(counts([1, 2, 3, 4], "1") == [0, 0, 1])
    #expect(counts([4, 3, 2], "5") == [0, 1, 1])
    #expect(counts([], "20") == nil)
    #expect(VialChoice(strengths: []).largestTotal(atMost: Rational(20)) == nil)
  }

  @Test("contents, vials and strengths are counted") func combination() throws {
    let found = try #require(VialChoice(strengths: [Rational(150), Rational(40)]).smallest(atLeast: Rational(380)))
    #expect(found.total == Rational(380) && found.vials == 4 && found.strengthsUsed == 2)
    #expect(found.counts.map(\.strength) == [Rational(150), Rational(40)])
  }
}
