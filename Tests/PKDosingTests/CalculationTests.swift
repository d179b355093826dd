import PKDosing
import Testing

/// Formulas that are asked for by name: each with worked values, and what is refused.
@Suite struct CalculationTests {
  /// A calculation, its method, its inputs, and the results with their units.
  ///
  /// By hand from the publications: Mosteller √(cm·kg/3600), Devine 45.5 kg + 2.3 kg an inch above 60, Janmahasatian,
  /// Cockcroft–Gault, CKD-EPI 2021, Calvert, Fridericia QT/∛RR, ln 2/k, 1/(1 − 2^(−τ/t½)), −t½·log₂(1 − fraction).
  static let cases: [(String, String?, [String: String], [String])] = [
    ("bsa", "mosteller", ["weight": "80 kg", "height": "180 cm"], ["2.0000 m²"]),
    ("bmi", nil, ["weight": "60 kg", "height": "165 cm"], ["22.0386 kg/m²"]),
    ("ibw", "devine", ["height": "165 cm", "sex": "female"], ["56.9094 kg"]),
    (
      "adjbw", "devine", ["weight": "60 kg", "height": "165 cm", "sex": "female", "factor": "0.4"], ["58.1457 kg"]
    ),
    ("lbm", "janmahasatian", ["weight": "60 kg", "height": "165 cm", "sex": "female"], ["39.2868 kg"]),
    (
      "crcl", nil, ["age": "60 years", "weight": "60 kg", "creatinine": "0.9 mg/dL", "sex": "female"],
      ["62.9630 mL/min"]
    ),
    (
      "crcl", nil,
      [
        "birth-date": "1966-03-02", "date": "2026-03-02", "weight": "60 kg", "creatinine": "0.9 mg/dL",
        "sex": "female",
      ], ["62.9630 mL/min"]
    ),
    (
      "egfr", "ckdEpi2021", ["age": "60 years", "creatinine": "0.9 mg/dL", "sex": "female"],
      ["73.1872 mL/min/1.73 m²"]
    ),
    ("deindex", nil, ["indexed-gfr": "90 mL/min/1.73m2", "bsa": "1.6 m2"], ["83.2370 mL/min"]),
    ("calvert", nil, ["auc": "5 mg*min/mL", "gfr": "80 mL/min"], ["525 mg"]),
    // An estimated rate is capped at 125 mL/min, a measured one is not.
    ("calvert", nil, ["auc": "5 mg*min/mL", "gfr": "140 mL/min"], ["750 mg"]),
    ("calvert", nil, ["auc": "5 mg*min/mL", "gfr": "140 mL/min", "measured": "yes"], ["825 mg"]),
    ("qtc", "fridericia", ["qt": "400 ms", "rr": "800 ms"], ["430.8869 ms"]),
    ("qtc", "fridericia", ["qt": "400 ms", "heart-rate": "80 bpm"], ["440.2570 ms"]),
    ("half-life", nil, ["rate-constant": "0.1 /h"], ["6.9315 h"]),
    (
      "half-life", nil,
      ["first-time": "1 h", "first-level": "8 mg/L", "second-time": "5 h", "second-level": "2 mg/L"], ["2.0000 h"]
    ),
    (
      "washout", nil, ["days": "28 days", "half-lives": "5", "half-life": "84 h", "whichever": "shorter"],
      ["17.5000 days"]
    ),
    (
      "washout", nil, ["days": "28 days", "half-lives": "5", "half-life": "84 h", "whichever": "longer"],
      ["28.0000 days"]
    ),
    ("accumulation", nil, ["half-life": "12 h", "interval": "24 h"], ["1.3333 ", "0.7500 "]),
    ("steady-state", nil, ["half-life": "12 h", "percent": "90 %"], ["39.8631 h"]),
    ("accumulation", nil, ["half-life": "0.7 h", "interval": "168 h"], ["1.0000 ", "1.0000 "]),
    ("volume", nil, ["dose": "300 mg", "concentration": "20 mg/mL"], ["15 mL"]),
    ("rate", nil, ["volume": "250 mL", "time": "90 min"], ["166.667 mL/h", "4000.000 mL", "1.5 h"]),
    ("convert", nil, ["pounds": "150 lb"], ["68.0389 kg"]),
    ("convert", nil, ["inches": "65 in"], ["165.1000 cm"]),
    ("age", nil, ["birth-date": "1966-03-03", "date": "2026-03-02"], ["59 years"]),
  ]

