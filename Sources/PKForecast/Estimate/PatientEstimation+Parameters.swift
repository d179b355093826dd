import PKData
import PKEstimation
import PKLanguage
import PKModel
import PKSimulation
import PKUnits

extension PatientEstimation {
  /// The patient's individual parameters at the end of the history: typical, most probable, and with their interval.
  func parameters(_ summary: DrawSummary) throws(ForecastError) -> [ForecastParameter] {
    var source = model.source
    source.outputs = source.individuals.enumerated().map { index, parameter in
      Output(name: parameter.name, unit: parameter.unit, prediction: .reference(.individual(index)))
    }
    source.events = []
    guard !source.outputs.isEmpty, let probe = try? Model(compiling: source) else { return [] }
    let planned = PlannedDataset(
      history, plans: [[]], windows: [[]], times: [[history.end]], model: model.source, rule: settings.covariateRule)
    let prepared: PreparedDataset
    do {
      prepared = try PreparedDataset(
        of: probe, dataset: planned.dataset, covariateRule: settings.covariateRule, settings: settings.simulation)
    } catch {
      throw .setup(error)
    }
    let zeros = estimate.fit.effects.map { _ in 0.0 }
    let etas = effects.etas(
      [zeros, estimate.fit.effects] + posterior.draws, occasions: prepared.occasions(of: 0), drawsNew: false)
    var predictions = Predictions()
    prepared.makeWorkspace().solve(etas.map { PredictionJob(subject: 0, etas: $0) }, into: &predictions)
    return source.individuals.enumerated().map { index, parameter in
      let values = etas.indices.map {
        predictions.prediction(job: $0, record: planned.places[0][0], output: index)
      }
      return ForecastParameter(
        name: parameter.name, unit: parameter.unit.isPureNumber ? "" : "\(parameter.unit)", typical: values[0],
        individual: summary(Array(values.dropFirst())))
    }
  }
}
