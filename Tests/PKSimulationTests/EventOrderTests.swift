import Foundation
import PKLanguage
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// What happens first where times are equal, in a vessel whose content is easily counted.
@Suite struct EventOrderTests {
  /// The content at each record.
  private func contents(
    _ rows: String, header: String = "ID,TIME,AMT,RATE,ADDL,II,EVID", rule: CovariateRule = .nocb, output: Int = 0
  ) async throws -> [Double] {
    // Covariates that a table does not speak of are 0.
    let missing = ["SPEED", "START"].filter { !header.contains($0) }
    let lines = rows.split(separator: "\n").map { String($0) + missing.map { _ in ",0" }.joined() }
    let table = ([header + missing.map { ",\($0)" }.joined()] + lines).joined(separator: "\n")
    return try await simulate(try TestModel.vessel.compiled(), table: table, rule: rule).profile(output: output)
      .map(rounded)
  }

  /// To nine decimals: the method's weights sum to 1 but for the last bit.
  private func rounded(_ x: Double) -> Double { (x * 1e9).rounded() / 1e9 }

  @Test func recordsOfOneTimeHaveTheTablesOrder() async throws {
    let contents = try await contents(
      """
      1,0,.,.,.,.,0
      1,0,10,.,.,.,1
      1,0,.,.,.,.,0
      1,5,.,.,.,.,0
      1,5,7,.,.,.,1
      1,5,.,.,.,.,0
      """)
    #expect(contents == [0, 10, 10, 10, 17, 17])
  }

  @Test func additionalDosesComeBeforeRecordsOfTheirTime() async throws {
    let contents = try await contents(
      """
      1,0,10,.,2,12,1
      1,11,.,.,.,.,0
      1,12,.,.,.,.,0
      1,24,.,.,.,.,0
      1,100,.,.,.,.,0
      """)
    #expect(contents == [10, 10, 20, 30, 30])
  }

  @Test func infusionsEndAtTheRecordOfTheirTime() async throws {
    let contents = try await contents(
      """
      1,0,10,5,.,.,1
      1,1,.,.,.,.,0
      1,2,.,.,.,.,0
      1,2,8,8,.,.,1
      1,3,.,.,.,.,0
      1,9,.,.,.,.,0
      """)
    #expect(contents == [0, 5, 10, 10, 18, 18])
  }

  /// A reset empties the system, stops infusions and forgets what was still to come.
  @Test func resetsForgetEverything() async throws {
    let contents = try await contents(
      """
      1,0,100,10,.,.,1
      1,0,10,.,5,4,1
      1,3,.,.,.,.,0
      1,3,.,.,.,.,3
      1,3,.,.,.,.,0
      1,20,.,.,.,.,0
      """)
    #expect(contents == [0, 10, 40, 0, 0, 0])
  }

  @Test func resetAndDoseIsOneRecord() async throws {
    let contents = try await contents(
      """
      1,0,10,.,5,4,1
      1,6,3,.,1,4,4
      1,9,.,.,.,.,0
      1,10,.,.,.,.,0
      1,30,.,.,.,.,0
      """)
    #expect(contents == [10, 3, 3, 6, 6])
  }

  @Test func laggedDosesAreForgottenByAReset() async throws {
    let contents = try await contents(
      """
      1,0,10,1,lagged
      1,1,.,0,.
      1,2,.,0,.
      1,3,20,1,lagged
      1,4,.,3,.
      1,9,.,0,.
      """, header: "ID,TIME,AMT,EVID,ROUTE")
    #expect(contents == [0, 0, 10, 10, 0, 0])
  }

  /// A reset gives the initial state of the covariates that hold then.
  @Test func resetsGoBackToTheInitialState() async throws {
    let header = "ID,TIME,AMT,RATE,ADDL,II,EVID,START"
    let contents = try await contents(
      """
      1,0,.,.,.,.,0,5
      1,1,2,.,.,.,1,5
      1,2,.,.,.,.,3,8
      1,3,.,.,.,.,0,8
      """, header: header)
    #expect(contents == [5, 7, 8, 8])
  }

