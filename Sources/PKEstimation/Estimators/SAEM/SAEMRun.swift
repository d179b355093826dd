import PKLanguage
import PKNumerics
import PKSimulation

/// One SAEM fit under way.
struct SAEMRun {
  let problem: FitProblem
  let settings: SAEM
  /// How expectations are sampled when not by chains.
  let importance: ImportanceEM?
  private let predictor: JobPredictor
  private let structure: MeanStructure
  private let observations: [DataLikelihood.Observations]
  private let others: [ResidualStep.Parameter]
  private var parameters: PopulationParameters
  private var chains: [Chain] = []
  private var means: [[Double]]
  private var moments: EffectMoments
  private var information: Matrix?
  private var scales: [ChainMoves.Kernel: Double] = [:]
  private var iteration = 0
  private var burnInEnd: Int?
  private var isStationary = false
  private var test: DriftTest
  private var average = VectorAverage()
  /// The parameters before the last iteration, as a vector.
  private var reported: [Double]?
  private var trace: [FitIteration] = []
  /// For importance sampling: where each subject's draws are taken around, and what they said about the likelihood.
  private var centers: [ExpectationState.Center] = []
  private var modes: PopulationEvaluation?
  private var sampledObjective: Double?
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// How many chains make a piece of work: some lanes' worth, whatever the threads.
  private static let pieceSize = 32
  /// After so many iterations everything that depends on earlier ones by rounding alone is computed anew; states are
  /// given away there.
  private static let refreshing = 10
  /// The acceptance at which steps are neither too long nor too short.
  private static let acceptance = 0.4
  /// How many last iterations the test for drift sees.
  private static func window(_ importance: ImportanceEM?) -> Int { importance == nil ? 50 : 20 }

  init(_ problem: FitProblem, _ settings: SAEM, importance: ImportanceEM? = nil) throws(FitProblemError) {
    start = clock.now
    self.problem = problem
    self.settings = settings
    self.importance = importance
    test = DriftTest(window: Self.window(importance))
    let predictor = try JobPredictor(problem)
    self.predictor = predictor
    structure = MeanStructure(problem)
    observations = problem.subjects.indices.map { subject in
      DataLikelihood.Observations(
        problem.subjects[subject], problem.terms[subject], predictor.layouts[subject], rule: problem.options.censoring)
    }
    others = ResidualStep.parameters(of: problem, without: Set(structure.coordinates.map(\.theta)))
    parameters = problem.parameters.start
    means = structure.means(at: parameters.thetas) ?? problem.subjects.map { _ in [] }
    moments = EffectMoments(problem, structure)
    let measured = problem.subjects.indices.filter { !problem.subjects[$0].observations.isEmpty }
    let enough = (max(settings.chainCount, 1) + measured.count - 1) / max(measured.count, 1)
    // With fewer chains variances of which sparse data say little wander far, or vanish.
    let count = max(1, settings.chainsPerSubject ?? (importance == nil ? max(enough, 3) : enough))
    for subject in measured {
      for number in 0..<count {
        chains.append(
          Chain(subject: subject, number: number, effects: problem.subjects[subject].effects.map { _ in 0 }))
      }
    }
    guard let state = settings.checkpoints.state else { return }
    guard case .expectation(let expectation) = state, restore(expectation) else { throw .foreignState }
  }

  private var seconds: Double { (clock.now - start) / .seconds(1) }

