import PKData
import PKLanguage
import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import Testing

/// Steady states: the law that they are where repeated doses lead, and formulas.
@Suite struct SteadyStateTests {
  /// A dose in steady state: its amount, rate (0 for a bolus), interval, and the lag and bioavailability.
  struct Case: Sendable, CustomTestStringConvertible {
    let model: TestModel
    let amount: Double, rate: Double, interval: Double
    var compartment = 1
    var lag = 0.0, bioavailability = 1.0
    /// How many doses lead there.
    var back = 40

    var testDescription: String {
      "\(model.name): \(amount) at \(rate) every \(interval), lag \(lag), F \(bioavailability)"
    }
  }

  /// One compartment with absorption, whose attributes are columns.
  static let linear = TestModel.attributed(name: "linear", elimination: "CL / V * central")
  /// The same with saturable elimination: at most 12 mg/h.
  static let saturable = TestModel.attributed(name: "saturable", elimination: "12[mg/h] * C / (3[mg/L] + C)")
  /// A drug that binds a target, which is made and broken down all the time.
  static let target = TestModel(
    name: "target",
    """
    model target {
      units {
        time = h
        amount = nmol
        volume = L
      }
      covariates {
        LAGT : h = 0
        BIOAV : 1 = 1
      }
      theta {
        V : L = 3
      }
      compartments {
        drug : nmol
        free : nmol = 10[nmol]
        complex : nmol
        }
      doses {
        iv -> drug (F = BIOAV, lag = LAGT)
      }
      dynamics {
        binding : nmol/h = 0.1[1/nmol/h] * drug * free - 0.05[1/h] * complex
        drug' = -0.02[1/h] * drug - binding
        free' = 1[nmol/h] - 0.1[1/h] * free - binding
        complex' = binding - 0.2[1/h] * complex
      }
      observations {
        C : nmol/L = drug / V
        R : nmol = free
        RC : nmol = complex
      }
    }
    """)

  static let cases: [Case] = [
    Case(model: linear, amount: 100, rate: 0, interval: 24),
    Case(model: linear, amount: 100, rate: 0, interval: 0.5, back: 400),
    Case(model: linear, amount: 100, rate: 20, interval: 24, compartment: 2),
    Case(model: linear, amount: 100, rate: 2, interval: 12, compartment: 2),
    Case(model: linear, amount: 100, rate: 12.5, interval: 8, compartment: 2),
    Case(model: linear, amount: 100, rate: 2, interval: 12, compartment: 2, lag: 5, bioavailability: 0.7),
    Case(model: linear, amount: 100, rate: 20, interval: 12, compartment: 2, lag: 29, bioavailability: 0.7),
    Case(model: linear, amount: 100, rate: 0, interval: 12, compartment: 1, lag: 12, bioavailability: 0.7),
    Case(model: saturable, amount: 100, rate: 0, interval: 12, back: 120),
    Case(model: saturable, amount: 60, rate: 0, interval: 7, back: 150),
    Case(model: saturable, amount: 100, rate: 5, interval: 12, compartment: 2, lag: 7, back: 120),
    Case(model: target, amount: 60, rate: 0, interval: 24), Case(model: target, amount: 60, rate: 2, interval: 24),
    Case(model: target, amount: 40, rate: 0, interval: 12, lag: 3, back: 150),
  ]

  /// A table with a dose in steady state at time 0, or with all the doses that lead there, and the records compared.
  static func table(_ own: Case, isSteady: Bool) -> String {
    let header = "ID,TIME,AMT,RATE,II,SS,ADDL,EVID,CMT,LAGT,BIOAV"
    let end = ",\(own.compartment),\(own.lag),\(own.bioavailability)"
    let start = isSteady ? 0 : -Double(own.back) * own.interval
    let first =
      "1,\(start),\(own.amount),\(own.rate),\(own.interval),\(isSteady ? 1 : 0),\(isSteady ? 3 : own.back + 3),1"
    let times = [0, 0.1, 0.37, 0.9, 1, 1.4, 2, 2.9, 3.8, 6].map { $0 * own.interval }
    let records = times.map { "1,\($0),.,.,.,.,.,0" }
    return ([header] + ([first] + records).map { $0 + end }).joined(separator: "\n")
  }

  /// Hundreds of doses, one by one, take a while without optimisation.
  static var affordable: [Case] {
    #if DEBUG
      cases.filter { $0.back <= 40 }
    #else
      cases
    #endif
  }

  @Test(arguments: affordable, SimulationSettings.Method.allCases)
  func repeatedDosesLeadToTheSteadyState(_ own: Case, _ method: SimulationSettings.Method) async throws {
    let model = try own.model.compiled()
    let strict = settings(relative: 1e-8, absolute: 1e-10, method: method)
    let steady = try await simulate(model, table: Self.table(own, isSteady: true), settings: strict)
    let repeated = try await simulate(model, table: Self.table(own, isSteady: false), settings: strict)
    #expect(steady.failures.isEmpty && repeated.failures.isEmpty)
    for output in model.source.outputs.indices {
      let (a, b) = (steady.profile(output: output), repeated.profile(output: output))
      for (index, pair) in zip(a, b).enumerated() where index > 0 {
        let close = closeness(pair.0, pair.1, relative: 2e-7, absolute: 1e-9)
        #expect(close.holds, "output \(output), record \(index): \(close)")
      }
    }
  }

