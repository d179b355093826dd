import Bateman
import Foundation

/// A problem that is timed: the model of `Models/NAME.pkm` under six infusions, as in `CReference/NAME.c`.
struct Problem {
  /// Which one.
  enum Name: String, CaseIterable {
    case linear = "two_compartment"
    case saturable = "two_compartment_mm"
    case tmdd
    case adc = "adc_payload"
    case sensitivities
  }

  let name: Name
  let model: Model
  let options: Options

  /// Compiles the model.
  init(_ options: Options) throws {
    self.options = options
    name = options.problem
    let path = "Models/\(name.rawValue).pkm"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    model = try Model(compiling: CheckedModel(parsing: SourceText(name: path, bytes: Array(bytes))))
  }

  /// The dose of one infusion, in the model's unit of amount.
  var dose: Double {
    switch name {
    case .linear, .saturable, .sensitivities: 150
    case .tmdd: 600
    case .adc: 2000
    }
  }

  /// Output times in days: every six hours, or every day, to day 126.
  var times: [Double] {
    let perDay = name == .sensitivities ? 1 : 4
    return (0...126 * perDay).map { Double($0) / Double(perDay) }
  }

  /// How many values a subject has at one time.
  var measures: Int { name == .sensitivities ? 5 : model.source.outputs.count }

  var settings: SimulationSettings {
    var settings = SimulationSettings()
    settings.threads = options.threads
    settings.method = options.method ?? (name == .sensitivities ? .explicit : .automatic)
    return settings
  }

  /// Simulates a population once; nil subjects for the typical patient alone.
  func run(subjects: Int?, keepsBits: Bool = false) async throws -> Outcome {
    let clock = ContinuousClock()
    let start = clock.now
    var outcome =
      name == .sensitivities
      ? try await differentiate(subjects: subjects, keepsBits: keepsBits)
      : try await simulate(subjects: subjects, keepsBits: keepsBits)
    let elapsed = (clock.now - start).components
    outcome.seconds = Double(elapsed.seconds) + 1e-18 * Double(elapsed.attoseconds)
    return outcome
  }

  private func simulate(subjects: Int?, keepsBits: Bool) async throws -> Outcome {
    let unit = model.source.amountUnit.map { "\($0)" } ?? ""
    let text = "\(Int(dose)) \(unit) iv over 60 min every 21 days x 6"
    let regimen = try Regimen(parsing: SourceText(name: "regimen", text))
    let (times, measures) = (times, measures)
    let simulation = try PopulationSimulation(
      of: model, arms: [Arm(regimen)], subjects: subjects, times: times, until: 126,
      followsCycles: options.followsCycles, settings: settings)
    var total = Outcome(measures: measures)
    // Reduced on the thread that made the chunk, as a writer of tables would do with its text.
    try await simulation.run { chunk in
      Outcome(of: chunk, times: times.count, measures: measures, keepsBits: keepsBits)
    } consume: {
      total.add($0)
    }
    return total
  }
}