  mutating func run(_ progress: @Sendable (FitIteration) -> Bool) async throws(FitProblemError) -> FitResult {
    if iteration == 0, let failure = startFailure() {
      return try await result(failure, drift: nil)
    }
    var isStopped = false
    let first = max(settings.burnIn.lowerBound, settings.annealing + test.window)
    while !isStopped, burnInEnd == nil, iteration < settings.burnIn.upperBound {
      await iterate(share: 1)
      if iteration > settings.annealing { test.append(coordinates) }
      isStopped = !report(progress, phase: .burnIn)
      isStationary =
        iteration >= first && iteration % 10 == 0 && (test.statistics.max() ?? .infinity) < settings.driftLimit
      if isStationary { burnInEnd = iteration }
      keep()
    }
    let end = burnInEnd ?? iteration
    burnInEnd = end
    while !isStopped, iteration < end + settings.smoothing {
      await iterate(share: LaneMath.pow(Double(iteration - end + 1), -0.6))
      if 4 * (iteration - end) > settings.smoothing { average.add(coordinates) }
      isStopped = !report(progress, phase: .smoothing)
      keep()
    }
    if !isStopped, let mean = average.mean { parameters = problem.parameters.parameters(at: mean) }
    return try await result(termination(isStopped: isStopped), drift: test)
  }

  // MARK: States

  private func keep() {
    guard iteration % Self.refreshing == 0 else { return }
    settings.checkpoints.keep {
      .expectation(
        ExpectationState(
          iteration: iteration, burnInEnd: burnInEnd, isStationary: isStationary, thetas: parameters.thetas,
          sigmas: parameters.sigmas, omega: parameters.omega, effects: chains.map(\.effects), means: means,
          moments: moments.averages, information: information?.elements, scales: scales, centers: centers,
          recent: test.points, average: average))
    }
  }

  /// Goes to a state; false when it is of another problem.
  private mutating func restore(_ state: ExpectationState) -> Bool {
    guard state.effects.map(\.count) == chains.map(\.effects.count), state.means.count == means.count,
      state.thetas.count == parameters.thetas.count, state.sigmas.count == parameters.sigmas.count,
      state.omega.map(\.count) == parameters.omega.map(\.count), moments.restore(state.moments)
    else { return false }
    iteration = state.iteration
    burnInEnd = state.burnInEnd
    isStationary = state.isStationary
    parameters.thetas = state.thetas
    parameters.sigmas = state.sigmas
    parameters.omega = state.omega
    for index in chains.indices { chains[index].effects = state.effects[index] }
    means = state.means
    information = state.information.flatMap { try? Matrix(rows: others.count, columns: others.count, elements: $0) }
    scales = state.scales
    centers = state.centers
    for point in state.recent { test.append(point) }
    average = state.average
    reported = coordinates
    return true
  }

  private func startFailure() -> Termination? {
    let method = ObjectiveMethod.conditionalInteraction
    guard let context = EvaluationContext(problem, method, parameters) else { return .infiniteObjective(subject: "") }
    let range = problem.subjects.indices
    let zeros = range.map { context.zeros($0) }
    for (subject, point) in context.points(range, effects: zeros, .effects).enumerated() {
      let id = problem.subjects[subject].id
      if let failure = point.failure { return .infiniteStart(subject: id, failure) }
      guard context.individual(subject).value(point, zeros[subject]) < .infinity else {
        return .infiniteObjective(subject: id)
      }
    }
    return nil
  }

  // MARK: An iteration

  private mutating func iterate(share: Double) async {
    iteration += 1
    guard let omega = OmegaFactors(parameters, of: problem.parameters) else { return }
    let score =
      if let importance { await sample(omega, importance) } else { await explore(omega) }
    let bySubject = Dictionary(grouping: chains, by: \.subject)
    moments.take(bySubject, means, share: share)
    let isAnnealing = iteration <= settings.annealing
    updateMeans(omega)
    updateOmega(isAnnealing: isAnnealing)
    updateOthers(score, share: share, isAnnealing: isAnnealing)
  }

