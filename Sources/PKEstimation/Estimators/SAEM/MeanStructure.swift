import PKData
import PKLanguage
import PKModel
import PKNumerics
import PKSimulation

/// Which thetas are means of random effects, and how: what makes their M-step a linear regression.
///
/// An individual parameter h⁻¹(μ(θ, covariates) + η) has the mean μ = h(typical). Its thetas can be estimated from the
/// sampled μ + η alone when they stand nowhere else ("mu-referencing"), and when its covariates do not change within a
/// subject. That is found out here from the model and the data: nothing needs to be written in a special way.
struct MeanStructure: Sendable {
  /// A theta with the scale on which it is estimated.
  struct Coordinate: Sendable {
    let theta: Int
    /// By its logarithm, on which the means depend linearly when it is a factor under a log-normal effect.
    let isLogarithmic: Bool
    let lower: Double, upper: Double

    func value(at x: Double) -> Double {
      let value = isLogarithmic ? LaneMath.exp(x) : x
      // Strictly inside the bounds, by little.
      let low = lower.isFinite ? lower + 1e-5 * max(lower.magnitude, 1e-3) : lower
      let high = upper.isFinite ? upper - 1e-5 * max(upper.magnitude, 1e-3) : upper
      return min(max(value, low), high)
    }

    func coordinate(of value: Double) -> Double { isLogarithmic ? LaneMath.log(value) : value }
  }

  /// The thetas that are means.
  private(set) var coordinates: [Coordinate] = []
  /// For each of the model's random effects, the mean that it scatters about.
  private(set) var meanOfEffect: [Int?]
  /// Whether the means depend linearly on the coordinates; then this is how, by subject, mean and coordinate.
  private var design: [[[Double]]]?
  private let prepared: PreparedDataset?
  private let transforms: [Transform]

