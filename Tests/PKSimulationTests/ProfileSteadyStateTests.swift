import Foundation
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Steady states of doses that enter by a profile: sums over all doses ever given.
@Suite struct ProfileSteadyStateTests {
  static let header = "ID,TIME,AMT,II,SS,ADDL,EVID,CMT\n"
  private let tight = settings(relative: 1e-9, absolute: 1e-11)
  static var routes: [(String, Double)] {
    let all: [(String, Double)] = [
      ("lag = 3[h], input = transit(2, 9[h])", 6), ("lag = 13[h], F = 0.7, input = transit(N, MTT)", 12),
      ("input = transit(N, MTT)", 12), ("input = weibull(1.7, 3[h])", 8),
      ("lag = 1[h], input = weibull(0.6, 2[h])", 12), ("input = transit(0, 2[h])", 12),
    ]
    #if DEBUG
      return Array(all.prefix(1))
    #else
      return all
    #endif
  }

  /// The profile after an SS dose against that after doses enough to get there, of slow, overlapping and spiky inputs,
  /// with lags shorter and longer than the interval, into linear and saturable elimination.
  @Test(arguments: Self.routes)
  func isWhereManyDosesLead(_ route: String, _ interval: Double) async throws {
    let linear = TestModel.absorption(route, into: "depot")
    let text = linear.text.replacingOccurrences(
      of: "- k * central", with: "- 4[mg/h] * central / (40[mg] + central) - k * central")
    for model in [linear, TestModel(name: "saturable", text)] {

      // The slowest half-life is 6 h: 250 h are 40 of them.
      let doses = Int(250 / interval)
      let start = interval * Double(doses)
      let times = [0.0, 0.5, 1, 2.5, 4, 7, 13.5, 20].map { start + $0 }
      let rows = times.map { "1,\($0),.,.,.,.,0,2\n" }.joined()
      let reached = try await simulate(
        try model.compiled(), table: Self.header + "1,0,100,\(interval),.,\(doses + 2),1,1\n" + rows, settings: tight)
      let found = try await simulate(
        try model.compiled(), table: Self.header + "1,\(start),100,\(interval),1,2,1,1\n" + rows, settings: tight)
      #expect(found.failures.isEmpty)
      for (index, time) in times.enumerated() where time > start || !route.contains("lag = 13") {
        let close = closeness(
          found.profile()[index + 1], reached.profile()[index + 1], relative: 1e-6, absolute: 1e-9)
        #expect(close.holds, "\(model.name), \(route) at \(time - start): \(close)")
      }
    }
  }

  /// Without a compartment in between, the profile is first-order absorption: the closed form of its steady state.
  @Test func closedForm() async throws {
    let model = try TestModel.absorption("input = transit(0, 2[h])").compiled()
    let times = [0.0, 1, 3, 6, 11.9]
    let rows = times.map { "1,\($0),.,.,.,.,0,2\n" }.joined()
    let result = try await simulate(
      model, table: Self.header + "1,0,100,12,1,.,1,2\n" + rows, settings: settings(relative: 1e-10, absolute: 1e-12))
    for (index, time) in times.enumerated() {
      let terms = [0.15, 0.5].map { exp(-$0 * time) / (1 - exp(-$0 * 12)) }
      let close = closeness(result.profile()[index + 1], 100 * 0.5 / 0.35 * (terms[0] - terms[1]), relative: 1e-8)
      #expect(close.holds, "at \(time): \(close)")
    }
  }

  /// SS 2 adds the steady state to what is there, which goes on to enter.
  @Test func addsToWhatIsThere() async throws {
    let model = try TestModel.absorption("input = transit(N, MTT)", into: "depot").compiled()
    let rows = "1,3,.,.,.,.,0,2\n1,7,.,.,.,.,0,2\n"
    func run(_ doses: String) async throws -> [Double] {
      try await simulate(model, table: Self.header + doses + rows, settings: tight).profile().suffix(2)
    }
    let both = try await run("1,0,50,.,.,.,1,1\n1,1,100,12,2,.,1,1\n")
    let (one, other) = (try await run("1,0,50,.,.,.,1,1\n"), try await run("1,1,100,12,1,.,1,1\n"))
    for index in 0..<2 { #expect(isClose(both[index], one[index] + other[index], relative: 1e-7)) }
  }

  /// A thousand doses that enter at once are not followed, and that is said.
  @Test func tooManyAtOnce() async throws {
    let model = try TestModel.absorption("input = transit(N, 5000[h])").compiled()
    let result = try await simulate(model, table: Self.header + "1,0,100,1,1,.,1,2\n1,5,.,.,.,.,0,2\n")
    #expect(result.failures.first?.message.contains("overlap") == true, "\(result.failures.map(\.message))")
  }
}
