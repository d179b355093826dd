import PKLanguage
import PKNumerics
import PKSimulation

/// One SAEM fit under way.
struct SAEMRun {
  let problem: FitProblem
  let settings: SAEM
  /// How expectations are sampled when not by chains.
  let importance: ImportanceEM?
  let predictor: JobPredictor
  let structure: MeanStructure
  let observations: [DataLikelihood.Observations]
  let others: [ResidualStep.Parameter]
  var parameters: PopulationParameters
  var chains: [Chain] = []
  var means: [[Double]]
  var moments: EffectMoments
  var information: Matrix?
  var scales: [ChainMoves.Kernel: Double] = [:]
  var iteration = 0
  var burnInEnd: Int?
  var isStationary = false
  var test: DriftTest
  var average = VectorAverage()
  /// The parameters before the last iteration, as a vector.
  var reported: [Double]?
  var trace: [FitIteration] = []
  /// For importance sampling: where each subject's draws are taken around, and what they said about the likelihood.
  var centers: [ExpectationState.Center] = []
  var modes: PopulationEvaluation?
  var sampledObjective: Double?
  let clock = ContinuousClock()
  let start: ContinuousClock.Instant

  /// How many chains make a piece of work: some lanes' worth, whatever the threads.
  static let pieceSize = 32
  /// After so many iterations everything that depends on earlier ones by rounding alone is computed anew; states are
  /// given away there.
  static let refreshing = 10
  /// The acceptance at which steps are neither too long nor too short.
  static let acceptance = 0.4
  /// How many last iterations the test for drift sees.
  static func window(_ importance: ImportanceEM?) -> Int { importance == nil ? 50 : 20 }

  init(_ problem: FitProblem, _ settings: SAEM, importance: ImportanceEM? = nil) throws(FitProblemError) {
    start = clock.now
    self.problem = problem
    self.settings = settings
    self.importance = importance
    test = DriftTest(window: Self.window(importance), grows: importance == nil)
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

  var seconds: Double { (clock.now - start) / .seconds(1) }

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
        && (test.isLongEnough || iteration >= settings.burnIn.upperBound)
      if isStationary { burnInEnd = iteration }
      keep()
    }
    let end = burnInEnd ?? iteration
    burnInEnd = end
    let (count, pace) = (smoothing, pace)
    while !isStopped, iteration < end + count {
      await iterate(share: LaneMath.pow(1 + Double(iteration - end) / pace, -0.6))
      if 4 * (iteration - end) > count { average.add(coordinates) }
      isStopped = !report(progress, phase: .smoothing)
      keep()
    }
    if !isStopped, let mean = average.mean { parameters = problem.parameters.parameters(at: mean) }
    return try await result(termination(isStopped: isStopped), drift: test)
  }

  /// Within how many iterations an estimate forgets where it was; what follows the burn-in goes by it.
  ///
  /// Steps of k^−0.6 from the first on would add up to fewer than the way that a parameter has to go of which data say
  /// little: it would stay where the burn-in happened to end, however long the mean.
  var pace: Double { importance == nil ? max(test.autocorrelationTime / 2, 1) : 1 }

  /// How many iterations are averaged behind the burn-in: twelve times what makes two of them independent.
  var smoothing: Int {
    guard importance == nil else { return settings.smoothing.lowerBound }
    let wanted = min(12 * test.autocorrelationTime, 1e9)
    return min(max(Int(wanted.rounded(.up)), settings.smoothing.lowerBound), settings.smoothing.upperBound)
  }

  func startFailure() -> Termination? {
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

  mutating func iterate(share: Double) async {
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
}
