public import PKData
public import PKEstimation
public import PKLanguage
public import PKModel
public import PKSimulation

/// A model with its estimates and the data that it is to be judged by: what every simulated diagnostic works on.
public struct DiagnosticData: Sendable {
  /// A measurement with what diagnostics draw it against.
  public struct Observation: Hashable, Sendable {
    /// The subject's index in the data set.
    public var subject: Int
    /// The measurement, in the unit of its output.
    public var bound: BoundObservation
    /// The time since the last dose, repeats included, in the data set's unit; nil before the first dose.
    public var timeAfterDose: Double?
  }

  /// The model with the estimates as its values.
  public let model: Model
  /// The data set.
  public let dataset: Dataset
  /// How covariates that change are known between records.
  public let covariateRule: CovariateRule
  /// The outputs that were observed and are left out, by name: outcomes, which have neither percentiles that tell anything
  /// nor a distribution that could be made normal.
  public let leftOut: [String]
  /// The measurements, subject by subject in the order of the records.
  public let observations: [Observation]
  /// Where the measurements of each subject begin; one more entry than subjects.
  public let starts: [Int]

  /// Binds a data set to a model.
  ///
  /// - Parameters:
  ///   - model: the model as written.
  ///   - estimates: the values that it is simulated with; nil for its own.
  ///   - dataset: the subjects.
  ///   - covariateRule: how covariates that change are known between records.
  /// - Throws: `DiagnosticsError` when model and data do not fit together, or nothing but outcomes was observed.
  public init(
    model: CheckedModel, estimates: PopulationParameters? = nil, dataset: Dataset,
    covariateRule: CovariateRule = .nocb
  ) throws(DiagnosticsError) {
    let source = estimates?.applied(to: model) ?? model
    do throws(Model.CompilationError) {
      self.model = try Model(compiling: source)
    } catch {
      throw .setup(.tooLarge(model: model.name))
    }
    self.dataset = dataset
    self.covariateRule = covariateRule
    let bound: DatasetObservations
    do throws(FitProblemError) {
      bound = try DatasetObservations(source, dataset)
    } catch {
      throw .data(error)
    }
    let isMeasured = source.outputs.map { $0.outcome == nil }
    let observed = Set(bound.subjects.joined().map(\.output))
    leftOut = observed.sorted().filter { !isMeasured[$0] }.map { source.outputs[$0].name }
    guard observed.contains(where: { isMeasured[$0] }) else { throw .onlyOutcomes(leftOut) }
    var observations: [Observation] = []
    var starts = [0]
    for (index, subject) in dataset.subjects.enumerated() {
      let doses = DoseTimes(of: subject)
      observations += bound.subjects[index].filter { isMeasured[$0.output] }.map {
        Observation(subject: index, bound: $0, timeAfterDose: doses.timeAfterDose(at: $0.time))
      }
      starts.append(observations.count)
    }
    self.observations = observations
    self.starts = starts
  }

  /// The typical predictions of the measurements: of a subject without random effects, in the outputs' units.
  ///
  /// - Throws: `DiagnosticsError.setup`, or `CancellationError`.
  public func typicalPredictions(settings: SimulationSettings = SimulationSettings()) async throws -> [Double] {
    var settings = settings
    settings.addsResidualError = false
    let simulation = try simulation(replicates: nil, settings: settings)
    var predictions: [Double] = []
    predictions.reserveCapacity(observations.count)
    try await simulation.run(
      transform: { chunk in
        chunk.subjects.flatMap { subject in
          self.observations[self.starts[subject]..<self.starts[subject + 1]].map {
            chunk.prediction(subject: subject, time: $0.bound.record, output: $0.bound.output)
          }
        }
      }, consume: { predictions += $0 })
    return predictions
  }

  /// The simulation of the data set, bound to the model.
  func simulation(
    replicates: Int?, order: DatasetSimulation.Order = .byReplicate, settings: SimulationSettings
  ) throws(DiagnosticsError) -> DatasetSimulation {
    do throws(SetupError) {
      return try DatasetSimulation(
        of: model, dataset: dataset, replicates: replicates, order: order, covariateRule: covariateRule,
        settings: settings)
    } catch {
      throw .setup(error)
    }
  }

  /// The lowest limit of quantification that the data show for each output; nil where nothing is below one.
  public var lowerLimits: [Double?] {
    var limits = [Double?](repeating: nil, count: model.source.outputs.count)
    for observation in observations {
      guard case .within(_, let upper, let reported) = observation.bound.bounds, upper == reported else { continue }
      let output = observation.bound.output
      limits[output] = min(limits[output] ?? upper, upper)
    }
    return limits
  }
}
