import Bateman

/// A visual predictive check as JSON.
struct VPCRecord: Encodable {
  struct Interval: Encodable {
    /// The percentile, as a share; nil for the share below the limit.
    var percentile: Double?
    var observed: Double?
    var lower: Double?
    var median: Double?
    var upper: Double?

    init(_ interval: PredictiveCheckResult.Interval, percentile: Double?) {
      self.percentile = percentile
      observed = interval.observed.finite
      lower = interval.lower.finite
      median = interval.median.finite
      upper = interval.upper.finite
    }
  }

  struct Bin: Encodable {
    var lower: Double
    var upper: Double
    var middle: Double?
    var n: Int
    var percentiles: [Interval]
    var belowLimit: Interval
  }

  struct Panel: Encodable {
    var output: String
    var unit: String
    var stratum: String?
    var lloq: Double?
    var leftOut: Int
    var bins: [Bin]
  }

  var schema = 1
  var version = BatemanCommand.currentVersion
  var model: String
  var surrogate: Bool
  var replicates: Int
  var seed: UInt64
  var level: Double
  var predictionCorrected: Bool
  var x: String
  var failures: Int
  var panels: [Panel]

  init(_ result: PredictiveCheckResult, _ subject: DiagnosticSubject) {
    model = subject.data.model.name
    surrogate = subject.caption.isSurrogate
    replicates = result.check.replicates
    seed = result.seed
    level = result.check.level
    predictionCorrected = result.check.isPredictionCorrected
    x = result.check.abscissa.rawValue
    failures = result.failures
    panels = result.panels.map { panel in
      Panel(
        output: panel.output, unit: panel.unit, stratum: panel.stratum, lloq: panel.limit, leftOut: panel.leftOut,
        bins: panel.bins.map { bin in
          Bin(
            lower: bin.lower, upper: bin.upper, middle: bin.middle.finite, n: bin.count,
            percentiles: zip(result.check.percentiles, bin.percentiles).map { Interval($1, percentile: $0) },
            belowLimit: Interval(bin.belowLimit, percentile: nil))
        })
    }
  }
}
