import PKUnits
import Testing

@Suite("Fuzz: units")
struct UnitFuzzTests {
  static let corpus = [
    "mg/L", "nmol/h/L", "kg^0.75", "mL/min/1.73m2", "10^9/L", "ug^(1/3)/yr^2", "1/h", "(mg/L)*(h/kg)", "µg/(kg·min)",
    "m²", "h⁻¹", "cm3", "%", "cells/uL", "kIU/L", "mg * h / L", "kDa", "mmol/L", "wk", "year",
  ]
  static let dictionary = [
    "mg", "L", "m2", "1.73m2", "^(1/2)", "^-1", "^1000", "10^", "1.73", "*", "·", "month", "per", "1",
  ]

  @Test("Any text is a unit that reads back, or an error inside it", arguments: Fuzzing.seeds)
  func units(_ seed: UInt64) {
    var mutator = Mutator(corpus: Self.corpus, dictionary: Self.dictionary, seed: seed)
    var (good, bad) = (0, 0)
    for _ in 0..<Fuzzing.mutantsPerChunk {
      let text = String(decoding: mutator.next(), as: UTF8.self)
      do {
        let unit = try Unit(text)
        good += 1
        if (try? Unit(unit.description)) != unit {
          Issue.record("'\(unit)' of \(text.debugDescription) reads differently")
        }
        let inverse = unit.raised(to: -1)
        if unit * inverse != .one { Issue.record("\(text.debugDescription) does not cancel") }
        _ = unit.factor(to: inverse)
      } catch {
        bad += 1
        let isInside = error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count
        if !isInside || error.message.isEmpty { Issue.record("\(text.debugDescription): \(error.range) \(error)") }
      }
    }
    // A mutator that makes only good or only bad texts tests nothing.
    #expect(good > Fuzzing.mutantsPerChunk / 50 && bad > Fuzzing.mutantsPerChunk / 4)
  }
}