  @Test("golden: every calculation", arguments: cases.indices) func answers(index: Int) throws {
    let (name, method, inputs, expected) = Self.cases[index]
    let calculation = try Calculation.named(name)
    let answer = try calculation.answer(method: method, inputs: inputs)
    #expect(answer.results.map { "\($0.value) \($0.unit)" } == expected)
    #expect(!answer.method.isEmpty && !answer.title.isEmpty)
    #expect(calculation.methods.isEmpty == (method == nil))
  }

  /// What is common is not remarked on: each note has its condition.
  @Test(
    arguments: [
      ("crcl", nil, ["age": "60 years", "weight": "60 kg", "creatinine": "0.5 mg/dL", "sex": "male"]),
      ("crcl", nil, ["age": "60 years", "ideal-weight": "60 kg", "creatinine": "5 mg/dL", "sex": "male"]),
      ("ibw", "devine", ["height": "152.4 cm", "sex": "male"]),
    ] as [(String, String?, [String: String])])
  func withoutNotes(name: String, method: String?, inputs: [String: String]) throws {
    #expect(try Calculation.named(name).answer(method: method, inputs: inputs).notes.isEmpty)
  }

  @Test("the weight in Cockcroft and Gault's formula is named, and its result is a clearance") func clearanceWeight()
    throws
  {
    for (field, words) in [("weight", "actual"), ("ideal-weight", "ideal"), ("adjusted-weight", "adjusted")] {
      let answer = try Calculation.named("crcl").answer(
        method: nil, inputs: ["age": "60 years", "creatinine": "0.9 mg/dL", "sex": "female", field: "60 kg"])
      #expect(answer.method == "Cockcroft-Gault 1976, \(words) body weight")
      #expect(answer.results.map(\.name) == ["creatinine clearance"] && answer.results[0].value == "62.9630")
    }
  }

  @Test("boundary: Calvert's remarks at 33, 125 and 136 mL/min") func calvertNotes() throws {
    func notes(_ rate: String, _ measured: String?) throws -> [String] {
      var inputs = ["auc": "5 mg*min/mL", "gfr": rate]
      inputs["measured"] = measured
      return try Calculation.named("calvert").answer(method: nil, inputs: inputs).notes
    }
    let rounding = ["rounded to 0.1 mg, half away from zero"]
    #expect(try notes("33 mL/min", nil) == rounding && notes("125 mL/min", nil) == rounding)
    #expect(try notes("136 mL/min", "yes") == rounding)
    #expect(try notes("125.0001 mL/min", nil).count == 2)
  }

  @Test("every formula has a source, a version and a second reader") func facts() throws {
    for calculation in Calculation.all {
      for method in calculation.methods.isEmpty ? [nil] : calculation.methods.map(Optional.some) {
        let facts = try #require(FormulaFacts.of(calculation.name, method: method), "\(calculation.name)")
        #expect(facts.version >= 1 && !facts.source.isEmpty && !facts.secondReader.isEmpty)
      }
    }
    #expect(FormulaFacts.of("bsa", method: "crcl") == nil && FormulaFacts.of("bsa", method: nil) == nil)
    #expect(FormulaFacts.of("bsa", method: "mosteller")?.id == "bsa/mosteller")
  }

  @Test("every calculation has a case") func coverage() {
    #expect(Set(Calculation.all.map(\.name)) == Set(Self.cases.map(\.0)))
  }

  /// Notes say what was done that the number does not show.
  @Test(
    arguments: [
      ("ibw", "devine", ["height": "150 cm", "sex": "male"], "below 152.4 cm"),
      ("adjbw", "devine", ["weight": "50 kg", "height": "180 cm", "sex": "male", "factor": "0.4"], "below the ideal"),
      ("crcl", nil, ["age": "60 years", "weight": "60 kg", "creatinine": "0.4999 mg/dL", "sex": "male"], "unusual"),
      ("egfr", "mdrd", ["age": "60 years", "creatinine": "5.0001 mg/dL", "sex": "male"], "unusual"),
      ("calvert", nil, ["auc": "5 mg*min/mL", "gfr": "32.9999 mL/min"], "33 to 136"),
      ("calvert", nil, ["auc": "5 mg*min/mL", "gfr": "136.0001 mL/min", "measured": "yes"], "33 to 136"),
      (
        "washout", nil, ["days": "28 days", "half-lives": "5", "half-life": "84 h", "whichever": "longer"], "terminal"
      ),
      ("egfr", "ckdEpi2021", ["age": "60 years", "creatinine": "80 umol/L", "sex": "male"], "divided by 88.42"),
      ("egfr", "ckdEpi2021", ["age": "60 years", "creatinine": "0.9 mg/dL", "sex": "male"], "absolute rate"),
      ("calvert", nil, ["auc": "5 mg*min/mL", "gfr": "140 mL/min"], "capped at 125"),
      ("rate", nil, ["volume": "250 mL", "time": "2 h"], "never enter the volume of 24 hours"),
    ] as [(String, String?, [String: String], String)])
  func notes(name: String, method: String?, inputs: [String: String], words: String) throws {
    let answer = try Calculation.named(name).answer(method: method, inputs: inputs)
    #expect(answer.notes.contains { $0.contains(words) }, "\(answer.notes)")
  }

