import PKData
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Golden: NONMEM's predictions for its own event records, where the folder with them is at hand.
@Suite(.enabled(if: NonmemScenario.isAtHand, "no folder shared/data/nmtests next to the project"))
struct NonmemScenarioTests {
  /// Closed forms of a model with a time-varying covariate that are no solution of its equations.
  static let others: Set = ["claret_c004"]
  static let supported = NonmemScenario.all.filter { !$0.needsSteadyState && !others.contains($0.name) }

  /// NONMEM prints five digits, so half a unit in the fifth and what the solver adds.
  @Test(arguments: supported, SimulationSettings.Method.allCases)
  func predictionsAreNonmems(_ scenario: NonmemScenario, _ method: SimulationSettings.Method) async throws {
    let result = try await simulate(
      try scenario.model().compiled(), try scenario.dataset(),
      settings: settings(relative: 1e-8, absolute: 1e-10, method: method))
    let expected = try scenario.expected()
    let profile = result.predictions[0].joined().map { $0[0] }
    #expect(profile.count == expected.count)
    #expect(!expected.isEmpty)
    for (index, (value, golden)) in zip(profile, expected).enumerated() where golden.time >= scenario.compareFrom {
      let close = closeness(value, golden.value, relative: 6e-5, absolute: 1e-6)
      #expect(close.holds, "row \(index + 1), time \(golden.time): \(close)")
    }
  }

  @Test func thereAreScenarios() { #expect(Self.supported.count >= 30) }
}
