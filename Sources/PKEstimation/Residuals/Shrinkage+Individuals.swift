import PKLanguage
import PKNumerics

extension Shrinkage {
  /// The shrinkage of individual estimates; those of all occasions count together.
  ///
  /// - Parameters:
  ///   - individuals: the subjects; those without observations are left out.
  ///   - problem: whose they are.
  ///   - parameters: the estimates.
  init(of individuals: [IndividualFit], in problem: FitProblem, _ parameters: PopulationParameters) {
    var effects: [Named] = []
    for eta in problem.model.etaNames.indices {
      let variance = Self.variance(of: eta, in: problem, parameters)
      let values = Self.estimates(of: eta, individuals, problem)
      guard variance > 0, values.count > 1 else { continue }
      let share = Moments(of: values).deviation / variance.squareRoot()
      effects.append(Named(name: problem.model.etaNames[eta], percent: 100 * (1 - share)))
    }
    let residuals = individuals.flatMap(\.residuals).map(\.iwres).filter(\.isFinite)
    self.init(
      effects: effects, residual: residuals.count > 1 ? 100 * (1 - Moments(of: residuals).deviation) : nil)
  }

  private static func variance(of eta: Int, in problem: FitProblem, _ parameters: PopulationParameters) -> Double {
    for (block, declared) in problem.model.omega.enumerated() {
      if let row = declared.etas.firstIndex(of: eta) { return parameters[.omega(block: block, row: row, column: row)] }
    }
    return 0
  }

  /// The individual estimates of one of the model's random effects.
  static func estimates(of eta: Int, _ individuals: [IndividualFit], _ problem: FitProblem) -> [Double] {
    zip(problem.subjects, individuals).flatMap { subject, fit in
      subject.observations.isEmpty
        ? [] : zip(subject.origins, fit.effects).filter { $0.0.eta == eta }.map { $0.1 }
    }
  }
}

/// Mean and standard deviation of some numbers.
struct Moments {
  let mean: Double
  /// With n − 1.
  let deviation: Double

  init(of values: [Double]) {
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / Double(max(values.count - 1, 1))).squareRoot()
  }
}
