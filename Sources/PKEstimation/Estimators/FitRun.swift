import PKLanguage
import PKNumerics

/// One way down to a minimum.
private struct Descent {
  var minimiser: QuasiNewton
  /// The best place so far.
  var best: DifferentiatedEvaluation
  /// How many iterations earlier ways had.
  let earlier: Int

  init(evaluation: DifferentiatedEvaluation, _ settings: MinimisationSettings, after earlier: Int = 0) {
    best = evaluation
    self.earlier = earlier
    minimiser = QuasiNewton(
      at: evaluation.vector, value: evaluation.objective, gradient: evaluation.gradient,
      hessian: evaluation.firstHessian, gradientTolerance: settings.gradientTolerance,
      decrementTolerance: settings.decrementTolerance)
  }

  var iterations: Int { earlier + minimiser.iterations }
}

/// One fit under way.
struct FitRun {
  let problem: FitProblem
  let settings: ApproximateLikelihood
  private(set) var evaluator: PopulationEvaluator
  private(set) var trace: [FitIteration] = []
  private(set) var evaluations = 0
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init(_ problem: FitProblem, _ settings: ApproximateLikelihood) {
    self.problem = problem
    self.settings = settings
    evaluator = PopulationEvaluator(problem: problem, method: settings.method)
    start = clock.now
  }

  private var seconds: Double { (clock.now - start) / .seconds(1) }

  /// The objective function at given parameters, or at the start, and what follows from it.
  mutating func evaluate(at parameters: PopulationParameters? = nil) async -> FitResult {
    let evaluation = await evaluator.evaluate(parameters ?? problem.parameters.start, from: nil, gradient: false)
    evaluations += 1
    let termination = startFailure(evaluation) ?? .evaluated
    return await result(evaluation, termination, gradient: [])
  }

  /// Minimises the objective function.
  mutating func minimise(_ progress: @Sendable (FitIteration) -> Bool) async -> FitResult {
    guard let vector = problem.parameters.vector(of: problem.parameters.start) else {
      let evaluation = await evaluator.evaluate(problem.parameters.start, from: nil, gradient: false)
      return await result(evaluation, .infiniteObjective(subject: ""), gradient: [])
    }
    var best = await evaluator.differentiated(at: vector, from: nil)
    evaluations += 1
    if let failure = startFailure(best.population) { return await result(best.population, failure, gradient: []) }
    guard best.gradient.allSatisfy(\.isFinite) else {
      return await result(best.population, .infiniteObjective(subject: problem.subjects[0].id), gradient: [])
    }
    var descent = Descent(evaluation: best, settings.minimisation)
    var isStopped = await descend(&descent, progress)
    var ending = termination(of: descent, isStopped: isStopped)
    while case .degenerateIndividual = ending, !isStopped {
      // Laplace's approximation falls without end where a subject's Hessian vanishes: again, without those of its kind.
      let known = evaluator.flatSubjects
      evaluator.flatSubjects.formUnion(descent.best.population.flatSubjects)
      guard evaluator.flatSubjects != known, let start = await usable(vector) else { break }
      descent = Descent(evaluation: start, settings.minimisation, after: descent.iterations)
      isStopped = await descend(&descent, progress)
      ending = termination(of: descent, isStopped: isStopped)
    }
    for _ in 0..<settings.minimisation.recoveries where !isStopped {
      // A minimum may be one only because subjects sit in minima of their own; an end without convergence may be due to
      // variances that vanished on the way.
      guard let start = await ending.isConverged ? lower(than: descent.best) : revived(descent.best) else { break }
      var other = Descent(evaluation: start, settings.minimisation, after: descent.iterations)
      isStopped = await descend(&other, progress)
      let otherEnding = termination(of: other, isStopped: isStopped)
      let isBetter = other.best.objective < descent.best.objective - 1e-3
      guard isBetter || (otherEnding.isConverged && other.best.objective < descent.best.objective + 1e-3) else { break }
      (descent, ending) = (other, otherEnding)
    }
    best = descent.best
    return await result(best.population, ending, gradient: descent.minimiser.relativeGradient, end: best)
  }