  init(_ problem: FitProblem) {
    let model = problem.model
    let candidates = Self.candidates(problem)
    meanOfEffect = model.etaNames.map { _ in nil }
    transforms = candidates.compactMap { model.individuals[$0].transform }
    prepared = Self.prepare(problem, candidates)
    let start = problem.parameters.start.thetas
    guard prepared != nil, let values = means(at: start), values.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      return
    }
    let kept = Self.kept(problem, candidates.indices.filter { isConstant($0, problem, start) }, candidates)
    for candidate in kept { meanOfEffect[Self.anchor(model.individuals[candidates[candidate]])] = candidate }
    let thetas = Set(kept.flatMap { model.individuals[candidates[$0]].typical.thetas }).sorted()
    coordinates = thetas.filter { !model.thetas[$0].isFixed }.map { theta in
      let declared = model.thetas[theta]
      return Coordinate(
        theta: theta, isLogarithmic: isLogarithmic(theta, start, kept, lower: declared.lower),
        lower: declared.lower, upper: declared.upper)
    }
    design = linearDesign(start, kept)
  }

  /// The individual parameters that could be means: with a random effect of their own, of thetas and covariates only.
  private static func candidates(_ problem: FitProblem) -> [Int] {
    let model = problem.model
    return model.individuals.indices.filter { index in
      let parameter = model.individuals[index]
      guard parameter.transform != nil, !parameter.effects.isEmpty else { return false }
      let eta = anchor(parameter)
      let isOwn = model.individuals.count { $0.effects.contains { $0.eta == eta } } == 1
      let varies = problem.subjects.contains { $0.origins.contains { $0.eta == eta } }
      var isPlain = true
      parameter.typical.forEachReference { reference in
        switch reference {
        case .theta, .covariate: break
        default: isPlain = false
        }
      }
      return isOwn && varies && isPlain
    }
  }

  /// The random effect that a mean is of: the subject's, else that of the occasion.
  private static func anchor(_ parameter: IndividualParameter) -> Int {
    (parameter.effects.first { if case .subject = $0.level { true } else { false } } ?? parameter.effects[0]).eta
  }

  /// The candidates of which no free theta stands anywhere else.
  private static func kept(_ problem: FitProblem, _ constant: [Int], _ candidates: [Int]) -> [Int] {
    let model = problem.model
    var kept = constant
    while true {
      let typicals = kept.map { candidates[$0] }
      var bare = model
      for index in typicals { bare.individuals[index].typical = .number(0) }
      let elsewhere = bare.allThetas
      let remaining = kept.filter { candidate in
        model.individuals[candidates[candidate]].typical.thetas
          .allSatisfy { model.thetas[$0].isFixed || !elsewhere.contains($0) }
      }
      if remaining == kept { return kept }
      kept = remaining
    }
  }

  /// The model with the typical values as outputs, and the data without doses.
  private static func prepare(_ problem: FitProblem, _ candidates: [Int]) -> PreparedDataset? {
    guard !candidates.isEmpty else { return nil }
    var source = problem.kernel.source
    let written = problem.model
    source.outputs = candidates.map { index in
      Output(
        name: written.individuals[index].name, unit: written.individuals[index].unit,
        prediction: written.individuals[index].typical)
    }
    var dataset = problem.dataset
    for subject in dataset.subjects.indices {
      for record in dataset.subjects[subject].records.indices {
        dataset.subjects[subject].records[record].action = .observation(Observation())
      }
    }
    guard let model = try? Model(compiling: source) else { return nil }
    return try? PreparedDataset(
      of: model, dataset: dataset, covariateRule: problem.options.covariateRule, settings: problem.options.simulation)
  }

  /// h(typical) of each candidate, by subject; nil when there are none.
  func means(at thetas: [Double]) -> [[Double]]? { records(at: thetas)?.map { $0.map { $0.first ?? .nan } } }

  /// h(typical) at every record: by subject and candidate.
  private func records(at thetas: [Double]) -> [[[Double]]]? {
    guard let prepared else { return nil }
    var predictions = Predictions()
    var all = prepared.model.source.thetas.map(\.value)
    for index in thetas.indices { all[index] = thetas[index] }
    prepared.makeWorkspace().solve(
      prepared.subjects.map { PredictionJob(subject: $0) }, thetas: all, into: &predictions)
    return prepared.subjects.map { subject in
      transforms.indices.map { mean in
        (0..<prepared.recordCount(of: subject)).map { record in
          transforms[mean].scaled(predictions.prediction(job: subject, record: record, output: mean))
        }
      }
    }
  }

  private func isConstant(_ candidate: Int, _ problem: FitProblem, _ start: [Double]) -> Bool {
    // Also away from the start, where a coefficient may be 0.
    let moved = start.map { $0 == 0 ? 0.1 : $0 * 1.1 }
    return [start, moved].allSatisfy { thetas in
      records(at: thetas)?.allSatisfy { subject in
        guard let first = subject[candidate].first else { return true }
        return subject[candidate].allSatisfy { ($0 - first).magnitude <= 1e-9 * max(1, first.magnitude) }
      } ?? false
    }
  }

  /// Whether the means depend linearly on a theta's logarithm; if neither on that nor on itself, whether it is positive.
  private func isLogarithmic(_ theta: Int, _ start: [Double], _ kept: [Int], lower: Double) -> Bool {
    guard start[theta] > 0, lower == 0 || lower == -.infinity else { return false }
    func means(_ factor: Double) -> [Double] {
      var thetas = start
      thetas[theta] *= factor
      return self.means(at: thetas)?.flatMap { subject in kept.map { subject[$0] } } ?? []
    }
    func isLinear(_ factors: [Double]) -> Bool {
      let (first, second, third) = (means(factors[0]), means(factors[1]), means(factors[2]))
      return first.indices.allSatisfy { index in
        let bend = third[index] - 2 * second[index] + first[index]
        return bend.magnitude <= 1e-9 * max(1, first[index].magnitude)
      }
    }
    return isLinear([1, 1.5, 2.25]) || (lower == 0 && !isLinear([1, 1.5, 2]))
  }

  private func linearDesign(_ start: [Double], _ kept: [Int]) -> [[[Double]]]? {
    guard let design = slopes(at: start) else { return nil }
    var moved = start
    var steps: [Double] = []
    for coordinate in coordinates {
      let x = coordinate.coordinate(of: start[coordinate.theta])
      let value = coordinate.value(at: x + 0.3 * max(x.magnitude, 0.1))
      steps.append(coordinate.coordinate(of: value) - x)
      moved[coordinate.theta] = value
    }
    guard let here = means(at: start), let there = means(at: moved) else { return nil }
    for subject in here.indices {
      for mean in kept {
        let expected = zip(design[subject][mean], steps).reduce(here[subject][mean]) { $0 + $1.0 * $1.1 }
        let actual = there[subject][mean]
        guard (actual - expected).magnitude <= 1e-6 * max(1, actual.magnitude) else { return nil }
      }
    }
    return design
  }

  /// The derivatives of the means by the coordinates: by subject, mean and coordinate.
  func slopes(at thetas: [Double]) -> [[[Double]]]? {
    if let design { return design }
    guard let center = means(at: thetas) else { return nil }
    var slopes = center.map { $0.map { _ in [Double](repeating: 0, count: coordinates.count) } }
    for (k, coordinate) in coordinates.enumerated() {
      let x = coordinate.coordinate(of: thetas[coordinate.theta])
      let step = 1e-5 * max(x.magnitude, 0.1)
      var low = thetas
      var high = thetas
      low[coordinate.theta] = coordinate.value(at: x - step)
      high[coordinate.theta] = coordinate.value(at: x + step)
      let width = coordinate.coordinate(of: high[coordinate.theta]) - coordinate.coordinate(of: low[coordinate.theta])
      guard width > 0, let below = means(at: low), let above = means(at: high) else { return nil }
      for subject in center.indices {
        for mean in center[subject].indices {
          slopes[subject][mean][k] = (above[subject][mean] - below[subject][mean]) / width
        }
      }
    }
    return slopes
  }

  /// The means after the coordinates moved, by the design when it is linear; else anew.
  func means(at thetas: [Double], from old: [[Double]], oldThetas: [Double]) -> [[Double]]? {
    guard let design else { return means(at: thetas) }
    let steps = coordinates.map {
      $0.coordinate(of: thetas[$0.theta]) - $0.coordinate(of: oldThetas[$0.theta])
    }
    return old.indices.map { subject in
      old[subject].indices.map { mean in
        zip(design[subject][mean], steps).reduce(old[subject][mean]) { $0 + $1.0 * $1.1 }
      }
    }
  }
}

extension Expression {
  /// The thetas that it reads.
  fileprivate var thetas: Set<Int> {
    var found: Set<Int> = []
    forEachReference { if case .theta(let index) = $0 { found.insert(index) } }
    return found
  }
}

extension CheckedModel {
  /// The thetas that anything reads, error models included.
  fileprivate var allThetas: Set<Int> {
    var found: Set<Int> = []
    _ = replacing { reference in
      if case .theta(let index) = reference { found.insert(index) }
      return .reference(reference)
    }
    return found
  }
}

extension Transform {
  /// h(x).
  fileprivate func scaled(_ x: Double) -> Double {
    switch self {
    case .normal: x
    case .logNormal: LaneMath.log(x)
    case .logitNormal(let lower, let upper): LaneMath.log(x - lower) - LaneMath.log(upper - x)
    case .boxCox(let lambda): lambda == 0 ? LaneMath.log(x) : (LaneMath.pow(x, lambda) - 1) / lambda
    }
  }
}
