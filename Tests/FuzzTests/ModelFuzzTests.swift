import PKLanguage
import PKText
import Testing

@Suite("Fuzz: model files")
struct ModelFuzzTests {
  static let models = [
    """
    // Made up.
    model mab {
      about "An antibody"
      reference "Nobody 2020"
      status surrogate
      units { time = day
        amount = nmol
        volume = L }
      molecules { mAb : kg/mol = 150 }
      covariates {
        WT  : kg = 70 in 30...180 "body weight"
        SEX : {male = 1, female = 2} = male
        OCC : 1
      }
      theta {
        tvCL : L/day = 0.3 in 0.01...5 "clearance"
        tvV  : L = 3500[mL] in 0.5...
        Fsc  : 1 = 70[%] in 0...1
        kADA : 1/day = 0.001 in 0...1
        g    : 1 = 1.5 fixed
      }
      omega {
        (CL, V) = [cv 30%, corr 0.5, 0.05]
        CL(per: OCC) = sd 0.1 fixed
        F1 = 0.2
      }
      sigma { prop : 1 = 0.15
        add : ug/L = 50 }
      individual {
        CL : L/day = tvCL * (WT / 70[kg])^0.75 * if(SEX == female, 0.9, 1) ~ logNormal + logNormal(per: OCC)
        V : L = tvV * (WT / 70[kg])^g ~ logNormal
        F1 : 1 = Fsc ~ logitNormal(0, 1)
      }
      compartments { depot : mg
        central "plasma"
        effect : 1 = 1 }
      doses {
        iv -> central of mAb
        sc -> depot of mAb (F = F1, lag = 2[h], duration = 1[h])
      }
      dynamics {
        C : mg/L of mAb = central / V
        out = CL * central / V * (1 + ADA * exp(-timeSince(ADA) / 1[wk]))
        depot' = -depot / 3[day]
        central' = depot / 3[day] / molarMass(mAb)
          - out
        effect' = 0.1[1/h] * (1 - min(C / 5[mg/L], 1) - effect^2)
      }
      events { ADA : 1/day = if(time < 2[wk] and not (C > 1[mg/L]), 0, kADA) ~ once "ADA" }
      observations {
        conc : mg/L of mAb = C ~ proportional(prop) + additive(add)
        eff : 1 = max(effect, 0) ~ combined1(0.1, prop)
      }
    }
    """,
    """
    model oral {
      units { time = h }
      theta { CL : L/h = 5
        V : L = 50
        KA : 1/h = 1 }
      compartments { gut : mg = 100
        body : mg }
      doses { po -> gut (F = 0.5, input = transit(3.5, 2[h]))
        sl -> gut (input = weibull(0.8, 2[h])) }
      dynamics { gut' = -KA*gut
        body' = KA*gut - CL/V*body }
      observations { c : ng/mL = body/V ~ power(0.1, 0.5) }
    }
    """,
  ]
  static let words =
    [
      "model", "about", "reference", "status", "in", "of", "fixed", "per", "and", "or", "not", "cv 30%", "sd 0.3",
      "corr 0.5", "->", "~", "...", "==", "<=", "!=", "x'", "[kg]", "[mg/L]", "{", "}", "}\n", "(", "time", "occasion",
      "timeAfterDose", "timeSince(ADA)", "molarMass(mAb)", "exp(", "log(", "sqrt(", "if(", "min(", "logNormal",
      "normal", "boxCox(0.5)", "input = transit(1, 2[h])", "weibull(", "once", "poisson", "WT", "SEX", "male", "CL",
      "central", "C", "ADA", "mAb", "prop",
      "0", "1", "^2", "^(1/3)", "/ 0", "* 1e308", "- 1[mg]", ": mg/L", ": kg/mol", "// ", "\n", " \"label\"",
    ] + SectionKind.allCases.map { $0.rawValue + " {" }

  @Test("Any text is a sound model, or diagnostics inside it", arguments: Fuzzing.seeds)
  func mutants(_ seed: UInt64) {
    var mutator = Mutator(corpus: Self.models, dictionary: Self.words, seed: seed)
    var accepted = 0
    for _ in 0..<Fuzzing.mutantsPerChunk {
      let text = mutator.next()
      do throws(DiagnosticList) {
        let model = try CheckedModel(parsing: SourceText(name: "model.pkm", bytes: text))
        accepted += 1
        let faults = model.faults
        if !faults.isEmpty { Issue.record("\(faults) in \(shown(text))") }
      } catch {
        check(error, of: text)
      }
    }
    // Comments, labels and numbers can change without harm; a checker that refuses all of them is broken.
    #expect(accepted > Fuzzing.mutantsPerChunk / 200)
  }

  @Test("The unchanged texts are accepted", arguments: models)
  func corpus(_ text: String) {
    do throws(DiagnosticList) {
      let model = try CheckedModel(parsing: SourceText(name: "model.pkm", text))
      #expect(model.warnings.isEmpty && model.faults.isEmpty)
    } catch {
      Issue.record("\(error.rendered())")
    }
  }
}
