import PKLanguage
import PKText
import Testing

@Suite struct HazardTests {
  @Test(arguments: [
    ("k", true), ("k * C / 1[mg/L]", true), ("-k", false), ("k - k2", false), ("max(0, k - k2)", true),
    ("max(0[1/h], k - k2)", true), ("abs(k - k2)", true), ("k * exp(-time / 1[h])", true), ("k * log(2)", true),
    ("k * log(C / 1[mg/L])", false), ("free", true), ("below", false), ("spread", false), ("positive", true),
    ("share / 1[h]", true), ("k * (1 - share)", true), ("k * (1 - 2 * share)", false),
    ("k * (WT / 70[kg] - 0.4)", true),
    ("k * (WT / 70[kg] - 0.5)", false), ("if(C > 1[mg/L], k, 0)", true), ("if(C > 1[mg/L], k, -k)", false),
    ("k * (C / 1[mg/L] - 5)^2", true), ("k * (C / 1[mg/L] - 5)^3", false), ("k / (1 + C / 1[mg/L])", true),
    ("k / (C / 1[mg/L] - 1)", false), ("k * sqrt(C / 1[mg/L])", true), ("rate", true), ("k * ADA", true),
    ("k * (occasion - 1)", true), ("k * occasion - k", false), ("k * min(C / 1[mg/L], 3)", true), ("0", true),
    ("-1 * -1 * k", true),
  ])
  func sign(_ hazard: String, _ isAccepted: Bool) {
    let text = """
      model m {
        units { time = h }
        covariates { WT : kg = 70 in 30...180 }
        theta {
          k     : 1/h = 0.1 in 0...1
          k2    : 1/h = 0.1 in 0...1
          free  : 1/h = 0.1
          below : 1/h = 0.1 in -1...1
        }
        individual {
          spread   : 1/h = k ~ normal
          positive : 1/h = k ~ logNormal
          share    : 1 = 0.5 ~ logitNormal(0, 1)
        }
        omega { spread = 0.1
          positive = 0.1
          share = 0.1 }
        compartments { a : mg }
        doses { iv -> a }
        dynamics { C = a / 1[L]
          rate = k * C / 1[mg/L]
          a' = -k * a }
        events { ADA : 1/h = \(hazard) ~ once }
        observations { c : mg/L = C }
      }
      """
    do throws(DiagnosticList) {
      _ = try CheckedModel(parsing: SourceText(name: "m", text))
      #expect(isAccepted)
    } catch {
      #expect(!isAccepted && error.diagnostics.filter { $0.severity == .error }.map(\.code) == ["PK3013"])
    }
  }

  @Test func intervals() {
    #expect(Interval(1, 2) + Interval(-3, 4) == Interval(-2, 6))
    #expect(Interval(1, 2) - Interval(-3, 4) == Interval(-3, 5))
    #expect(Interval(-1, 2) * Interval(-3, 4) == Interval(-6, 8))
    #expect(Interval.nonnegative * Interval(0, 0) == Interval(0, 0))
    #expect(Interval(1, 2) / Interval(4, 8) == Interval(0.125, 0.5))
    #expect(Interval(1, 2) / Interval(-8, -4) == Interval(-0.5, -0.125))
    #expect(Interval(1, 2) / Interval(-1, 1) == .anything)
    #expect(Interval(0, .infinity) / Interval(0, .infinity) == .nonnegative)
    #expect(Interval.anything - .anything == .anything)
    #expect(-Interval(1, 2) == Interval(-2, -1))
  }
}
