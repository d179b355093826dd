import Foundation
import PKData
import PKEstimation
import PKLanguage
import PKSimulation
import PKTestSupport
import PKText
import Testing

/// Fits of published data against NONMEM's objective function and estimates.
@Suite(.enabled(if: SharedData.has("fits/index.json")))
struct FitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let model: String
    let data: String
    var method = ObjectiveMethod.conditionalInteraction
    let objective: Double
    /// NONMEM's estimates, by the names of the model.
    let estimates: [String: Double]
    var isHeavy = false
    var testDescription: String { model }
  }

  static let cases: [Case] = [
    Case(
      model: "theophylline", data: "nlmixr2data/nonmem/theo_sd.csv", objective: 116.803,
      estimates: ["tvKA": exp(0.464), "tvCL": exp(1.012), "tvV": exp(3.46)]),
    Case(
      model: "warfarin", data: "fits/warfarin_run000/data.csv", objective: 423.327287,
      estimates: [
        "tvKA": exp(-0.569395), "tvCL": exp(-2.00723), "tvV": exp(2.05853), "b": 0.117047, "a": 0.722484,
        "omega(KA)": 0.474983, "omega(CL)": 0.0790298, "omega(V)": 0.0482784,
      ]),
    Case(
      model: "pheno_real", data: "fits/pheno_real/data.csv", objective: 586.276056,
      estimates: [
        "tvCL": 0.00469555, "tvV": 0.984258, "low": 0.15892, "b": 0.013241.squareRoot(), "omega(CL)": 0.0293508,
        "omega(V)": 0.027906,
      ], isHeavy: true),
    Case(
      model: "bauer_504", data: "fits/bauer1_504_1cmt_cov/data.csv", objective: 1058.303711,
      estimates: [
        "tvCL": 3.03133, "tvV": 32.3836, "wtCL": 0.659784, "wtV": 1.32152, "ageCL": -0.534065, "sexCL": 0.903881,
        "sexV": 0.946765, "b": 0.0502577.squareRoot(), "omega(CL)": 0.0307203, "omega(V)": 0.0466091,
      ], isHeavy: true),
    Case(
      model: "bauer_504_fixed", data: "fits/bauer1_504f_1cmt_cov_fixed/data.csv", objective: 1065.362367,
      estimates: [:], isHeavy: true),
    Case(
      model: "theoph_control5", data: "fits/theoph_control5/data.csv", method: .firstOrder, objective: 104.561068,
      estimates: [
        "tvKA": 2.77386, "tvK": 0.078124, "tvCL": 0.0363051, "a": 0.387509.squareRoot(), "omega(KA)": 5.54931,
        "omega(K)": 0.000239901, "omega(CL)": 0.515185,
      ]),
  ]

  /// In debug builds the two quickest.
  static let atHand = {
    #if DEBUG
      return cases.filter { !$0.isHeavy }
    #else
      return cases
    #endif
  }()

  static func problem(_ example: Case, threads: Int = 1) throws -> FitProblem {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appending(path: "Validation/Fits/\(example.model).pkm")
    let model = try CheckedModel(parsing: SourceText(name: example.model, bytes: Array(Data(contentsOf: file))))
    let dataset = try Dataset(table: SharedData.bytes(example.data), name: example.data)
    var options = FitProblem.Options()
    options.simulation.threads = threads
    return try FitProblem(model: model, dataset: dataset, options: options)
  }

  @Test(arguments: atHand)
  func nonmem(_ example: Case) async throws {
    let problem = try Self.problem(example)
    let result = try await ApproximateLikelihood(example.method).fit(problem)
    #expect(result.termination == .converged)
    #expect(result.objective < example.objective + 0.01)
    for parameter in PopulationParameter.all(of: problem.model) {
      let name = parameter.name(in: problem.model)
      guard let expected = example.estimates[name] else { continue }
      let share = name.hasPrefix("omega") ? 0.05 : 0.01
      #expect(abs(result.estimates[parameter] / expected - 1) < share, "\(name)")
    }
  }

  #if !DEBUG
    /// Concentrations and a yes-or-no response together (Bauer 2019, tutorial 2, example 10): at NONMEM's estimates Laplace's
    /// objective is NONMEM's, which it prints to more digits than its estimates are given with.
    @Test(.enabled(if: SharedData.has("fits/bauer2_mixed_logistic_lap/data.csv")))
    func mixedLogistic() async throws {
      let text = try String(decoding: SharedData.bytes("fits/bauer2_mixed_logistic_lap/data.csv"), as: UTF8.self)
      // TYPE numbers the outputs from 0; it is the last column.
      let rows = text.split(whereSeparator: \.isNewline).enumerated().map { number, row in
        number == 0 ? row.replacing("TYPE", with: "DVID") : "\(row.dropLast())\(row.hasSuffix("0") ? 1 : 2)"
      }
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      let file = root.appending(path: "Validation/Fits/bauer_logistic.pkm")
      let model = try CheckedModel(parsing: SourceText(name: "bauer_logistic", bytes: Array(Data(contentsOf: file))))
      var start = PopulationParameters(of: model)
      start.thetas = [exp(1.12165), exp(3.38897), exp(2.43588), -0.648135, 0.0807656]
      start.sigmas = [0.15100066225020397]
      start.omega = [[0.0869673, 0.00390315, 0.0744346, 0.0379237, 0.0294554, 0.0852318]]
      var rules = TableRules()
      rules.returningIDsAreNew = true
      let dataset = try Dataset(table: Array(rows.joined(separator: "\n").utf8), name: "logistic", rules: rules)
      let problem = try FitProblem(model: model, dataset: dataset, start: start)
      let result = try await ApproximateLikelihood(.laplace).evaluate(problem)
      #expect(problem.observationCount == 4320)
      #expect(abs(result.objective - 10036.7945046504) < 0.01, "\(result.objective)")
    }
  #endif

  /// The same bits whatever the number of threads.
  @Test func threads() async throws {
    let estimator = ApproximateLikelihood(covariance: .sandwich)
    let one = try await estimator.fit(Self.problem(Self.cases[0], threads: 1))
    let two = try await estimator.fit(Self.problem(Self.cases[0], threads: 2))
    #expect(one.objective == two.objective)
    #expect(one.estimates == two.estimates)
    #expect(one.uncertainty?.covariance == two.uncertainty?.covariance)
    #expect(one.individuals.map(\.effects) == two.individuals.map(\.effects))
  }

  /// Standard errors of NONMEM's covariance step (sandwich), to 1 %.
  @Test func standardErrors() async throws {
    let problem = try Self.problem(Self.cases[1])
    let result = try await ApproximateLikelihood(covariance: .sandwich).fit(problem)
    let uncertainty = try #require(result.uncertainty)
    #expect(uncertainty.basis == .sandwich)
    let published = [
      "b": 0.0265313, "a": 0.153952, "omega(KA)": 0.224209, "omega(CL)": 0.0239568, "omega(V)": 0.0144366,
    ]
    for (name, error) in published {
      let index = try #require(uncertainty.names.firstIndex(of: name))
      #expect(abs(uncertainty.standardErrors[index] / error - 1) < 0.01, "\(name)")
    }
    // A variance's interval is one of its logarithm, that of a parameter without bounds one of itself.
    for (index, parameter) in uncertainty.parameters.enumerated() {
      let (value, error) = (result.estimates[parameter], uncertainty.standardErrors[index])
      let (lower, upper) = (uncertainty.lower95[index], uncertainty.upper95[index])
      if case .omega = parameter {
        #expect(abs(lower * upper / (value * value) - 1) < 1e-12)
        #expect(abs(upper / value - exp(1.959964 * error / value)) < 1e-5)
      }
      #expect(lower < value && value < upper)
      if case .theta(let theta) = parameter, problem.model.thetas[theta].lower == -.infinity {
        #expect(abs(upper - value - 1.959964 * error) < 1e-5 * error && abs(upper + lower - 2 * value) < 1e-9 * value)
      }
    }
  }

  /// A fit can be stopped after any iteration, and what it has found is the result.
  @Test func interruption() async throws {
    let result = try await ApproximateLikelihood().fit(Self.problem(Self.cases[0])) { $0.number < 3 }
    #expect(result.termination == .interrupted)
    #expect(result.trace.count == 4)
    #expect(result.objective == result.trace.last?.objective)
  }
}
