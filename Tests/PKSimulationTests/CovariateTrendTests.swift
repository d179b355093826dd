import Foundation
import PKData
import PKLanguage
import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import PKText
import Testing

/// Covariates that change linearly between records, against closed forms.
@Suite struct CovariateTrendTests {
  /// Elimination in proportion to a weight, twice as fast in women; bioavailability, lag and baseline are covariates.
  static let model = TestModel(
    name: "drifting",
    """
    model drifting {
      units {
        time = h
        amount = mg
      }
      covariates {
        WT : kg = 70
        SEX : {male, female} = male
        BIOAV : 1 = 1
        LAGT : h = 0
      }
      theta {
        tvk : 1/h = 0.1
      }
      omega {
        k = 0.1
      }
      individual {
        k : 1/h = tvk * WT / 70[kg] ~ logNormal
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central (F = BIOAV, lag = LAGT)
      }
      dynamics {
        central' = -k * central * if(SEX == female, 2, 1)
      }
      observations {
        content : mg = central
        weight : kg = WT
        heavy : 1 = if(WT > 80[kg], 1, 0)
      }
    }
    """)
  static let header = "ID,TIME,AMT,II,ADDL,SS,EVID,WT,SEX,BIOAV,LAGT\n"
  private let tight = settings(relative: 1e-10, absolute: 1e-12)

  private func run(_ rows: String, rule: CovariateRule = .linear) async throws -> Simulated {
    try await simulate(try Self.model.compiled(), table: Self.header + rows, rule: rule, settings: tight)
  }

  private func check(_ actual: [Double], _ expected: [Double], relative: Double = 2e-8) {
    #expect(actual.count == expected.count)
    for (index, (value, reference)) in zip(actual, expected).enumerated() {
      let close = closeness(value, reference, relative: relative, absolute: 1e-12)
      #expect(close.holds, "at \(index): \(close)")
    }
  }

  /// WT 70 → 84 → 56: the integral of WT/70 over each interval is the mean of its ends.
  @Test func aRateFollowsItsCovariate() async throws {
    let result = try await run(
      """
      1,0,100,.,.,.,1,70,male,1,0
      1,4,.,.,.,.,0,84,male,1,0
      1,10,.,.,.,.,0,56,male,1,0
      1,11,.,.,.,.,0,56,male,1,0
      """)
    check(result.profile(), [100, 100 * exp(-0.44), 100 * exp(-1.04), 100 * exp(-1.12)])
    #expect(result.profile(output: 1) == [70, 84, 56, 56])
    #expect(result.profile(output: 2) == [0, 1, 0, 0])
  }

  /// The vessel fills at the speed of a covariate: the area under a broken line, with a jump where two records of one
  /// time differ.
  @Test func aSpeedAlongABrokenLine() async throws {
    let table = """
      ID,TIME,AMT,EVID,SPEED,START
      1,0,.,0,1,0
      1,1,.,0,2,0
      1,3,.,0,5,0
      1,3,.,0,7,0
      1,4,.,0,11,0
      """
    let result = try await simulate(try TestModel.vessel.compiled(), table: table, rule: .linear, settings: tight)
    check(result.profile(), [0, 1.5, 8.5, 8.5, 17.5])
  }

  /// A missing value lies on the line between those that are there, and after the last one nothing changes.
  @Test func missingValuesLieOnTheLine() async throws {
    let result = try await run(
      """
      1,0,100,.,.,.,1,70,male,1,0
      1,1,.,.,.,.,0,.,male,1,0
      1,4,.,.,.,.,0,84,male,1,0
      1,5,.,.,.,.,0,.,male,1,0
      """)
    check(result.profile(output: 1), [70, 73.5, 84, 84])
    check(result.profile().dropLast(0), [100, 100 * exp(-0.1025), 100 * exp(-0.44), 100 * exp(-0.56)])
  }

  /// A category is no number: a record's holds until the next one.
  @Test func categoriesAreCarriedForward() async throws {
    let result = try await run(
      """
      1,0,100,.,.,.,1,70,male,1,0
      1,4,.,.,.,.,0,84,female,1,0
      1,10,.,.,.,.,0,56,male,1,0
      """)
    check(result.profile(), [100, 100 * exp(-0.44), 100 * exp(-0.44 - 1.2)])
  }

  /// An additional dose and its lag take the values that the line has when it is given.
  @Test func additionalDosesReadTheLine() async throws {
    let result = try await run(
      """
      1,0,100,5,1,.,1,0,male,1,0.5
      1,10,.,.,.,.,0,0,male,0.6,0.1
      """, rule: .linear)
    check(result.profile(), [0, 100 + 80])
    // Its lag is 0.3 h at 5 h: the two doses of 100·1 and 100·0.8 decay from 0.5 h and 5.3 h on.
    let decaying = try await run(
      """
      1,0,100,5,1,.,1,70,male,1,0.5
      1,10,.,.,.,.,0,70,male,0.6,0.1
      """)
    check(decaying.profile(), [0, 100 * exp(-0.95) + 80 * exp(-0.47)])
  }

