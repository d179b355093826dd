import PKData
import PKEstimation
import PKLanguage
import PKModel
import PKNumerics
public import PKSimulation

/// Normalised prediction distribution errors of a data set, and the numerical predictive check from the same draws.
///
/// Each subject and output is decorrelated by itself. A value below the limit of quantification is imputed: its
/// discrepancy is uniform below the probability of lying there (Nguyen, Comets and Mentré, J. Pharmacokinet.
/// Pharmacodyn. 39 (2012) 499), and so is that of each simulated value below it, so that both are treated alike.
public struct PredictionDistributionErrors: Hashable, Sendable {
  /// The number of the stream of imputed values; never renumber, or seeds change their meaning.
  private static let imputation: UInt32 = 101

  /// How often each subject is simulated.
  public var replicates = 1000
  /// How measurements are made independent of one another.
  public var decorrelation = Decorrelation.cholesky
  /// The prediction intervals of the numerical predictive check, as shares.
  public var intervals = [0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 0.9, 0.95]
  /// The limit of quantification of outputs, by index; where there is none, the lowest that the data show.
  public var lowerLimits: [Int: Double] = [:]

  /// Creates settings with the defaults above.
  public init() {}

  /// Simulates the data, subject by subject, and compares.
  ///
  /// The result depends on the seed, and not on the number of threads. Memory holds the replicates of a few subjects.
  ///
  /// - Throws: `DiagnosticsError`, or `CancellationError`.
  public func run(
    _ data: DiagnosticData, settings: SimulationSettings = SimulationSettings(), progress: (Int) -> Void = { _ in }
  ) async throws -> PredictionDistributionResult {
    try check(data)
    let typical = try await data.typicalPredictions(settings: settings)
    var settings = settings
    settings.addsResidualError = true
    settings.chunkSize = replicates
    let seed = settings.seed
    let shown = data.lowerLimits
    let limits = data.model.source.outputs.indices.map { lowerLimits[$0] ?? shown[$0] }
    let simulation = try data.simulation(replicates: replicates, order: .bySubject, settings: settings)
    var records: [PredictionDistributionResult.Record] = []
    var counts = IntervalCounts(intervals: intervals.count, replicates: replicates)
    var failures = 0
    var subject = 0
    try await simulation.run(
      transform: { chunk in
        SubjectDiscrepancies(self, data, chunk, typical: typical, limits: limits, seed: seed)
      },
      consume: { result in
        if let unsolved = result.unsolved { throw DiagnosticsError.unsolved(subject: unsolved) }
        records += result.records
        counts.add(result.counts)
        failures += result.failures
        subject += 1
        progress(subject)
      })
    return PredictionDistributionResult(
      settings: self, records: records, outputs: data.model.source.outputs.map(\.name), failures: failures, seed: seed,
      predictiveCheck: NumericalPredictiveCheck(counts, intervals: intervals))
  }

  private func check(_ data: DiagnosticData) throws(DiagnosticsError) {
    for subject in data.dataset.subjects.indices {
      let own = data.observations[data.starts[subject]..<data.starts[subject + 1]]
      for output in data.model.source.outputs.indices {
        let count = own.count { $0.bound.output == output }
        guard count < replicates else {
          throw .tooFewReplicates(replicates, subject: data.dataset.subjects[subject].id, observations: count)
        }
      }
    }
  }

  /// A uniform deviate for an imputed value: a function of seed, subject, replicate and measurement.
  static func deviate(seed: UInt64, subject: Int, replicate: Int, index: Int) -> Double {
    RandomStream(
      seed: seed, stream: imputation, subject: UInt64(subject), replicate: UInt32(clamping: replicate)
    ).uniform(index)
  }
}
