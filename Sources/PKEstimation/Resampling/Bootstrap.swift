import PKData
import PKLanguage
import PKNumerics
import PKSimulation

/// Fits a model to data sets that might have been: by drawing subjects again, or by simulating anew what was measured.
///
/// A replicate is a function of the seed and its number alone, so replicates can be made in any order, by any number of
/// threads, and on another day.
public struct Bootstrap: Sendable {
  /// How a replicate's data come about.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Subjects drawn with replacement, as many from each stratum as there are (Efron 1979).
    case subjects
    /// The same subjects with random effects and residual errors drawn from the model at the estimates.
    case parametric
  }

  /// The model and its data; each replicate starts from the problem's values, which are the estimates.
  public let problem: FitProblem
  /// What fits each replicate.
  public let estimator: any Estimator
  /// How data come about.
  public let kind: Kind
  /// The stratum of each subject.
  public let strata: [Int]
  /// Determines every replicate.
  public let seed: UInt64
  private let simulation: ParametricSimulation?

  /// Creates a bootstrap.
  ///
  /// - Parameters:
  ///   - problem: the model at its estimates, with the data.
  ///   - estimator: what fits each replicate; it need make no standard errors.
  ///   - kind: how data come about.
  ///   - strata: the stratum of each subject; all in one when empty.
  ///   - seed: determines every replicate.
  /// - Throws: `FitProblemError` when censored data were to be simulated, whose limits of other values are not known.
  public init(
    _ problem: FitProblem, _ estimator: any Estimator, kind: Kind = .subjects, strata: [Int] = [], seed: UInt64 = 1
  ) throws(FitProblemError) {
    self.problem = problem
    self.estimator = estimator
    self.kind = kind
    self.strata = strata.count == problem.subjects.count ? strata : problem.subjects.map { _ in 0 }
    self.seed = seed
    simulation = kind == .parametric ? try ParametricSimulation(problem) : nil
  }

  /// Makes and fits one replicate.
  public func replicate(_ number: Int) async -> BootstrapReplicate {
    let data = dataset(number)
    var options = problem.options
    options.simulation.threads = 1
    do {
      let copy = try FitProblem(
        model: problem.model, dataset: data, start: problem.parameters.start, options: options)
      let result = try await estimator.fit(copy)
      let values = problem.parameters.free.map { result.estimates[$0] }
      return BootstrapReplicate(
        number: number, outcome: result.termination.reason, isConverged: result.termination.isConverged,
        objective: result.objective, values: values)
    } catch {
      return BootstrapReplicate(
        number: number, outcome: "unusable", isConverged: false, objective: .nan,
        values: problem.parameters.free.map { _ in .nan })
    }
  }

  /// The data of a replicate.
  func dataset(_ number: Int) -> Dataset {
    if let simulation { return simulation.dataset(number, seed: seed) }
    let stream = RandomStream(
      seed: seed, stream: 0x424F_4F54, subject: 0, replicate: UInt32(truncatingIfNeeded: number))
    var members: [Int: [Int]] = [:]
    for (subject, stratum) in strata.enumerated() { members[stratum, default: []].append(subject) }
    var copies: [Int: Int] = [:]
    var result = problem.dataset
    result.subjects = strata.indices.compactMap { place in
      guard let pool = members[strata[place]] else { return nil }
      let chosen = pool[min(Int(stream.uniform(place) * Double(pool.count)), pool.count - 1)]
      copies[chosen, default: 0] += 1
      var subject = problem.dataset.subjects[chosen]
      if let copy = copies[chosen], copy > 1 { subject.id += " (copy \(copy))" }
      return subject
    }
    return result
  }
}

/// What one replicate of a bootstrap gave.
public struct BootstrapReplicate: Hashable, Sendable {
  /// Its number, from 1.
  public var number: Int
  /// How its fit ended: a reason of `Termination`, or `unusable` for data that cannot be fitted.
  public var outcome: String
  /// Whether the values count.
  public var isConverged: Bool
  /// The objective function at its end.
  public var objective: Double
  /// The estimates of the free parameters, in the order of the problem's; NaN when there are none.
  public var values: [Double]

  /// Creates a replicate.
  public init(number: Int, outcome: String, isConverged: Bool, objective: Double, values: [Double]) {
    self.number = number
    self.outcome = outcome
    self.isConverged = isConverged
    self.objective = objective
    self.values = values
  }
}

/// Values that might have been measured, drawn from the model at the problem's starting values.
private struct ParametricSimulation: Sendable {
  let problem: FitProblem
  let predictor: JobPredictor
  let factors: [Matrix?]

  init(_ problem: FitProblem) throws(FitProblemError) {
    for subject in problem.subjects {
      for observation in subject.observations where observation.bounds.isCensored {
        throw .censoringUnsupported(
          method: "the parametric bootstrap", subject: subject.id, row: observation.row)
      }
    }
    self.problem = problem
    predictor = try JobPredictor(problem)
    factors = problem.model.omega.indices.map { block in
      try? ParameterSpace.factor(
        problem.parameters.start.omega[block], order: problem.model.omega[block].etas.count)
    }
  }

  func dataset(_ number: Int, seed: UInt64) -> Dataset {
    let start = problem.parameters.start
    let thetas = start.thetas + start.sigmas
    let likelihood = DataLikelihood(problem.residuals, thetas: thetas)
    let requests = problem.subjects.indices.map { subject in
      JobPredictor.Request(subject: subject, effects: effects(subject, stream(subject, number, seed, 0x5041_5245)))
    }
    let workspace = predictor.makeWorkspace()
    workspace.solve(requests, thetas: thetas)
    var result = problem.dataset
    // Simulated values are in the outputs' own units.
    result.valueUnit = nil
    for (subject, observed) in problem.subjects.enumerated() {
      let errors = stream(subject, number, seed, 0x5041_5253)
      let layout = predictor.layouts[subject]
      for (j, observation) in observed.observations.enumerated() {
        let place = likelihood.locationAndVariance(
          observation.output, workspace.values, workspace.starts[subject] + layout.starts[j])
        let residual = problem.residuals[observation.output]
        let z = place.m + LaneMath.exp(place.v / 2) * errors.normal(j)
        guard case .observation(var record) = result.subjects[subject].records[observation.record].action else {
          continue
        }
        record.value =
          residual.outcome?.value(at: errors.uniform(j), expectation: place.m) ?? residual.scale.value(at: z)
        result.subjects[subject].records[observation.record].action = .observation(record)
      }
    }
    return result
  }

  private func stream(_ subject: Int, _ number: Int, _ seed: UInt64, _ purpose: UInt32) -> RandomStream {
    RandomStream(
      seed: seed, stream: purpose, subject: UInt64(subject), replicate: UInt32(truncatingIfNeeded: number))
  }

  private func effects(_ subject: Int, _ stream: RandomStream) -> [Double] {
    var effects = problem.subjects[subject].effects.map { _ in 0.0 }
    let z = effects.indices.map { stream.normal($0) }
    for place in problem.places[subject] {
      guard let factor = factors[place.block] else { continue }
      for (row, position) in place.positions.enumerated() {
        for column in 0...row { effects[position] += factor[row, column] * z[place.positions[column]] }
      }
    }
    return effects
  }
}
