import PKData
import PKDiagnostics
import PKEstimation
import PKLanguage
import PKModel
import PKSimulation
import PKText

/// A model of one compartment with a repeated dose, and data that it has simulated.
enum DiagnosticModel {
  static func model(outputs: String = "conc : mg/L = C ~ proportional(b) + additive(a)") throws -> CheckedModel {
    let text = """
      model drug {
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          tvCL : L/h = 4
          tvV : L = 30
        }
        omega {
          CL = 0.09
          V = 0.04
        }
        sigma {
          b : 1 = 0.15
          a : mg/L = 0.05
        }
        individual {
          CL : L/h = tvCL ~ logNormal
          V : L = tvV ~ logNormal
        }
        compartments { central : mg }
        doses { iv -> central }
        dynamics {
          C : mg/L = central / V
          central' = -CL * C
        }
        observations { \(outputs) }
      }
      """
    return try CheckedModel(parsing: SourceText(name: "drug.pkm", text))
  }

  /// A design: two doses by ADDL, sampled at irregular times after the first and the last.
  static func design(subjects: Int, outputs: Int = 1) -> Dataset {
    let times = [0.5, 1, 2, 4, 8, 12.5, 14, 18, 24]
    return Dataset(
      subjects: (0..<subjects).map { subject in
        let shift = Double(subject % 5) / 20
        let dose = Dose(
          amount: subject % 2 == 0 ? 100 : 200, repeats: Dose.Repeats(additional: 1, interval: 12))
        let covariates = [Double(subject % 2), 50 + Double(subject % 7) * 5]
        var records = [Record(time: 0, action: .dose(dose), covariates: covariates, row: subject * 100 + 2)]
        for (index, time) in times.enumerated() {
          for output in 1...outputs {
            records.append(
              Record(
                time: time + shift,
                action: .observation(Observation(output: outputs > 1 ? .number(output) : nil, value: 1)),
                covariates: covariates, row: subject * 100 + 3 + index * outputs + output))
          }
        }
        return Subject(id: "\(subject + 1)", records: records)
      }, covariates: [Dataset.Column(name: "SEX", categories: ["male", "female"]), Dataset.Column(name: "WT")])
  }

  /// The design with values that the model has simulated, below a limit marked as censored.
  static func simulated(
    _ model: CheckedModel, _ design: Dataset, seed: UInt64, limit: Double? = nil
  ) async throws -> Dataset {
    var settings = SimulationSettings()
    settings.seed = seed
    settings.addsResidualError = true
    let simulation = try DatasetSimulation(
      of: try Model(compiling: model), dataset: design, replicates: 1, settings: settings)
    var dataset = design
    try await simulation.run(transform: { $0 }) { chunk in
      for subject in chunk.subjects {
        for record in dataset.subjects[subject].records.indices {
          guard case .observation(var observation) = dataset.subjects[subject].records[record].action else { continue }
          let output = if case .number(let number) = observation.output { number - 1 } else { 0 }
          let value = chunk.prediction(subject: subject, time: record, output: output)
          observation.value = value
          if let limit, value < limit {
            observation.value = limit
            observation.censoring = .below(downTo: nil)
          }
          dataset.subjects[subject].records[record].action = .observation(observation)
        }
      }
    }
    return dataset
  }

  static func data(subjects: Int, seed: UInt64, limit: Double? = nil) async throws -> DiagnosticData {
    let model = try model()
    return try DiagnosticData(
      model: model, dataset: try await simulated(model, design(subjects: subjects), seed: seed, limit: limit))
  }
}