  /// Goes down to a minimum; true when the caller stopped it.
  private mutating func descend(_ descent: inout Descent, _ progress: (FitIteration) -> Bool) async -> Bool {
    var isStopped = !report(descent, progress)
    var restarts = 0
    while !isStopped, descent.minimiser.status != .converged,
      descent.minimiser.iterations < settings.minimisation.iterationLimit
    {
      if descent.minimiser.status == .stalled {
        guard restarts < 3, !Self.isAtNoise(descent.minimiser) else { break }
        restarts += 1
        descent.minimiser.restart(hessian: descent.best.firstHessian)
        continue
      }
      let next = await evaluator.differentiated(at: descent.minimiser.trial, from: descent.best.population)
      evaluations += 1
      guard descent.minimiser.take(value: next.objective, gradient: next.gradient) else { continue }
      descent.best = next
      isStopped = !report(descent, progress)
      // Where Laplace's approximation falls without end, every further step is smaller, and none leads anywhere.
      if let flattest = next.population.flattest, next.population.subjects[flattest].curvature < 1e-3 { break }
    }
    return isStopped
  }

  /// The same parameters with every subject's random effects looked for from 0; nil unless that is lower.
  ///
  /// On the way each search began where the last one ended, and so may have followed a minimum that is no longer the
  /// lowest (as of KA and CL/V exchanged).
  private mutating func lower(than end: DifferentiatedEvaluation) async -> DifferentiatedEvaluation? {
    guard settings.method != .firstOrder else { return nil }
    let fresh = await evaluator.evaluate(end.population.parameters, from: nil, gradient: false)
    evaluations += 1
    guard fresh.objective < end.population.objective - 1e-3 else { return nil }
    return await usable(end.vector)
  }

  /// The same parameters but for the blocks of Ω in which a variance vanished: those are as they started.
  private mutating func revived(_ end: DifferentiatedEvaluation) async -> DifferentiatedEvaluation? {
    var parameters = end.population.parameters
    let gone = FitWarning.collapsed(parameters, problem).compactMap { parameter, _ in
      if case .omega(let block, _, _) = parameter { block } else { nil }
    }
    guard !gone.isEmpty else { return nil }
    for block in gone { parameters.omega[block] = problem.parameters.start.omega[block] }
    guard let vector = problem.parameters.vector(of: parameters) else { return nil }
    return await usable(vector)
  }

  /// The objective function with its gradient, nothing being known from nearby; nil where either is not finite.
  private mutating func usable(_ vector: [Double]) async -> DifferentiatedEvaluation? {
    let start = await evaluator.differentiated(at: vector, from: nil)
    evaluations += 1
    return start.objective < .infinity && start.gradient.allSatisfy(\.isFinite) ? start : nil
  }

  private mutating func report(_ descent: Descent, _ progress: (FitIteration) -> Bool) -> Bool {
    let minimiser = descent.minimiser
    let relative = minimiser.relativeGradient
    let largest = relative.indices.max { relative[$0] < relative[$1] } ?? 0
    let iteration = FitIteration(
      number: descent.iterations, objective: minimiser.value, gradient: relative.isEmpty ? 0 : relative[largest],
      parameter: problem.parameters.names[largest],
      parameters: problem.parameters.parameters(at: minimiser.point), evaluations: evaluations, seconds: seconds)
    trace.append(iteration)
    return progress(iteration) && !Task.isCancelled
  }

  private func termination(of descent: Descent, isStopped: Bool) -> Termination {
    if isStopped { return .interrupted }
    var ending = ending(of: descent.minimiser)
    if descent.minimiser.status != .converged, let flattest = descent.best.population.flattest {
      ending = .degenerateIndividual(subject: problem.subjects[flattest].id)
    }
    if ending == .converged, let gone = FitWarning.collapsed(descent.best.population.parameters, problem).first {
      ending = .collapsed(parameter: gone.0.name(in: problem.model))
    }
    return ending
  }

  /// Whether what is left of the gradient is the noise of the solver.
  private static func isAtNoise(_ minimiser: QuasiNewton) -> Bool {
    minimiser.decrement < 1e-3 && minimiser.relativeGradient.allSatisfy { $0 < 1e-4 }
  }

