/// A method that carries a system forward over lanes, each lane with its own time and step.
///
/// The caller drives it: `restart` after a jump, `attempt` for one step in every active lane, then — while the step
/// can still be interpolated — whatever it wants of the interval, then `commit`.
///
/// Methods are mutating even where they only read: one that is not gets a copy of all bytes of a large value.
public protocol LaneStepper: ~Copyable {
  /// How many states there are.
  var dimension: Int { get }
  /// The time that each lane has reached.
  var time: Lanes { get set }
  /// The state that each lane has reached: `dimension` values.
  var state: UnsafeMutablePointer<Lanes> { get }
  /// The derivatives there: `dimension` values.
  var derivative: UnsafeMutablePointer<Lanes> { get }
  /// The end of the step that was attempted; this and what follows hold in accepted lanes, until `commit`.
  var nextTime: Lanes { get }
  /// The state at the end of the step: `dimension` values.
  var nextState: UnsafeMutablePointer<Lanes> { get }
  /// The derivatives there: `dimension` values.
  var nextDerivative: UnsafeMutablePointer<Lanes> { get }
  /// How often an attempted step, and a restart, evaluate f.
  var evaluationsPerStep: Int { get }
  /// How often `completeInterpolant` evaluates f.
  var evaluationsPerInterpolant: Int { get }

  /// Begins anew in some lanes, whose time, state or equations the caller has changed.
  mutating func restart<D: LaneDynamics & ~Copyable>(_ lanes: LaneMask, before stop: Lanes, _ dynamics: inout D)

  /// Attempts one step in every active lane, no further than its stop.
  mutating func attempt<D: LaneDynamics & ~Copyable>(
    to stop: Lanes, active: LaneMask, _ dynamics: inout D
  ) -> StepAttempt

  /// The work that an attempt took, summed over its active lanes.
  mutating func work(of attempt: StepAttempt, active: LaneMask) -> SolverStatistics

  /// Evaluates what the interpolant needs beyond the step's own stages: call after `attempt`, before
  /// `prepareInterpolant`.
  mutating func completeInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D)

  /// The lanes in which the interpolant of the attempted step is coarser than the step itself: call after
  /// `completeInterpolant` and before `prepareInterpolant`.
  mutating func lanesWithCoarseInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) -> LaneMask

  /// Writes the states at times inside the attempted step, one for each lane, by a step of their own from its start:
  /// as accurate as the step, and as dear.
  mutating func stepAside<D: LaneDynamics & ~Copyable>(
    to times: Lanes, _ dynamics: inout D, into target: UnsafeMutablePointer<Lanes>)

  /// Forgets what was learnt in some lanes, where an unrelated problem begins: what it gives must not depend on what
  /// was there before. `restart` keeps what holds across a jump of the same problem.
  mutating func forget(_ lanes: LaneMask)

  /// Holds a lane's errors to a share of the tolerances from here on, until it is told otherwise or forgets: where all steps err
  /// to the same side. A method may leave it at the tolerances.
  mutating func holdErrors(to share: Double, _ lane: Int)

  /// Prepares the interpolation of some states over the attempted step: call after `attempt`, before `interpolate`.
  mutating func prepareInterpolant(of states: [Int])

  /// Writes some states at times inside the attempted step, one for each lane, where they belong in `target`
  /// (`dimension` values); the other values are left alone.
  mutating func interpolate(_ states: [Int], at times: Lanes, into target: UnsafeMutablePointer<Lanes>)

  /// Writes weighted sums of some states of one lane at times inside the attempted step, one after another while they are no
  /// later than a time, at each all sums: to the bits of `interpolate` and a sum from the first state to the last.
  ///
  /// - Parameters:
  ///   - states: the states, prepared as for `interpolate`; at least one.
  ///   - sums: how many sums there are.
  ///   - weights: by sum and state, of the lane.
  ///   - lane: the lane.
  ///   - times: where the times are, of which the first is no later than `last`; behind the last of them is one that is.
  ///   - last: the last time that is asked for.
  ///   - target: where the sums go.
  /// - Returns: at how many times sums were written; 0 where the method has no way to do so.
  mutating func interpolate(
    _ states: [Int], sums: Int, weights: borrowing LaneBuffer, ofLane lane: Int, at times: UnsafePointer<Double>,
    upTo last: Double, into target: UnsafeMutablePointer<Double>
  ) -> Int

  /// Whether the method gives a lane's states at many times of an attempted step at once, and faster so.
  var interpolatesSeries: Bool { get }

  /// Writes some states of one lane at many times inside the attempted step, in groups of eight times: group after
  /// group, in each one value for each state asked for. Where `interpolatesSeries` says so.
  mutating func interpolate(
    _ states: [Int], ofLane lane: Int, at times: UnsafeBufferPointer<Double>, into target: UnsafeMutablePointer<Lanes>)

  /// Writes sums of one lane's states in the same way, given the weights of all states, sum after sum.
  ///
  /// - Returns: false, with nothing written, where the method has no better way than to add up states.
  mutating func interpolate(
    sums weights: [Double], ofLane lane: Int, at times: UnsafeBufferPointer<Double>,
    into target: UnsafeMutablePointer<Lanes>
  ) -> Bool

  /// Writes the same sums where the times are evenly spaced, up to how such times are rounded: time after time, at each all
  /// sums.
  ///
  /// - Returns: false, with nothing written, where the method has no better way than for any times.
  mutating func interpolate(
    sums weights: [Double], ofLane lane: Int, at times: UnsafeBufferPointer<Double>, spacing: Double,
    into target: UnsafeMutablePointer<Double>
  ) -> Bool

  /// Makes the attempted step's end the present, in the given lanes.
  mutating func commit(_ lanes: LaneMask)
}

