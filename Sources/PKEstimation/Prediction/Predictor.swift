import PKData
import PKLanguage
import PKModel
import PKSimulation

/// Predictions with derivatives for the subjects of a problem: with `PredictionSession` the one place that knows how
/// they are made.
struct Predictor: Sendable {
  /// What to differentiate by.
  enum Derivatives: Sendable {
    /// The random effects.
    case effects
    /// The random effects, and the free thetas and sigmas.
    case all
  }

  /// A subject's random effects at which a point is wanted.
  struct Request: Sendable {
    var subject: Int
    var effects: [Double]
  }

  /// The free thetas and sigmas, by their place among the rewritten model's thetas.
  let freeThetas: [Int]
  /// The step of differences along a random effect, in its standard deviations: where the error of a closed form, or of
  /// a solution to the tolerance, and that of the difference itself are both small.
  let differenceStep: Double
  /// How many random effects and outputs the rewritten model has.
  let effectCount: Int, outputCount: Int
  /// The data set differentiated by the random effects, and by the free thetas too.
  let byEffects: PreparedDataset
  let byAll: PreparedDataset
  /// For each free theta where its derivatives come from; nil where no equation reads it.
  let thetaDirections: [ThetaDirection?]

  init(
    _ kernel: EstimationModel, dataset: Dataset, options: FitProblem.Options, freeThetas: [Int]
  ) throws(FitProblemError) {
    self.freeThetas = freeThetas
    effectCount = kernel.effects.count
    outputCount = kernel.source.outputs.count
    let effects = kernel.source.etaNames.map { PredictionParameter.randomEffect($0) }
    var directions = effects
    thetaDirections = freeThetas.map { theta in
      guard kernel.structural.contains(theta) else { return nil }
      if let beside = ThetaDirection(of: theta, in: kernel.source) { return beside }
      directions.append(.theta(kernel.source.thetas[theta].name))
      return .solved(directions.count - 1)
    }
    do throws(SetupError) {
      guard let model = try? Model(compiling: kernel.source) else { throw .tooLarge(model: kernel.source.name) }
      differenceStep = model.isLinear && options.simulation.method == .automatic ? 1e-4 : 1e-3
      byEffects = try PreparedDataset(
        of: model, dataset: dataset, by: effects, covariateRule: options.covariateRule, settings: options.simulation)
      byAll = try PreparedDataset(
        of: model, dataset: dataset, by: directions, covariateRule: options.covariateRule,
        settings: options.simulation)
    } catch {
      throw .setup(error)
    }
  }

  /// Memory to solve with, for one task at a time.
  func makeSession() -> PredictionSession { PredictionSession(self) }
}