  /// EVID 2 changes covariates and nothing else; predictions are given there too.
  @Test func otherRecordsChangeOnlyCovariates() async throws {
    let contents = try await contents(
      """
      1,0,.,.,.,.,0,1
      1,2,.,.,.,.,2,1
      1,4,.,.,.,.,2,3
      1,5,.,.,.,.,0,3
      """, header: "ID,TIME,AMT,RATE,ADDL,II,EVID,SPEED")
    #expect(contents == [0, 2, 8, 11])
  }

  static let changing = """
    1,0,.,.,.,.,0,1
    1,1,.,.,.,.,0,2
    1,3,.,.,.,.,0,5
    1,3,.,.,.,.,0,7
    1,4,.,.,.,.,0,11
    """

  /// A record's covariates hold since the record before (NOCB), or until the next one (LOCF).
  @Test func covariatesHoldBackwardOrForward() async throws {
    let header = "ID,TIME,AMT,RATE,ADDL,II,EVID,SPEED"
    #expect(try await contents(Self.changing, header: header, rule: .nocb) == [0, 2, 12, 12, 23])
    #expect(try await contents(Self.changing, header: header, rule: .locf) == [0, 1, 5, 5, 12])
  }

  /// Missing covariates are those of the record before.
  @Test func missingCovariatesAreCarriedForward() async throws {
    let contents = try await contents(
      """
      1,0,.,.,.,.,0,1
      1,1,.,.,.,.,0,.
      1,3,.,.,.,.,0,5
      """, header: "ID,TIME,AMT,RATE,ADDL,II,EVID,SPEED")
    #expect(contents == [0, 1, 11])
  }

  /// Times count from where the table says; nothing happens before the first record.
  @Test func subjectsMayStartLate() async throws {
    let rows = "1,100,.,.,.,.,0\n1,103,5,.,.,.,1\n1,104,.,.,.,.,0"
    #expect(try await contents(rows) == [0, 5, 5])
    #expect(try await contents(rows, output: 1) == [0, 3, 4])
  }

  @Test func dosesAndTheirTimesAreCounted() async throws {
    let rows = "1,0,.,.,.,.,0\n1,1,5,.,2,2,1\n1,1,5,.,.,.,1\n1,2,.,.,.,.,0\n1,4,.,.,.,.,0\n1,9,.,.,.,.,0"
    // Two doses at one time are one occasion.
    #expect(try await contents(rows, output: 2) == [1, 1, 1, 1, 2, 3])
    #expect(try await contents(rows, output: 3) == [0, 0, 0, 1, 1, 4])
  }

  /// On a grid, outputs at the time of a dose are those after it; a cycle's trough is before it.
  @Test func gridsSeeTheDoseTroughsDoNot() async throws {
    let result = try await simulate(
      try TestModel.vessel.compiled(), ["10 mg input every 12 h x 3"], times: [0, 6, 12, 24, 36])
    #expect(result.profile() == [10, 10, 20, 30, 30])
    #expect((0..<3).map { result.exposure(cycle: $0).ctrough } == [10, 20, 30])
    #expect((0..<3).map { result.exposure(cycle: $0).cmax } == [10, 20, 30])
    #expect((0..<3).map { result.exposure(cycle: $0).auc }.map(rounded) == [120, 240, 360])
  }

  /// A cycle that the end cuts short is none.
  @Test func onlyWholeCyclesAreReported() async throws {
    let result = try await simulate(try TestModel.vessel.compiled(), ["10 mg input every 12 h x 3"], until: 30)
    #expect(result.exposures[0][0].count == 2)
  }