  /// Moves all chains; the pieces are the same for any number of threads.
  private mutating func explore(_ omega: OmegaFactors) async -> ResidualStep.Score {
    // Means that move leave every μ + η, and so all predictions, where they are, up to rounding: which is not let grow.
    let isStale = others.contains(where: \.isStructural) || iteration % Self.refreshing == 1
    let moves = ChainMoves(
      kernels: kernels, scales: scales, seed: settings.seed, iteration: iteration, isStale: isStale)
    let thetas = parameters.thetas + parameters.sigmas
    let priors = problem.subjects.indices.map {
      IndividualPrior(problem.places[$0], count: problem.subjects[$0].effects.count, omega)
    }
    let sampler = ChainSampler(
      problem: problem, observations: observations, likelihood: DataLikelihood(problem.residuals, thetas: thetas),
      thetas: thetas, priors: priors, factors: priors.map { Self.factor(of: $0.covariance) }, moves: moves)
    let step = ResidualStep(problem: problem, layouts: predictor.layouts, parameters: others, thetas: thetas)
    let before = chains
    let predictor = predictor
    let work: @Sendable (Int) -> ([Chain], Acceptance, ResidualStep.Score) = { piece in
      let range = (piece * Self.pieceSize)..<min((piece + 1) * Self.pieceSize, before.count)
      var own = Array(before[range])
      let workspace = predictor.makeWorkspace()
      let acceptance = sampler.move(&own, in: workspace)
      return (own, acceptance, step.score(own, in: workspace))
    }
    var after: [Chain] = []
    var acceptance = Acceptance()
    var score = ResidualStep.Score(others.count)
    let pieces = (before.count + Self.pieceSize - 1) / Self.pieceSize
    func consume(_ result: ([Chain], Acceptance, ResidualStep.Score)) {
      after += result.0
      acceptance.add(result.1)
      score.add(result.2)
    }
    if problem.options.simulation.threads > 1, pieces > 1 {
      // Nothing here throws but a cancellation, after which the chains stay where they are.
      try? await inOrder(pieces, threads: problem.options.simulation.threads, isolation: nil, work: work) {
        consume($0)
      }
    } else {
      for piece in 0..<pieces { consume(work(piece)) }
    }
    if after.count == chains.count { chains = after }
    adapt(acceptance)
    return score
  }

  /// Draws all subjects anew by importance sampling.
  private mutating func sample(_ omega: OmegaFactors, _ importance: ImportanceEM) async -> ResidualStep.Score {
    if iteration % Self.refreshing == 1 { modes = nil }
    if importance.findsModes || centers.isEmpty {
      let evaluator = PopulationEvaluator(problem: problem, method: .conditionalInteraction)
      let found = await evaluator.evaluate(parameters, from: modes, gradient: false)
      if found.subjects.count == problem.subjects.count {
        modes = found
        centers = found.subjects.map { subject in
          let covariance = subject.effectCovariance
          return ExpectationState.Center(
            effects: subject.effects,
            covariance: (0..<covariance.rows).map { row in (0..<covariance.columns).map { covariance[row, $0] } })
        }
      }
    }
    let thetas = parameters.thetas + parameters.sigmas
    let step = ResidualStep(problem: problem, layouts: predictor.layouts, parameters: others, thetas: thetas)
    guard var sampler = ImportanceSampler(problem, predictor, parameters, importance.sampling), !centers.isEmpty else {
      return ResidualStep.Score(others.count)
    }
    sampler.iteration = iteration
    let expectation = ImportanceExpectation(
      problem: problem, sampler: sampler, step: step, observations: observations,
      likelihood: DataLikelihood(problem.residuals, thetas: thetas), seed: settings.seed, iteration: iteration)
    let groups = Dictionary(grouping: chains, by: \.subject)
    let subjects = groups.keys.sorted()
    let predictor = predictor
    let around = centers
    let work: @Sendable (Int) -> ImportanceExpectation.Taken = { piece in
      let subject = subjects[piece]
      return expectation.take(groups[subject] ?? [], around[subject].effects, around[subject].covariance, predictor)
    }
    var taken: [ImportanceExpectation.Taken] = []
    try? await inOrder(
      subjects.count, threads: problem.options.simulation.threads, isolation: nil, work: work
    ) { taken.append($0) }
    var score = ResidualStep.Score(others.count)
    guard taken.count == subjects.count else { return score }
    chains = taken.flatMap(\.chains)
    for (subject, part) in zip(subjects, taken) {
      score.add(part.score)
      centers[subject] = ExpectationState.Center(effects: part.mean, covariance: part.covariance)
    }
    sampledObjective = taken.reduce(0) { $0 + $1.objective }
    return score
  }