  @Test(arguments: SimulationSettings.Method.allCases)
  func aSecondSteadyStateIsAdded(_ method: SimulationSettings.Method) async throws {
    let header = "ID,TIME,AMT,RATE,II,SS,EVID,CMT,LAGT,BIOAV\n"
    func profile(_ doses: String) async throws -> [Double] {
      let records = [12, 13, 20, 30].map { "1,\($0),.,.,.,.,0,2,0,1" }.joined(separator: "\n")
      let result = try await simulate(
        try Self.linear.compiled(), table: header + doses + records,
        settings: settings(relative: 1e-10, absolute: 1e-12, method: method))
      return Array(result.profile().suffix(4))
    }
    let one = "1,0,100,0,24,1,1,1,0,1\n"
    let two = "1,12,50,25,24,EFFECT,1,2,0,1\n"
    let both = try await profile(one + two.replacing("EFFECT", with: "2"))
    let first = try await profile(one)
    let second = try await profile(two.replacing("EFFECT", with: "1"))
    for index in both.indices {
      #expect(isClose(both[index], first[index] + second[index], relative: 1e-8))
    }
  }

  @Test(arguments: SimulationSettings.Method.allCases)
  func anEndlessInfusionBalancesElimination(_ method: SimulationSettings.Method) async throws {
    let rows = "ID,TIME,AMT,RATE,II,SS,EVID,CMT,LAGT,BIOAV\n1,0,0,9,0,1,1,2,0,0.5\n1,1,.,.,.,.,0,2,0,1\n"
    let strict = settings(relative: 1e-9, absolute: 1e-11, method: method)
    let linear = try await simulate(try Self.linear.compiled(), table: rows, settings: strict).profile()
    // CL 4 L/h, V 20 L; the infusion ends with the record.
    #expect(isClose(linear[0], 9.0 / 4, relative: 1e-9))
    #expect(isClose(linear[1], 9.0 / 4 * 0.8187307530779818, relative: 1e-7))
    let saturable = try await simulate(try Self.saturable.compiled(), table: rows, settings: strict).profile()
    #expect(isClose(saturable[0], 9.0 * 3 / (12 - 9), relative: 1e-8))
  }

  @Test func whatIsNotEliminatedHasNoSteadyState() async throws {
    let header = "ID,TIME,AMT,RATE,II,SS,EVID,CMT,LAGT,BIOAV\n"
    let records = "1,5,.,.,.,.,0,2,0,1\n2,0,10,0,24,0,1,1,0,1\n2,5,.,.,.,.,0,2,0,1\n"
    let kept = TestModel.attributed(name: "kept", elimination: "0 * CL / V * central")
    let tests: [(TestModel, String)] = [
      (kept, "100,0,24,1"), (kept, "0,5,0,1"), (Self.saturable, "200,0,12,1"), (Self.saturable, "0,12.5,0,1"),
    ]
    for (model, dose) in tests {
      let table = header + "1,0,\(dose),1,1,0,1\n" + records
      let result = try await simulate(try model.compiled(), table: table)
      #expect(result.failures.map(\.subject) == [0], "\(model.name) \(dose)")
      guard case .noSteadyState(0, _)? = result.failures.first?.reason else {
        Issue.record("\(model.name) \(dose): \(String(describing: result.failures.first))")
        continue
      }
      #expect(result.failures.first?.row == 2)
      #expect(result.failures.first?.message.contains("row 2") == true)
      #expect(!result.profile(subject: 1).contains { !$0.isFinite })
    }
  }

  @Test func dynamicsThatDependOnTimeAreRefused() throws {
    let model = try TestModel.attributed(name: "clock", elimination: "CL / V * central * (1 + time / 1[h])").compiled()
    let table = "ID,TIME,AMT,II,SS,LAGT,BIOAV\n1,0,1,0,0,0,1\n1,1,1,24,1,0,1\n"
    let dataset = try Dataset(table: Array(table.utf8), name: "t")
    let error = #expect(throws: SetupError.self) { try DatasetSimulation(of: model, dataset: dataset) }
    #expect(error == .steadyStateOfTime(row: 3, model: "clock"))
  }

  @Test func neighboursDoNotMatter() async throws {
    let model = try Self.saturable.compiled()
    let header = "ID,TIME,AMT,RATE,II,SS,EVID,CMT,LAGT,BIOAV\n"
    let rows = (1...11).map { "\($0),0,\(10 * $0),0,\(12 + $0),1,1,1,0,1\n\($0),3,.,.,.,.,0,2,0,1\n" }
    let all = try await simulate(model, table: header + rows.joined())
    for (subject, own) in rows.enumerated() {
      let alone = try await simulate(model, table: header + own)
      #expect(alone.profile().map(\.bitPattern) == all.profile(subject: subject).map(\.bitPattern))
    }
  }
}

extension TestModel {
  /// One compartment with absorption (KA 0.8/h), CL 4 L/h, V 20 L; lag and bioavailability of both routes are columns.
  static func attributed(name: String, elimination: String) -> TestModel {
    TestModel(
      name: name,
      """
      model \(name) {
        units {
          time = h
          amount = mg
          volume = L
        }
        covariates {
          LAGT : h = 0
          BIOAV : 1 = 1
        }
        theta {
          CL : L/h = 4
          V : L = 20
          KA : 1/h = 0.8
        }
        compartments {
          gut : mg
          central : mg
        }
        doses {
          oral -> gut (F = BIOAV, lag = LAGT)
          iv -> central (F = BIOAV, lag = LAGT)
        }
        dynamics {
          C : mg/L = central / V
          gut' = -KA * gut
          central' = KA * gut - \(elimination)
        }
        observations {
          CP : mg/L = C
        }
      }
      """)
  }
}
