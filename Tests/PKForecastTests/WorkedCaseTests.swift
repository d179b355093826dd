import PKEstimation
import PKForecast
import Testing

/// Published and independently recomputed MAP cases, to the digits that are given.
struct WorkedCaseTests {
  /// NONMEM's individual estimates and objectives (mapbayr's study, 14 models; run 004 of patient 1 is better than
  /// NONMEM's, whose search stops at a kink), mapbayr's own example and posologyr's.
  @Test("golden: individual estimates", arguments: EstimateCase.all)
  func estimates(_ example: EstimateCase) throws {
    let patient = try Patients.estimated(example.model, example.table)
    if let objective = example.objective {
      // The digits that are published.
      #expect(patient.estimate.fit.individualObjective <= objective + 1e-6)
    }
    #expect(patient.estimate.fit.effects.count == example.effects.count)
    for (found, expected) in zip(patient.estimate.fit.effects, example.effects) {
      // NONMEM's search ends within this of the optimum; its sixth decimal is not the optimum's.
      #expect(abs(found - expected) < 1e-4, "\(found) and not \(expected)")
    }
    #expect(patient.posterior.searches(within: 1e-4) >= 3)
  }
}
