import PKData
import PKEstimation
import PKLanguage
import PKModel
import PKSimulation

/// What a plan leads to: for the most probable patient first, then for each draw.
struct SolvedPlan: Sendable {
  /// How many patients: the most probable one and the draws.
  let count: Int
  private let outputs: Int
  private let windows: Int
  /// By patient, window and output.
  private var exposures: [CycleExposure] = []
  /// By patient, time and output.
  private var predictions: [Double] = []
  private let times: Int

  init(_ jobs: Range<Int>, in solved: Predictions, windows: Int, places: [Int], outputs: Int) {
    count = jobs.count
    self.outputs = outputs
    self.windows = windows
    times = places.count
    for job in jobs {
      for window in 0..<windows {
        for output in 0..<outputs { exposures.append(solved.exposure(job: job, window: window, output: output)) }
      }
      for record in places {
        for output in 0..<outputs {
          predictions.append(solved.prediction(job: job, record: record, output: output))
        }
      }
    }
  }

  func exposure(_ patient: Int, window: Int, _ output: Int) -> CycleExposure {
    exposures[(patient * windows + window) * outputs + output]
  }

  /// An output of all patients at the n-th wanted time.
  func levels(at time: Int, _ output: Int) -> [Double] {
    (0..<count).map { predictions[($0 * times + time) * outputs + output] }
  }
}

extension PatientEstimation {
  /// Solves plans for the most probable patient and for draws of the posterior distribution.
  func solve(
    _ plans: [[PatientHistory.GivenDose]], windows: [[CycleWindow]], times: [[Double]]
  ) throws(ForecastError) -> [SolvedPlan] {
    try solve(plans, windows: windows, times: times, center: estimate.fit.effects, draws: posterior.draws)
  }

  /// Solves plans for one patient and for draws.
  ///
  /// - Parameters:
  ///   - plans: the doses of each plan.
  ///   - windows: the windows of each plan.
  ///   - times: the times of each plan at which levels are wanted.
  ///   - center: the random effects of the patient who comes first; nil for none.
  ///   - draws: those of the others.
  /// - Returns: each plan solved.
  /// - Throws: `ForecastError` when the data do not fit the model, or the equations cannot be solved.
  func solve(
    _ plans: [[PatientHistory.GivenDose]], windows: [[CycleWindow]], times: [[Double]], center: [Double]?,
    draws: [[Double]]
  ) throws(ForecastError) -> [SolvedPlan] {
    let planned = PlannedDataset(
      history, plans: plans, windows: windows, times: times, model: model.source, rule: settings.covariateRule)
    let prepared = try prepare(planned, model)
    let center = center ?? estimate.fit.effects.map { _ in 0 }
    var jobs: [PredictionJob] = []
    for plan in plans.indices {
      let occasions = prepared.occasions(of: plan)
      let etas =
        effects.etas([center], occasions: occasions, drawsNew: false)
        + effects.etas(draws, occasions: occasions, drawsNew: true)
      jobs += etas.map { PredictionJob(subject: plan, etas: $0) }
    }
    var predictions = Predictions()
    prepared.makeWorkspace().solve(jobs, into: &predictions)
    if let failure = predictions.failures.first { throw .unsolved(failure.failure.message) }
    let count = draws.count + 1
    return plans.indices.map { plan in
      SolvedPlan(
        (plan * count)..<((plan + 1) * count), in: predictions, windows: windows[plan].count,
        places: planned.places[plan], outputs: outputCount)
    }
  }

  private func prepare(_ planned: PlannedDataset, _ model: Model) throws(ForecastError) -> PreparedDataset {
    do {
      return try PreparedDataset(
        of: model, dataset: planned.dataset, windows: planned.windows.contains { !$0.isEmpty } ? planned.windows : [],
        covariateRule: settings.covariateRule, settings: settings.simulation)
    } catch {
      throw .setup(error)
    }
  }
}