  /// A steady state is that of the values at its record, whatever they do afterwards.
  @Test func steadyStatesHoldTheRecordsValues() async throws {
    let result = try await run(
      """
      1,0,100,12,.,1,1,70,male,1,0
      1,4,.,.,.,.,0,84,male,1,0
      """)
    let peak = 100 / (1 - exp(-1.2))
    check(result.profile(), [peak, peak * exp(-0.44)])
  }

  /// Without a covariate that changes in a patient, linear dynamics keep their closed form.
  @Test func stillCovariatesKeepTheClosedForm() async throws {
    let still =
      "1,0,100,.,.,.,1,70,male,1,0\n1,4,.,.,.,.,0,70,male,1,0\n2,0,100,.,.,.,1,84,male,1,0\n2,9,.,.,.,.,0,84,male,1,0\n"
    let moving = still + "2,12,.,.,.,.,0,83,male,1,0\n"
    #expect(try await run(still).statistics.steps == run(still, rule: .nocb).statistics.steps)
    #expect(try await run(moving).statistics.steps > run(moving, rule: .nocb).statistics.steps)
  }

  /// A comparison with a covariate that moves is an event where the line crosses, for every method.
  @Test(arguments: SimulationSettings.Method.allCases)
  func comparisonsWithMovingCovariates(_ method: SimulationSettings.Method) async throws {
    let text = Self.model.text.replacingOccurrences(of: "if(SEX == female, 2, 1)", with: "if(WT > 80[kg], 3, 0)")
      .replacingOccurrences(of: "tvk * WT / 70[kg]", with: "tvk")
    let table = Self.header + "1,0,100,.,.,.,1,70,male,1,0\n1,4,.,.,.,.,0,90,male,1,0\n1,8,.,.,.,.,0,90,male,1,0\n"
    let result = try await simulate(
      try TestModel(name: "m", text).compiled(), table: table, rule: .linear,
      settings: settings(relative: 1e-10, absolute: 1e-12, method: method))
    check(result.profile(), [100, 100 * exp(-0.6), 100 * exp(-1.8)])
    #expect(result.statistics.rejected <= 2)
  }

  /// Exact derivatives: of content = D·exp(−k·∫WT/70), by the effect on k and its typical value.
  @Test func derivativesFollowTheLine() throws {
    let table = Self.header + "1,0,100,6,1,.,1,70,male,1,0\n1,4,.,.,.,.,0,84,male,0.5,0\n1,10,.,.,.,.,0,56,male,1,0\n"
    let data = try Dataset(table: Array(table.utf8), name: "t")
    let problem = try DatasetSensitivities(
      of: Self.model.compiled(), dataset: data, by: [.randomEffect("k"), .theta("tvk")], covariateRule: .linear,
      settings: tight)
    let result = problem.predict(0..<1) { _, _ in [0.2] }
    let k = 0.1 * exp(0.2)
    // The second dose is at 6 h with F = 2/3; weights are 84, 74.67 and 56 kg at 4, 6 and 10 h.
    let rest = 4 * (224.0 / 3 + 56) / 140
    func derivative(_ dose: Double, _ integral: Double) -> Double { -dose * k * integral * exp(-k * integral) }
    let derivatives: [Double] = [derivative(100, 4.4), derivative(100, 10.4) + derivative(200.0 / 3, rest)]
    for (record, expected) in derivatives.enumerated() {
      let byEta = result.derivative(subject: 0, record: record + 1, output: 0, by: 0)
      let byTheta = result.derivative(subject: 0, record: record + 1, output: 0, by: 1)
      let (eta, theta) = (
        closeness(byEta, expected, relative: 2e-8), closeness(byTheta, expected / 0.1, relative: 2e-8)
      )
      #expect(eta.holds && theta.holds, "\(record): \(eta), \(theta)")
    }
  }

  /// Neighbours with other lines, or none, do not matter.
  @Test func neighboursDoNotMatter() async throws {
    let rows = (1...11).map { id in
      "\(id),0,100,5,1,.,1,\(60 + id),male,1,0.5\n\(id),\(5 + id),.,.,.,.,0,\(id % 3 == 0 ? 60 + id : 80),male,0.6,0.1\n"
    }
    let all = try await run(rows.joined())
    for (subject, own) in rows.enumerated() where subject % 3 != 2 {
      #expect(try await run(own).profile() == all.profile(subject: subject))
    }
  }
}
