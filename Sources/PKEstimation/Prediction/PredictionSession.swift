import PKLanguage
import PKSimulation

/// Memory in which one task solves the equations of a problem's subjects, again and again.
final class PredictionSession {
  private let predictor: Predictor
  private lazy var byEffects = predictor.byEffects.makeWorkspace()
  private lazy var byAll = predictor.byAll.makeWorkspace()
  private var predictions = Predictions()

  init(_ predictor: Predictor) {
    self.predictor = predictor
  }

  /// The points of some requests, in their order; a subject may come several times.
  ///
  /// - Parameters:
  ///   - requests: what is wanted.
  ///   - subjects: the subjects of the problem.
  ///   - residuals: the error models of the outputs.
  ///   - thetas: the values of the thetas and sigmas.
  ///   - derivatives: what to differentiate by.
  /// - Returns: a point for each request.
  func points(
    _ requests: [Predictor.Request], of subjects: [ObservedSubject], _ residuals: [ResidualModel], thetas: [Double],
    _ derivatives: Predictor.Derivatives
  ) -> [SubjectPoint] {
    let jobs = requests.map { request in
      var etas = [Double](repeating: 0, count: predictor.effectCount)
      for (place, value) in zip(subjects[request.subject].effects, request.effects) { etas[place] = value }
      return PredictionJob(subject: request.subject, etas: etas)
    }
    let workspace = derivatives == .all ? byAll : byEffects
    workspace.solve(jobs, thetas: thetas, into: &predictions)
    var points = requests.indices.map {
      point(subjects[requests[$0].subject], job: $0, residuals, thetas, derivatives)
    }
    for (job, failure) in predictions.failures where points[job].failure != nil {
      points[job].failure = .unsolved(failure.message)
    }
    return points
  }

  private func point(
    _ subject: ObservedSubject, job: Int, _ residuals: [ResidualModel], _ thetas: [Double],
    _ derivatives: Predictor.Derivatives
  ) -> SubjectPoint {
    var directions = subject.effects.map { RecordValues.Direction(place: $0, multiplier: 1) }
    if derivatives == .all {
      for (theta, direction) in zip(predictor.freeThetas, predictor.thetaDirections) {
        let source = direction?.source(theta: thetas[theta])
        directions.append(RecordValues.Direction(place: source?.direction, multiplier: source?.multiplier ?? 0))
      }
    }
    var point = SubjectPoint(
      observations: subject.observations.count, effects: subject.effects.count,
      thetas: derivatives == .all ? predictor.freeThetas.count : 0)
    predictions.values.withUnsafeBufferPointer { values in
      for (j, observation) in subject.observations.enumerated() {
        let record = RecordValues(
          values: values, offset: predictions.offset(job: job, record: observation.record),
          outputs: predictor.outputCount)
        point.set(
          j, record, of: observation, residuals[observation.output], directions, thetas, predictor.freeThetas)
      }
    }
    return point
  }
}

/// The predictions of a record and their derivatives.
private struct RecordValues {
  /// What to differentiate by: a direction of the equations, or none that they depend on.
  struct Direction {
    var place: Int?
    var multiplier: Double
  }

  let values: UnsafeBufferPointer<Double>
  let offset: Int
  let outputs: Int

  func prediction(_ output: Int) -> Double { values[offset + output] }

  /// 0 for a direction that no equation depends on.
  func derivative(_ output: Int, by direction: Direction) -> Double {
    direction.place.map { direction.multiplier * values[offset + outputs * ($0 + 1) + output] } ?? 0
  }
}

extension SubjectPoint {
  /// Writes an observation's location and variance, and their derivatives by the chain rule.
  fileprivate mutating func set(
    _ j: Int, _ record: RecordValues, of observation: BoundObservation, _ residual: ResidualModel,
    _ directions: [RecordValues.Direction], _ thetas: [Double], _ freeThetas: [Int]
  ) {
    let arguments = residual.places.map { place in
      switch place {
      case .constant(let value): value
      case .parameter(let theta): thetas[theta]
      case .output(let output): record.prediction(output)
      }
    }
    let prediction = record.prediction(observation.output)
    let value = residual.value(at: prediction, arguments: arguments)
    f[j] = prediction
    m[j] = value.location
    v[j] = value.logVariance
    if failure == nil { failure = PointFailure(value, prediction, residual, observation) }
    for (k, direction) in directions.enumerated() {
      let df = record.derivative(observation.output, by: direction)
      var dv = value.byPrediction * df
      for (place, slope) in zip(residual.places, value.byArguments) {
        switch place {
        case .constant: break
        case .output(let output): dv += slope * record.derivative(output, by: direction)
        case .parameter(let theta): if k >= effects, freeThetas[k - effects] == theta { dv += slope }
        }
      }
      if k < effects {
        mEffects[j * effects + k] = value.slope * df
        vEffects[j * effects + k] = dv
      } else {
        mThetas[j * self.thetas + k - effects] = value.slope * df
        vThetas[j * self.thetas + k - effects] = dv
      }
    }
  }
}

extension PointFailure {
  fileprivate init?(
    _ value: ResidualModel.Value, _ f: Double, _ residual: ResidualModel, _ observation: BoundObservation
  ) {
    let (row, scale) = (observation.row, residual.scale)
    if let outcome = residual.outcome {
      self.init(f, outcome, observation)
    } else if !f.isFinite {
      self = .predictionNotFinite(row: row)
    } else if !value.location.isFinite || !value.slope.isFinite {
      self = .predictionOffScale(row: row, prediction: f, scale: scale)
    } else if value.logVariance == -.infinity {
      self = .noVariance(row: row)
    } else if !value.logVariance.isFinite || !value.byPrediction.isFinite {
      self = .predictionNotFinite(row: row)
    } else {
      return nil
    }
  }

  private init?(_ f: Double, _ outcome: OutcomeDistribution, _ observation: BoundObservation) {
    guard outcome.hasExpectation(f) else {
      self =
        f.isFinite
        ? .noExpectation(row: observation.row, prediction: f, outcome)
        : .predictionNotFinite(row: observation.row)
      return
    }
    guard case .measured(let value) = observation.bounds,
      OutcomeTerm(distribution: outcome, value: value).isImpossible(at: f)
    else { return nil }
    self = .impossibleOutcome(row: observation.row, value: value, prediction: f, outcome)
  }
}
