import Foundation
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Agreement: the solver and the closed forms of linear models differ by at most 10 × tolerance.
@Suite struct AgreementTests {
  typealias Dose = Disposition.GivenDose

  /// A regimen, or a table's rows without its observations, and the doses that they come to.
  struct Case: Sendable, CustomTestStringConvertible {
    let model: TestModel
    let disposition: Disposition
    let given: String
    let doses: [Dose]
    var testDescription: String { "\(model.name): \(given)" }

    init(_ model: TestModel, _ disposition: Disposition, _ given: String, _ doses: [Dose]) {
      self.model = model
      self.disposition = disposition
      self.given = given
      self.doses = doses
    }
  }

  static let one = Disposition.oneCompartment(clearance: 5, volume: 50)
  static let two = Disposition.twoCompartments(clearance: 4, volume: 20, intercompartmental: 6, peripheral: 40)

  static let regimens = [
    Case(.iv1, one, "100 mg bolus once", [Dose(100)]),
    Case(.iv1, one, "100 mg over 2 h once", [Dose(100, .infusion(2))]),
    Case(.iv1, one, "100 mg bolus every 12 h x 5", Dose.every(12, 5, 100)),
    Case(.iv1, one, "100 mg over 30 min every 8 h x 6", Dose.every(8, 6, 100, .infusion(0.5))),
    Case(.iv2, two, "100 mg bolus once", [Dose(100)]),
    Case(.iv2, two, "100 mg over 3 h once", [Dose(100, .infusion(3))]),
    Case(.iv2, two, "100 mg bolus every 12 h x 4", Dose.every(12, 4, 100)),
    Case(.iv2, two, "100 mg over 1 h every 12 h x 4", Dose.every(12, 4, 100, .infusion(1))),
    Case(
      .iv2, two, "300 mg over 1 h every 24 h x 1, then 100 mg over 1 h every 12 h x 2",
      [Dose(300, .infusion(1))] + Dose.every(12, 2, 100, from: 24, .infusion(1))),
    Case(.oral1, one, "100 mg oral once", [Dose(80, .absorption(1))]),
    Case(.oral1, one, "100 mg oral every 6 h x 7", Dose.every(6, 7, 80, .absorption(1))),
    Case(.oral2, two, "100 mg once", [Dose(60, at: 0.5, .absorption(0.7))]),
    Case(.oral2, two, "100 mg every 12 h x 4", Dose.every(12, 4, 60, from: 0.5, .absorption(0.7))),
  ]

  /// A method, and a tolerance.
  static let ways: [(SimulationSettings.Method, Double)] = [
    (.explicit, 1e-4), (.explicit, 1e-6), (.explicit, 1e-9), (.automatic, 1e-9),
  ]

  /// Outputs inside long steps of the method for tight tolerances, while a fast transient (13/h) follows a slow one: its
  /// interpolant alone is off by some hundred tolerances there.
  @Test(arguments: [1e-8, 1e-10])
  func outputsInsideStepsAreAsGoodAsSteps(_ tolerance: Double) async throws {
    let text = TestModel.absorption("lag = 0.1[h]", into: "depot").text
      .replacingOccurrences(of: "ka : 1/h = 1.2", with: "ka : 1/h = 0.02")
      .replacingOccurrences(of: "k : 1/h = 0.15", with: "k : 1/h = 13")
    let model = try TestModel(name: "flip-flop", text).compiled()
    let times = (1...400).map { 0.1737 * Double($0) }
    func profile(_ method: SimulationSettings.Method) async throws -> [Double] {
      try await simulate(
        model, ["100 mg oral every 24 h x 3"], times: times, until: 72, followsCycles: false,
        settings: settings(relative: tolerance, absolute: 1e-2 * tolerance, method: method)
      ).profile()
    }
    let (solved, exact) = (try await profile(.explicit), try await profile(.automatic))
    for (index, time) in times.enumerated() {
      let close = closeness(solved[index], exact[index], relative: 20 * tolerance, absolute: tolerance)
      #expect(close.holds, "at \(time): \(close)")
    }
  }

  @Test(arguments: regimens, ways)
  func regimensAgree(_ item: Case, _ way: (SimulationSettings.Method, Double)) async throws {
    let (method, tolerance) = way
    let times = (0...96).map { 0.5 * Double($0) } + [48.7, 53.1, 60]
    let result = try await simulate(
      try item.model.compiled(), [item.given], times: times, until: 60, followsCycles: false,
      settings: settings(relative: tolerance, absolute: 1e-3 * tolerance, method: method))
    check(result.profile(), at: times, item, tolerance)
  }

