import PKLanguage
import PKText
import PKUnits
import Testing

@Suite struct UnitFoldingTests {
  /// The checked locals of a model whose time is h, with a molecule `X` of 150 kg/mol.
  static func locals(_ lines: String, time: String = "h") throws(DiagnosticList) -> [Local] {
    let text = """
      model m {
        units { time = \(time)
          amount = nmol }
        molecules { X : kDa = 150 }
        theta { V : L = 4
          hill : 1 = 1.5 }
        compartments { a }
        dynamics {
          \(lines)
          a' = 0
        }
      }
      """
    return try CheckedModel(parsing: SourceText(name: "m", text)).locals
  }

  @Test(arguments: [
    ("x : mg/L = 3[ug/mL] + 2[g/L]", 2_003), ("x : ng/mL = 3[mg/L]", 3_000), ("x : h = 2[day]", 48),
    ("x : day = 36[h]", 1.5), ("x : 1/day = 2[1/h]", 48), ("x : L/day = 10[mL/min]", 14.4),
    ("x : mg = 2[g] - 500[mg]", 1_500), ("x : g = 500[mg] + 2[g]", 2.5), ("x : mg/L of X = 2[nmol/L]", 0.3),
    ("x : nmol/L of X = 0.3[mg/L]", 2), ("x : nmol of X = 150[ug]", 1), ("x : mg/day of X = 1[nmol/h]", 3.6),
    ("x : kg/mol = molarMass(X)", 150), ("x : mg = 2[nmol] * molarMass(X)", 0.3), ("x : 1 = 30[%]", 0.3),
    ("x : % = 0.3 * 1", 30), ("x : 1 = exp(0 * 1[h]/1[day]) + 50[%]", 1.5), ("x : 1 = exp(log(2[day]/1[h]))", 48),
    ("x : m = sqrt(4[m2])", 2), ("x : m2 = (200[cm])^2", 4), ("x : kg = (8[kg^3])^(1/3)", 2),
    ("x : 1 = (2[day]/1[h])^0.5", 6.928203230275509), ("x : L = (1000[cm3/L])^1 * 1[mL]", 0.001),
    ("x : h = max(1[day], 30[h])", 30), ("x : h = min(1[day], 30[h])", 24), ("x : h = abs(-1[day])", 24),
    ("x : mg/L = 0 + 3[mg/L]", 3), ("x : mg/L = 3[mg/L] - 0", 3), ("x : mg/L = 0", 0), ("x : mg = -(2[g])", -2_000),
    ("x : mL/min/1.73m2 = 100[mL/min/1.73m2]", 100),
  ])
  func valuesInDeclaredUnits(_ line: String, _ value: Double) throws {
    let local = try #require(try Self.locals(line).first)
    let found = try #require(local.value.constantValue)
    #expect(abs(found - value) <= 4e-16 * abs(value), "\(found)")
  }

  @Test(arguments: [
    ("x = V * 2[nmol/L]", "L*nmol/L"), ("x = 2[nmol/L] * V / 3[h]", "nmol/h"), ("x = a / V", "nmol/L"),
    ("x = 3", "1"), ("x = 0", "1"), ("x = a^2 / a", "nmol"), ("x = sqrt(a)", "nmol^0.5"), ("x = time", "h"),
    ("x = if(time > 1[day], 0, a)", "nmol"), ("x = molarMass(X) * a", "kg/mol*nmol"), ("x = occasion", "1"),
    ("x = exp(V / 1[mL])", "1"),
  ])
  func localsTakeTheUnitOfTheirValue(_ line: String, _ unit: String) throws {
    let local = try #require(try Self.locals(line).first)
    let expected = try Unit(unit)
    #expect(local.unit.factor(to: expected) == 1)
  }

  /// a' is in nmol per time unit, whatever units its terms have.
  @Test(arguments: [("h", 2.0), ("day", 48), ("min", 2.0 / 60)])
  func derivativesArePerTimeUnit(_ time: String, _ rate: Double) throws {
    let text = """
      model m {
        units { time = \(time)
          amount = nmol }
        compartments { a }
        dynamics { a' = 2[nmol/h] }
      }
      """
    let value = try CheckedModel(parsing: SourceText(name: "m", text)).derivatives[0].constantValue
    #expect(abs((value ?? 0) - rate) < 1e-15)
  }

  @Test(arguments: [
    ("x = a^100", true), ("x = a^101", false), ("x = (a^99)^2", false), ("x = a^(1/3)", true), ("x = a^0.425", true),
    ("x = a^(1/13)", false), ("x = (a^(1/12))^(1/12)", false), ("x = a^-2.5", true), ("x = a^0.12345", false),
    ("x = a^60\n y = x * x", false), ("x = a^60\n y = x / x", true), ("x = (a / 1[pmol])^12345", true),
    ("x = (a / 1[pmol])^500", true),
    ("x = 7^12345.6", true),
  ])
  func powersOfUnitsAreSmall(_ lines: String, _ isAccepted: Bool) {
    do throws(DiagnosticList) {
      _ = try Self.locals(lines)
      #expect(isAccepted)
    } catch {
      #expect(!isAccepted && error.diagnostics.filter { $0.severity == .error }.map(\.code) == ["PK2011"])
    }
  }

  @Test func conversionsAreFactorsOfConstants() throws {
    let model = try CheckedModel(parsing: Illustration.source)
    // C is in nmol/L, the output in mg/L of an antibody of 150 kg/mol.
    #expect(model.outputs[0].prediction == .binary(.multiply, .reference(.local(0)), .number(0.15)))
    // The lag is a theta in h; the model's time is day.
    #expect(model.routes[1].lag == .binary(.multiply, .reference(.theta(4)), .number(1.0 / 24)))
    // add is in ug/L.
    #expect(
      model.outputs[0].error == [
        .proportional(.reference(.sigma(0))), .additive(.binary(.multiply, .reference(.sigma(1)), .number(0.001))),
      ])
    // 2 wk against a time in day.
    #expect(
      model.events[0].hazard
        == .conditional(
          .compare(.less, .reference(.time), .number(14)), then: .number(0), else: .reference(.theta(5))))
  }

  /// Rescaling every unit of a model leaves its quantities as they were.
  @Test func valuesWithUnitsAreConvertedToTheDeclaredUnit() throws {
    let text = """
      model m {
        units { time = h }
        covariates { WT : kg = 70000[g] in 30000[g]...180[kg] }
        theta { V : L = 3500[mL] in 0.5...20000[mL] }
        compartments { a : mg = 2[g] }
        dynamics { a' = -a / V * 1[L/h] * WT / 70[kg] }
        doses { iv -> a }
        observations { c : mg/L = a / V }
      }
      """
    let model = try CheckedModel(parsing: SourceText(name: "m", text))
    #expect(model.thetas[0].value == 3.5 && model.thetas[0].lower == 0.5 && model.thetas[0].upper == 20)
    #expect(model.compartments[0].initial == .number(2_000))
    guard case .continuous(_, let reference, let range) = model.covariates[0].kind else {
      Issue.record("WT is continuous")
      return
    }
    #expect(reference == 70 && range == 30...180)
  }
}
