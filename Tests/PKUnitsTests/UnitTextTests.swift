import PKUnits
import Testing

@Suite("Text of units")
struct UnitTextTests {
  @Test(
    "A unit prints in the symbols it was written with",
    arguments: [
      ("mg/L", "mg/L"), ("nmol/h/L", "nmol/h/L"), ("kg^0.75", "kg^0.75"), ("1", "1"), ("1/h", "1/h"), ("h^-1", "1/h"),
      ("mL/min/1.73m2", "mL/min/1.73m2"), ("mL/min/1.73 m^2", "mL/min/1.73m2"), ("mL/min/1.73m²", "mL/min/1.73m2"),
      ("10^9/L", "10^9/L"), ("(10^9)^2", "(10^9)^2"), ("m2", "m2"), ("m^2", "m2"), ("1/m2", "1/m2"), ("cm3", "cm3"),
      ("m^2.5", "m^2.5"), ("h2", "h^2"), (" mg / L ", "mg/L"), ("mg*h/L", "mg*h/L"), ("mg/L*h", "mg*h/L"),
      ("mg/L*L", "mg"), ("kg/kg", "1"), ("mg/(h*L)", "mg/h/L"), ("mg/(L/h)", "mg*h/L"), ("µg/mL", "µg/mL"),
      ("l/hr", "l/hr"), ("L/l", "1"), ("hours", "hours"), ("%", "%"), ("1/h/h", "1/h^2"), ("(mg/L)^2", "mg^2/L^2"),
      ("kg^(1/3)", "kg^(1/3)"), ("1/kg^(2/3)", "1/kg^(2/3)"), ("(m2)^2", "m^4"), ("(1.73m2)^-2", "1/(1.73m2)^2"),
      ("g^0.333", "g^0.333"), ("10^0", "1"), ("kg^0", "1"), ("ml·d⁻¹", "ml/d"), ("1*1", "1"),
    ])
  func prints(_ text: String, _ expected: String) throws {
    let unit = try Unit(text)
    #expect(unit.description == expected)
    #expect(try Unit(unit.description) == unit)
  }

  @Test("Cancelled units are pure numbers; percent and counts keep their symbol")
  func pureNumbers() throws {
    #expect(try Unit("kg/kg") == .one)
    #expect(try (Unit("mg/L") * Unit("L")).description == "mg")
    #expect(Unit.one.isPureNumber)
    #expect(try Unit("h").raised(to: 0).isPureNumber)
    #expect(try !Unit("%").isPureNumber && Unit("%").dimension == .one)
    #expect(try !Unit("cells").isPureNumber && Unit("cells").dimension == .one)
  }

  @Test("A clearance that is normalised to surface is another kind until it is multiplied by a surface")
  func standardSurface() throws {
    let normalised = try Unit("mL/min/1.73m2")
    let clearance = try Unit("mL/min")
    #expect(normalised.dimension != clearance.dimension)
    let product = try normalised * Unit("m2")
    #expect(product.factor(to: clearance) == 1 / 1.73)
  }

  @Test(
    "Dimensions print in words",
    arguments: [
      ("mg/L", "mass/volume"), ("1", "pure number"), ("1/h", "1/time"), ("nmol/h/L", "amount of substance/volume/time"),
      ("m2", "length^2"), ("mg/m2", "mass/length^2"), ("kg^0.75", "mass^0.75"), ("IU", "arbitrary units"),
      ("L^2/h^(1/3)", "volume^2/time^(1/3)"), ("kDa", "mass/amount of substance"),
    ])
  func dimension(_ text: String, _ expected: String) throws {
    #expect(try Unit(text).dimension.description == expected)
  }

  @Test("Exponents come from doubles only when a small fraction is meant")
  func exponents() {
    #expect(Exponent(exactly: 0.75) == Exponent(3, over: 4))
    #expect(Exponent(exactly: -2) == -2)
    #expect(Exponent(exactly: 1.0 / 3) == Exponent(1, over: 3))
    #expect(Exponent(exactly: 0.123456) == nil)
    #expect(Exponent(exactly: .infinity) == nil)
    #expect(Exponent(exactly: .nan) == nil)
    #expect(Exponent(exactly: 1e300) == nil)
    #expect(Exponent(2, over: -4).description == "-0.5")
    #expect(Exponent(Int.min, over: Int.max) < 0)
    #expect(Exponent(Int.max).numerator == 1_000_000)
    #expect(Exponent(5, over: 0) == 5)
  }

  @Test("Quantities print without an empty decimal and convert")
  func quantities() throws {
    #expect(try Quantity(2.5, Unit("mg/kg")).description == "2.5 mg/kg")
    #expect(try Quantity(60, Unit("min")).description == "60 min")
    #expect(Quantity(0.5, .one).description == "0.5")
    #expect(try Quantity(90, Unit("min")).value(in: Unit("h")) == 1.5)
    #expect(try Quantity(90, Unit("min")).value(in: Unit("L")) == nil)
  }
}
