/// Two methods that share the lanes: an explicit one, and one for stiff systems where the explicit one is held back
/// by stability.
///
/// Every lane begins on the explicit method. It changes over when for some fifteen steps h·ρ was at the limit of
/// stability, ρ being the Lipschitz constant along the last two stages (E. Hairer, G. Wanner, Solving Ordinary
/// Differential Equations II, 2nd ed., IV.2, "Stiffness detection"), and back after some
/// fifty steps that the explicit method could have taken too; each return makes the next one twice as patient. Steps are
/// short just after a dose, whatever the system: that is no reason to go back and find out anew that it is stiff. What is decided in a lane depends on
/// that lane alone.
///
/// Systems without derivatives stay on the explicit method. Nothing is allocated after `init`.
public struct SwitchingSolver: LaneStepper, ~Copyable {
  /// Holds what the caller sees: time, states, derivatives, interpolant.
  var explicit: RungeKuttaSolver
  /// Its own copy of the same, brought up to date where a lane is stiff.
  var stiff: RosenbrockSolver
  /// The lanes that are on the method for stiff systems.
  public internal(set) var stiffLanes = LaneMask(repeating: false)
  /// The lanes of the attempted step that were.
  var steppedStiffly = LaneMask(repeating: false)
  /// Whether the attempted step was taken by the explicit method in some lane.
  var steppedExplicitly = false
  /// How many explicit steps at the limit of stability there were lately.
  var suspicion = Lanes(repeating: 0)
  /// How many stiff steps in a row the explicit method could have taken, and how many it takes to go back.
  var ease = Lanes(repeating: 0)
  var patience = Lanes(repeating: SwitchingSolver.firstPatience)

  /// How much suspicion it takes to change over.
  static let conviction = 15.0
  static let firstPatience = 50.0

  /// Creates the memory for systems of a dimension, with methods suited to the tolerances.
  public init(dimension: Int, tolerances: Tolerances) {
    self.init(
      explicit: .suited(to: tolerances), stiff: .rodas5P, dimension: dimension, tolerances: tolerances)
  }

  /// Creates the memory for two methods.
  public init(explicit: ButcherTableau, stiff: RosenbrockTableau, dimension: Int, tolerances: Tolerances) {
    self.explicit = RungeKuttaSolver(explicit, dimension: dimension, tolerances: tolerances)
    self.stiff = RosenbrockSolver(stiff, dimension: dimension, tolerances: tolerances)
  }

  /// How many states there are.
  public var dimension: Int { explicit.dimension }
  /// The time that each lane has reached.
  public var time: Lanes {
    get { explicit.time }
    set { explicit.time = newValue }
  }
  /// The state that each lane has reached: `dimension` values.
  public var state: UnsafeMutablePointer<Lanes> { explicit.state }
  /// The derivatives there: `dimension` values.
  public var derivative: UnsafeMutablePointer<Lanes> { explicit.derivative }
  /// The end of the step that was attempted.
  public var nextTime: Lanes { explicit.nextTime }
  /// The state at the end of the step: `dimension` values.
  public var nextState: UnsafeMutablePointer<Lanes> { explicit.nextState }
  /// The derivatives there: `dimension` values.
  public var nextDerivative: UnsafeMutablePointer<Lanes> { explicit.nextDerivative }
  /// The step that each lane on the explicit method tries next; `restart` chooses it, and a caller may set one of its
  /// own after that.
  public var step: Lanes {
    get { explicit.step }
    set { explicit.step = newValue }
  }
  /// How often a step of the explicit method evaluates f; see `work` for what an attempt took.
  public var evaluationsPerStep: Int { explicit.evaluationsPerStep }
  /// How often the explicit method's interpolant evaluates f beyond the step.
  public var evaluationsPerInterpolant: Int { explicit.evaluationsPerInterpolant }

  /// The work of each active lane's method.
  public mutating func work(of attempt: StepAttempt, active: LaneMask) -> SolverStatistics {
    let easy = explicit.work(of: attempt.restricted(to: .!steppedStiffly), active: active .& .!steppedStiffly)
    guard steppedStiffly.holdsSomewhere else { return easy }
    return easy + stiff.work(of: attempt.restricted(to: steppedStiffly), active: active .& steppedStiffly)
  }
}

extension ButcherTableau {
  /// The method that takes the least work at some tolerances: high order pays where they are tight.
  public static func suited(to tolerances: Tolerances) -> ButcherTableau {
    tolerances.relative < 3e-8 ? .dormandPrince8 : .tsit5
  }
}

extension StepAttempt {
  /// The outcome in some lanes only.
  func restricted(to lanes: LaneMask) -> StepAttempt {
    StepAttempt(accepted: accepted .& lanes, arrived: arrived .& lanes, stuck: stuck .& lanes)
  }
}
