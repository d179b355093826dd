import PKLanguage
import PKNumerics

/// One fit under way.
struct FitRun {
  let problem: FitProblem
  let settings: ApproximateLikelihood
  let evaluator: PopulationEvaluator
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
    var minimiser = QuasiNewton(
      at: vector, value: best.objective, gradient: best.gradient, hessian: best.firstHessian,
      gradientTolerance: settings.minimisation.gradientTolerance,
      decrementTolerance: settings.minimisation.decrementTolerance)
    var isStopped = !report(minimiser, progress)
    var restarts = 0
    while !isStopped, minimiser.status != .converged, minimiser.iterations < settings.minimisation.iterationLimit {
      if minimiser.status == .stalled {
        guard restarts < 3 else { break }
        restarts += 1
        minimiser.restart(hessian: best.firstHessian)
        continue
      }
      let next = await evaluator.differentiated(at: minimiser.trial, from: best.population)
      evaluations += 1
      guard minimiser.take(value: next.objective, gradient: next.gradient) else { continue }
      best = next
      isStopped = !report(minimiser, progress)
    }
    var termination = termination(of: minimiser, isStopped: isStopped)
    if minimiser.status == .stalled, let flattest = best.population.flattest {
      termination = .degenerateIndividual(subject: problem.subjects[flattest].id)
    }
    if termination == .converged, let gone = FitWarning.collapsed(best.population.parameters, problem).first {
      termination = .collapsed(parameter: gone.0.name(in: problem.model))
    }
    return await result(best.population, termination, gradient: minimiser.relativeGradient, end: best)
  }

  private mutating func report(_ minimiser: QuasiNewton, _ progress: (FitIteration) -> Bool) -> Bool {
    let relative = minimiser.relativeGradient
    let largest = relative.indices.max { relative[$0] < relative[$1] } ?? 0
    let iteration = FitIteration(
      number: minimiser.iterations, objective: minimiser.value, gradient: relative.isEmpty ? 0 : relative[largest],
      parameter: problem.parameters.names[largest],
      parameters: problem.parameters.parameters(at: minimiser.point), evaluations: evaluations, seconds: seconds)
    trace.append(iteration)
    return progress(iteration) && !Task.isCancelled
  }

  private func termination(of minimiser: QuasiNewton, isStopped: Bool) -> Termination {
    if isStopped { return .interrupted }
    switch minimiser.status {
    case .converged: return .converged
    case .searching: return .iterationLimit(minimiser.iterations)
    case .stalled:
      let relative = minimiser.relativeGradient
      let largest = relative.indices.max { relative[$0] < relative[$1] } ?? 0
      // What is left of the gradient is the noise of the solver.
      if relative[largest] < 1e-4, minimiser.decrement < 1e-3 { return .converged }
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
    let measured = problem.subjects.reduce(0) { $0 + $1.observations.count { !$0.bounds.isCensored } }
    var result = FitResult(
      method: settings.method, termination: termination, estimates: evaluation.parameters,
      objective: evaluation.objective, constant: Double(measured) * 2 * Normal.logRootTwoPi, individuals: [],
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
