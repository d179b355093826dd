import Bateman
import Foundation

/// Times a data set that is prepared once and solved many times, as a fit does: 120 subjects with 4 doses and 16
/// observations each, predictions alone and with derivatives by 4 random effects, on one thread.
///
/// `SolveBench [MODEL …]`: names of files in `Models`.
@main
struct SolveBench {
  static func main() throws {
    let names = Array(CommandLine.arguments.dropFirst())
    for name in names.isEmpty ? ["oral_one_compartment", "bolus_two_compartment"] : names {
      let path = "Models/\(name).pkm"
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      let model = try Model(compiling: CheckedModel(parsing: SourceText(name: path, bytes: Array(bytes))))
      for (title, method) in [("closed form", SimulationSettings.Method.automatic), ("as ODE", .switching)] {
        for isDifferentiated in [false, true] {
          try measure(model, "\(name), \(title)", method, isDifferentiated)
        }
      }
    }
  }

  private static func measure(
    _ model: Model, _ title: String, _ method: SimulationSettings.Method, _ isDifferentiated: Bool
  ) throws {
    var settings = SimulationSettings()
    settings.method = method
    let parameters: [PredictionParameter] = isDifferentiated ? model.source.etaNames.map { .randomEffect($0) } : []
    let dataset = Dataset(subjects: (0..<120).map(subject))
    let prepared = try PreparedDataset(of: model, dataset: dataset, by: parameters, settings: settings)
    // Every subject comes as often as a fit's inner iterations and differences ask for it, with other effects.
    let jobs = (0..<960).map { number in
      PredictionJob(subject: number % 120, etas: (0..<4).map { 0.2 * sin(Double(7 * number + 3 * $0)) })
    }
    let workspace = prepared.makeWorkspace()
    var predictions = Predictions()
    var best = Double.infinity
    let repetitions = method == .automatic ? 100 : 8
    for _ in 0..<repetitions {
      let start = ContinuousClock.now
      workspace.solve(jobs, into: &predictions)
      best = min(best, (ContinuousClock.now - start) / .seconds(1))
    }
    var bits: UInt64 = 0
    for value in predictions.values { bits = (bits ^ value.bitPattern) &* 0x100_0000_01b3 }
    print(
      "\(title), \(parameters.count) derivatives:",
      "microseconds=\(String(format: "%.2f", 1e6 * best / Double(jobs.count)))",
      "failures=\(predictions.failures.count) bits=\(String(bits, radix: 16))")
  }

  /// A subject with times of its own.
  private static func subject(_ number: Int) -> Subject {
    let late = Double(number % 7) / 16
    var records: [Record] = []
    for day in 0..<4 {
      let dose = Dose(amount: 100, administration: .bolus, repeats: nil)
      records.append(Record(time: 24 * Double(day), action: .dose(dose)))
      for hour in [0.5, 2, 7, 20] {
        records.append(Record(time: 24 * Double(day) + hour + late, action: .observation(Observation())))
      }
    }
    return Subject(id: "\(number)", records: records)
  }
}
