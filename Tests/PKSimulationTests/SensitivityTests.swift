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
  /// compartments and Weibull's, with rates that begin at 0, that are steep there (numbers below 1, shapes below 2),
  /// and that are infinite there (shapes below 1); in steady state.
  @Test(arguments: ["transit(N, MTT)", "weibull(N, MTT)"], [0.6, 1.4, 2.6])
  func derivativesThroughProfiles(_ profile: String, number: Double) throws {
    #if DEBUG
      guard profile == "transit(N, MTT)", number > 2 else { return }
    #endif
    for steady in [0, 1] { try compareThroughProfile(profile, number: number, steady: steady) }
  }

  private func compareThroughProfile(_ profile: String, number: Double, steady: Int) throws {
    let text = Self.saturable
      .replacingOccurrences(of: "tvD : h = 1.7", with: "tvD : h = 1.7\n tvN : 1 = \(number)\n tvMTT : h = 1.9")
      .replacingOccurrences(of: "R = 0.1\n", with: "R = 0.1\n N = 0.1\n MTT = 0.1\n")
      .replacingOccurrences(
        of: "LAG : h = tvLag", with: "N : 1 = tvN ~ logNormal\n MTT : h = tvMTT ~ logNormal\n LAG : h = tvLag"
      )
      .replacingOccurrences(
        of: "po -> depot (F = F, lag = LAG)", with: "po -> depot (F = F, lag = LAG, input = \(profile))")
    let table = """
      ID,TIME,EVID,AMT,ROUTE,ADDL,II,SS
      1,0,1,100,po,1,7,\(steady)
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

  /// Which of two rates holds is decided by an amount.
  ///
  /// From t* = ln 5/k, where it falls below 20 mg, the content is
  /// 20·e^(−k(t − t*)/4): by k its derivative is −t/4 times itself, since k·t* is a constant.
  @Test func derivativesThroughAChoiceByAmounts() throws {
    let model = try TestModel.switching(loss: "if(central > 20[mg], k, k / 4)").compiled()
    let table = "ID,TIME,AMT,ROUTE,EVID\n1,0,100,iv,1\n1,9,.,.,0\n1,20,.,.,0\n1,40,.,.,0\n"
    let result = try differentiated(model, table, [.theta("k")], tolerance: 1e-10)
    for (record, time) in [9.0, 20, 40].enumerated() {
      let onset = 10 * log(5.0)
      let content = time < onset ? 100 * exp(-0.1 * time) : 20 * exp(-0.025 * (time - onset))
      let expected = time < onset ? -time * content : -0.25 * time * content
      let actual = result.derivative(subject: 0, record: record + 1, output: 0, by: 0)
      #expect(abs(actual - expected) <= 1e-7 * abs(expected), "at \(time): \(actual), \(expected)")
    }
  }

  /// Up and down through two borders, one of which moves with time, by infusions; against differences of a simulation
  /// that leaves the choices to its error control.
  @Test func derivativesThroughManyChoices() throws {
    let model = try TestModel.switching(
      loss: "if(central > 20[mg] and central < 1[mg/h] * time * T / 5[h], 3 * k, if(central <= 8[mg], k / 2, k))"
    ).compiled()
    let table =
      "ID,TIME,AMT,ROUTE,RATE,ADDL,II,EVID\n1,0,100,iv,20,3,15,1\n"
      + [4.0, 9, 12, 17, 22, 31, 44, 58, 80].map { "1,\($0),.,.,.,.,.,0\n" }.joined()
    let (parameters, step): ([PredictionParameter], Double) = ([.theta("k"), .theta("tvT")], 2e-3)
    let exact = try differentiated(model, table, parameters, tolerance: 1e-9)
    #expect(exact.failures.isEmpty)
    for (number, scale) in [0.1, 5.0].enumerated() {
      let place = [0, 1][number]
      let ends = try [-1.0, 1].map { sign in
        var thetas = model.source.thetas.map(\.value)
        thetas[place] += sign * step * scale
        return try differentiated(model, table, [], thetas: thetas, tolerance: 1e-11)
      }
      for record in 1..<10 {
        let values = ends.map { $0.prediction(subject: 0, record: record, output: 0) }
        let difference = (values[1] - values[0]) / (2 * step * scale)
        let actual = exact.derivative(subject: 0, record: record, output: 0, by: number)
        // The difference has an error of h²: 4·10⁻⁶ of the parameter squared.
        #expect(
          abs(actual - difference) <= 2e-4 * max(abs(difference), 1 / scale),
          "\(parameters[number]), record \(record): \(actual), \(difference)")
      }
    }
  }

  /// Where the branches meet nothing jumps: such a choice is no border, and steady states have derivatives too.
  @Test func choicesWhoseBranchesMeet() throws {
    let loss = "k * if(central > 20[mg], 1, central / 20[mg])"
    let model = try TestModel.switching(loss: loss).compiled()
    #expect(try model.program(differentiatedBy: [.theta(0)]).borders == nil)
    #expect(
      try TestModel.switching(loss: "if(central > 20[mg], k, 0)").compiled()
        .program(differentiatedBy: [.theta(0)]).borders?.count == 1)
    let table = "ID,TIME,AMT,ROUTE,SS,II,EVID\n1,0,30,iv,1,12,1\n1,9,.,.,.,.,0\n"
    let result = try differentiated(model, table, [.theta("k")], tolerance: 1e-10)
    let ends = try [-1.0, 1].map {
      try differentiated(model, table, [], thetas: [0.1 + $0 * 1e-5, 5, 3], tolerance: 1e-11)
        .prediction(subject: 0, record: 1, output: 0)
    }
    let difference = (ends[1] - ends[0]) / 2e-5
    let actual = result.derivative(subject: 0, record: 1, output: 0, by: 0)
    #expect(abs(actual - difference) <= 1e-6 * abs(difference), "\(actual), \(difference)")
  }

  /// A steady state in which amounts pass a border with a jump has no derivatives here, and that is said.
  @Test func steadyStatesThroughJumpsAreRefused() throws {
    let model = try TestModel.switching(loss: "if(central > 20[mg], k, 0)").compiled()
    let table = "ID,TIME,AMT,ROUTE,SS,II,EVID\n1,0,30,iv,1,12,1\n"
    #expect(throws: SetupError.switchNotDifferentiable(row: 2, model: model.name)) {
      try differentiated(model, table, [.theta("k")], tolerance: 1e-6)
    }
    #expect(try differentiated(model, table, [], tolerance: 1e-6).failures.isEmpty)
  }

  private func differentiated(
    _ model: Model, _ table: String, _ parameters: [PredictionParameter], thetas: [Double]? = nil, tolerance: Double
  ) throws -> SensitivityChunk {
    var settings = SimulationSettings()
    settings.tolerances = Tolerances(relative: tolerance, absolute: 1e-2 * tolerance)
    let data = try Dataset(table: Array(table.utf8), name: "test.csv")
    return try DatasetSensitivities(of: model, dataset: data, by: parameters, settings: settings)
      .predict(0..<1, thetas: thetas)
  }

  @Test func unknownParametersAreNamed() throws {
    let model = try Model(compiling: CheckedModel(parsing: SourceText(name: "test.pkm", Self.saturable)))
    let data = try Dataset(table: Array(Self.table.utf8), name: "test.csv")
    #expect(throws: SetupError.unknownParameter("Cl", known: model.source.etaNames)) {
      try DatasetSensitivities(of: model, dataset: data, by: [.randomEffect("Cl")])
    }
  }
}
