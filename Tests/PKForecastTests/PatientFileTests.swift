import PKData
import PKForecast
import PKLanguage
import PKModel
import PKText
import Testing

/// Files of patients: what they say, and what is said of a wrong one.
struct PatientFileTests {
  private static let model = """
    model drug {
      status published
      reference "a test"
      units {
        time = day
        amount = nmol
        volume = L
      }
      molecules { ADC : kg/mol = 150 }
      covariates {
        WT : kg = 70 in 30...150
        SEX : {female, male} = female
      }
      theta {
        tvCL : L/day = 0.4
        tvV : L = 3
      }
      omega {
        CL = 0.09
        V = 0.04
      }
      sigma { b : 1 = 0.2 }
      individual {
        CL : L/day = tvCL * (WT/70[kg])^0.5 * if(SEX == male, 1.2, 1) ~ logNormal
        V : L = tvV ~ logNormal
      }
      compartments { central : nmol }
      doses { iv -> central of ADC }
      dynamics { central' = -CL/V * central }
      observations { conjugate : mg/L of ADC = central / V ~ proportional(b) }
    }
    """

  static let file = """
    {"schema": "bateman-patient/1", "subject": "S-001",
     "covariates": {"SEX": "male", "WT": [{"at": "2026-03-02", "value": "62.4 kg"}, {"at": "2026-03-23", "value": "61.0 kg"}]},
     "doses": [{"at": "2026-03-02 09:00", "dose": "150 mg", "over": "60 min"},
               {"at": "2026-03-23 09:00", "dose": "150 mg", "over": "30 min", "route": "iv"}],
     "levels": [{"at": "2026-03-02 10:00", "of": "conjugate", "value": "48.2 ug/mL"},
                {"at": "2026-03-23 09:00", "value": "0.0061 g/L"},
                {"at": "2026-04-13 08:30", "below": "0.5 mg/L"}]}
    """

  private static func history(_ text: String) throws -> PatientHistory {
    try PatientFile.history(SourceText(name: "patient.json", text), model: Patients.model(model).source)
  }

  @Test("times from the first dose, units converted, covariates dated") func facts() throws {
    let history = try Self.history(Self.file)
    #expect(history.id == "S-001" && history.levelCount == 3)
    #expect(history.origin?.description == "2026-03-02 09:00")
    #expect(history.doses.map(\.time) == [0, 21] && history.doses.map(\.dose.amount) == [150, 150])
    #expect(history.doses.map(\.dose.administration) == [.duration(1.0 / 24), .duration(0.5 / 24)])
    let levels = history.records.compactMap { record in
      if case .observation(let observation) = record.action { (record.time, observation) } else { nil }
    }
    #expect(abs(levels[0].0 - 1.0 / 24) < 1e-12 && levels[0].1.value == 48.2)
    #expect(abs((levels[1].1.value ?? 0) - 6.1) < 1e-12 && levels[2].1.censoring == .below(downTo: nil))
    // A sample at the time of a dose was taken before it.
    let order = history.records.filter { $0.time == 21 }.map { if case .dose = $0.action { 2 } else { 1 } }
    #expect(order == order.sorted())
    let weight = try #require(history.dataset.covariates.firstIndex { $0.name == "WT" })
    #expect(history.records.map { $0.covariates[weight] }.first == 62.4 && history.lastCovariates[weight] == 61)
  }

  @Test("JSON and YAML say the same") func yaml() throws {
    let yaml = """
      schema: bateman-patient/1
      subject: S-001
      covariates:
        SEX: male
        WT: [{at: 2026-03-02, value: 62.4 kg}, {at: 2026-03-23, value: 61.0 kg}]
      doses:
        - {at: 2026-03-02 09:00, dose: 150 mg, over: 60 min}
        - {at: 2026-03-23 09:00, dose: 150 mg, over: 30 min, route: iv}
      levels:
        - {at: 2026-03-02 10:00, of: conjugate, value: 48.2 ug/mL}
        - {at: 2026-03-23 09:00, value: 0.0061 g/L}
        - {at: 2026-04-13 08:30, below: 0.5 mg/L}
      """
    #expect(try Self.history(yaml).records == Self.history(Self.file).records)
  }

