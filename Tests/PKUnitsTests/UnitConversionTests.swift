import PKUnits
import Testing

/// A conversion whose factor is known exactly.
struct Conversion: Sendable, CustomTestStringConvertible {
  let from: String, to: String, factor: Double?
  init(_ from: String, _ to: String, _ factor: Double?) { (self.from, self.to, self.factor) = (from, to, factor) }
  var testDescription: String { "\(from) → \(to)" }
}

@Suite("Conversion of units")
struct UnitConversionTests {
  static let table = [
    Conversion("mg", "kg", 1e-6), Conversion("kg", "fg", 1e18), Conversion("mcg", "ug", 1), Conversion("µg", "μg", 1),
    Conversion("ug/mL", "mg/L", 1), Conversion("ng/mL", "mg/L", 1e-3), Conversion("ug/dl", "mg/L", 0.01),
    Conversion("nM", "nmol/L", 1), Conversion("M", "mol/m3", 1000), Conversion("pM", "mmol/L", 1e-9),
    Conversion("L", "cm3", 1000), Conversion("mL", "mm3", 1000), Conversion("fL", "um3", 1),
    Conversion("day", "h", 24), Conversion("wk", "day", 7), Conversion("h", "day", 1.0 / 24),
    Conversion("min", "wk", 1.0 / 10080),
    Conversion("yr", "day", 365.25), Conversion("yr", "s", 31_557_600), Conversion("wk", "yr", 7 / 365.25),
    Conversion("L/day", "mL/min", 1000.0 / 1440), Conversion("mL/min", "L/h", 0.06),
    Conversion("L/h", "mL/min", 100.0 / 6),
    Conversion("1/h", "1/day", 24), Conversion("h^-1", "1/min", 1.0 / 60), Conversion("h⁻¹", "day^-1", 24),
    Conversion("%", "1", 0.01), Conversion("1", "%", 100), Conversion("mg/kg", "1", 1e-6),
    Conversion("mL/min/1.73m2", "mL/min/m2", 1 / 1.73), Conversion("1.73m2", "m2", 1.73),
    Conversion("m2", "1.73m2", 1 / 1.73),
    Conversion("kDa", "g/mol", 1000), Conversion("kg/mol", "Da", 1000), Conversion("10^9/L", "1/uL", 1000),
    Conversion("cells/uL", "10^9/L", 1e-3), Conversion("kIU/L", "IU/mL", 1), Conversion("mIU", "U", 1e-3),
    Conversion("kg^0.75", "g^0.75", 177.82794100389228), Conversion("m^(1/2)", "cm^(1/2)", 10),
    Conversion("kg^20", "fg^20", .infinity), Conversion("m2", "cm^2", 1e4), Conversion("m²", "mm2", 1e6),
    Conversion("nmol/h/L", "nM/h", 1), Conversion("mg·h/L", "ug*day/mL", 1.0 / 24), Conversion("mg.h/L", "mg/L*h", 1),
    Conversion("mg/(L*h)", "mg/L/h", 1), Conversion("µg/(kg·min)", "mg/kg/h", 0.06),
    Conversion("mL/min", "mL/min/1.73m2", nil), Conversion("mg", "nmol", nil), Conversion("IU", "mg", nil),
    Conversion("1", "h", nil), Conversion("L/h", "L", nil), Conversion("m2", "m^2.5", nil),
  ]

  @Test("Factors are exact and rounded once", arguments: table)
  func factor(_ conversion: Conversion) throws {
    let from = try Unit(conversion.from)
    let to = try Unit(conversion.to)
    #expect(from.factor(to: to) == conversion.factor)
  }

  static let symbols = [
    "kg", "mg", "L", "mL", "h", "day", "wk", "yr", "min", "nmol", "M", "1.73m2", "m2", "cm", "%", "IU", "kDa", "cells",
    "mg/L", "nmol/h/L", "mL/min/1.73m2", "kg^0.75", "1/h", "ug^(1/3)/yr^2", "10^9/L",
  ]

  @Test("There and back is one, and two steps are one step", arguments: symbols)
  func composition(_ text: String) throws {
    let unit = try Unit(text)
    for second in Self.symbols {
      let other = try Unit(second)
      guard let there = unit.factor(to: other), let back = other.factor(to: unit) else {
        #expect(unit.dimension != other.dimension)
        continue
      }
      #expect(abs(there * back - 1) <= 2 * Double.ulpOfOne)
    }
  }

  @Test("Products and quotients of units are those of their factors", arguments: symbols)
  func algebra(_ text: String) throws {
    let a = try Unit(text)
    for second in Self.symbols {
      let b = try Unit(second)
      #expect((a * b).dimension == a.dimension * b.dimension)
      #expect((a / b).dimension == a.dimension / b.dimension)
      #expect((a / b * b).factor(to: a) == 1)
      #expect((a * b).factor(to: b * a) == 1)
      for third in Self.symbols {
        let c = try Unit(third)
        #expect(((a * b) * c).factor(to: a * (b * c)) == 1)
      }
    }
  }

  @Test("Powers of ten and quotients of whole numbers are correctly rounded")
  func rounding() throws {
    let masses = [("kg", 3), ("g", 0), ("mg", -3), ("ug", -6), ("ng", -9), ("pg", -12), ("fg", -15)]
    for (from, a) in masses {
      for (to, b) in masses {
        for power in 1...3 {
          let factor = try Unit("\(from)^\(power)").factor(to: Unit("\(to)^\(power)"))
          #expect(factor == Double("1e\((a - b) * power)"))
        }
      }
    }
    let times = [("s", 1.0), ("min", 60), ("h", 3_600), ("day", 86_400), ("wk", 604_800), ("yr", 31_557_600)]
    for (from, a) in times {
      for (to, b) in times { #expect(try Unit(from).factor(to: Unit(to)) == a / b) }
    }
  }

  @Test("Extreme powers neither trap nor lie about their size")
  func extremes() throws {
    let huge = try Unit("kg^1000")
    #expect(huge.raised(to: 1000).raised(to: 1000).factor(to: .one) == nil)
    #expect(try huge.factor(to: Unit("fg^1000")) == .infinity)
    #expect(try Unit("fg^1000").factor(to: huge) == 0)
    let mixed = try #require(try Unit("yr^100").factor(to: Unit("day^100")))
    #expect(abs(mixed / 1.8156095591682746e256 - 1) < 1e-13)
  }
}
