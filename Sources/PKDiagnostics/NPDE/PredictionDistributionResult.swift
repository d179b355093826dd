/// Normalised prediction distribution errors of a data set.
public struct PredictionDistributionResult: Sendable {
  /// A measurement.
  public struct Record: Hashable, Sendable {
    /// The subject and the row of the table.
    public var id: String, row: Int
    /// The time, in the data set's unit, and the output.
    public var time: Double, output: Int
    /// The time since the last dose; nil before the first.
    public var timeAfterDose: Double?
    /// The measured value, or the limit that it is below.
    public var dv: Double
    /// Whether it is below the limit of quantification, so that its value is imputed.
    public var isBelowLimit: Bool
    /// The typical prediction, and the mean of the simulated values.
    public var pred: Double, simulatedMean: Double
    /// Discrepancy, its normal quantile, and that of the decorrelated value; NaN where every replicate has the same value.
    public var pd: Double, npd: Double, npde: Double
  }

  /// What was asked for.
  public var settings: PredictionDistributionErrors
  /// The measurements, in the order of the table within each subject.
  public var records: [Record]
  /// The names of the outputs.
  public var outputs: [String]
  /// How many virtual patients could not be simulated.
  public var failures: Int
  /// The seed.
  public var seed: UInt64
  /// How many measurements lie outside prediction intervals.
  public var predictiveCheck: NumericalPredictiveCheck

  /// The tests of npde; of one output, or of all.
  public func tests(output: Int? = nil) -> NormalityTests? { tests(\.npde, output) }

  /// The tests of npd, which are correlated within a subject: for the eye more than for a verdict.
  public func discrepancyTests(output: Int? = nil) -> NormalityTests? { tests(\.npd, output) }

  private func tests(_ value: KeyPath<Record, Double>, _ output: Int?) -> NormalityTests? {
    NormalityTests(
      records.filter { output == nil || $0.output == output }.map { $0[keyPath: value] }.filter(\.isFinite))
  }
}