  @Test("offsets from UTC: elapsed time, whatever the clocks") func offsets() throws {
    let text = Self.file.replacing("2026-03-02 09:00", with: "2026-03-02T09:00+08:00")
      .replacing("2026-03-23 09:00", with: "2026-03-23T01:00Z").replacing(
        "2026-03-02 10:00", with: "2026-03-02T10:00+08:00"
      )
      .replacing("2026-04-13 08:30", with: "2026-04-13T08:30+08:00")
    #expect(try Self.history(text).records.map(\.time) == Self.history(Self.file).records.map(\.time))
  }

  static let changes: [(from: String, to: String, message: String, help: String)] = [
    ("\"levels\"", "\"level\"", "unknown key 'level' in 'patient'", "did you mean 'levels'?"),
    ("bateman-patient/1", "bateman-patient/2", "the schema is 'bateman-patient/2'", ""),
    ("48.2 ug/mL", "48,2 ug/mL", "a comma", "did you mean 48.2"),
    ("48.2 ug/mL", "4.82e1 ug/mL", "an exponent is not accepted", "plain digits"),
    ("48.2 ug/mL", "-48.2 ug/mL", "a sign is not accepted", ""),
    ("48.2 ug/mL", "48.2", "has no unit, and none is assumed", "48.2 mg/L"),
    ("48.2 ug/mL", "48.2 kg", "'kg' is no unit of 'conjugate'", "mg/L"),
    ("48.2 ug/mL", "48.2 mgg/L", "mgg", ""),
    ("150 mg", "150 mL", "different kinds of units", ""),
    ("conjugate", "conjugat", "'of' cannot be 'conjugat'", "did you mean 'conjugate'?"),
    ("\"iv\"", "\"sc\"", "'route' cannot be 'sc'", "iv"),
    ("2026-03-02 09:00", "2026-03-02", "'at' has no time of day", "2026-03-02 09:00"),
    ("2026-03-02 09:00", "2026-02-30 09:00", "'at' is no moment", ""),
    ("2026-03-02 09:00", "2026-03-02T09:00Z", "some moments have an offset", "all of them"),
    ("\"male\"", "\"mal\"", "'SEX' cannot be 'mal'", "did you mean 'male'?"),
    ("\"SEX\": \"male\", ", "", "'covariates' has no 'SEX'", ""),
    ("\"SEX\"", "\"SEXX\"", "'SEXX' is no covariate of the model", "did you mean 'SEX'?"),
    ("62.4 kg", "62.4 cm", "'cm' is no unit of 'WT'", "kg"),
    ("60 min", "60 mg", "'over' is a time", ""),
    ("\"below\": \"0.5 mg/L\"", "\"below\": \"0.5 mg/L\", \"value\": \"1 mg/L\"", "not both", ""),
    ("\"subject\": \"S-001\",", "\"subject\": \"S-001\"", "cannot be read as YAML", ""),
  ]

  @Test("message: a changed file, with its place", arguments: changes.indices) func changed(index: Int) throws {
    let change = Self.changes[index]
    let text = Self.file.replacing(change.from, with: change.to, maxReplacements: 1)
    #expect(text != Self.file)
    let list = #expect(throws: DiagnosticList.self) { try Self.history(text) }
    let rendered = list?.rendered() ?? ""
    #expect(rendered.contains(change.message), "\(rendered)")
    #expect(rendered.contains(change.help), "\(rendered)")
    #expect(rendered.contains("--> patient.json:"), "\(rendered)")
  }

  @Test("fuzz: mutated files give a history or diagnostics, never a trap") func fuzz() throws {
    let model = try Patients.model(Self.model).source
    #if DEBUG
      let rounds = 300
    #else
      let rounds = 20_000
    #endif
    var generator = SplitMix(state: 20_261_128)
    let original = Array(Self.file.utf8)
    var readable = 0
    for _ in 0..<rounds {
      var bytes = original
      for _ in 0...generator.next() % 3 {
        let place = Int(generator.next() % UInt64(bytes.count))
        switch generator.next() % 3 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(truncatingIfNeeded: generator.next() % 96 + 32), at: place)
        }
      }
      if (try? PatientFile.history(SourceText(name: "p", bytes: bytes), model: model)) != nil { readable += 1 }
    }
    // Neither everything nor nothing is refused.
    #expect(readable > 0 && readable < rounds)
  }
}

/// Vigna's generator: small, seeded.
struct SplitMix {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