  private func ending(of minimiser: QuasiNewton) -> Termination {
    switch minimiser.status {
    case .converged: return .converged
    case .searching: return .iterationLimit(minimiser.iterations)
    case .stalled:
      let relative = minimiser.relativeGradient
      let largest = relative.indices.max { relative[$0] < relative[$1] } ?? 0
      if Self.isAtNoise(minimiser) { return .converged }
      return .stalled(gradient: relative[largest], parameter: problem.parameters.names[largest])
    }
  }

  private func startFailure(_ evaluation: PopulationEvaluation) -> Termination? {
    guard let (subject, failure) = evaluation.failure else { return nil }
    let id = problem.subjects[subject].id
    return failure.map { .infiniteStart(subject: id, $0) } ?? .infiniteObjective(subject: id)
  }

  private mutating func result(
    _ evaluation: PopulationEvaluation, _ termination: Termination, gradient: [Double],
    end: DifferentiatedEvaluation? = nil
  ) async -> FitResult {
    var timing = FitTiming()
    timing.estimation = seconds
    var result = FitResult(
      method: settings.method, termination: termination, estimates: evaluation.parameters,
      objective: evaluation.objective, constant: Double(problem.measuredCount) * 2 * Normal.logRootTwoPi,
      individuals: [],
      gradient: gradient, freeParameters: problem.parameters.names, trace: trace, uncertainty: nil,
      shrinkage: Shrinkage(effects: [], residual: nil), warnings: [], timing: timing)
    if !problem.parametersWithPriors.isEmpty { result.penalty = problem.penalty(at: evaluation.parameters) }
    guard evaluation.subjects.count == problem.subjects.count else { return result }
    // With priors R⁻¹ is the posterior's covariance; S knows nothing of them.
    let covariance = settings.covariance == .sandwich && result.penalty != nil ? .hessian : settings.covariance
    if let wanted = covariance, evaluation.objective < .infinity, problem.parameters.count > 0 {
      result.uncertainty = await uncertainty(wanted, evaluation, end)
      result.timing.covariance = seconds - timing.estimation
    }
    result.individuals = individuals(evaluation)
    result.shrinkage = Shrinkage(of: result.individuals, in: problem, evaluation.parameters)
    result.warnings = FitWarning.all(of: result, problem, evaluation)
    let flat = evaluator.flatSubjects.sorted().map { problem.subjects[$0].id }
    if !flat.isEmpty { result.warnings.insert(.flatIndividuals(flat), at: 0) }
    result.timing.diagnostics = seconds - result.timing.covariance - result.timing.estimation
    return result
  }

  private func uncertainty(
    _ wanted: Uncertainty.Basis, _ evaluation: PopulationEvaluation, _ end: DifferentiatedEvaluation?
  ) async -> Uncertainty? {
    var end = end
    if end == nil, let vector = problem.parameters.vector(of: evaluation.parameters) {
      end = await evaluator.differentiated(at: vector, from: evaluation)
    }
    guard let end else { return nil }
    let step = problem.predictor.differenceStep > 5e-4 ? 1e-2 : 1e-3
    return await CovarianceStep(evaluator: evaluator, end: end, wanted: wanted, step: step).run()
  }

  private func individuals(_ evaluation: PopulationEvaluation) -> [IndividualFit] {
    guard let context = EvaluationContext(problem, settings.method, evaluation.parameters) else { return [] }
    // FO has looked for no individual estimates: they are those of its variance model.
    let range = problem.subjects.indices
    var effects = evaluation.subjects.map(\.effects)
    var covariances = evaluation.subjects.map(\.effectCovariance)
    if settings.method == .firstOrder,
      let other = EvaluationContext(problem, .conditionalInteraction, evaluation.parameters)
    {
      let modes = ModeSearch().modes(
        range, in: other, from: effects, corrections: range.map { _ in nil }, typical: nil)
      effects = modes.map(\.effects)
      covariances = modes.map { mode in
        (try? Cholesky(of: mode.halfHessian).solve(.identity(mode.effects.count))) ?? mode.halfHessian
      }
    }
    return IndividualFit.all(
      range, in: context, evaluations: evaluation.subjects, effects: effects, covariances: covariances)
  }
}
