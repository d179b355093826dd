import PKData
import PKForecast
import PKLanguage
import PKModel
import PKText

/// Patients of one model and one table, as tests need them.
enum Patients {
  static func model(_ text: String) throws -> Model {
    try Model(compiling: CheckedModel(parsing: SourceText(name: "test.pkm", text)))
  }

  static func history(_ table: String, model: Model, origin: Moment? = nil) throws -> PatientHistory {
    let dataset = try Dataset(table: Array(table.utf8), name: "test.csv")
    return try PatientHistory(dataset, model: model.source, origin: origin)
  }

  /// An estimated patient, with few draws: what is tested of them are not the intervals.
  static func estimated(
    _ text: String, _ table: String, draws: Int = 200, origin: Moment? = nil
  ) throws -> PatientEstimation {
    let model = try model(text)
    var settings = ForecastSettings()
    settings.draws = draws
    return try PatientEstimation(history(table, model: model, origin: origin), model: model, settings: settings)
  }

  /// A model file of sections, in hours, milligrams and litres.
  static func text(
    theta: String, omega: String, sigma: String, individual: String, compartments: String = "central : mg",
    doses: String = "iv -> central", dynamics: String, observations: String, covariates: String = ""
  ) -> String {
    """
    model test {
      status published
      reference "a test"
      units {
        time = h
        amount = mg
        volume = L
      }
      \(covariates.isEmpty ? "" : "covariates {\n\(covariates)\n}")
      theta {
        \(theta)
      }
      omega {
        \(omega)
      }
      sigma {
        \(sigma)
      }
      individual {
        \(individual)
      }
      compartments {
        \(compartments)
      }
      doses {
        \(doses)
      }
      dynamics {
        \(dynamics)
      }
      observations {
        \(observations)
      }
    }
    """
  }
}
