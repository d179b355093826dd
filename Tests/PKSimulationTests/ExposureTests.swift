import Foundation
import PKModel
import PKSimulation
import PKTestSupport
import Testing

/// Exposure by cycle: peaks between outputs, areas as states, troughs before the next dose.
@Suite struct ExposureTests {
  private var tight: SimulationSettings { tight(.automatic) }

  private func tight(_ method: SimulationSettings.Method) -> SimulationSettings {
    settings(relative: 1e-9, absolute: 1e-12, method: method)
  }

  /// Tmax = ln(ka/k)/(ka − k): Bateman's function, whose peak no output need hit.
  @Test(arguments: SimulationSettings.Method.allCases)
  func peakOfBatemansFunction(_ method: SimulationSettings.Method) async throws {
    let result = try await simulate(
      try TestModel.oral1.compiled(), ["100 mg oral once"], times: [0, 48], settings: tight(method))
    let (ka, k) = (1.0, 0.1)
    let exposure = result.exposure()
    let tmax = log(ka / k) / (ka - k)
    #expect(isClose(exposure.tmax, tmax, relative: 1e-6), "\(exposure.tmax) is not \(tmax)")
    #expect(isClose(exposure.cmax, 80.0 / 50 * exp(-k * tmax), relative: 1e-8))
  }

  /// Each patient has a peak of their own; the formula holds for each.
  @Test(arguments: SimulationSettings.Method.allCases)
  func everyPatientsPeak(_ method: SimulationSettings.Method) async throws {
    let model = TestModel(
      name: "named",
      TestModel.oral1.text.replacing(
        "plasma : mg/L = C ~ proportional(prop)",
        with: "plasma : mg/L = C ~ proportional(prop)\n rate : 1/h = KA\n clearance : L/h = CL"))
    let result = try await simulate(
      try model.compiled(), ["100 mg oral once"], subjects: 100, times: [0, 48], settings: tight(method))
    for subject in 0..<100 {
      let (ka, k) = (result.predictions[0][subject][0][1], result.predictions[0][subject][0][2] / 50)
      let exposure = result.exposure(subject: subject)
      #expect(isClose(exposure.tmax, log(ka / k) / (ka - k), relative: 1e-6))
      #expect(isClose(exposure.cmax, 1.6 * pow(ka / k, -k / (ka - k)), relative: 1e-8))
    }
  }

  /// A bolus peaks at once, an infusion at its end, a lagged dose by its lag later.
  @Test(arguments: SimulationSettings.Method.allCases)
  func peaksAtCorners(_ method: SimulationSettings.Method) async throws {
    let iv2 = try TestModel.iv2.compiled()
    let bolus = try await simulate(iv2, ["100 mg bolus every 12 h x 3"], settings: tight(method))
    let infusion = try await simulate(iv2, ["100 mg over 45 min every 12 h x 3"], settings: tight(method))
    for cycle in 0..<3 {
      #expect(bolus.exposure(cycle: cycle).tmax == 0)
      #expect(isClose(infusion.exposure(cycle: cycle).tmax, 0.75, relative: 1e-12))
    }
    #expect(isClose(bolus.exposure().cmax, 5, relative: 1e-12))
    let single = try await simulate(
      try TestModel.oral2.compiled(), ["100 mg once"], times: [100], settings: tight(method))
    let disposition = Disposition.twoCompartments(clearance: 4, volume: 20, intercompartmental: 6, peripheral: 40)
    let exposure = single.exposure()
    // No value nearby is higher.
    let value = { (t: Double) in 60 * disposition.concentration(after: t - 0.5, .absorption(0.7)) }
    #expect(isClose(exposure.cmax, value(exposure.tmax), relative: 1e-8))
    #expect(value(exposure.tmax - 1e-3) < exposure.cmax && value(exposure.tmax + 1e-3) < exposure.cmax)
  }

  /// The whole area under a single dose is F·dose/CL, for linear models.
  @Test func theWholeAreaIsDoseOverClearance() async throws {
    for (model, amount, clearance) in [(TestModel.iv1, 100.0, 5.0), (.iv2, 100, 4), (.oral2, 60, 4)] {
      let result = try await simulate(try model.compiled(), ["100 mg once"], times: [2_000], settings: tight)
      #expect(isClose(result.exposure().auc, amount / clearance, relative: 1e-8))
    }
  }

  /// Exposure does not depend on the outputs that are asked for.
  @Test func outputsDoNotTouchExposure() async throws {
    let model = try TestModel.parallel.compiled()
    let regimen = "200 mg over 1 h every 21 day x 3"
    let none = try await simulate(model, [regimen], subjects: 20)
    let many = try await simulate(model, [regimen], subjects: 20, times: (0...630).map { Double($0) / 10 })
    #expect(none.exposures == many.exposures)
  }

  /// The area as a state agrees with a fine trapezoid of the profile, for what has no closed form.
  @Test func areasOfTheConjugate() async throws {
    let step = 0.001
    let times = (0...7_000).map { Double($0) * step }
    let result = try await simulate(
      try TestModel.conjugate.compiled(), ["100 mg over 1.2 h every 7 day x 1"], times: times, settings: tight)
    for output in 0..<2 {
      let profile = result.profile(output: output)
      let area = zip(profile, profile.dropFirst()).reduce(0) { $0 + ($1.0 + $1.1) / 2 * step }
      let exposure = result.exposure(output: output)
      #expect(isClose(exposure.auc, area, relative: 1e-5))
      #expect(exposure.cmax >= profile.max() ?? 0)
      #expect(isClose(exposure.cmax, profile.max() ?? 0, relative: 1e-4))
    }
  }
}
