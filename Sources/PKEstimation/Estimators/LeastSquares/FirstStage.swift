import PKLanguage
import PKNumerics

/// Least squares of each subject on its own, with weights by an error model that all of them share.
///
/// A subject's random effects are fitted without a prior; then the parameters of the error model are estimated from the
/// residuals of all subjects, until neither moves.
struct FirstStage {
  private(set) var run: WeightedRun
  /// The random effects of each subject.
  private(set) var effects: [[Double]]
  private(set) var termination: Termination
  /// The subjects that have estimates of their own.
  private(set) var used: [Int]
  private let problem: FitProblem
  private let roundLimit: Int

  init(_ problem: FitProblem, roundLimit: Int) {
    self.problem = problem
    self.roundLimit = max(roundLimit, 1)
    run = WeightedRun(problem)
    effects = problem.subjects.map { $0.effects.map { _ in 0 } }
    termination = run.failure(at: effects) ?? .iterationLimit(self.roundLimit)
    // A subject with fewer observations than random effects has no estimates of its own.
    used = problem.subjects.indices.filter {
      problem.subjects[$0].observations.count >= max(problem.subjects[$0].effects.count, 1)
    }
  }

  /// Those without estimates of their own: too few observations, or none that least squares could find.
  var left: [String] { problem.subjects.indices.filter { !used.contains($0) }.map { problem.subjects[$0].id } }

  mutating func fit(_ progress: (FitIteration) -> Bool) {
    for round in 1...roundLimit where termination == .iterationLimit(roundLimit) {
      let before = effects.flatMap(\.self) + run.coordinates
      for subject in used where !effects[subject].isEmpty {
        if let minimum = run.fitEffects(subject, from: effects[subject]), minimum.converged {
          effects[subject] = minimum.point
        } else {
          used.removeAll { $0 == subject }
        }
      }
      run.fitResiduals(at: effects, of: used)
      let change = zip(before, effects.flatMap(\.self) + run.coordinates)
        .reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      if change < 1e-6 { termination = .converged }
      guard progress(run.report(round, change, at: effects)), !Task.isCancelled else {
        termination = .interrupted
        return
      }
    }
  }
}
