import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import Testing

/// Statistics: the work that a few simulations take, which finds slowdowns without a clock.
///
/// A change of more than 5 % is to be explained, and the number then replaced.
@Suite struct StatisticsTests {
  struct Snapshot: Sendable, CustomTestStringConvertible {
    let model: TestModel
    let regimen: String
    let steps: Int, evaluations: Int
    var testDescription: String { "\(model.name): \(regimen)" }
  }

  static let snapshots = [
    Snapshot(model: .iv1, regimen: "100 mg bolus every 12 h x 4", steps: 579, evaluations: 3_538),
    Snapshot(model: .iv2, regimen: "100 mg over 1 h every 24 h x 3", steps: 1_787, evaluations: 10_818),
    Snapshot(model: .oral1, regimen: "100 mg oral every 8 h x 6", steps: 3_185, evaluations: 19_206),
    Snapshot(model: .parallel, regimen: "200 mg over 1 h every 21 day x 6", steps: 3_447, evaluations: 20_928),
    Snapshot(model: .conjugate, regimen: "150 mg over 90 min every 21 day x 6", steps: 16_295, evaluations: 98_250),
  ]

  @Test(arguments: snapshots) func workIsWhatItWas(_ item: Snapshot) async throws {
    let work = try await simulate(
      try item.model.compiled(), [item.regimen], subjects: 16, settings: settings(method: .explicit)
    ).statistics
    #expect(isClose(Double(work.steps), Double(item.steps), relative: 0.05), "\(work.steps) steps")
    #expect(
      isClose(Double(work.evaluations), Double(item.evaluations), relative: 0.05), "\(work.evaluations) evaluations")
  }

  /// Outputs are interpolated: asking for more takes no more steps.
  @Test func outputsCostNoSteps() async throws {
    let model = try TestModel.parallel.compiled()
    let regimen = "200 mg over 1 h every 21 day x 3"
    let few = try await simulate(model, [regimen], subjects: 8, times: [63])
    let many = try await simulate(model, [regimen], subjects: 8, times: (0...1_000).map { 0.063 * Double($0) })
    #expect(few.statistics == many.statistics)
  }
}
