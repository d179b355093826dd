import PKLanguage
import PKModel
import PKSimulation
import PKStudies
import Testing

/// Draws of parameters, and the loop over them.
@Suite struct ParameterDrawsTests {
  @Test("draws have the mean and covariance that are asked, within bounds") func moments() throws {
    let model = try TestStudy.model(variance: 0.09).source
    let draws = try ParameterDraws(
      names: ["tvCL", "tvV", "omega(CL)"], estimates: [2, 10, 0.09],
      covariance: [[0.04, 0.06, 0], [0.06, 0.25, 0], [0, 0, 0.0001]], model: model, count: 2000, seed: 1)
    func mean(_ i: Int, _ j: Int? = nil) -> Double {
      var sum = 0.0
      for row in draws.rows {
        if let j { sum += row[i] * row[j] } else { sum += row[i] }
      }
      return sum / Double(draws.rows.count)
    }
    #expect(abs(mean(0) - 2) < 4 * 0.2 / 2000.0.squareRoot())
    #expect(abs(mean(0, 1) - mean(0) * mean(1) - 0.06) < 0.01)
    #expect(draws.rows.allSatisfy { $0[2] > 0 })
    let changed = try model.replacing(draws.names, with: [3, 11, 0.2])
    #expect(changed.thetas[0].value == 3)
    #expect(changed.omega[0].lowerTriangle == [0.2])
    #expect(throws: ParameterDraws.Fault.self) { try model.replacing(["tvKA"], with: [1]) }
    #expect(throws: ParameterDraws.Fault.self) { try model.replacing(["tvCL"], with: [-1]) }
  }

  @Test("agreement: the median patient's AUC varies as 1/CL") func loop() async throws {
    let study = try TestStudy.study(
      TestStudy.text(size: 2, arms: "100 mg iv every 300 days x 1"), model: try TestStudy.model())
    var loop = UncertaintyLoop(study)
    for clearance in [1.0, 2, 4] {
      let draw = try loop.simulation(["tvCL"], [clearance], settings: .init())
      var summary = StudySummary(draw)
      summary.add(draw.chunk(0))
      loop.add(summary)
    }
    let record = try #require(loop.records.first { $0.metric == "AUC" })
    #expect(record.draws == 3)
    #expect(abs((record.median ?? 0) - 50) < 1e-3)
    #expect(abs((record.upper ?? 0) - 95) < 1e-2)  // between 50 and 100, at 0.95 of two ranks
  }
}
