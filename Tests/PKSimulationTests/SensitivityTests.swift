import Foundation
import PKData
import PKLanguage
import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import PKText
import Testing

/// Exact derivatives of predictions against differences of order 4 of predictions solved to 10⁻¹⁰.
struct SensitivityTests {
  /// A nonlinear model whose every dose attribute depends on a random effect.
  static let saturable = """
    model saturable {
      units {
        time = h
        amount = mg
        volume = L
      }
      theta {
        tvKA : 1/h = 0.7
        tvCL : L/h = 1.1
        tvV : L = 12
        VMAX : mg/h = 3
        KM : mg/L = 0.8
        tvF : 1 = 0.6
        tvLag : h = 0.4
        tvD : h = 1.7
        tvR : mg/h = 25
        base : mg = 2
      }
      omega {
        KA = 0.1
        CL = 0.1
        V = 0.1
        F = 0.1
        LAG = 0.1
        D = 0.1
        R = 0.1
      }
      individual {
        KA : 1/h = tvKA ~ logNormal
        CL : L/h = tvCL ~ logNormal
        V : L = tvV ~ logNormal
        F : 1 = tvF ~ logitNormal(0, 1)
        LAG : h = tvLag ~ logNormal
        D : h = tvD ~ logNormal
        R : mg/h = tvR ~ logNormal
      }
      compartments {
        depot : mg
        central : mg = base
      }
      doses {
        po -> depot (F = F, lag = LAG)
        zero -> central (F = F, lag = LAG, duration = D)
        steady -> central (F = F, rate = R)
        iv -> central (F = F, lag = LAG)
      }
      dynamics {
        C = central / V
        depot' = -KA * depot
        central' = KA * depot - CL * C - VMAX * C / (KM + C)
      }
      observations {
        conc : mg/L = C
        scaled : 1 = exp(-C / KM) * CL / tvCL
      }
    }
    """
  static let linear = saturable.replacing(" - VMAX * C / (KM + C)", with: "").replacing("KM)", with: "1[mg/L])")
    .replacing("    VMAX : mg/h = 3\n", with: "").replacing("    KM : mg/L = 0.8\n", with: "")

  /// Oral with additional doses, a modelled duration, a modelled rate, a fixed rate and duration, a reset.
  static let table = """
    ID,TIME,EVID,AMT,ROUTE,RATE,DUR,ADDL,II
    1,0,1,100,po,0,.,2,5
    1,0.2,0,.,.,.,.,.,.
    1,1,1,80,zero,-2,.,.,.
    1,2.2,0,.,.,.,.,.,.
    1,2.9,0,.,.,.,.,.,.
    1,4,1,60,steady,-1,.,.,.
    1,5,0,.,.,.,.,.,.
    1,6.1,1,50,iv,0,.,.,.
    1,7,0,.,.,.,.,.,.
    1,8,1,40,iv,20,.,.,.
    1,9.3,0,.,.,.,.,.,.
    1,12,0,.,.,.,.,.,.
    1,13,4,70,iv,.,0.5,.,.
    1,13.7,0,.,.,.,.,.,.
    1,16,0,.,.,.,.,.,.
    """

  /// Steady states: of lagged boluses, of infusions that overlap, of modelled durations added to what is there, of an
  /// infusion without end at a modelled rate.
  static let steadyTable = """
    ID,TIME,EVID,AMT,ROUTE,RATE,DUR,ADDL,II,SS
    1,0,1,100,po,0,.,1,12,1
    1,0,0,.,.,.,.,.,.,.
    1,0.2,0,.,.,.,.,.,.,.
    1,2,0,.,.,.,.,.,.,.
    1,3,1,60,zero,-2,.,.,6,2
    1,3,0,.,.,.,.,.,.,.
    1,5,0,.,.,.,.,.,.,.
    1,6,1,0,steady,-1,.,.,.,1
    1,6,0,.,.,.,.,.,.,.
    1,7,0,.,.,.,.,.,.,.
    1,9,1,90,iv,4,.,.,12,1
    1,9,0,.,.,.,.,.,.,.
    1,10,0,.,.,.,.,.,.,.
    1,16,0,.,.,.,.,.,.,.
    1,20,4,100,steady,-1,.,1,4,1
    1,21,0,.,.,.,.,.,.,.
    1,25,0,.,.,.,.,.,.,.
    1,30,1,30,po,0,.,.,0.25,1
    1,30,0,.,.,.,.,.,.,.
    1,30.3,0,.,.,.,.,.,.,.
    1,31,0,.,.,.,.,.,.,.
    """

