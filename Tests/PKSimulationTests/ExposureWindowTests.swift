import PKData
import PKLanguage
import PKModel
import PKSimulation
import PKText
import Testing

/// Exposure over windows of a prepared data set.
struct ExposureWindowTests {
  private static func model(_ dynamics: String) throws -> Model {
    let text = """
      model windows {
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          tvCL : L/h = 5
          tvV : L = 50
        }
        omega { CL = 0.1 }
        individual {
          CL : L/h = tvCL ~ logNormal
          V : L = tvV
        }
        compartments { central : mg }
        doses { iv -> central }
        dynamics { \(dynamics) }
        observations { C : mg/L = central / V ~ proportional(0.1) }
      }
      """
    return try Model(compiling: CheckedModel(parsing: SourceText(name: "windows.pkm", text)))
  }

  @Test(
    "agreement: windows between doses are the cycles of an arm",
    arguments: ["central' = -CL/V * central", "central' = -CL/V * central / (1 + central / 400[mg])"])
  func cycles(dynamics: String) async throws {
    let model = try Self.model(dynamics)
    let regimen = try Regimen(parsing: SourceText(name: "regimen", "100 mg iv over 1 h every 12 h x 3"))
    let simulation = try PopulationSimulation(of: model, arms: [Arm(regimen)], subjects: nil)
    var expected: [CycleExposure] = []
    try await simulation.run { chunk in
      expected = (0..<3).map { chunk.exposure(subject: 0, cycle: $0, output: 0) }
    }
    let doses = [0.0, 12, 24].map {
      Record(time: $0, action: .dose(Dose(amount: 100, administration: .duration(1))))
    }
    let dataset = Dataset(subjects: [
      Subject(id: "1", records: doses + [Record(time: 36, action: .other)]),
      Subject(id: "2", records: [doses[0], Record(time: 36, action: .other)]),
    ])
    let windows = [0.0, 12, 24].enumerated().map {
      CycleWindow(index: $0.offset, start: $0.element, end: $0.element + 12)
    }
    let prepared = try PreparedDataset(
      of: model, dataset: dataset, windows: [windows, [CycleWindow(index: 0, start: 6, end: 36)]])
    var predictions = Predictions()
    // Jobs in any order, and one with its own random effect.
    let jobs = [PredictionJob(subject: 1), PredictionJob(subject: 0), PredictionJob(subject: 0, etas: [0.3])]
    prepared.makeWorkspace().solve(jobs, into: &predictions)
    for window in 0..<3 {
      #expect(predictions.exposure(job: 1, window: window, output: 0) == expected[window])
      #expect(predictions.exposure(job: 2, window: window, output: 0).auc < expected[window].auc)
    }
    #expect(predictions.exposure(job: 0, window: 0, output: 0).tmax == 0)
    #expect(predictions.exposure(job: 0, window: 1, output: 0).auc.isNaN)
    // The same predictions at the records as without windows.
    let plain = try PreparedDataset(of: model, dataset: dataset)
    var others = Predictions()
    plain.makeWorkspace().solve(jobs, into: &others)
    for record in 0..<4 {
      let (with, without) = (
        predictions.prediction(job: 1, record: record, output: 0), others.prediction(job: 1, record: record, output: 0)
      )
      // A differential equation takes other steps when the area is a state too: within its tolerance.
      #expect(abs(with - without) <= 1e-5 * abs(without) + 1e-9)
    }
  }
}
