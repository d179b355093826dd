import PKData
import PKEstimation
import PKLanguage
import PKModel
public import PKSimulation

/// A visual predictive check: percentiles of what was measured within those of what the model simulates.
///
/// Holford, PAGE 14 (2005) abstract 738; prediction-corrected: Bergstrand, Hooker, Wallin and Karlsson, AAPS J 13 (2011)
/// 143, equation 2 with a lower bound of 0. Values below the limit of quantification, measured or simulated, count as
/// lying below every other; how many they are is a panel of its own.
public struct VisualPredictiveCheck: Hashable, Sendable {
  /// What measurements are drawn against.
  public enum Abscissa: String, Hashable, Sendable, CaseIterable {
    /// The time.
    case time
    /// The time since the last dose.
    case timeAfterDose = "tad"
  }

  /// How often the data set is simulated.
  public var replicates = 1000
  /// Which percentiles, as shares.
  public var percentiles = [0.05, 0.5, 0.95]
  /// The level of the intervals of the simulated percentiles.
  public var level = 0.95
  /// How the abscissa is cut.
  public var binning = BinRule.automatic
  /// What measurements are drawn against.
  public var abscissa = Abscissa.time
  /// Whether values are corrected for their typical predictions.
  public var isPredictionCorrected = false
  /// What tells the subjects of different panels apart.
  public var stratification: Stratification?
  /// The limit of quantification of outputs, by index; where there is none, the lowest that the data show.
  public var lowerLimits: [Int: Double] = [:]

  /// Creates a check with the defaults above.
  public init() {}

  /// Simulates the data and compares.
  ///
  /// The result depends on the seed, and not on the number of threads. Memory holds a few replicates at a time, and the
  /// statistics of all.
  ///
  /// - Parameters:
  ///   - data: model and data.
  ///   - settings: how it is simulated; residual error is added whatever is said.
  ///   - progress: is told how many replicates are done.
  /// - Returns: the intervals of each bin, with what was measured.
  /// - Throws: `DiagnosticsError`, or `CancellationError`.
  public func run(
    _ data: DiagnosticData, settings: SimulationSettings = SimulationSettings(), progress: (Int) -> Void = { _ in }
  ) async throws -> PredictiveCheckResult {
    let typical = try await data.typicalPredictions(settings: settings)
    let layout = try PanelLayout(self, data, typical: typical)
    var settings = settings
    settings.addsResidualError = true
    let subjects = data.dataset.subjects.count
    let perPiece = max(1, settings.chunkSize / subjects)
    settings.chunkSize = subjects * perPiece
    let simulation = try data.simulation(replicates: replicates, settings: settings)
    var statistics: [[Double]] = []
    statistics.reserveCapacity(replicates)
    var failures = 0
    try await simulation.run(
      transform: { chunk in (layout.statistics(of: chunk, in: data), chunk.failures.count) },
      consume: { rows, failed in
        statistics += rows
        failures += failed
        progress(statistics.count)
      })
    return layout.result(
      statistics, failures: failures, seed: settings.seed, values: layout.observedValues(data),
      reported: data.observations.map(\.bound.bounds.reported))
  }
}