  private static func factor(of covariance: Matrix) -> Matrix {
    (try? Cholesky(of: covariance).factor) ?? Matrix(rows: covariance.rows, columns: covariance.columns)
  }

  /// The kernels of this iteration; at the beginning each comes more often, until the chains are where they belong.
  private var kernels: [ChainMoves.Kernel] {
    let coordinates = problem.subjects.map(\.effects.count).max() ?? 0
    let proposals = settings.proposals
    var kernels = [ChainMoves.Kernel](repeating: .prior, count: proposals.prior)
    for _ in 0..<proposals.coordinate { kernels += (0..<coordinates).map { .coordinate($0) } }
    if coordinates > 1 { kernels += [ChainMoves.Kernel](repeating: .block, count: proposals.block) }
    return iteration == 1 ? Array(repeating: kernels, count: 10).flatMap(\.self) : kernels
  }

  private mutating func adapt(_ acceptance: Acceptance) {
    for (kernel, proposed) in acceptance.proposed where kernel != .prior && proposed > 0 {
      let share = Double(acceptance.accepted[kernel] ?? 0) / Double(proposed)
      let scale = scales[kernel] ?? 1
      scales[kernel] = min(max(scale * (1 + 0.4 * (share - Self.acceptance)), 1e-4), 10)
    }
  }

  // MARK: The M-step

  private mutating func updateMeans(_ omega: OmegaFactors) {
    guard !structure.coordinates.isEmpty, let slopes = structure.slopes(at: parameters.thetas),
      let step = moments.step(means, slopes, omega, count: structure.coordinates.count)
    else { return }
    let old = parameters.thetas
    // What is not linear may overshoot: half the step where the means cannot be computed.
    for halving in 0..<8 {
      let length = halving == 0 ? 1 : LaneMath.exp(-0.7 * Double(halving))
      for (coordinate, change) in zip(structure.coordinates, step) {
        let x = coordinate.coordinate(of: old[coordinate.theta])
        parameters.thetas[coordinate.theta] = coordinate.value(at: x + length * change)
      }
      if let moved = structure.means(at: parameters.thetas, from: means, oldThetas: old),
        moved.allSatisfy({ $0.allSatisfy(\.isFinite) })
      {
        recentre(to: moved)
        return
      }
    }
    parameters.thetas = old
  }

  /// Random effects about other means: φ = μ + η stays as it is.
  private mutating func recentre(to moved: [[Double]]) {
    for index in chains.indices {
      let subject = chains[index].subject
      for (position, origin) in problem.subjects[subject].origins.enumerated() {
        guard let mean = structure.meanOfEffect[origin.eta] else { continue }
        chains[index].effects[position] += means[subject][mean] - moved[subject][mean]
      }
    }
    for subject in centers.indices {
      for (position, origin) in problem.subjects[subject].origins.enumerated() {
        guard let mean = structure.meanOfEffect[origin.eta] else { continue }
        centers[subject].effects[position] += means[subject][mean] - moved[subject][mean]
      }
    }
    means = moved
  }

  private mutating func updateOmega(isAnnealing: Bool) {
    for (block, declared) in problem.model.omega.enumerated() {
      guard !ParameterSpace.isKept(declared, problem.parameters.start.omega[block]),
        var covariance = moments.covariance(of: block, means)
      else { continue }
      for row in 0..<covariance.rows {
        let old = parameters[.omega(block: block, row: row, column: row)]
        if isAnnealing { covariance[row, row] = max(covariance[row, row], 0.95 * old) }
        covariance[row, row] = max(covariance[row, row], 1e-12)
      }
      guard (try? Cholesky(of: covariance)) != nil else { continue }
      parameters.omega[block] = (0..<covariance.rows).flatMap { row in (0...row).map { covariance[row, $0] } }
    }
  }

