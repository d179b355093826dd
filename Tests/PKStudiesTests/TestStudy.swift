import Foundation
import PKLanguage
import PKModel
import PKSimulation
import PKStudies
import PKText

/// Small studies of a one-compartment model, whose exposure is known in closed form.
enum TestStudy {
  /// Whether checks of thousands of patients run: they take minutes without optimisation.
  static var runsLong: Bool {
    #if DEBUG
      ProcessInfo.processInfo.environment["BATEMAN_LONG_TESTS"] != nil
    #else
      true
    #endif
  }

  /// CL = 2 L/day, V = 10 L at 70 kg, first-order input of 1 per day under the skin; linear in weight on request.
  static func model(variance: Double = 0, weightExponent: Double = 0) throws -> Model {
    try Model(
      compiling: CheckedModel(
        parsing: SourceText(
          name: "m.pkm",
          """
          model m {
            status teaching
            units {
              time = day
              amount = mg
              volume = L
            }
            covariates { WT : kg = 70 in 20...200 }
            theta {
              tvCL : L/day = 2 in 0.1...20
              tvV : L = 10 in 1...100
              KA : 1/day = 1 in 0.01...10
              wt : 1 = \(weightExponent) in 0...2
            }
            omega { CL = \(variance) }
            sigma { prop : 1 = 0.2 in 0...1 }
            individual {
              CL : L/day = tvCL * (WT / 70[kg])^wt ~ logNormal
              V : L = tvV
            }
            compartments {
              depot : mg
              central : mg
            }
            doses {
              iv -> central
              sc -> depot
            }
            dynamics {
              depot' = -KA * depot
              central' = KA * depot - CL / V * central
            }
            events { GONE : 1/day = 0.05[1/day] ~ once }
            observations { serum : mg/L = central / V ~ proportional(prop) }
          }
          """)))
  }

  /// A study of the model with these lines beside the usual ones.
  static func text(
    size: Int = 200, covariates: String = "WT = 70 kg", arms: String = "100 mg iv every 7 days x 4", _ more: String = ""
  ) -> String {
    """
    study: test
    model: m
    seed: 7
    population:
      size: \(size)
      covariates: ["\(covariates)"]
    arms:
      - name: A
        regimen: \(arms)
    \(more)
    """
  }

  static func study(_ text: String, model: Model, overrides: [String: String] = [:]) throws -> Study {
    try StudyReader(loadModel: { _ in model }, overrides: overrides).study(SourceText(name: "s.yaml", text))
  }

  /// Runs a study on some threads.
  static func result(_ study: Study, threads: Int = 1, chunk: Int = 256) async throws -> StudyResult {
    var settings = SimulationSettings()
    (settings.threads, settings.chunkSize) = (threads, chunk)
    return try await StudySimulation(study, settings: settings).result()
  }

  static func result(_ text: String, model: Model? = nil, threads: Int = 1) async throws -> StudyResult {
    try await result(try study(text, model: try model ?? self.model()), threads: threads)
  }
}

extension StudyResult {
  /// An arm's distribution of a metric in a cycle.
  func exposure(_ metric: String, cycle: Int = 1, arm: String = "A") -> DistributionSummary? {
    exposure.first { $0.metric == metric && $0.cycle == cycle && $0.arm == arm }?.distribution
  }
}