  /// The vessel fills by itself at 2 mg/h; switched off, it is empty until it is switched on or a dose enters.
  @Test(arguments: [("1,8,.,.,.,.,2,1", 0.0), ("1,8,5,.,.,.,1,1", 5), ("1,8,.,.,.,.,3,.", 0)])
  func aCompartmentIsSwitchedOff(_ on: String, _ start: Double) async throws {
    let rows = ["1,0,10,1,.,.,1,1", "1,5,.,.,.,.,2,-1", "1,6,.,.,.,.,0,1", on, "1,9,.,.,.,.,0,1"]
    let contents = try await contents(
      rows.map { $0 + ",2" }.joined(separator: "\n"), header: "ID,TIME,AMT,RATE,ADDL,II,EVID,CMT,SPEED")
    #expect(contents == [0, 0, 0, start, start + 2])
  }

  /// What flows into it is lost, and the others go on; in closed form and by integration.
  @Test(arguments: SimulationSettings.Method.allCases)
  func whatFlowsIntoAnEmptyCompartmentIsLost(_ method: SimulationSettings.Method) async throws {
    let table = """
      ID,TIME,AMT,EVID,CMT
      1,0,100,1,1
      1,2,.,2,-2
      1,3,.,0,2
      1,3,.,2,2
      1,4,.,0,2
      2,0,100,1,1
      2,1,.,2,-1
      2,2,.,0,2
      """
    let result = try await simulate(
      try TestModel.oral1.compiled(), table: table, settings: settings(relative: 1e-10, absolute: 1e-12, method: method)
    )
    // F 0.8, KA 1/h, CL/V 0.1/h, V 50 L: what is in the gut at 3 h is absorbed in the hour that follows.
    let gut = 80 * exp(-3.0)
    #expect(result.profile()[2] == 0 && result.profile()[3] == 0)
    #expect(isClose(result.profile()[4], gut / 0.9 * (exp(-0.1) - exp(-1)) / 50, relative: 1e-8))
    let central = 80 / 0.9 * (exp(-0.1) - exp(-1))
    #expect(isClose(result.profile(subject: 1)[2], central * exp(-0.1) / 50, relative: 1e-8))
  }

  /// 3 × 0.1 is more than 0.3 by rounding; the dose is given before the record all the same.
  @Test func timesWithinRoundingAreOne() async throws {
    let contents = try await contents(
      """
      1,0,10,.,5,0.1,1
      1,0.3,.,.,.,.,0
      1,0.5,.,.,.,.,0
      1,0.5,7,70,.,.,1
      1,0.6,.,.,.,.,0
      """)
    #expect(contents == [10, 40, 60, 60, 67])
  }

  /// A steady state at the time of other events: rows of one time have the table's order, and a reset ends it.
  @Test func steadyStatesKeepTheTablesOrder() async throws {
    let table = """
      ID,TIME,AMT,EVID,CMT,II,SS,ADDL
      1,0,100,1,2,0,0,5
      1,24,.,0,2,.,.,.
      1,24,50,1,2,24,1,1
      1,24,.,0,2,.,.,.
      1,30,.,3,.,.,.,.
      1,48,.,0,2,.,.,.
      """.replacing("2,0,0,5", with: "2,5,0,5")
    let profile = try await simulate(
      try TestModel.oral1.compiled(), table: table, settings: settings(relative: 1e-10, absolute: 1e-12)
    ).profile()
    let trough = exp(-2.4) / (1 - exp(-2.4))
    #expect(isClose(profile[2], 1 * (1 + trough), relative: 1e-8))
    #expect(profile[3] == profile[2] && profile[4] == 0 && profile[5] == 0)
    #expect(profile[1] > profile[2])
  }

  /// Clock times are elapsed hours, which the model counts in its own unit.
  @Test func clockTimesAreElapsedTimes() async throws {
    let table = """
      ID,DATE,TIME,AMT
      1,2024-02-28,22:00,100
      1,2024-02-29,8:00,.
      """
    let plain = "ID,TIME[day],AMT\n1,0,100\n1,\(10.0 / 24),.\n"
    let model = try TestModel.iv1.compiled()
    let byClock = try await simulate(model, table: table).profile()
    let byDay = try await simulate(model, table: plain).profile()
    #expect(isClose(byClock[1], byDay[1], relative: 1e-12) && isClose(byClock[1], 2 * exp(-1), relative: 1e-12))
  }
}