  private mutating func updateOthers(_ score: ResidualStep.Score, share: Double, isAnnealing: Bool) {
    guard !others.isEmpty else { return }
    var average = information ?? score.information
    for i in others.indices {
      for k in others.indices { average[i, k] += share * (score.information[i, k] - average[i, k]) }
    }
    information = average
    for i in others.indices { average[i, i] += 1e-8 * average[i, i] + 1e-10 }
    guard let newton = try? Cholesky(of: average).solve(score.gradient), newton.allSatisfy(\.isFinite) else { return }
    for (parameter, step) in zip(others, newton) {
      let isSigma = parameter.place >= parameters.thetas.count
      // The variance of a residual falls by no more than 5 % while variances are kept up.
      let lowest = isAnnealing && isSigma && !parameter.isStructural ? -0.0257 : -0.5
      let change = min(max(-share * step, lowest), 0.5)
      let place = parameter.place - (isSigma ? parameters.thetas.count : 0)
      let old = isSigma ? parameters.sigmas[place] : parameters.thetas[place]
      let value = parameter.scale.value(at: parameter.scale.coordinate(of: old) + change)
      guard value.isFinite else { continue }
      if isSigma { parameters.sigmas[place] = value } else { parameters.thetas[place] = value }
    }
  }

  // MARK: What is told

  private var coordinates: [Double] { problem.parameters.vector(of: parameters) ?? [] }

  private mutating func report(
    _ progress: @Sendable (FitIteration) -> Bool, phase: FitPhase
  ) -> Bool {
    let now = coordinates
    let before = reported ?? now
    reported = now
    let changes = zip(now, before).map { ($0 - $1).magnitude }
    let largest = changes.indices.max { changes[$0] < changes[$1] }
    let count = Double(chains.count { $0.subject == chains.first?.subject })
    let iteration = FitIteration(
      phase: phase, number: iteration,
      objective: sampledObjective ?? chains.reduce(0) { $0 + $1.value } / max(count, 1),
      gradient: largest.map { changes[$0] } ?? 0, parameter: largest.map { problem.parameters.names[$0] } ?? "",
      parameters: parameters, evaluations: self.iteration, seconds: seconds)
    trace.append(iteration)
    return progress(iteration) && !Task.isCancelled
  }

  private func termination(isStopped: Bool) -> Termination {
    if isStopped { return .interrupted }
    if let gone = FitWarning.collapsed(parameters, problem).first {
      return .collapsed(parameter: gone.0.name(in: problem.model))
    }
    let statistics = test.statistics
    let largest = statistics.indices.max { statistics[$0] < statistics[$1] } ?? 0
    let drift = statistics.isEmpty ? .infinity : statistics[largest]
    guard isStationary else {
      return .drifting(
        iterations: iteration - settings.smoothing, parameter: problem.parameters.names[largest], standardErrors: drift)
    }
    return .stationary(burnIn: iteration - settings.smoothing, smoothing: settings.smoothing, standardErrors: drift)
  }

  private func result(_ termination: Termination, drift: DriftTest?) async throws(FitProblemError) -> FitResult {
    let estimation = seconds
    let report = EstimateReport(problem: problem, predictor: predictor, covariance: settings.covariance)
    var result = await report.result(
      at: parameters, termination, likelihood: settings.likelihood, estimationSeconds: estimation)
    result.algorithm = importance.map { $0.findsModes ? .importanceMAP : .importanceSampling } ?? .saem
    result.trace = trace
    if let drift, drift.isFull {
      result.monteCarloErrors = natural(drift.errors(ofMeansOver: settings.smoothing))
    }
    return result
  }

  /// Standard errors of the vector's elements in natural units, as if these were independent.
  private func natural(_ errors: [Double]) -> [Double] {
    let jacobian = problem.parameters.jacobian(at: coordinates)
    return (0..<jacobian.rows).map { row in
      (0..<jacobian.columns).reduce(0) { sum, k in
        let part = jacobian[row, k] * errors[k]
        return sum + part * part
      }.squareRoot()
    }
  }
}