  static var tables: [String] {
    #if DEBUG
      [table, steadyTable.split(separator: "\n").prefix(8).joined(separator: "\n")]
    #else
      [table, steadyTable]
    #endif
  }

  static var parameters: [PredictionParameter] {
    #if DEBUG
      allParameters.filter { [.randomEffect("KA"), .randomEffect("LAG"), .theta("base")].contains($0) }
    #else
      allParameters
    #endif
  }

  static let allParameters: [PredictionParameter] = [
    .randomEffect("KA"), .randomEffect("CL"), .randomEffect("V"), .randomEffect("F"), .randomEffect("LAG"),
    .randomEffect("D"), .randomEffect("R"), .theta("tvCL"), .theta("tvLag"), .theta("base"),
  ]
  static let etas = [0.1, -0.2, 0.15, 0.3, -0.1, 0.05, -0.15]

  @Test(
    arguments: ["saturable automatic", "linear automatic", "linear explicit"], tables)
  func derivativesAreThoseOfDifferences(_ problem: String, table: String) throws {
    let name = problem.hasPrefix("linear") ? "linear" : "saturable"
    let method: SimulationSettings.Method = problem.hasSuffix("explicit") ? .explicit : .automatic
    let text = name == "linear" ? Self.linear : Self.saturable
    let model = try Model(compiling: CheckedModel(parsing: SourceText(name: "test.pkm", text)))
    let data = try Dataset(table: Array(table.utf8), name: "test.csv")
    var settings = SimulationSettings()
    settings.method = method
    settings.tolerances = Tolerances(relative: 1e-10, absolute: 1e-11)
    let problem = try DatasetSensitivities(of: model, dataset: data, by: Self.parameters, settings: settings)
    let exact = problem.predict(0..<1) { _, _ in Self.etas }
    #expect(exact.failures.isEmpty)
    let thetas = model.source.thetas.map(\.value)

    for (number, parameter) in Self.parameters.enumerated() {
      let step = 5e-3
      func moved(_ by: Double) -> SensitivityChunk {
        var (thetas, etas) = (thetas, Self.etas)
        switch parameter {
        case .theta(let name): thetas[model.source.thetas.firstIndex { $0.name == name } ?? 0] += by
        case .randomEffect(let name): etas[model.source.etaNames.firstIndex(of: name) ?? 0] += by
        }
        return problem.predict(0..<1, thetas: thetas) { _, _ in etas }
      }
      let shifts = [(-2.0, 1.0), (-1, -8), (1, 8), (2, -1)].map { (moved($0 * step), $1) }
      for record in data.subjects[0].records.indices {
        for output in 0..<2 {
          let difference = shifts.reduce(0) { sum, shift in
            sum + shift.1 * shift.0.prediction(subject: 0, record: record, output: output) / (12 * step)
          }
          let derivative = exact.derivative(subject: 0, record: record, output: output, by: number)
          // The difference has an error of h⁴/30 times a fifth derivative, and noise of 10⁻¹⁰ over h.
          #expect(
            abs(derivative - difference) <= 1e-6 * max(1, abs(difference)),
            "\(parameter), record \(record), output \(output): \(derivative) against \(difference)")
        }
      }
    }
  }

  /// Doses that enter by profiles whose every number depends on a random effect, into a saturable system: transit
  /// compartments (of a number below 1 too), Weibull's with a rate that begins at 0; in steady state.
  @Test(arguments: [
    ("transit(N, MTT)", 0.0), ("transit(N, MTT)", 1), ("weibull(N, MTT)", 0), ("weibull(N, MTT)", 1),
  ])
  func derivativesThroughProfiles(_ profile: String, steady: Double) throws {
    #if DEBUG
      guard profile == "transit(N, MTT)" else { return }
    #endif
    let text = Self.saturable
      .replacingOccurrences(of: "tvD : h = 1.7", with: "tvD : h = 1.7\n tvN : 1 = 2.6\n tvMTT : h = 1.9")
      .replacingOccurrences(of: "R = 0.1\n", with: "R = 0.1\n N = 0.1\n MTT = 0.1\n")
      .replacingOccurrences(
        of: "LAG : h = tvLag", with: "N : 1 = tvN ~ logNormal\n MTT : h = tvMTT ~ logNormal\n LAG : h = tvLag"
      )
      .replacingOccurrences(
        of: "po -> depot (F = F, lag = LAG)", with: "po -> depot (F = F, lag = LAG, input = \(profile))")
    let table = """
      ID,TIME,EVID,AMT,ROUTE,ADDL,II,SS
      1,0,1,100,po,1,7,\(Int(steady))
      1,0.9,0,.,.,.,.,.
      1,3,0,.,.,.,.,.
      1,7,0,.,.,.,.,.
      1,9,0,.,.,.,.,.
      1,13,0,.,.,.,.,.
      """
    let model = try Model(compiling: CheckedModel(parsing: SourceText(name: "test.pkm", text)))
    let data = try Dataset(table: Array(table.utf8), name: "test.csv")
    var settings = SimulationSettings()
    settings.tolerances = Tolerances(relative: 1e-10, absolute: 1e-11)
    let parameters: [PredictionParameter] = ["N", "MTT", "F", "LAG"].map { .randomEffect($0) }
    let problem = try DatasetSensitivities(of: model, dataset: data, by: parameters, settings: settings)
    let plain = try DatasetSensitivities(of: model, dataset: data, by: [], settings: settings)
    let etas = model.source.etaNames.indices.map { $0 % 2 == 0 ? 0.1 : -0.1 }
    let exact = problem.predict(0..<1) { _, _ in etas }
    #expect(exact.failures.isEmpty)
    for (number, parameter) in parameters.enumerated() {
      guard case .randomEffect(let name) = parameter, let place = model.source.etaNames.firstIndex(of: name) else {
        continue
      }
      let step = 5e-3
      let moved = [-2.0, -1, 1, 2].map { shift in
        plain.predict(0..<1) { _, _ in
          var own = etas
          own[place] += shift * step
          return own
        }
      }
      for record in 1..<6 {
        let y = moved.map { $0.prediction(subject: 0, record: record, output: 0) }
        let difference = (y[0] - 8 * y[1] + 8 * y[2] - y[3]) / (12 * step)
        let derivative = exact.derivative(subject: 0, record: record, output: 0, by: number)
        #expect(
          abs(derivative - difference) <= 2e-6 * max(1, abs(difference)),
          "\(name), record \(record): \(derivative) against \(difference)")
      }
    }
  }

  /// A time of change that is a parameter: content = D·e^(−k·T)·e^(−4k·(t − T)) after it.
  @Test(arguments: SimulationSettings.Method.allCases)
  func derivativesByTheTimeOfASwitch(_ method: SimulationSettings.Method) throws {
    let model = try TestModel.switching(loss: "if(time > T, 4 * k, k)").compiled()
    let table = "ID,TIME,AMT,ROUTE,EVID\n1,0,100,iv,1\n1,4,.,.,0\n1,9,.,.,0\n1,20,.,.,0\n"
    let data = try Dataset(table: Array(table.utf8), name: "test.csv")
    var settings = SimulationSettings()
    settings.method = method
    settings.tolerances = Tolerances(relative: 1e-10, absolute: 1e-12)
    let problem = try DatasetSensitivities(
      of: model, dataset: data, by: [.theta("tvT"), .theta("k")], settings: settings)
    let result = problem.predict(0..<1)
    for (record, time) in [4.0, 9, 20].enumerated() {
      let content = 100 * exp(-0.1 * min(time, 5) - 0.4 * max(0, time - 5))
      let byTime = time > 5 ? content * 3 * 0.1 : 0
      let byRate = -content * (min(time, 5) + 4 * max(0, time - 5))
      for (number, expected) in [byTime, byRate].enumerated() {
        let actual = result.derivative(subject: 0, record: record + 1, output: 0, by: number)
        #expect(abs(actual - expected) <= 1e-7 * max(1, abs(expected)), "\(number) at \(time): \(actual), \(expected)")
      }
    }
    #expect(result.statistics.steps > 0)
  }

  /// Which of two equations holds is decided by an amount: derivatives would jump there, so there are none.
  @Test func choicesByAmountsAreRefused() throws {
    let model = try TestModel.switching(loss: "if(central > 20[mg], k, 0)").compiled()
    let data = try Dataset(table: Array("ID,TIME,AMT,ROUTE\n1,0,100,iv\n".utf8), name: "test.csv")
    #expect(throws: SetupError.switchNotDifferentiable(model: model.name)) {
      try DatasetSensitivities(of: model, dataset: data, by: [.theta("k")])
    }
    _ = try DatasetSensitivities(of: model, dataset: data, by: [])
  }

  @Test func unknownParametersAreNamed() throws {
    let model = try Model(compiling: CheckedModel(parsing: SourceText(name: "test.pkm", Self.saturable)))
    let data = try Dataset(table: Array(Self.table.utf8), name: "test.csv")
    #expect(throws: SetupError.unknownParameter("Cl", known: model.source.etaNames)) {
      try DatasetSensitivities(of: model, dataset: data, by: [.randomEffect("Cl")])
    }
  }
}
