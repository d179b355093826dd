import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Laws that hold for every model, or for every linear one.
@Suite struct LawTests {
  static let linear: [(model: TestModel, route: String)] = [
    (.iv1, "bolus"), (.iv2, "over 1 h"), (.oral1, "oral"), (.oral2, ""),
  ]
  static let times = (0...48).map { Double($0) }

  private func profile(
    _ model: TestModel, _ regimen: String, by method: SimulationSettings.Method = .automatic
  ) async throws -> [Double] {
    let own = settings(relative: 1e-9, absolute: 1e-12, method: method)
    return try await simulate(try model.compiled(), [regimen], times: Self.times, until: 48, settings: own).profile()
  }

  private var tight: SimulationSettings { settings(relative: 1e-9, absolute: 1e-12) }

  @Test(arguments: 0..<linear.count, SimulationSettings.Method.allCases)
  func dosesOfLinearModelsAreProportional(_ index: Int, _ method: SimulationSettings.Method) async throws {
    let (model, route) = Self.linear[index]
    let one = try await profile(model, "50 mg \(route) every 12 h x 3", by: method)
    let three = try await profile(model, "150 mg \(route) every 12 h x 3", by: method)
    #expect((one.max() ?? 0) > 0)
    for (a, b) in zip(one, three) { #expect(isClose(b, 3 * a, relative: 1e-7, absolute: 1e-10)) }
  }

  /// The law above can fail: saturable elimination breaks it.
  @Test func dosesOfNonlinearModelsAreNot() async throws {
    let one = try await profile(.parallel, "10 mg bolus once")
    let ten = try await profile(.parallel, "100 mg bolus once")
    #expect((ten[10] / one[10] - 10).magnitude > 1)
  }

  @Test(arguments: 0..<linear.count, SimulationSettings.Method.allCases)
  func dosesOfLinearModelsAdd(_ index: Int, _ method: SimulationSettings.Method) async throws {
    let (model, route) = Self.linear[index]
    let both = try await profile(model, "50 mg \(route) every 12 h x 1, then 80 mg \(route) every 12 h x 2", by: method)
    let first = try await profile(model, "50 mg \(route) once", by: method)
    let second = try await profile(model, "80 mg \(route) every 12 h x 2", by: method)
    for hour in 0...48 {
      let sum = first[hour] + (hour >= 12 ? second[hour - 12] : 0)
      #expect(isClose(both[hour], sum, relative: 1e-7, absolute: 1e-10), "at \(hour) h")
    }
  }

  /// A table that begins later gives the same, later.
  @Test(arguments: [TestModel.iv2, .parallel, .oral2]) func timeMayBeShifted(_ model: TestModel) async throws {
    func table(from start: Double) -> String {
      "ID,TIME,AMT,ADDL,II,WT\n1,\(start),100,2,10,80\n"
        + (0...40).map { "1,\(start + Double($0)),.,.,.,80" }.joined(separator: "\n")
    }
    let compiled = try model.compiled()
    let now = try await simulate(compiled, table: table(from: 0), settings: tight).profile()
    let later = try await simulate(compiled, table: table(from: 333.25), settings: tight).profile()
    for (a, b) in zip(now, later) { #expect(isClose(b, a, relative: 1e-7, absolute: 1e-10)) }
  }

  /// What was released is what the conjugate has lost, 8 for 1, whatever way it went.
  @Test(arguments: ["1 mg once", "100 mg every 7 day x 3", "300 mg over 90 min every 21 day x 2"])
  func massIsBalanced(_ regimen: String) async throws {
    let result = try await simulate(
      try TestModel.conjugate.compiled(), [regimen], subjects: 20, times: Self.times, until: 48)
    let doses = regimen.contains("every 7") ? [0.0, 7, 14] : regimen.contains("every 21") ? [0, 21] : [0]
    let amount = (regimen.split(separator: " ").first.flatMap { Double($0) } ?? .nan) / 150_000 * 1e9 * 1e-3
    for subject in 0..<20 {
      for (time, values) in zip(Self.times, result.predictions[0][subject]) where time != 0 && time != 21 {
        let given = amount * Double(doses.count { $0 <= time })
        #expect(isClose(8 * (given - values[2]), values[3], relative: 1e-5, absolute: 1e-6), "at \(time) day")
      }
    }
  }

  /// The same model in other units, with a dose in mass and states in amount of substance, is the same model.
  @Test func unitsDoNotMatter() async throws {
    let rescaled = TestModel(
      name: "rescaled",
      """
      model rescaled {
        units {
          time = day
          amount = nmol
          volume = mL
        }
        molecules {
          drug : kg/mol = 0.5
        }
        theta {
          tvCL : mL/day = 96000
          tvV1 : mL = 20000
          tvQ : mL/min = 100
          tvV2 : dL = 400
        }
        compartments {
          central : nmol
          peripheral : nmol
        }
        doses {
          iv -> central of drug
        }
        dynamics {
          C1 = central / tvV1
          C2 = peripheral / tvV2
          central' = -tvCL * C1 - tvQ * (C1 - C2)
          peripheral' = tvQ * (C1 - C2)
        }
        observations {
          plasma : mg/L of drug = C1
        }
      }
      """)
    let regimen = "100 mg over 90 min every 12 h x 4"
    let own = try await simulate(try TestModel.iv2.compiled(), [regimen], times: Self.times, settings: tight)
    let other = try await simulate(
      try rescaled.compiled(), [regimen], times: Self.times.map { $0 / 24 },
      settings: settings(relative: 1e-9, absolute: 1e-6))
    #expect(own.profile().count == other.profile().count)
    for (a, b) in zip(own.profile(), other.profile()) { #expect(isClose(b, a, relative: 1e-7, absolute: 1e-9)) }
    for cycle in 0..<4 {
      let (a, b) = (own.exposure(cycle: cycle), other.exposure(cycle: cycle))
      #expect(isClose(b.cmax, a.cmax, relative: 1e-7) && isClose(24 * b.auc, a.auc, relative: 1e-7))
      #expect(isClose(24 * b.tmax, a.tmax, relative: 1e-7) && isClose(b.ctrough, a.ctrough, relative: 1e-7))
    }
  }

  /// Weight counts in kg, whatever the unit that it is given in; a dose per kg is that of the weight.
  @Test func covariatesAndDosesPerWeightAreConverted() async throws {
    let model = try TestModel.iv2.compiled()
    let kilograms = try await simulate(model, ["2 mg/kg once"], covariates: "WT = 80 kg", times: [0, 5])
    let grams = try await simulate(model, ["2000 ug/kg once"], covariates: "WT = 80000 g", times: [0, 5])
    let flat = try await simulate(model, ["160 mg once"], covariates: "WT = 80 kg", times: [0, 5])
    for time in 0..<2 {
      #expect(isClose(kilograms.profile()[time], grams.profile()[time], relative: 1e-12))
      #expect(isClose(kilograms.profile()[time], flat.profile()[time], relative: 1e-12))
    }
    #expect(isClose(flat.profile()[0], 160 / (20 * 80.0 / 70), relative: 1e-12))
  }
}
