import PKLanguage
import PKNumerics

/// Mean and covariance of individual estimates that are known with different precision, by the EM algorithm.
///
/// An estimate φ̂ᵢ = μᵢ + η̂ᵢ has the covariance Cᵢ about the subject's own φᵢ, which scatters about μᵢ with Ω. Given both,
/// ηᵢ is normal with the covariance V = (Ω⁻¹ + Cᵢ⁻¹)⁻¹ and the mean V·Cᵢ⁻¹·η̂ᵢ; of these μ and Ω are made anew. Only Cᵢ⁻¹ is
/// needed, so that a subject may leave directions open.
struct GlobalSecondStage {
  private let problem: FitProblem
  private let structure: MeanStructure
  private let subjects: [Int]
  private var estimates: [[Double]]
  /// Cᵢ⁻¹, in the order of `subjects`.
  private let information: [Matrix]

  init(_ problem: FitProblem, _ subjects: [Int], _ effects: [[Double]], _ information: [Matrix]) {
    self.problem = problem
    self.subjects = subjects
    self.information = information
    structure = MeanStructure(problem)
    estimates = subjects.map { effects[$0] }
  }

  func parameters(from first: PopulationParameters) -> PopulationParameters {
    var parameters = StandardSecondStage(problem, subjects, all).parameters(from: first)
    var means = structure.means(at: parameters.thetas) ?? problem.subjects.map { _ in [] }
    var stage = self
    stage.recentre(from: structure.means(at: first.thetas) ?? means, to: means)
    for _ in 0..<2000 {
      guard let omega = OmegaFactors(parameters, of: problem.parameters) else { break }
      let before = parameters
      var moments = EffectMoments(problem, structure, of: Set(subjects))
      moments.take(stage.posteriors(omega), means, share: 1)
      if let slopes = structure.slopes(at: parameters.thetas),
        let step = moments.step(means, slopes, omega, count: structure.coordinates.count)
      {
        for (coordinate, change) in zip(structure.coordinates, step) {
          let x = coordinate.coordinate(of: parameters.thetas[coordinate.theta])
          parameters.thetas[coordinate.theta] = coordinate.value(at: x + change)
        }
        let moved = structure.means(at: parameters.thetas) ?? means
        stage.recentre(from: means, to: moved)
        means = moved
      }
      for (block, declared) in problem.model.omega.enumerated() {
        guard !ParameterSpace.isKept(declared, problem.parameters.start.omega[block]),
          let covariance = moments.covariance(of: block, means), (try? Cholesky(of: covariance)) != nil
        else { continue }
        parameters.omega[block] = (0..<covariance.rows).flatMap { row in (0...row).map { covariance[row, $0] } }
      }
      if Self.change(before, parameters) < 1e-9 { break }
    }
    return parameters
  }

  /// The estimates of all subjects of the problem, those without any being 0.
  private var all: [[Double]] {
    var result = problem.subjects.map { $0.effects.map { _ in 0.0 } }
    for (subject, estimate) in zip(subjects, estimates) { result[subject] = estimate }
    return result
  }

  /// Estimates about other means: φ̂ stays as it is.
  private mutating func recentre(from old: [[Double]], to new: [[Double]]) {
    for (index, subject) in subjects.enumerated() {
      for (position, origin) in problem.subjects[subject].origins.enumerated() {
        guard let mean = structure.meanOfEffect[origin.eta] else { continue }
        estimates[index][position] += old[subject][mean] - new[subject][mean]
      }
    }
  }

  /// Each subject's normal distribution as 2q points of equal weight that have its mean and covariance.
  private func posteriors(_ omega: OmegaFactors) -> [Int: [Chain]] {
    var result: [Int: [Chain]] = [:]
    for (index, subject) in subjects.enumerated() {
      let q = estimates[index].count
      let prior = IndividualPrior(problem.places[subject], count: q, omega)
      var precision = prior.precision
      for i in 0..<q { for k in 0..<q { precision[i, k] += information[index][i, k] } }
      guard let pull = try? information[index].multiplied(by: estimates[index]),
        let factor = try? Cholesky(of: precision), let mean = try? factor.solve(pull),
        let variance = try? factor.solve(.identity(q)), let root = try? Cholesky(of: variance).factor
      else { continue }
      let width = Double(q).squareRoot()
      result[subject] = (0..<(2 * q)).map { number in
        let (axis, sign) = (number / 2, number % 2 == 0 ? width : -width)
        return Chain(
          subject: subject, number: number, effects: (0..<q).map { mean[$0] + sign * root[$0, axis] })
      }
    }
    return result
  }

  private static func change(_ a: PopulationParameters, _ b: PopulationParameters) -> Double {
    zip(a.thetas + a.omega.flatMap(\.self), b.thetas + b.omega.flatMap(\.self)).reduce(0) {
      max($0, ($1.0 - $1.1).magnitude / max($1.0.magnitude, 1e-12))
    }
  }
}
