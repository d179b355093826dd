public import PKData
import PKLanguage
import PKNumerics

/// What is known of one subject: its most probable random effects, how far they are known, and predictions with them.
public struct SubjectEstimate: Sendable {
  /// The random effects with their covariance given the data, the objective, and residuals at the levels.
  public let fit: IndividualFit
  /// The covariance of the random effects before any level, by rows in the order of `fit.effects`.
  public let priorCovariance: [[Double]]
  /// How many levels it rests on, censored ones included.
  public let observationCount: Int

  let model: CheckedModel
  let parameters: PopulationParameters
  let options: FitProblem.Options

  /// A random effect by name; nil when the subject has none of that name.
  public subscript(effect name: String) -> Double? {
    fit.effectNames.firstIndex(of: name).map { fit.effects[$0] }
  }

  /// The random effects in the order of the model's `etaNames`, as a simulation takes them; those of single occasions are
  /// left out.
  public var effectsInModelOrder: [Double] { model.etaNames.map { self[effect: $0] ?? 0 } }

  /// Predictions at every record of a subject, typical ones and those with the estimated random effects.
  ///
  /// The standard error is that of the prediction's first derivatives with the covariance of the random effects (the
  /// delta method): it grows with what the levels leave open, and has no residual error in it. Random effects of an
  /// occasion that no level was from are 0.
  ///
  /// - Parameters:
  ///   - dataset: doses and records of the same subject, those before its levels included.
  ///   - index: which subject of the data set.
  /// - Returns: for each record in its order, all outputs.
  /// - Throws: `FitProblemError` when the data do not fit the model.
  public func predictions(of dataset: Dataset, subject index: Int = 0) throws(FitProblemError) -> [SubjectPrediction] {
    guard dataset.subjects.indices.contains(index) else { throw .noObservations }
    var dataset = dataset
    dataset.subjects = [dataset.subjects[index]]
    let forecast = try SubjectForecast(self, dataset)
    return forecast.predictions()
  }
}

/// The prediction of one output at one record.
public struct SubjectPrediction: Hashable, Sendable {
  /// The record, from 0, and its row in the table.
  public var record: Int, row: Int
  /// Its time, in the data set's unit.
  public var time: Double
  /// The output's place among the model's.
  public var output: Int
  /// The prediction of a typical subject with these covariates, in the output's unit; NaN where it cannot be computed.
  public var typical: Double
  /// The prediction with the estimated random effects.
  public var individual: Double
  /// The standard error of `individual`, by what is not known of the random effects.
  public var standardError: Double
  /// The standard deviation of a measured value about `individual` on the scale of the error model (of logarithms for a
  /// log-normal error); NaN for an output without one.
  public var residualDeviation: Double
}

/// The work of predicting a subject's records.
private struct SubjectForecast {
  private let subject: ObservedSubject
  private let predictor: Predictor
  private let residuals: [ResidualModel]
  private let thetas: [Double]
  private let effects: [Double]
  private let covariance: Matrix

  init(_ estimate: SubjectEstimate, _ dataset: Dataset) throws(FitProblemError) {
    let model = estimate.model
    let occasions = try OccasionTable(model, dataset)
    let kernel = EstimationModel(model, occasions: occasions.values)
    predictor = try Predictor(kernel, dataset: dataset, options: estimate.options, freeThetas: [])
    residuals = ResidualModel.all(of: model, kernel)
    thetas = estimate.parameters.thetas + estimate.parameters.sigmas
    let wanted = dataset.subjects[0].records.enumerated().flatMap { index, record in
      model.outputs.indices.map {
        BoundObservation(record: index, row: record.row, time: record.time, output: $0, bounds: .measured(0))
      }
    }
    let subject = ObservedSubject(
      id: dataset.subjects[0].id, observations: wanted, effects: Array(kernel.effects.indices), kernel: kernel)
    self.subject = subject
    let places = subject.effectNames.map { estimate.fit.effectNames.firstIndex(of: $0) }
    effects = places.map { $0.map { estimate.fit.effects[$0] } ?? 0 }
    var covariance = Matrix(rows: places.count, columns: places.count)
    for (i, row) in places.enumerated() {
      for (k, column) in places.enumerated() {
        if let row, let column { covariance[i, k] = estimate.fit.effectCovariance[row][column] }
      }
    }
    self.covariance = covariance
  }

  func predictions() -> [SubjectPrediction] {
    let session = PredictionSession(predictor)
    // Without terms a model of the residuals passes predictions on as they are.
    let plain = residuals.map { ResidualModel(terms: [], output: $0.output, scale: .identity) }
    let requests = [effects.map { _ in 0 }, effects].map { Predictor.Request(subject: 0, effects: $0) }
    let points = session.points(requests, of: [subject], plain, thetas: thetas, .effects)
    let scattered = session.points([requests[1]], of: [subject], residuals, thetas: thetas, .effects)
    return subject.observations.enumerated().map { j, wanted in
      let slopes = Array(points[1].mEffects[(j * effects.count)..<((j + 1) * effects.count)])
      return SubjectPrediction(
        record: wanted.record, row: wanted.row, time: wanted.time, output: wanted.output, typical: points[0].f[j],
        individual: points[1].f[j], standardError: variance(slopes).squareRoot(),
        residualDeviation: residuals[wanted.output].terms.isEmpty ? .nan : LaneMath.exp(scattered[0].v[j] / 2))
    }
  }

  private func variance(_ slopes: [Double]) -> Double {
    var sum = 0.0
    for i in slopes.indices { for k in slopes.indices { sum += slopes[i] * covariance[i, k] * slopes[k] } }
    return max(sum, 0)
  }
}
