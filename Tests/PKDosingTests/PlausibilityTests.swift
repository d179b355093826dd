import PKDosing
import Testing

/// What an adult's weight and height may be: at a limit it is taken, beyond it refused with the rule.
@Suite struct PlausibilityTests {
  private func code(_ inputs: [DoseRequest.Field: String]) throws -> RefusalCode? {
    let file = try TestProtocol.levels([("1 mg/kg", "none")]) {
      $0.rounding = "{increment: 0.1 mg, mode: halfUp, maximumDeviation: 5 %, upward: allowed, toVials: none}"
    }.file()
    return dose(file, inputs).refusal?.code
  }

  @Test(
    "boundary: weight, height and body mass index",
    arguments: [
      ("20 kg", "", true), ("19.9999 kg", "", false), ("350 kg", "", true), ("350.0001 kg", "", false),
      ("30 kg", "100 cm", true), ("30 kg", "99.9999 cm", false), ("100 kg", "250 cm", true),
      ("100 kg", "250.0001 cm", false),
      // 25.6 kg and 160 cm are 10 kg/m²; 100 kg and 100 cm are 100.
      ("25.6 kg", "160 cm", true), ("25.5999 kg", "160 cm", false), ("100 kg", "100 cm", true),
      ("100.0001 kg", "100 cm", false),
    ])
  func limits(weight: String, height: String, isTaken: Bool) throws {
    let inputs: [DoseRequest.Field: String] = height.isEmpty ? [.weight: weight] : [.weight: weight, .height: height]
    #expect(try code(inputs) == (isTaken ? nil : .implausible))
  }

  /// Swapped means: not taller in centimetres than heavy in kilograms, above 60 kg/m² as entered and below 60 swapped.
  @Test(
    "boundary: height and weight swapped",
    arguments: [
      ("167 kg", "95 cm", RefusalCode?.some(.swapped)), ("160 kg", "160 cm", nil),
      // 160 kg and 159 cm are 63.3 kg/m², and so they are swapped, 62.1: no proof of a slip.
      ("160 kg", "159 cm", nil),
      // 171 kg and 170 cm are 59.2 kg/m².
      ("171 kg", "170 cm", nil), ("168 kg", "167 cm", .some(.swapped)),
    ])
  func swapped(weight: String, height: String, expected: RefusalCode?) throws {
    #expect(try code([.weight: weight, .height: height]) == expected)
  }

  /// Within 15 % of the weight before nothing is a slip; beyond, a factor that leads within 15 % explains it.
  @Test(
    "boundary: a slip against the weight before",
    arguments: [
      ("69 kg", "60 kg", RefusalCode?.none), ("51 kg", "60 kg", nil), ("80 kg", "60 kg", nil),
      // 690 kg/10 is 15 % above 60 kg; 691 kg/10 is beyond, and then the weight itself is impossible.
      ("690 kg", "60 kg", .decimalSlip), ("691 kg", "60 kg", .implausible), ("510 kg", "60 kg", .decimalSlip),
      ("509 kg", "60 kg", .implausible), ("6.9 kg", "60 kg", .decimalSlip), ("6.91 kg", "60 kg", .implausible),
      // 152.1174 lb are 69 kg, the most that is within 15 %.
      ("152.1174 kg", "60 kg", .decimalSlip), ("152.118 kg", "60 kg", nil),
      // 31.2981 kg times 2.2046 is 68.9998 kg.
      ("31.2981 kg", "60 kg", .decimalSlip), ("31.2982 kg", "60 kg", nil),
    ])
  func slip(weight: String, before: String, expected: RefusalCode?) throws {
    #expect(try code([.weight: weight, .previousWeight: before]) == expected)
    #expect(try code([.weight: weight, .referenceWeight: before]) == expected)
  }
}
