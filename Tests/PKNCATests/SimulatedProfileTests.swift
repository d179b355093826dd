import Foundation
import PKData
import PKLanguage
import PKModel
import PKNCA
import PKNumerics
import PKSimulation
import PKTestSupport
import PKText
import Testing

/// Law: what NCA finds in samples of a simulated profile tends to what the simulator knows exactly.
@Suite struct SimulatedProfileTests {
  /// Typical profiles on uniform grids over 24 h, and the simulator's own exposure.
  struct Simulated {
    var profiles: [Int: ConcentrationProfile] = [:]
    var exposure: (cmax: Double, auc: Double)

    /// Simulates one typical patient; each of `counts` is the number of steps of a grid.
    init(_ modelName: String, dose: String, route: NCARoute, hours: Double = 24, counts: [Int]) async throws {
      let path = projectRoot.appendingPathComponent("Models/teaching/\(modelName).pkm").path
      let source = SourceText(name: modelName, try String(contentsOfFile: path, encoding: .utf8))
      let model = try Model(compiling: CheckedModel(parsing: source))
      let regimen = try Regimen(parsing: SourceText(name: "regimen", dose))
      var settings = SimulationSettings()
      settings.tolerances = Tolerances(relative: 1e-12, absolute: 1e-14)
      let finest = counts.max() ?? 1
      let times = (0...finest).map { hours * Double($0) / Double(finest) }
      let simulation = try PopulationSimulation(
        of: model, arms: [Arm(regimen)], subjects: nil, times: times, until: hours, settings: settings)
      var values: [Double] = []
      var known = (cmax: 0.0, auc: 0.0)
      try await simulation.run { chunk in
        values = times.indices.map { chunk.prediction(subject: 0, time: $0, output: 0) }
        let exposure = chunk.exposure(subject: 0, cycle: 0, output: 0)
        known = (exposure.cmax, exposure.auc)
      }
      exposure = known
      for count in counts {
        let stride = finest / count
        let chosen = Swift.stride(from: 0, through: finest, by: stride)
        profiles[count] = ConcentrationProfile(
          times: chosen.map { times[$0] }, concentrations: chosen.map { values[$0] },
          doses: [NCADose(amount: 100, route: route)])
      }
    }

    func value(_ parameter: NCAParameter, _ count: Int, method: AreaMethod, end: Double? = 24) throws -> Double {
      let profile = try #require(profiles[count])
      let result = try NCAAnalysis([parameter], rules: NCARules(method: method)).result(
        for: profile, in: NCAInterval(from: 0, to: end))
      return try #require(result[parameter]?.number)
    }
  }

  static let counts = (0...6).map { 12 << $0 }

  /// Both rules are of second order: the straight line for a curve that bends, and the exponential for one that
  /// is not one exponential.
  @Test(arguments: [AreaMethod.linear, .linearUpLogDown])
  func areaIsOfSecondOrder(_ method: AreaMethod) async throws {
    let simulated = try await Simulated(
      "oral1", dose: "100 mg oral every 24 h x 1", route: .extravascular, counts: Self.counts)
    var errors: [Double] = []
    for count in Self.counts {
      errors.append((try simulated.value(.auctau, count, method: method) - simulated.exposure.auc).magnitude)
    }
    let slope = ConvergenceSlope(from: 2, halvings: Self.counts.count - 1) { step in
      errors[Int((log2(2 / step)).rounded())]
    }
    #expect((slope.slope - 2).magnitude < 0.25, "\(slope)")
  }

  /// The highest sample misses the peak by at most h²/8 times the curvature there, and never exceeds it.
  @Test func highestSampleTendsToThePeak() async throws {
    let simulated = try await Simulated(
      "oral1", dose: "100 mg oral every 24 h x 1", route: .extravascular, counts: Self.counts)
    // KA = 1/h, CL/V = 0.1/h: tmax = ln 10/0.9, and C'' there is −KA k C(tmax) for the Bateman function.
    let curvature = 1 * 0.1 * simulated.exposure.cmax
    for count in Self.counts {
      let step = 24 / Double(count)
      let miss = simulated.exposure.cmax - (try simulated.value(.cmax, count, method: .linear))
      // A half in excess for the next term of the series where steps are wide.
      #expect(miss > -1e-9 && miss <= 1.5 * step * step / 8 * curvature, "\(count): \(miss)")
    }
    let finest = try simulated.value(.cmax, 768, method: .linear)
    #expect((finest / simulated.exposure.cmax - 1).magnitude < 1e-4)
  }

  /// With absorption going on, λz of the last points is off by about exp(−(KA − k) t): each 4 h later divides the
  /// error of the half-life by exp(0.9 · 4) = 36.6.
  @Test func halfLifeTendsToTheTerminalOne() async throws {
    let exact = 0.69314718055994531 / 0.1
    var errors: [Double] = []
    for hours in [12.0, 16, 20, 24] {
      let simulated = try await Simulated(
        "oral1", dose: "100 mg oral every \(hours) h x 1", route: .extravascular, hours: hours, counts: [Int(hours) * 4]
      )
      let profile = try #require(simulated.profiles[Int(hours) * 4])
      var rules = NCARules()
      rules.terminal.selection = .lastPoints(3)
      let result = try NCAAnalysis([.lamzhl], rules: rules).result(for: profile)
      errors.append((try #require(result[.lamzhl]?.number) - exact).magnitude)
    }
    for (early, late) in zip(errors, errors.dropFirst()) {
      #expect((log(early / late) / 4 - 0.9).magnitude < 0.05, "\(errors)")
    }
  }

  /// One exponential is what the logarithmic rule assumes: area, half-life, CL, V and MRT are exact from three samples.
  @Test func oneExponentialIsExact() async throws {
    let simulated = try await Simulated("iv1", dose: "100 mg iv every 24 h x 1", route: .bolus, counts: [3])
    let profile = try #require(simulated.profiles[3])
    let result = try NCAAnalysis(rules: NCARules(method: .linearUpLogDown)).result(for: profile)
    // CL = 5 L/h, V = 50 L; the solver is asked for 1e-12.
    for (parameter, exact) in [
      (NCAParameter.aucifo, 20.0), (.lamz, 0.1), (.clo, 5), (.vzo, 50), (.vsso, 50), (.mrtibifo, 10), (.c0, 2),
    ] {
      let value = try #require(result[parameter]?.number)
      #expect((value / exact - 1).magnitude < 1e-10, "\(parameter.code): \(value)")
    }
  }
}
