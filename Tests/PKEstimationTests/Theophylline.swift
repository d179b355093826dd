import PKData
import PKEstimation
import PKLanguage
import PKText

/// Theophylline by mouth in twelve subjects: Boeckmann, Sheiner and Beal, NONMEM Users Guide V (1994).
enum Theophylline {
  /// For each subject the dose in mg, the weight in kg, and the concentrations in mg/L by time in h.
  static let subjects: [(dose: Double, weight: Double, values: [(Double, Double)])] = [
    (
      319.992, 79.6,
      [
        (0, 0.74), (0.25, 2.84), (0.57, 6.57), (1.12, 10.5), (2.02, 9.66), (3.82, 8.58), (5.1, 8.36),
        (7.03, 7.47), (9.05, 6.89), (12.12, 5.94), (24.37, 3.28),
      ]
    ),
    (
      318.56, 72.4,
      [
        (0, 0), (0.27, 1.72), (0.52, 7.91), (1, 8.31), (1.92, 8.33), (3.5, 6.85), (5.02, 6.08), (7.03, 5.4),
        (9, 4.55), (12, 3.01), (24.3, 0.9),
      ]
    ),
    (
      319.365, 70.5,
      [
        (0, 0), (0.27, 4.4), (0.58, 6.9), (1.02, 8.2), (2.02, 7.8), (3.62, 7.5), (5.08, 6.2), (7.07, 5.3),
        (9, 4.9), (12.15, 3.7), (24.17, 1.05),
      ]
    ),
    (
      319.88, 72.7,
      [
        (0, 0), (0.35, 1.89), (0.6, 4.6), (1.07, 8.6), (2.13, 8.38), (3.5, 7.54), (5.02, 6.88), (7.02, 5.78),
        (9.02, 5.33), (11.98, 4.19), (24.65, 1.15),
      ]
    ),
    (
      319.956, 54.6,
      [
        (0, 0), (0.3, 2.02), (0.52, 5.63), (1, 11.4), (2.02, 9.33), (3.5, 8.74), (5.02, 7.56), (7.02, 7.09),
        (9.1, 5.9), (12, 4.37), (24.35, 1.57),
      ]
    ),
    (
      320, 80,
      [
        (0, 0), (0.27, 1.29), (0.58, 3.08), (1.15, 6.44), (2.03, 6.32), (3.57, 5.53), (5, 4.94), (7, 4.02),
        (9.22, 3.46), (12.1, 2.78), (23.85, 0.92),
      ]
    ),
    (
      319.77, 64.6,
      [
        (0, 0.15), (0.25, 0.85), (0.5, 2.35), (1.02, 5.02), (2.02, 6.58), (3.48, 7.09), (5, 6.66),
        (6.98, 5.25), (9, 4.39), (12.05, 3.53), (24.22, 1.15),
      ]
    ),
    (
      319.365, 70.5,
      [
        (0, 0), (0.25, 3.05), (0.52, 3.05), (0.98, 7.31), (2.02, 7.56), (3.53, 6.59), (5.05, 5.88),
        (7.15, 4.73), (9.07, 4.57), (12.1, 3), (24.12, 1.25),
      ]
    ),
    (
      267.84, 86.4,
      [
        (0, 0), (0.3, 7.37), (0.63, 9.03), (1.05, 7.14), (2.02, 6.33), (3.53, 5.66), (5.02, 5.67),
        (7.17, 4.24), (8.8, 4.11), (11.6, 3.16), (24.43, 1.12),
      ]
    ),
    (
      320.1, 58.2,
      [
        (0, 0.24), (0.37, 2.89), (0.77, 5.22), (1.02, 6.41), (2.05, 7.83), (3.55, 10.21), (5.05, 9.18),
        (7.08, 8.02), (9.38, 7.14), (12.1, 5.68), (23.7, 2.42),
      ]
    ),
    (
      319.8, 65,
      [
        (0, 0), (0.25, 4.86), (0.5, 7.24), (0.98, 8), (1.98, 6.81), (3.6, 5.87), (5.02, 5.22), (7.03, 4.45),
        (9.03, 3.62), (12.12, 2.69), (24.08, 0.86),
      ]
    ),
    (
      320.65, 60.5,
      [
        (0, 0), (0.25, 1.25), (0.5, 3.96), (1, 7.82), (2, 9.72), (3.52, 9.75), (5.07, 8.57), (7.07, 6.59),
        (9.03, 6.11), (12.05, 4.57), (24.15, 1.17),
      ]
    ),
  ]

  static func dataset(count: Int = 12) -> Dataset {
    Dataset(
      subjects: subjects.prefix(count).enumerated().map { index, subject in
        let dose = Record(
          time: 0, action: .dose(Dose(amount: subject.dose)), covariates: [subject.weight], row: 2)
        let values = subject.values.map { time, value in
          Record(
            time: time, action: .observation(Observation(value: value)), covariates: [subject.weight], row: 3)
        }
        return Subject(id: "\(index + 1)", records: [dose] + values)
      }, covariates: [Dataset.Column(name: "WT")])
  }

  /// The model of nlmixr2's introduction: its FOCEI objective function is 116.803 at the optimum.
  static func model(
    omega: String = "KA = 0.6\n CL = 0.3\n V = 0.1", clearance: String = "tvCL", thetas: String = "",
    volume: String = "tvV ~ logNormal", error: String = "additive(add)", sigma: String = "add : mg/L = 0.7"
  ) throws -> CheckedModel {
    let text = """
      model theophylline {
        units {
          time = h
          amount = mg
          volume = L
        }
        covariates { WT : kg = 70 }
        theta {
          tvKA : 1/h = 1.57
          tvCL : L/h = 2.72
          tvV : L = 31.5
          \(thetas)
        }
        omega { \(omega) }
        sigma { \(sigma) }
        individual {
          KA : 1/h = tvKA ~ logNormal
          CL : L/h = \(clearance) ~ logNormal
          V : L = \(volume)
        }
        compartments {
          gut : mg
          central : mg
        }
        doses { oral -> gut }
        dynamics {
          gut' = -KA * gut
          central' = KA * gut - CL / V * central
        }
        observations { conc : mg/L = central / V ~ \(error) }
      }
      """
    return try CheckedModel(parsing: SourceText(name: "theophylline.pkm", text))
  }
}
