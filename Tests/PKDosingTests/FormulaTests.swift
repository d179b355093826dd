import PKDosing
import Testing

/// Worked values of the formulas.
///
/// `pub` in a comment is a value that the named source publishes;
/// everything else was computed twice, by hand-written programs in other languages.
@Suite struct FormulaTests {
  @Test(
    "golden: surface by every method",
    arguments: [
      // pub: admiral to 3 decimals
      ("75", "170", ["1.8819", "1.8636", "1.8947", "1.8975", "1.9051", "1.8192", "1.8783"]),
      ("75", "170", ["1.882", "1.864", "1.895", "1.897", "1.905", "1.819", "1.878"]),
      ("90", "185", ["2.1506", "2.1410", "2.1611", "2.1599", "2.1576", "2.0863", "2.1580"]),
      ("90", "185", ["2.151", "2.141", "2.161", "2.160", "2.158", "2.086", "2.158"]),
      // pub: clinPK to 3 decimals
      ("80", "180", ["2.0000", "1.9964", "2.0066", "2.0095", "2.0074", "1.9444", "2.0123"]),
      ("50", "150", ["1.4434", "1.4325", "1.4497", "1.4608", "1.4690", "1.3985", "1.4439"]),
      ("130", "170", ["2.4777", "2.3543", "2.5469", "2.5182", "2.5649", "2.3224", "2.3730"]),
    ])
  func surfaces(weight: String, height: String, expected: [String]) throws {
    let methods: [BodySurface] = [.mosteller, .duBois, .haycock, .gehanGeorge, .boyd, .fujimoto, .takahira]
    for (method, text) in zip(methods, expected) {
      let area = try method.area(weight: Measure(decimal(weight)), height: Measure(decimal(height)))
      #expect(prints(area.value, text), "\(method.rawValue): \(area.value.text(decimals: 6))")
    }
  }

  @Test(
    "golden: surface to two decimals (pub: GDL)",
    arguments: [
      (BodySurface.duBois, "57", "164", "1.62"), (.duBois, "52", "160", "1.53"), (.duBois, "45", "165", "1.47"),
      (.mosteller, "72", "180", "1.90"), (.mosteller, "50", "145", "1.42"),
    ])
  func publishedSurfaces(method: BodySurface, weight: String, height: String, expected: String) throws {
    let area = try method.area(weight: Measure(decimal(weight)), height: Measure(decimal(height)))
    #expect(prints(area.value, expected))
  }

  @Test(
    "golden: body mass index (pub: admiral 23.148, 25)",
    arguments: [("80", "180", "24.691"), ("75", "180", "23.148"), ("100", "200", "25"), ("50", "130", "29.586")])
  func massIndex(weight: String, height: String, expected: String) throws {
    let index = try BodyMassIndex.index(weight: Measure(decimal(weight)), height: Measure(decimal(height)))
    #expect(prints(index.value, expected))
  }

  @Test(
    "golden: ideal weight by Devine (pub: clinPK 160, 180 and 150 cm)",
    arguments: [
      ("160", Sex.male, "56.8819"), ("160", .female, "52.3819"), ("160", .male, "56.881890"),
      ("160", .female, "52.381890"), ("180", .male, "74.9921"), ("180", .female, "70.4921"), ("180", .male, "75.0"),
      ("150", .male, "47.8268"), ("150", .female, "43.3268"), ("150", .male, "47.8"),
    ])
  func idealWeight(height: String, sex: Sex, expected: String) throws {
    let ideal = try IdealWeightMethod.devine.weight(height: Measure(decimal(height)), sex: sex)
    #expect(prints(ideal.value, expected))
  }

  @Test("the other ideal weights begin at their bases and rise by their slopes")
  func otherIdealWeights() throws {
    let expected: [(IdealWeightMethod, Sex, String, String)] = [
      (.robinson, .male, "52", "1.9"), (.robinson, .female, "49", "1.7"), (.miller, .male, "56.2", "1.41"),
      (.miller, .female, "53.1", "1.36"), (.hamwi, .male, "48", "2.7"), (.hamwi, .female, "45.5", "2.2"),
    ]
    for (method, sex, base, slope) in expected {
      let low = try method.weight(height: Measure(decimal("152.4")), sex: sex)
      let high = try method.weight(height: Measure(decimal("154.94")), sex: sex)
      #expect(low.value == decimal(base))
      #expect(high.value - low.value == decimal(slope))
    }
  }

  @Test(
    "golden: adjusted weight, 0.4 (pub: clinPK 95.4, GDL 83 and 63)",
    arguments: [
      (Sex.male, "150", "180", "104.995"), (.female, "160", "160", "95.429"), (.female, "160", "160", "95.4"),
      (.male, "99", "177", "82.965"), (.male, "99", "177", "83"), (.female, "80", "160", "63.429"),
      (.female, "80", "160", "63"), (.female, "80", "165", "66.146"),
    ])
  func adjustedWeight(sex: Sex, weight: String, height: String, expected: String) throws {
    let ideal = try IdealWeightMethod.devine.weight(height: Measure(decimal(height)), sex: sex)
    let adjusted = IdealWeightMethod.adjusted(
      ideal: ideal, actual: Measure(decimal(weight)), factor: decimal("0.4"))
    #expect(prints(adjusted.value, expected))
  }

  @Test(
    "golden: lean weight by every method",
    arguments: [
      (Sex.male, "80", "180", ["61.420", "62.716", "57.787", "61.731"]),
      (.female, "60", "165", ["44.865", "44.630", "43.440", "39.287"]),
      (.male, "120", "175", ["76.365", "71.814", "69.214", "73.456"]),
    ])
  func leanWeight(sex: Sex, weight: String, height: String, expected: [String]) throws {
    for (method, text) in zip(LeanWeightMethod.allCases, expected) {
      let lean = try method.weight(actual: Measure(decimal(weight)), height: Measure(decimal(height)), sex: sex)
      #expect(prints(lean.value, text), "\(method.rawValue)")
    }
  }

  @Test(
    "golden: lean weight, further (pub: clinPK)",
    arguments: [
      (LeanWeightMethod.boer, Sex.female, "110", "160", "55.100"), (.hume, .female, "110", "160", "56.133"),
      (.janmahasatian, .female, "110", "160", "52.932"), (.boer, .male, "65", "155", "48.6"),
      (.boer, .female, "65", "155", "41.4"), (.janmahasatian, .male, "80", "150", "51.643454"),
      (.hume, .female, "80", "150", "43.0814"), (.james, .female, "80", "150", "43.502222"),
    ])
  func furtherLeanWeights(
    method: LeanWeightMethod, sex: Sex, weight: String, height: String, expected: String
  ) throws {
    let lean = try method.weight(actual: Measure(decimal(weight)), height: Measure(decimal(height)), sex: sex)
    #expect(prints(lean.value, expected))
  }

  @Test(
    "James is refused beyond its peak",
    arguments: [
      (Sex.male, "180", "139.2", "139.3"), (.female, "180", "117.1", "117.2"), (.male, "165", "116.9", "117.0"),
      (.female, "165", "98.4", "98.5"), (.female, "160", "92.5", "110"),
    ])
  func jamesPeak(sex: Sex, height: String, below: String, above: String) throws {
    let height = Measure<Height>(decimal(height))
    _ = try LeanWeightMethod.james.weight(actual: Measure(decimal(below)), height: height, sex: sex)
    #expect(throws: Refusal.self) {
      try LeanWeightMethod.james.weight(actual: Measure(decimal(above)), height: height, sex: sex)
    }
  }
}