  /// A calculation, its method, its inputs; the code of the refusal, the field, and words of rule or action.
  static let refusals: [(String, String?, [String: String], RefusalCode, String, String)] = [
    ("bsaa", nil, [:], .unknownName, "calculation", "did you mean 'bsa'?"),
    ("bsa", nil, ["weight": "80 kg", "height": "180 cm"], .missingInput, "method", "none is assumed"),
    ("bsa", "mostellar", ["weight": "80 kg", "height": "180 cm"], .unknownName, "method", "did you mean 'mosteller'?"),
    ("bsa", "mosteller", ["weight": "80 kg"], .missingInput, "height", "nothing is assumed"),
    ("bmi", "mosteller", ["weight": "60 kg", "height": "165 cm"], .unusedInput, "method", "leave it out"),
    ("bmi", nil, ["weight": "60 kg", "height": "165 cm", "age": "5 years"], .unusedInput, "age", "it takes weight"),
    (
      "adjbw", "devine", ["weight": "60 kg", "height": "165 cm", "sex": "female", "factor": "0,4"], .numberForm,
      "factor", "0.4"
    ),
    ("crcl", nil, ["weight": "60 kg"], .missingInput, "age", "--birth-date and --date"),
    (
      "crcl", nil, ["age": "60 years", "creatinine": "0.9 mg/dL", "sex": "female"], .missingInput, "weight",
      "--ideal-weight"
    ),
    (
      "crcl", nil,
      [
        "age": "60 years", "creatinine": "0.9 mg/dL", "sex": "female", "weight": "60 kg", "adjusted-weight": "58 kg",
      ], .missingInput, "weight", "one weight, and 2 are given"
    ),
    (
      "adjbw", "devine", ["weight": "60 kg", "height": "165 cm", "sex": "female", "factor": "1.0001"], .outsideDomain,
      "factor", "at most 1"
    ),
    (
      "adjbw", "devine", ["weight": "60 kg", "height": "165 cm", "sex": "female", "factor": "0"], .outsideDomain,
      "factor", "above 0"
    ),
    (
      "washout", nil, ["days": "28 days", "half-lives": "0", "half-life": "84 h", "whichever": "shorter"],
      .outsideDomain, "half-lives", "above zero"
    ),
    (
      "washout", nil, ["days": "28 days", "half-lives": "5", "half-life": "0 h", "whichever": "shorter"],
      .outsideDomain, "half-life", "above zero"
    ),
    (
      "half-life", nil,
      ["first-time": "1 h", "first-level": "8 mg/L", "second-time": "5 h", "second-level": "0 mg/L"], .outsideDomain,
      "second-level", "not measurable"
    ),
    ("steady-state", nil, ["half-life": "0 h", "percent": "90 %"], .outsideDomain, "half-life", "above zero"),
    ("volume", nil, ["dose": "0.01 mg", "concentration": "20 mg/mL"], .outsideDomain, "dose", "0.001 mL"),
    ("half-life", nil, ["rate-constant": "0 /h"], .outsideDomain, "rate-constant", "nothing is eliminated"),
    (
      "washout", nil, ["days": "28 days", "half-lives": "5", "half-life": "84 h", "whichever": "either"],
      .unknownName, "whichever", "'shorter' or 'longer'"
    ),
    ("accumulation", nil, ["half-life": "0 h", "interval": "24 h"], .outsideDomain, "half-life", "above zero"),
    ("steady-state", nil, ["half-life": "12 h", "percent": "100 %"], .outsideDomain, "percent", "between 0 and 100"),
    ("volume", nil, ["dose": "300 mg", "concentration": "0 mg/mL"], .outsideDomain, "concentration", "zero"),
    ("rate", nil, ["volume": "250 mL", "time": "0 h"], .outsideDomain, "time", "zero"),
  ]

  @Test("message: what is refused", arguments: refusals.indices) func refuses(index: Int) throws {
    let (name, method, inputs, code, field, words) = Self.refusals[index]
    let refusal = #expect(throws: Refusal.self) {
      try Calculation.named(name).answer(method: method, inputs: inputs)
    }
    #expect(refusal?.code == code)
    #expect(refusal?.field == field)
    let said = "\(refusal?.rule ?? "") \(refusal?.action ?? "")"
    #expect(said.contains(words), "\(refusal?.message ?? "")")
  }
}
