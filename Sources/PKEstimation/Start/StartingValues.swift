import PKLanguage
import PKNumerics
import PKUnits

/// Starting values from the data, for a model of which nothing better is known.
///
/// Thetas that are clearances, volumes or rates by their units are set by summaries of the profiles (dose/AUC, its quotient
/// by λz, λz, three over the time of the peak). From there and from the model's own values all subjects are fitted as if they
/// were one; the start with the best such fit gives the thetas. Residual errors, into which the differences between subjects
/// have gone there, are halved; Ω stays as the model has it.
public struct StartingValues: Sendable {
  /// How many random starts beside the two are tried.
  public var furtherStarts = 6
  /// Determines these.
  public var seed: UInt64 = 1

  /// Creates a method with the settings above.
  public init() {}

  /// Finds starting values.
  ///
  /// - Returns: the values; those of the problem where nothing could be found.
  /// - Throws: `FitProblemError` when least squares cannot be used for the problem.
  public func find(_ problem: FitProblem) async throws(FitProblemError) -> PopulationParameters {
    if let (output, _) = problem.observedOutcome { throw .outcomeWithoutStart(output: output) }
    var candidates = [problem.parameters.start]
    if let summary = ProfileSummary(problem) { candidates.insert(summarised(problem, summary), at: 0) }
    var several = MultiStart(NaivePooled(), starts: furtherStarts + 1)
    several.thetaFactor = 10
    several.seed = seed
    for number in 0..<furtherStarts { candidates.append(several.start(number + 1, of: problem.parameters)) }
    var best: (objective: Double, parameters: PopulationParameters)?
    for candidate in candidates {
      guard let place = try? problem.starting(at: candidate) else { continue }
      var pooled = NaivePooled()
      pooled.roundLimit = 20
      let result = try await pooled.fit(place)
      guard result.objective < best?.objective ?? .infinity else { continue }
      best = (result.objective, result.estimates)
    }
    guard let best else { return problem.parameters.start }
    return kept(best.parameters, problem)
  }

  /// The pooled thetas with halved residual errors, where they are strictly inside their bounds.
  private func kept(_ found: PopulationParameters, _ problem: FitProblem) -> PopulationParameters {
    var result = problem.parameters.start
    for parameter in problem.parameters.free {
      switch parameter {
      case .theta(let index):
        if Self.isInside(found.thetas[index], problem.model.thetas[index]) {
          result.thetas[index] = found.thetas[index]
        }
      case .sigma(let index):
        let value = found.sigmas[index] / 2
        if value > 0, Self.isInside(value, problem.model.sigmas[index]) { result.sigmas[index] = value }
      case .omega: break
      }
    }
    return result
  }

  /// The model's values with those that units tell in place.
  private func summarised(_ problem: FitProblem, _ summary: ProfileSummary) -> PopulationParameters {
    var result = problem.parameters.start
    let model = problem.model
    guard let volume = model.volumeUnit else { return result }
    let rate = Unit.one / model.timeUnit
    var rates = [summary.absorption, summary.rate].compactMap(\.self)
    for (index, theta) in model.thetas.enumerated() where !theta.isFixed {
      var value: Double?
      if let factor = (volume / model.timeUnit).factor(to: theta.unit) {
        value = summary.clearance * factor
      } else if let factor = volume.factor(to: theta.unit) {
        value = summary.volume * factor
      } else if let factor = rate.factor(to: theta.unit), !rates.isEmpty {
        // The first rate of a model with absorption is taken for that of absorption.
        value = rates.removeFirst() * factor
      }
      if let value, Self.isInside(value, theta) { result.thetas[index] = value }
    }
    return result
  }

  private static func isInside(_ value: Double, _ declared: Theta) -> Bool {
    value.isFinite && value > declared.lower && value < declared.upper
  }
}
