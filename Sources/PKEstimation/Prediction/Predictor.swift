import PKData
import PKLanguage
import PKModel
import PKSimulation

/// Predictions with derivatives for the subjects of a problem: the one place that knows how they are made.
struct Predictor: Sendable {
  /// What to differentiate by.
  enum Derivatives: Sendable {
    /// The random effects.
    case effects
    /// The random effects, and the free thetas and sigmas.
    case all
  }

  /// The free thetas and sigmas, by their place among the rewritten model's thetas.
  let freeThetas: [Int]
  /// The step of differences along a random effect, in its standard deviations: where the error of a closed form, or of
  /// a solution to the tolerance, and that of the difference itself are both small.
  let differenceStep: Double
  private let kernel: EstimationModel
  private let byEffects: DatasetSensitivities
  private let byAll: DatasetSensitivities
  /// For each free theta its place among the directions of `byAll`; nil where no equation reads it.
  private let thetaDirections: [Int?]

  init(
    _ kernel: EstimationModel, dataset: Dataset, options: FitProblem.Options, freeThetas: [Int]
  ) throws(FitProblemError) {
    self.kernel = kernel
    self.freeThetas = freeThetas
    let effects = kernel.source.etaNames.map { PredictionParameter.randomEffect($0) }
    var directions = effects
    thetaDirections = freeThetas.map { theta in
      guard kernel.structural.contains(theta) else { return nil }
      directions.append(.theta(kernel.source.thetas[theta].name))
      return directions.count - 1
    }
    do throws(SetupError) {
      guard let model = try? Model(compiling: kernel.source) else { throw .tooLarge(model: kernel.source.name) }
      differenceStep = model.isLinear && options.simulation.method == .automatic ? 1e-4 : 1e-3
      byEffects = try DatasetSensitivities(
        of: model, dataset: dataset, by: effects, covariateRule: options.covariateRule, settings: options.simulation)
      byAll = try DatasetSensitivities(
        of: model, dataset: dataset, by: directions, covariateRule: options.covariateRule,
        settings: options.simulation)
    } catch {
      throw .setup(error)
    }
  }

  /// The points of some neighbouring subjects.
  ///
  /// - Parameters:
  ///   - range: the subjects.
  ///   - subjects: the subjects of the problem.
  ///   - residuals: the error models of the outputs.
  ///   - thetas: the values of the thetas and sigmas.
  ///   - effects: for each subject of the range, its random effects.
  ///   - derivatives: what to differentiate by.
  func points(
    _ range: Range<Int>, of subjects: [ObservedSubject], _ residuals: [ResidualModel], thetas: [Double],
    effects: [[Double]], _ derivatives: Derivatives
  ) -> [SubjectPoint] {
    let etas = range.enumerated().map { slot, subject in
      var all = [Double](repeating: 0, count: kernel.effects.count)
      for (place, value) in zip(subjects[subject].effects, effects[slot]) { all[place] = value }
      return all
    }
    let engine = derivatives == .all ? byAll : byEffects
    let chunk = engine.predict(range, thetas: thetas) { subject, _ in etas[subject - range.lowerBound] }
    let failures = Dictionary(chunk.failures.map { ($0.subject, $0.message) }, uniquingKeysWith: { first, _ in first })
    return range.map { index in
      var point = point(subjects[index], index, chunk, residuals, thetas, derivatives)
      if let message = failures[index], point.failure != nil { point.failure = .unsolved(message) }
      return point
    }
  }

  private func point(
    _ subject: ObservedSubject, _ index: Int, _ chunk: SensitivityChunk, _ residuals: [ResidualModel],
    _ thetas: [Double], _ derivatives: Derivatives
  ) -> SubjectPoint {
    let directions = subject.effects.map { Optional($0) } + (derivatives == .all ? thetaDirections : [])
    let effects = subject.effects.count
    var point = SubjectPoint(
      observations: subject.observations.count, effects: effects, thetas: derivatives == .all ? freeThetas.count : 0)
    point.mThetas = Array(repeating: 0, count: point.observations * point.thetas)
    point.vThetas = point.mThetas
    for (j, observation) in subject.observations.enumerated() {
      let residual = residuals[observation.output]
      func derivative(of output: Int, by direction: Int?) -> Double {
        guard let direction else { return 0 }
        return chunk.derivative(subject: index, record: observation.record, output: output, by: direction)
      }
      let places = residual.terms.flatMap(\.arguments)
      let arguments = places.map { place in
        switch place {
        case .constant(let value): value
        case .parameter(let theta): thetas[theta]
        case .output(let output): chunk.prediction(subject: index, record: observation.record, output: output)
        }
      }
      let f = chunk.prediction(subject: index, record: observation.record, output: observation.output)
      let value = residual.value(at: f, arguments: arguments)
      point.f[j] = f
      point.m[j] = value.location
      point.v[j] = value.logVariance
      if point.failure == nil { point.failure = PointFailure(value, f, row: observation.row) }
      for (k, direction) in directions.enumerated() {
        let df = derivative(of: observation.output, by: direction)
        var dv = value.byPrediction * df
        for (place, slope) in zip(places, value.byArguments) {
          switch place {
          case .constant: break
          case .output(let output): dv += slope * derivative(of: output, by: direction)
          case .parameter(let theta): if k >= effects, freeThetas[k - effects] == theta { dv += slope }
          }
        }
        if k < effects {
          point.mEffects[j * effects + k] = value.slope * df
          point.vEffects[j * effects + k] = dv
        } else {
          point.mThetas[j * point.thetas + k - effects] = value.slope * df
          point.vThetas[j * point.thetas + k - effects] = dv
        }
      }
    }
    return point
  }
}

extension PointFailure {
  fileprivate init?(_ value: ResidualModel.Value, _ f: Double, row: Int) {
    if !f.isFinite {
      self = .predictionNotFinite(row: row)
    } else if !value.location.isFinite {
      self = .predictionOffScale(row: row, prediction: f)
    } else if value.logVariance == -.infinity {
      self = .noVariance(row: row)
    } else if !value.logVariance.isFinite || !value.byPrediction.isFinite {
      self = .predictionNotFinite(row: row)
    } else {
      return nil
    }
  }
}
