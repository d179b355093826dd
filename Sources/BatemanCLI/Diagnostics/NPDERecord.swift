import Bateman

/// Normalised prediction distribution errors as JSON.
struct NPDERecord: Encodable {
  struct Tests: Encodable {
    var output: String?
    var n: Int
    var mean: Double
    var meanStandardError: Double
    var variance: Double
    var varianceStandardError: Double
    var skewness: Double
    var kurtosis: Double
    var pMean: Double
    var pVariance: Double
    var pNormality: Double
    var normalityTest: String
    var pGlobal: Double

    init(_ tests: NormalityTests, output: String?) {
      self.output = output
      let moments = tests.moments
      n = moments.count
      (mean, meanStandardError) = (moments.mean, moments.standardError)
      (variance, varianceStandardError) = (moments.variance, moments.varianceError)
      (skewness, kurtosis) = (moments.skewness, moments.kurtosis)
      (pMean, pVariance, pNormality, pGlobal) = (tests.mean, tests.variance, tests.normality, tests.global)
      normalityTest = tests.normalityTest.rawValue
    }
  }

  struct Share: Encodable {
    var observed: Double
    var expected: Double
    var lower: Double
    var upper: Double

    init(_ share: NumericalPredictiveCheck.Share) {
      (observed, expected, lower, upper) = (share.observed, share.expected, share.lower, share.upper)
    }
  }

  struct Row: Encodable {
    var interval: Double
    var below: Share
    var above: Share
  }

  var schema = 1
  var version = BatemanCommand.currentVersion
  var model: String
  var surrogate: Bool
  var replicates: Int
  var seed: UInt64
  var decorrelation: String
  var failures: Int
  var tests: [Tests]
  var predictiveCheck: [Row]

  init(_ result: PredictionDistributionResult, _ subject: DiagnosticSubject) {
    model = subject.data.model.name
    surrogate = subject.caption.isSurrogate
    replicates = result.settings.replicates
    seed = result.seed
    decorrelation = result.settings.decorrelation.rawValue
    failures = result.failures
    tests = result.outputs.indices.compactMap { output in
      result.tests(output: output).map { Tests($0, output: result.outputs[output]) }
    }
    predictiveCheck = result.predictiveCheck.rows.map {
      Row(interval: $0.interval, below: Share($0.below), above: Share($0.above))
    }
  }
}