  /// Rows of `ID TIME AMT RATE ADDL II ROUTE` with the routes of the model `routes`.
  static let tables = [
    Case(.routes, one, "1,0,100,.,.,.,plain", [Dose(100)]),
    Case(.routes, one, "1,3,100,.,.,.,plain", [Dose(100, at: 3)]),
    Case(.routes, one, "1,0,100,.,4,6,plain", Dose.every(6, 5, 100)),
    Case(.routes, one, "1,0,100,20,.,.,plain", [Dose(100, .infusion(5))]),
    // Infusions that overlap.
    Case(.routes, one, "1,0,100,10,3,6,plain", Dose.every(6, 4, 100, .infusion(10))),
    Case(.routes, one, "1,0,100,.,2,8,weak", Dose.every(8, 3, 50)),
    // A rate is what is asked for: with half the drug the infusion lasts half as long.
    Case(.routes, one, "1,0,100,20,.,.,weak", [Dose(50, .infusion(2.5))]),
    Case(.routes, one, "1,0,100,.,2,8,lagged", Dose.every(8, 3, 100, from: 1.5)),
    Case(.routes, one, "1,0,100,20,2,8,lagged", Dose.every(8, 3, 100, from: 1.5, .infusion(5))),
    Case(.routes, one, "1,0,100,-2,2,8,slow", Dose.every(8, 3, 100, .infusion(4))),
    Case(.routes, one, "1,0,100,-1,2,8,paced", Dose.every(8, 3, 100, .infusion(4))),
    Case(.routes, one, "1,0,100,-2,2,8,mixed", Dose.every(8, 3, 50, from: 1.5, .infusion(4))),
    Case(.routes, one, "1,0,100,-1,.,.,weakpaced", [Dose(50, .infusion(2))]),
    Case(.routes, one, "1,0,100,.,3,6,oral", Dose.every(6, 4, 50, from: 1.5, .absorption(1))),
    Case(
      .routes, one, "1,0,100,.,.,.,plain\n1,0,60,30,.,.,plain\n1,0,100,.,.,.,oral",
      [Dose(100), Dose(60, .infusion(2)), Dose(50, at: 1.5, .absorption(1))]),
  ]

  @Test(arguments: tables, ways)
  func tablesAgree(_ item: Case, _ way: (SimulationSettings.Method, Double)) async throws {
    let (method, tolerance) = way
    let doses = item.given.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let times = (0...60).map { 0.5 * Double($0) }
    var rows = doses.map { ($0[1], "\($0.joined(separator: ",")),1") }
    rows += times.map { ("\($0)", "1,\($0),.,.,.,.,.,0") }
    // At equal times, doses come before observations: the sort is stable.
    let ordered = rows.enumerated().sorted { (Double($0.1.0) ?? 0, $0.0) < (Double($1.1.0) ?? 0, $1.0) }
    let table = "ID,TIME,AMT,RATE,ADDL,II,ROUTE,EVID\n" + ordered.map(\.1.1).joined(separator: "\n")
    let result = try await simulate(
      try item.model.compiled(), table: table,
      settings: settings(relative: tolerance, absolute: 1e-3 * tolerance, method: method))
    let isObservation = ordered.map { $0.1.1.hasSuffix(",0") }
    let profile = zip(result.profile(), isObservation).filter(\.1).map(\.0)
    check(profile, at: times, item, tolerance)
  }

  /// Area, peak and trough of every cycle against the closed form.
  @Test(arguments: regimens.filter { $0.doses.count > 1 }, SimulationSettings.Method.allCases)
  func areasAndTroughsAgree(_ item: Case, _ method: SimulationSettings.Method) async throws {
    let result = try await simulate(
      try item.model.compiled(), [item.given], settings: settings(relative: 1e-8, absolute: 1e-11, method: method))
    // A cycle begins where a dose is given, with oral2 half an hour before it arrives.
    let lag = item.model.name == "oral2" ? 0.5 : 0
    let starts = item.doses.map { $0.time - lag }
    for cycle in 0..<(starts.count - 1) {
      let exposure = result.exposure(cycle: cycle)
      let area = item.disposition.area(from: starts[cycle], to: starts[cycle + 1], under: item.doses)
      let close = closeness(exposure.auc, area, relative: 1e-7)
      #expect(close.holds, "AUC of cycle \(cycle): \(close)")
      // Just before the next dose.
      let earlier = item.doses.filter { $0.time < starts[cycle + 1] }
      let trough = closeness(
        exposure.ctrough, item.disposition.concentration(at: starts[cycle + 1], under: earlier), relative: 1e-7)
      #expect(trough.holds, "trough of cycle \(cycle): \(trough)")
    }
  }

  private func check(_ profile: [Double], at times: [Double], _ item: Case, _ tolerance: Double) {
    #expect(profile.count == times.count)
    let exact = times.map { item.disposition.concentration(at: $0, under: item.doses) }
    let largest = exact.max() ?? 0
    var worst = 0.0
    for (value, expected) in zip(profile, exact) { worst = max(worst, (value - expected).magnitude / largest) }
    #expect(worst <= 10 * tolerance, "\(worst / tolerance) times the tolerance")
  }
}
