import PKData
import PKEstimation
import PKLanguage
import PKText

/// The example of Wang, J Pharmacokinet Pharmacodyn 34 (2007) 575: a bolus of 10 into one compartment, ten subjects
/// measured at times 0 and 1.
enum Wang {
  /// The measured values, two for each subject.
  static let values = [
    10.68, 3.6837, 10.402, 6.454, 9.8814, 5.8565, 9.3408, 5.6209, 10.082, 6.7583, 9.8938, 6.5049, 9.8908, 6.9557,
    10.234, 6.4488, 9.9882, 6.7112, 9.6736, 6.6402,
  ]

  static func dataset(_ transform: (Double) -> Double = { $0 }) -> Dataset {
    Dataset(
      subjects: (0..<10).map { subject in
        let dose = Record(time: 0, action: .dose(Dose(amount: 10)), row: 2)
        let measured = (0..<2).map { time in
          Record(
            time: Double(time), action: .observation(Observation(value: transform(values[2 * subject + time]))),
            row: 3 + time)
        }
        return Subject(id: "\(subject + 1)", records: [dose] + measured)
      })
  }

  /// The model with an error model, and the sigmas and locals that it needs.
  static func model(
    error: String, sigmas: [(String, Double)] = [], thetas: [(String, Double)] = [], locals: String = "",
    prediction: String = "central"
  )
    throws -> CheckedModel
  {
    let sigma = sigmas.isEmpty ? "" : "sigma { \(sigmas.map { "\($0.0) : 1 = \($0.1)" }.joined(separator: "\n")) }"
    let text = """
      model wang {
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          tvK : 1/h = 0.5
          \(thetas.map { "\($0.0) : 1 = \($0.1)" }.joined(separator: "\n"))
        }
        omega { K = 0.04 }
        \(sigma)
        individual { K : 1/h = tvK ~ logNormal }
        compartments { central : 1 }
        doses { iv -> central }
        dynamics {
          \(locals)
          central' = -K * central
        }
        observations { y : 1 = \(prediction) ~ \(error) }
      }
      """
    return try CheckedModel(parsing: SourceText(name: "wang.pkm", text))
  }
}
