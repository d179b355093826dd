import Foundation
import PKData
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Golden: NONMEM's predictions for its own event records, where the folder with them is at hand.
///
/// Every scenario is held to 1e-5 relative, beyond the half unit of the fifth digit to which NONMEM's table is
/// rounded, in closed form and by integration.
@Suite(.enabled(if: NonmemScenario.isAtHand, "no folder shared/data/nmtests next to the project"))
struct NonmemScenarioTests {
  @Test(arguments: NonmemScenario.all, SimulationSettings.Method.allCases)
  func predictionsAreNonmems(_ scenario: NonmemScenario, _ method: SimulationSettings.Method) async throws {
    let comparison = try await compare(scenario, method)
    #expect(comparison.count > 0)
    for failure in comparison.failures.prefix(3) { Issue.record("\(failure)") }
  }

  /// The same as a table, a line a scenario.
  @Test func listing() async throws {
    var lines: [String] = []
    for scenario in NonmemScenario.all {
      let comparison = try await compare(scenario, .automatic)
      let verdict = comparison.failures.isEmpty ? "pass" : "FAIL"
      lines.append("\(scenario.name) \(verdict) \(comparison.largest) \(scenario.features.joined(separator: ", "))")
    }
    print("scenario, verdict, largest relative error, features", lines.joined(separator: "\n"), separator: "\n")
    #expect(lines.count == NonmemScenario.all.count)
  }

  private struct Comparison {
    var count = 0
    /// The largest relative error, of which up to 5e-5 is NONMEM's rounding.
    var largest = 0.0
    var failures: [String] = []
  }

  private func compare(
    _ scenario: NonmemScenario, _ method: SimulationSettings.Method
  ) async throws -> Comparison {
    let result = try await simulate(
      try scenario.model().compiled(), try scenario.dataset(),
      settings: settings(relative: 1e-8, absolute: 1e-10, method: method))
    let expected = try scenario.expected()
    let profile = result.predictions[0].joined().map { $0[0] }
    try #require(profile.count == expected.count && result.failures.isEmpty)
    var comparison = Comparison()
    for (index, (value, golden)) in zip(profile, expected).enumerated() where golden.time >= scenario.compareFrom {
      let error = abs(value - golden.value)
      comparison.count += 1
      if golden.value != 0 { comparison.largest = max(comparison.largest, error / abs(golden.value)) }
      // A state that NONMEM has at 0 may be at the solver's absolute tolerance, in the output's unit.
      let allowed = Self.halfUnit(golden.value) + 1e-5 * abs(golden.value) + (golden.value == 0 ? 1e-6 : 0)
      guard !(error <= allowed) else { continue }
      comparison.failures.append("row \(index + 1), time \(golden.time): \(value), but NONMEM has \(golden.value)")
    }
    return comparison
  }

  /// Half a unit of the fifth significant digit.
  private static func halfUnit(_ value: Double) -> Double {
    value == 0 ? 0 : 0.5 * pow(10, (log10(abs(value))).rounded(.down) - 4)
  }
}
