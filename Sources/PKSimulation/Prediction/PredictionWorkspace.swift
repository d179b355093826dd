import PKLanguage
import PKModel

/// One solution that is wanted: a subject with its random effects.
public struct PredictionJob: Hashable, Sendable {
  /// The subject's index in the data set, one of `PreparedDataset.subjects`.
  public var subject: Int
  /// The random effects in the model's order, one occasion after another in the order of `occasions(of:)`; those of one
  /// occasion hold for all, and an empty array stands for zeros.
  public var etas: [Double]

  /// Creates a job.
  public init(subject: Int, etas: [Double] = []) {
    self.subject = subject
    self.etas = etas
  }
}

/// Memory in which a prepared data set is solved again and again; for one task at a time.
///
/// What a job gives depends on nothing but the job and the typical values, to the last bit: not on its neighbours, their
/// number, or what the workspace solved before.
public final class PredictionWorkspace {
  private let prepared: PreparedDataset
  private let runner: SubjectRunner
  private let thetas: [Double]
  private let sigmas: [Double]
  private let zeros: [Double]

  init(_ prepared: PreparedDataset) {
    self.prepared = prepared
    var settings = prepared.settings
    settings.addsResidualError = false
    let source = prepared.model.source
    runner = makeRunner(prepared.program, of: source, settings: settings, writesErrorArguments: true)
    thetas = source.thetas.map(\.value)
    sigmas = source.sigmas.map(\.value)
    zeros = Array(repeating: 0, count: source.etaNames.count)
  }

  /// Solves jobs in any mixture: a subject may come several times, or not at all.
  ///
  /// - Parameters:
  ///   - jobs: what is wanted. A job with another number of random effects than its subject has counts as one with zeros.
  ///   - thetas: the typical values in the model's order; nil for the model's own.
  ///   - sigmas: the residual error parameters, which error arguments may depend on; nil for the model's own.
  ///   - predictions: where the results go, in the order of jobs; its memory is used again.
  public func solve(
    _ jobs: [PredictionJob], thetas: [Double]? = nil, sigmas: [Double]? = nil, into predictions: inout Predictions
  ) {
    runner.setParameters(thetas ?? self.thetas, sigmas ?? self.sigmas)
    let plans = prepared.plans
    predictions.begin(
      prepared.sizes, jobs.lazy.map { plans[$0.subject].outputTimes.count },
      windows: prepared.windowCount)
    runner.run(jobs.count, &predictions.results) { number in
      let job = jobs[number]
      var plan = plans[job.subject]
      if job.etas.count == plan.etas.count {
        plan.etas = job.etas
      } else if job.etas.count == zeros.count {
        plan.etas = plan.occasions.flatMap { _ in job.etas }
      }
      return plan
    }
    predictions.end(jobs)
  }
}