extension LaneStepper where Self: ~Copyable {
  /// None, for a method whose interpolant is free.
  public var evaluationsPerInterpolant: Int { 0 }

  /// Does nothing, for a method whose interpolant is free.
  public mutating func completeInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) {}

  /// None, for a method whose interpolant is as good as its steps.
  public mutating func lanesWithCoarseInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) -> LaneMask {
    LaneMask(repeating: false)
  }

  /// Writes NaN: nothing is asked of a method that says no lane is coarse.
  public mutating func stepAside<D: LaneDynamics & ~Copyable>(
    to times: Lanes, _ dynamics: inout D, into target: UnsafeMutablePointer<Lanes>
  ) {
    for i in 0..<dimension { target[i] = Lanes(repeating: .nan) }
  }

  /// Has no such way.
  public mutating func interpolate(
    _ states: [Int], sums: Int, weights: borrowing LaneBuffer, ofLane lane: Int, at times: UnsafePointer<Double>,
    upTo last: Double, into target: UnsafeMutablePointer<Double>
  ) -> Int { 0 }

  /// False, for a method that has no closed form.
  public var interpolatesSeries: Bool { false }

  /// Writes NaN: nothing is asked of a method that does not offer it.
  public mutating func interpolate(
    _ states: [Int], ofLane lane: Int, at times: UnsafeBufferPointer<Double>, into target: UnsafeMutablePointer<Lanes>
  ) {
    for place in 0..<(times.count + 7) / 8 * states.count { target[place] = Lanes(repeating: .nan) }
  }

  /// Has no better way.
  public mutating func interpolate(
    sums weights: [Double], ofLane lane: Int, at times: UnsafeBufferPointer<Double>,
    into target: UnsafeMutablePointer<Lanes>
  ) -> Bool { false }

  /// Has no better way.
  public mutating func interpolate(
    sums weights: [Double], ofLane lane: Int, at times: UnsafeBufferPointer<Double>, spacing: Double,
    into target: UnsafeMutablePointer<Double>
  ) -> Bool { false }

  /// Leaves it at the tolerances.
  public mutating func holdErrors(to share: Double, _ lane: Int) {}

  /// Does nothing, for a method that learns nothing.
  public mutating func forget(_ lanes: LaneMask) {}

  /// The evaluations of `evaluationsPerStep` in each active lane.
  public mutating func work(of attempt: StepAttempt, active: LaneMask) -> SolverStatistics {
    var work = SolverStatistics()
    let (running, accepted) = (LaneSet(active).count, LaneSet(attempt.accepted).count)
    work.steps = accepted
    work.rejected = running - accepted
    work.evaluations = running * evaluationsPerStep
    return work
  }
}

/// What came of an attempted step.
public struct StepAttempt {
  /// Lanes whose step met the tolerances.
  public var accepted: LaneMask
  /// Lanes that were accepted and are now at their stop.
  public var arrived: LaneMask
  /// Lanes that cannot go on: their step is too small to move time.
  public var stuck: LaneMask

  /// Creates an outcome.
  public init(accepted: LaneMask, arrived: LaneMask, stuck: LaneMask) {
    self.accepted = accepted
    self.arrived = arrived
    self.stuck = stuck
  }
}
