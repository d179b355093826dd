import PKLanguage
import PKNumerics
import PKSimulation

/// The exact −2 ln L by importance sampling, as evaluation of any fit.
///
/// Draws of each subject's random effects come from a distribution with its mode and curvature at the individual
/// estimate; Sobol points make them even. The average weight is unbiased for the subject's likelihood; random shifts of
/// the points give its standard error, and the tail of the weights says whether that can be trusted (k̂ below 0.7).
public struct ImportanceSampling: Hashable, Sendable {
  /// What draws are taken from, around the individual estimates.
  public enum Proposal: Hashable, Sendable {
    /// A normal distribution.
    case normal
    /// Independent deviates of Student's t along the axes of the curvature: heavier tails than the target's.
    case student(degreesOfFreedom: Double)
  }

  /// How many draws each subject has, all shifts together.
  public var draws = 2048
  /// How many random shifts of the points there are; at least 2 for a standard error.
  public var shifts = 8
  /// What draws are taken from.
  public var proposal = Proposal.student(degreesOfFreedom: 5)
  /// By how much the proposal is wider than the curvature says.
  public var scale = 1.0
  /// The share of draws that comes from the population's distribution for a subject whose weights have a heavy tail (k̂
  /// above 0.7), which is drawn again so.
  ///
  /// Where the proposal misses a second mode, these keep every weight bounded (Hesterberg, Technometrics 37 (1995) 185).
  public var defensiveShare = 0.1
  /// Determines every draw.
  public var seed: UInt64 = 1

  /// Creates settings with the defaults above.
  public init() {}

  /// Computes −2 ln L at the problem's starting values.
  ///
  /// - Throws: `FitProblemError` when the equations cannot be bound.
  public func evaluate(_ problem: FitProblem) async throws(FitProblemError) -> FitResult {
    let predictor = try JobPredictor(problem)
    let report = EstimateReport(problem: problem, predictor: predictor, covariance: nil)
    var result = await report.result(
      at: problem.parameters.start, .evaluated, likelihood: self, estimationSeconds: 0)
    result.algorithm = .importanceSampling
    return result
  }

  /// Computes −2 ln L at the estimates of a fit, around its individual estimates.
  ///
  /// - Throws: `FitProblemError` when the equations cannot be bound.
  public func evaluate(
    _ problem: FitProblem, at fit: FitResult
  ) async throws(FitProblemError) -> SampledLikelihood? {
    let predictor = try JobPredictor(problem)
    return await evaluate(problem, predictor, fit.estimates, fit.individuals)
  }

  func evaluate(
    _ problem: FitProblem, _ predictor: JobPredictor, _ parameters: PopulationParameters,
    _ individuals: [IndividualFit]
  ) async -> SampledLikelihood? {
    guard individuals.count == problem.subjects.count,
      let sampler = ImportanceSampler(problem, predictor, parameters, self)
    else { return nil }
    var subjects: [SampledLikelihood.Share] = []
    let work: @Sendable (Int) -> SampledLikelihood.Share = { subject in
      sampler.draws(subject, individuals[subject].effects, individuals[subject].effectCovariance).share
    }
    try? await inOrder(
      problem.subjects.count, threads: problem.options.simulation.threads, isolation: nil, work: work
    ) { subjects.append($0) }
    guard subjects.count == problem.subjects.count else { return nil }
    return SampledLikelihood(subjects: subjects, draws: draws)
  }
}

/// −2 ln L as importance sampling found it.
public struct SampledLikelihood: Sendable {
  /// One subject's part.
  public struct Share: Hashable, Sendable {
    /// −2 ln of its likelihood, without n·ln 2π.
    public var objective: Double
    /// The Monte-Carlo standard error of that.
    public var standardError: Double
    /// k̂, the shape of the weights' tail: above 0.7 the value is not to be trusted; nil when the tail is flat.
    public var paretoShape: Double?
    /// How many equally weighted draws the weighted ones are worth: (Σw)²/Σw².
    public var effectiveDraws: Double
  }

  /// The parts of all subjects, in the order of the data set.
  public var subjects: [Share]
  /// How many draws each subject had.
  public var draws: Int

  /// −2 ln L without n·ln 2π: NONMEM's OFV.
  public var objective: Double { subjects.reduce(0) { $0 + $1.objective } }
  /// The Monte-Carlo standard error of that.
  public var standardError: Double {
    subjects.reduce(0) { $0 + $1.standardError * $1.standardError }.squareRoot()
  }
  /// The largest k̂ of a subject.
  public var largestShape: Double? { subjects.compactMap(\.paretoShape).max() }
}
