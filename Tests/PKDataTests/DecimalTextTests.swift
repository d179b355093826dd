import Foundation
import PKData
import Testing

@Suite("Numbers and texts in tables")
struct DecimalTextTests {
  static let table: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (0.30000000000000004, "0.3"),
    (0.3333333333333333, "0.3333333"),
    (0.6666666666666666, "0.6666667"), (100, "100"), (1e6, "1000000"), (1e7, "10000000"), (12_345_678, "12345680"),
    (123.456789, "123.4568"), (9_999_999.5, "10000000"), (0.99999999, "1"), (999_999.94, "999999.9"),
    (1e14, "100000000000000"),
    (1e15, "1e+15"), (1.5e300, "1.5e+300"), (1e-5, "0.00001"), (1e-7, "1e-07"), (1.234567891e-9, "1.234568e-09"),
    (.leastNonzeroMagnitude, "5e-324"),
    (Double.greatestFiniteMagnitude, "1.797693e+308"), (0.0001234, "0.0001234"), (1.0000005, "1"),
    (1.0000015, "1.000002"),
    (1.0000025, "1.000002"), (2.5e-8, "2.5e-08"), (Double.nan, "NA"), (Double.infinity, "Inf"),
    (-Double.infinity, "-Inf"),
    (126.25, "126.25"), (1e12, "1000000000000"), (1e-12, "1e-12"),
  ]

  @Test("Numbers are rounded to seven digits and no longer than that takes", arguments: table)
  func rounding(_ value: Double, _ expected: String) {
    #expect(DecimalText().string(value) == expected)
  }

  @Test("Digits can be chosen, and seventeen lose nothing")
  func digits() {
    #expect(DecimalText(significantDigits: 3).string(12.345) == "12.3")
    #expect(DecimalText(significantDigits: 1).string(95) == "100")
    #expect(DecimalText(significantDigits: 0).string(84) == "80")
    #expect(DecimalText(significantDigits: 99).string(0.1) == "0.1")
    #expect(DecimalText(significantDigits: 9).string(2.0 / 3) == "0.666666667")
  }

  /// The C library rounds the exact binary value; away from ties both agree.
  @Test("Random numbers are those of printf", arguments: [1, 5, 7, 9, 12, 17])
  func agreesWithPrintf(_ digits: Int) throws {
    #if DEBUG
      let rounds = 5_000
    #else
      let rounds = 200_000
    #endif
    var state: UInt64 = 42
    let format = DecimalText(significantDigits: digits)
    for _ in 0..<rounds {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mantissa = Double(state >> 11) * 0x1p-53 * 2 - 1
      let value = mantissa * pow(10, Double(Int(state % 41)) - 20)
      let text = format.string(value)
      let read = try #require(Double(text))
      let expected = try #require(Double(String(format: "%.\(digits - 1)e", value)))
      // A decimal tie is one only for the shortest digits: the exact value lies beside it, and is
      // rounded as it lies.
      let shortest = "\(value)".prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
      let isTie = shortest.count == digits + 1 && shortest.last == "5"
      if !isTie { #expect(abs(read - expected) <= (digits >= 15 ? value.ulp : 0), "\(value)") }
      if digits == 17 { #expect(read == value) }
    }
  }

  @Test(
    "Texts are quoted when they must be",
    arguments: [
      ("1", "1"), ("load, then keep", "\"load, then keep\""), ("a \"b\"", "\"a \"\"b\"\"\""), ("", ""),
      ("a\nb", "\"a\nb\""),
      (" a", "\" a\""), ("é", "é"), ("a;b", "\"a;b\""),
    ])
  func fields(_ text: String, _ expected: String) {
    #expect(CSVField.string(text) == expected)
  }
}
