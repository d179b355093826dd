import Foundation
import PKEstimation
import PKLanguage
import PKSimulation
import Synchronization
import Testing

/// What every estimator does alike, on the same small problems.
struct EstimatorConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let estimator: any Estimator
    /// How near its estimate of the elimination rate comes to 0.5 in Wang's example.
    let tolerance: Double
    /// Whether its iterations are too many for a debug build, where each takes tens of times as long.
    var isSlow = false
  }

  static let cases: [Case] = {
    var saem = SAEM()
    saem.burnIn = 60...60
    saem.annealing = 10
    saem.smoothing = 20...20
    saem.chainsPerSubject = 3
    saem.likelihood.draws = 128
    var importance = ImportanceEM()
    importance.burnIn = 25...25
    importance.smoothing = 10
    importance.sampling.draws = 128
    importance.likelihood.draws = 128
    var plain = importance
    plain.findsModes = false
    var bayes = BayesianPosterior()
    bayes.chains = 2
    bayes.warmUp = 60
    bayes.draws = 40
    return [
      Case(testDescription: "FOCEI", estimator: ApproximateLikelihood(.conditionalInteraction), tolerance: 0.05),
      Case(testDescription: "SAEM", estimator: saem, tolerance: 0.05),
      Case(testDescription: "IMPMAP", estimator: importance, tolerance: 0.05, isSlow: true),
      Case(testDescription: "IMP", estimator: plain, tolerance: 0.05, isSlow: true),
      Case(
        testDescription: "several starts", estimator: MultiStart(ApproximateLikelihood(), starts: 3), tolerance: 0.05),
      Case(testDescription: "NUTS", estimator: bayes, tolerance: 0.1, isSlow: true),
      Case(testDescription: "naive pooled", estimator: NaivePooled(), tolerance: 0.05),
      Case(testDescription: "two-stage", estimator: TwoStage(), tolerance: 0.05),
      Case(testDescription: "global two-stage", estimator: TwoStage(.global), tolerance: 0.05),
      Case(testDescription: "individual", estimator: IndividualLeastSquares(), tolerance: 0.05),
    ]
  }()

  /// All of them in release, where they take a second together.
  static var run: [Case] {
    #if DEBUG
      cases.filter { !$0.isSlow }
    #else
      cases
    #endif
  }

  private static func problem(threads: Int = 1) throws -> FitProblem {
    var options = FitProblem.Options()
    options.simulation.threads = threads
    return try FitProblem(
      model: Wang.model(error: "additive(a)", sigmas: [("a", 0.3)]), dataset: Wang.dataset(), options: options)
  }

  /// −ln(y(1)/10) of the ten subjects has the geometric mean 0.476.
  ///
  /// From their mean it is 0.484. Individual fits leave the
  /// theta where it starts, at 0.5.
  @Test(arguments: run)
  func reachesTheOptimum(_ test: Case) async throws {
    let result = try await test.estimator.fit(Self.problem())
    let rate = result.estimates.thetas[0]
    #expect(abs(rate - 0.477) < test.tolerance, "\(rate) \(result.termination)")
    #expect(result.objective.isFinite)
    #expect(result.individuals.count == 10)
  }

  @Test(arguments: run)
  func isTheSameWithThreads(_ test: Case) async throws {
    let one = try await test.estimator.fit(Self.problem())
    let two = try await test.estimator.fit(Self.problem(threads: 2))
    #expect(one.estimates == two.estimates)
    #expect(one.objective == two.objective)
    #expect(one.trace.map(\.objective) == two.trace.map(\.objective))
    #expect(one.individuals.map(\.effects) == two.individuals.map(\.effects))
  }

  @Test(arguments: cases)
  func refusesWhatHasNothingFree(_ test: Case) async throws {
    var model = try Wang.model(error: "additive(a)", sigmas: [("a", 0.3)])
    model.thetas[0].isFixed = true
    model.sigmas[0].isFixed = true
    model.omega[0].isFixed = true
    let problem = try FitProblem(model: model, dataset: Wang.dataset())
    await #expect(throws: FitProblemError.nothingFree(model: "wang")) { try await test.estimator.fit(problem) }
  }

  /// A method either uses the priors of a model or says that it does not.
  @Test(arguments: cases)
  func refusesPriorsThatItDoesNotUse(_ test: Case) async throws {
    guard !["FOCEI", "several starts", "NUTS"].contains(test.testDescription) else { return }
    let problem = try FitProblem(model: PriorTests.model(theta: "~ normal(0.6, 0.2)"), dataset: Wang.dataset())
    do throws(FitProblemError) {
      _ = try await test.estimator.fit(problem)
      Issue.record("the prior was passed over")
    } catch {
      guard case .priorsUnsupported(_, let parameter) = error else { throw error }
      #expect(parameter == "tvK")
    }
  }

  /// From any state that it passed, written and read again, a fit ends with the bits that it ended with at first.
  @Test(arguments: run.filter { $0.estimator is any ResumableEstimator })
  func goesOnFromItsStates(_ test: Case) async throws {
    var estimator = try #require(test.estimator as? any ResumableEstimator)
    let states = StateLog()
    estimator.checkpoints = FitCheckpoints { states.add($0()) }
    let whole = try await estimator.fit(Self.problem())
    let all = states.all
    try #require(all.count > 2)
    for state in [all[all.count / 3], all[all.count - 1]] {
      let read = try JSONDecoder().decode(FitState.self, from: JSONEncoder().encode(state))
      estimator.checkpoints = FitCheckpoints(state: read)
      let rest = try await estimator.fit(Self.problem())
      #expect(rest.estimates == whole.estimates)
      #expect(rest.objective == whole.objective)
      #expect(rest.monteCarloErrors == whole.monteCarloErrors)
      #expect(rest.termination == whole.termination)
    }
  }

  /// The state of one method, or of another problem, is none of another's.
  @Test func refusesForeignStates() async throws {
    var saem = SAEM()
    saem.checkpoints = FitCheckpoints(state: .chains([nil]))
    await #expect(throws: FitProblemError.foreignState) { try await saem.fit(Self.problem()) }
    var bayes = BayesianPosterior()
    bayes.checkpoints = FitCheckpoints(state: .chains([nil]))
    await #expect(throws: FitProblemError.foreignState) { try await bayes.fit(Self.problem()) }
  }
}

/// The states of a fit, in the order in which they came.
private final class StateLog: Sendable {
  private let states = Mutex<[FitState]>([])
  func add(_ state: FitState) { states.withLock { $0.append(state) } }
  var all: [FitState] { states.withLock { $0 } }
}
