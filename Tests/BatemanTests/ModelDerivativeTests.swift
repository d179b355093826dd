import Bateman
import Foundation
import Testing

/// Derivative: for every model of the project, the derivatives of every output by every random effect and typical value
/// against differences of predictions, extrapolated twice, through steady states, boluses, infusions and lags.
@Suite struct ModelDerivativeTests {
  /// In debug the small models alone: the others take minutes there.
  private static let paths = ModelCatalogueTests.paths.filter { path in
    #if DEBUG
      path.hasPrefix("teaching")
    #else
      true
    #endif
  }

  @Test(arguments: paths) func derivativesAreThoseOfDifferences(_ path: String) throws {
    let text = try String(contentsOf: modelFolder.appendingPathComponent(path), encoding: .utf8)
    let model = try Model(compiling: CheckedModel(parsing: SourceText(name: path, text)))
    var settings = SimulationSettings()
    settings.tolerances = Tolerances(relative: 1e-11, absolute: 1e-12)
    let data = try Self.dataset(for: model, settings: settings)
    let plain = try PreparedDataset(of: model, dataset: data, settings: settings)
    let etas = model.source.etaNames.indices.map { $0 % 2 == 0 ? 0.1 : -0.15 }

    for group in Self.groups(of: model.source) {
      let exact = try Self.solve(
        PreparedDataset(of: model, dataset: data, by: group, settings: settings), etas: etas, thetas: nil)
      #expect(exact.failures.isEmpty)
      for (number, parameter) in group.enumerated() {
        let (differences, scale) = Self.differences(plain, parameter, etas)
        for record in 0..<plain.recordCount(of: 0) {
          for output in model.source.outputs.indices {
            let value = exact.prediction(job: 0, record: record, output: output)
            let derivative = exact.derivative(job: 0, record: record, output: output, by: number)
            let difference = differences(record, output)
            // Noise of 10⁻¹¹ of the value and of 10⁻¹² over the smallest step, 1/400 of the parameter, with what is lost
            // by extrapolation.
            let allowed = 2e-6 * (abs(difference) + 0.01 * abs(value) / scale) + 2 * 400e-12 / scale
            #expect(
              abs(derivative - difference) <= allowed,
              "\(parameter), record \(record), output \(output): \(derivative) against \(difference)")
          }
        }
      }
    }
  }

  /// The doses of the table; without steady states where the model depends on time and has none.
  private static func dataset(for model: Model, settings: SimulationSettings) throws -> Dataset {
    let full = try Dataset(table: Array(table(for: model.source, steady: true).utf8), name: "table")
    do {
      _ = try PreparedDataset(of: model, dataset: full, settings: settings)
      return full
    } catch SetupError.steadyStateOfTime {
      return try Dataset(table: Array(table(for: model.source, steady: false).utf8), name: "table")
    }
  }

  /// All parameters, a few at a time; in debug one of each kind.
  private static func groups(of model: CheckedModel) -> [[PredictionParameter]] {
    let all =
      model.etaNames.map { PredictionParameter.randomEffect($0) }
      + model.thetas.map { PredictionParameter.theta($0.name) }
    #if DEBUG
      return [all.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)]
    #else
      return stride(from: 0, to: all.count, by: 4).map { Array(all[$0..<min($0 + 4, all.count)]) }
    #endif
  }

  private static func solve(_ prepared: PreparedDataset, etas: [Double], thetas: [Double]?) -> Predictions {
    var predictions = Predictions()
    prepared.makeWorkspace().solve([PredictionJob(subject: 0, etas: etas)], thetas: thetas, into: &predictions)
    return predictions
  }

  /// Central differences at three steps, extrapolated to none (Richardson); the error is of order 6.
  private static func differences(
    _ plain: PreparedDataset, _ parameter: PredictionParameter, _ etas: [Double]
  ) -> ((Int, Int) -> Double, scale: Double) {
    let thetas = plain.model.source.thetas.map(\.value)
    var scale = 1.0
    if case .theta(let name) = parameter, let place = plain.model.source.thetas.firstIndex(where: { $0.name == name }) {
      scale = thetas[place] == 0 ? 1 : abs(thetas[place])
    }
    func moved(_ by: Double) -> Predictions {
      var (thetas, etas) = (thetas, etas)
      switch parameter {
      case .theta(let name):
        if let place = plain.model.source.thetas.firstIndex(where: { $0.name == name }) { thetas[place] += by }
      case .randomEffect(let name):
        if let place = plain.model.source.etaNames.firstIndex(of: name) { etas[place] += by }
      }
      return solve(plain, etas: etas, thetas: thetas)
    }
    let steps = [0.01, 0.005, 0.0025].map { $0 * scale }
    let pairs = steps.map { (moved(-$0), moved($0)) }
    func central(_ step: Int, _ record: Int, _ output: Int) -> Double {
      let (low, high) = pairs[step]
      let change =
        high.prediction(job: 0, record: record, output: output) - low.prediction(job: 0, record: record, output: output)
      return change / (2 * steps[step])
    }
    func extrapolated(_ record: Int, _ output: Int) -> Double {
      let d = (0..<3).map { central($0, record, output) }
      let (coarse, fine) = ((4 * d[1] - d[0]) / 3, (4 * d[2] - d[1]) / 3)
      return (16 * fine - coarse) / 15
    }
    return (extrapolated, scale)
  }

  /// By each route a steady state of boluses, a dose with its route's own input or an infusion, and more of it; then a
  /// reset and a steady state of infusions.
  static func table(for model: CheckedModel, steady: Bool) -> String {
    let state = steady ? "1" : "0"
    let covariates = model.covariates.map { covariate in
      switch covariate.kind {
      case .continuous(_, let reference, _): (covariate.name, "\(reference ?? 1)")
      case .categorical(_, let codes, _): (covariate.name, "\(codes.first ?? 0)")
      }
    }
    let interval = "\(model.timeUnit)" == "h" ? 12.0 : 10
    var rows = [(["ID", "TIME", "EVID", "AMT", "ROUTE", "RATE", "DUR", "ADDL", "II", "SS"] + covariates.map(\.0))]
    func add(_ time: Double, _ cells: String) {
      rows.append(["1", "\(time)"] + cells.split(separator: ",").map(String.init) + covariates.map(\.1))
    }
    func observe(_ times: [Double]) { for time in times { add(time, "0,.,.,.,.,.,.,.") } }
    var start = 0.0
    for route in model.routes {
      let input =
        route.duration != nil ? "-2,." : route.rate != nil ? "-1,." : route.input != nil ? ".,." : ".,\(interval / 8)"
      add(start, "1,300,\(route.name),.,.,1,\(interval),\(state)")
      observe([0.3, 0.9].map { start + $0 * interval })
      add(start + 1.9 * interval, "1,200,\(route.name),\(input),2,\(interval / 4),.")
      observe([1.95, 2.2, 3].map { start + $0 * interval })
      add(start + 3.5 * interval, "4,250,\(route.name),\(input),.,\(interval / 2),\(state)")
      observe([3.5, 3.7, 4.4].map { start + $0 * interval })
      start += 5 * interval
    }
    return rows.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }
}
