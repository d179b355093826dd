import Bateman
import Foundation
import Testing

/// The typical exposure of every model of the project.
///
/// Expected values: SciPy 1.17, `solve_ivp` with DOP853, rtol 1e-12, restarted at every dose and end of infusion;
/// areas as further states; peaks from 20,001 points a segment with a parabola through the highest. Patients have
/// the model's reference covariates.
@Suite struct ModelExposureTests {
  /// What one output does in one cycle.
  struct Exposure: Sendable {
    var cycle: Int
    var output: String
    var cmax: Double
    var ctrough: Double
    var auc: Double

    init(_ cycle: Int, _ output: String, _ cmax: Double, _ ctrough: Double, _ auc: Double) {
      self.cycle = cycle
      self.output = output
      self.cmax = cmax
      self.ctrough = ctrough
      self.auc = auc
    }
  }

  /// A model under a regimen.
  struct Golden: Sendable, CustomTestStringConvertible {
    var model: String
    var regimen: String
    var exposures: [Exposure]
    var testDescription: String { "\(model): \(regimen)" }

    init(_ model: String, _ regimen: String, _ exposures: [Exposure]) {
      self.model = model
      self.regimen = regimen
      self.exposures = exposures
    }
  }

  static let goldens = [
    Golden(
      "oncology/hlx43_surrogate", "2.0 mg/kg iv over 60 min every 21 days x 6",
      [
        Exposure(1, "conjugate", 42.21693029, 3.115682968, 259.0983378),
        Exposure(1, "payload", 2.367355346, 0.1836274221, 15.20239884),
        Exposure(6, "conjugate", 47.62553077, 5.488233275, 334.7021005),
        Exposure(6, "payload", 1.796847238, 0.2165625493, 13.16702308),
      ]),
    Golden(
      "oncology/hlx43_surrogate", "2.5 mg/kg iv over 60 min every 21 days x 6",
      [
        Exposure(1, "conjugate", 52.77116287, 3.89460371, 323.8729223),
        Exposure(1, "payload", 2.959194182, 0.2295342776, 19.00299855),
        Exposure(6, "conjugate", 59.53191347, 6.860291594, 418.3776256),
        Exposure(6, "payload", 2.246059048, 0.2707031866, 16.45877885),
      ]),
    Golden(
      "oncology/hlx43_surrogate", "3.0 mg/kg iv over 60 min every 21 days x 6",
      [
        Exposure(1, "conjugate", 63.32539544, 4.673524452, 388.6475067),
        Exposure(1, "payload", 3.551033019, 0.2754411331, 22.80359826),
        Exposure(6, "conjugate", 71.43829616, 8.232349913, 502.0531507),
        Exposure(6, "payload", 2.695270857, 0.3248438239, 19.75053462),
      ]),
    Golden(
      "oncology/hlx43_surrogate", "3.0 mg/kg iv over 60 min once, then 2.0 mg/kg every 21 days x 5",
      [
        Exposure(1, "conjugate", 63.32539544, 4.673524452, 388.6475067),
        Exposure(1, "payload", 3.551033019, 0.2754411331, 22.80359826),
        Exposure(6, "conjugate", 47.69605146, 5.522314311, 335.7553037),
        Exposure(6, "payload", 1.799603197, 0.2179060722, 13.20854185),
      ]),
    Golden(
      "oncology/bat6021_surrogate", "10 mg iv over 60 min every 21 days x 6",
      [
        Exposure(1, "antibody", 3.599207278, 0.01475951547, 9.850702046),
        Exposure(6, "antibody", 3.61511598, 0.01564871676, 10.05661605),
      ]),
    Golden(
      "oncology/bat6021_surrogate", "600 mg iv over 60 min every 21 days x 6",
      [
        Exposure(1, "antibody", 216.9666599, 54.89682302, 1999.886867),
        Exposure(6, "antibody", 333.8408462, 119.8275053, 3862.433458),
      ]),
    Golden(
      "oncology/sys6043_surrogate", "8 mg/kg sc every 21 days x 6",
      [
        Exposure(1, "conjugate", 47.59725427, 10.43466281, 586.4603865),
        Exposure(6, "conjugate", 60.56707343, 16.92515686, 802.6537681),
      ]),
    Golden(
      "oncology/sys6043_surrogate", "8 mg/kg iv over 60 min every 21 days x 6",
      [
        Exposure(1, "conjugate", 168.8677212, 12.46273187, 1036.393351),
        Exposure(6, "conjugate", 190.5021231, 21.9529331, 1338.808402),
      ]),
    Golden(
      "teaching/iv1", "100 mg iv every 24 h x 3",
      [
        Exposure(1, "plasma", 2, 0.1814359066, 18.18564093),
        Exposure(3, "plasma", 2.197895401, 0.1993885723, 19.98506828),
      ]),
    Golden(
      "teaching/iv2", "100 mg iv over 1 h every 24 h x 3",
      [
        Exposure(1, "plasma", 3.963022036, 0.2807768965, 19.38451935),
        Exposure(3, "plasma", 4.310547057, 0.3908155535, 24.49057556),
      ]),
    Golden(
      "teaching/oral1", "100 mg oral every 24 h x 3",
      [
        Exposure(1, "plasma", 1.238821892, 0.1612763613, 14.38723639),
        Exposure(3, "plasma", 1.375748028, 0.1772342864, 15.98672736),
      ]),
    Golden(
      "teaching/iv2_mm", "300 mg iv over 60 min every 21 days x 3",
      [
        Exposure(1, "serum", 99.41437234, 3.849167976, 538.770972),
        Exposure(3, "serum", 106.1202534, 8.066784295, 681.2924042),
      ]),
  ]

