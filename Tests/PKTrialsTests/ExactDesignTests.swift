import PKTrials
import Testing

/// Golden: designs against exact values that were enumerated elsewhere (a Python program, in rational arithmetic for the
/// 3+3 variants).
@Suite struct ExactDesignTests {
  private static let p = [0.05, 0.10, 0.20, 0.35, 0.50]

  private func expect(
    _ design: some EscalationDesign, dlt: [Double], moderate: [Double] = [], selection: [Double], patients: Double,
    dlts: Double, totals: Double
  ) throws {
    let exact = try #require(design.exactCharacteristics(dlt: dlt, moderate: moderate))
    // The references have six decimals.
    for (got, want) in zip(exact.selection, selection) { #expect((got - want).magnitude < 1e-6, "\(got) \(want)") }
    #expect((exact.totalPatients - patients).magnitude < totals, "\(exact.totalPatients)")
    #expect((exact.totalDLTs - dlts).magnitude < totals, "\(exact.totalDLTs)")
    #expect((exact.selection.reduce(0, +) - 1).magnitude < 1e-12)
  }

  @Test func escalateOnly() throws {
    try expect(
      ThreePlusThree(levelCount: 5), dlt: Self.p,
      selection: [0.026558, 0.091360, 0.257032, 0.377246, 0.205213, 0.042591], patients: 14.4277, dlts: 2.72434,
      totals: 5e-5)
  }

  @Test func sixAtTheMTD() throws {
    try expect(
      ThreePlusThree.sixAtMTD(levelCount: 5), dlt: Self.p,
      selection: [0.027183, 0.097237, 0.282115, 0.388735, 0.177627, 0.027104], patients: 16.84552, dlts: 3.19613,
      totals: 5.1e-6)
  }

  /// The escalate-only design has a closed form: eⱼ = b(0; 3, p) + b(1; 3, p)·b(0; 3, p).
  @Test func escalateOnlyClosedForm() throws {
    let exact = try #require(ThreePlusThree(levelCount: 5).exactCharacteristics(dlt: Self.p))
    var passed = 1.0
    for (level, p) in Self.p.enumerated() {
      let q = (1 - p) * (1 - p) * (1 - p)
      let one = 3 * p * (1 - p) * (1 - p)
      #expect((exact.selection[level] - passed * (1 - q - one * q)).magnitude < 1e-14)
      #expect((exact.patients[level] - passed * (3 + 3 * one)).magnitude < 1e-13)
      passed *= q + one * q
    }
    #expect((exact.selection[5] - passed).magnitude < 1e-14)
    #expect(exact.maximumAdministered == exact.selection[5])
  }

  private static let dlt8 = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.28, 0.45]
  private static let moderate8 = [0.02, 0.04, 0.08, 0.15, 0.2, 0.25, 0.3, 0.3]

  @Test(arguments: [
    (1, [0.000127, 0.000535, 0.002367, 0.01758, 0.064429, 0.185992, 0.373396, 0.290117, 0.065456], 21.5856, 3.1347),
    (2, [0.000124, 0.000496, 0.002036, 0.017581, 0.064454, 0.186063, 0.373538, 0.290227, 0.065481], 21.1734, 3.1293),
  ])
  func accelerated(count: Int, selection: [Double], patients: Double, dlts: Double) throws {
    let design = AcceleratedTitration(
      acceleratedLevels: 3, trigger: .moderate(count: count, grade: 2), then: .sixAtMTD(levelCount: 8))
    try expect(
      design, dlt: Self.dlt8, moderate: Self.moderate8, selection: selection, patients: patients, dlts: dlts,
      totals: 5.1e-5)
  }

  @Test func withoutAcceleration() throws {
    try expect(
      ThreePlusThree.sixAtMTD(levelCount: 8), dlt: Self.dlt8,
      selection: [0.000296, 0.001172, 0.004584, 0.017566, 0.064231, 0.18542, 0.372249, 0.289225, 0.065255],
      patients: 27.1567, dlts: 3.189, totals: 5.1e-5)
  }

  /// A limit on open histories gives no result, rather than one that takes for ever.
  @Test func enumerationHasALimit() {
    let design = BOIN(levelCount: 8, settings: BOIN.Settings(target: 0.3))
    #expect(design.exactCharacteristics(dlt: Self.dlt8, limit: 1_000) == nil)
  }

  @Test(.enabled(if: SharedFolder.has("three_plus_three_exact.json")))
  func everySharedCase() throws {
    let cases = try #require(try SharedFolder.json("three_plus_three_exact.json")["cases"] as? [[String: Any]])
    #expect(cases.count >= 14)
    for item in cases {
      let dlt = try #require(item["true_dlt"] as? [Double])
      let isA = item["variant"] as? String == "A"
      let design = isA ? ThreePlusThree(levelCount: dlt.count) : .sixAtMTD(levelCount: dlt.count)
      let exact = try #require(design.exactCharacteristics(dlt: dlt))
      let none = try #require(item["prob_select_none"] as? Double)
      let selection = [none] + (try #require(item["prob_select"] as? [Double]))
      // Sums of at most a few hundred products: rounding stays far below this.
      for (got, want) in zip(exact.selection, selection) { #expect((got - want).magnitude < 1e-12) }
      for (got, want) in zip(exact.patients, try #require(item["expected_n"] as? [Double])) {
        #expect((got - want).magnitude < 1e-11)
      }
      for (got, want) in zip(exact.dlts, try #require(item["expected_dlt"] as? [Double])) {
        #expect((got - want).magnitude < 1e-11)
      }
    }
  }
}