  @Test(arguments: goldens) func agreesWithAnotherSolver(_ golden: Golden) async throws {
    let simulated = try await typicalExposures(of: golden.model, under: golden.regimen)
    for expected in golden.exposures {
      let exposure = try #require(simulated[expected.output]?[expected.cycle - 1])
      // Ten times the solver's tolerance of 1e-9; the expected values have ten digits.
      #expect(isClose(exposure.cmax, expected.cmax), "Cmax of \(expected.output), cycle \(expected.cycle)")
      #expect(isClose(exposure.ctrough, expected.ctrough), "Ctrough of \(expected.output), cycle \(expected.cycle)")
      #expect(isClose(exposure.auc, expected.auc), "AUC of \(expected.output), cycle \(expected.cycle)")
    }
  }

  /// A model has its exposure here, by another solver, or in a file of checks, by a publication.
  @Test func everyModelOfTheProjectIsAmongThemOrHasChecks() {
    let files = FileManager.default.enumerator(atPath: modelFolder.path)?.compactMap { $0 as? String } ?? []
    let models = files.filter { $0.hasSuffix(".pkm") }.map { String($0.dropLast(4)) }
    let checked = files.filter { $0.hasSuffix(".checks.yaml") }.map { String($0.dropLast(".checks.yaml".count)) }
    #expect(!models.isEmpty)
    #expect(Set(models) == Set(Self.goldens.map(\.model)).union(checked))
  }

  /// Cycle 1 of 600 mg: what BAT6021's stand-in was calibrated to, tiragolumab in Japanese patients
  /// (doi 10.1007/s00280-023-04627-3): Cmax 217 mg/L, Cmin 54.9 mg/L, AUC 2000 mg·day/L, each as published.
  @Test func standInOfBAT6021ReturnsItsCalibration() async throws {
    let regimen = "600 mg iv over 60 min every 21 days x 1"
    let exposure = try #require(
      try await typicalExposures(of: "oncology/bat6021_surrogate", under: regimen)["antibody"]?[0])
    #expect(abs(exposure.cmax - 217) < 0.5)
    #expect(abs(exposure.ctrough - 54.9) < 0.05)
    #expect(abs(exposure.auc - 2000) < 1)
  }

  /// Weight acts on the exposure as its exponent says.
  ///
  /// With CL ∝ WT^b, the AUC over all time of a dose per kg goes with WT^(1 − b); 1000 days have all of it.
  @Test func weightActsAsItsExponentSays() async throws {
    let regimen = "2 mg/kg iv over 60 min every 1000 days x 1"
    func area(_ weight: Double) async throws -> Double {
      let unit = try Unit("kg")
      let given = [CovariateSpecification(name: "WT", unit: unit, kind: .fixed(weight))]
      let exposures = try await typicalExposures(of: "oncology/hlx43_surrogate", under: regimen, covariates: given)
      return try #require(exposures["conjugate"]?[0]).auc
    }
    let ratio = try await area(90) / area(45)
    #expect(abs(ratio - pow(2, 1 - 0.525)) < 1e-6)
  }

  private func isClose(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-8 * abs(expected)
  }
}

/// The folder of the project's models.
let modelFolder = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("Models")

/// The exposure of the typical patient, by output and cycle.
func typicalExposures(
  of name: String, under regimen: String, covariates: [CovariateSpecification] = []
) async throws -> [String: [CycleExposure]] {
  let text = try String(contentsOf: modelFolder.appendingPathComponent(name + ".pkm"), encoding: .utf8)
  let model = try Model(compiling: CheckedModel(parsing: SourceText(name: name, text)))
  var settings = SimulationSettings()
  settings.tolerances = Tolerances(relative: 1e-9, absolute: 1e-12)
  let simulation = try PopulationSimulation(
    of: model, arms: [Arm(try Regimen(parsing: SourceText(name: "regimen", regimen)))], subjects: nil,
    covariates: covariates, settings: settings)
  var exposures: [String: [CycleExposure]] = [:]
  try await simulation.run { chunk in
    for (index, output) in model.source.outputs.enumerated() {
      exposures[output.name] = (0..<chunk.cycleCount).map { chunk.exposure(subject: 0, cycle: $0, output: index) }
    }
  }
  return exposures
}
