extension LaneStepper where Self: ~Copyable {
  /// Solves one initial value problem from the present time to another, in every lane alike.
  ///
  /// For problems without events; populations are driven step by step. The solution is in `state`.
  ///
  /// - Returns: the work it took in one lane.
  /// - Throws: `notFinite` where f cannot be evaluated at the start, `stepTooSmall` or `tooManySteps`.
  public mutating func solve<D: LaneDynamics & ~Copyable>(
    to end: Double, stepLimit: Int = 100_000, _ dynamics: inout D
  ) throws(SolverError) -> SolverStatistics {
    var first = LaneMask(repeating: false)
    first[0] = true
    let stop = Lanes(repeating: end)
    var statistics = SolverStatistics()
    restart(LaneMask(repeating: true), before: stop, &dynamics)
    statistics.evaluations += 1
    for i in 0..<dimension where !derivative[i][0].isFinite { throw .notFinite(time: time[0], state: i) }
    var active = time .!= stop
    while active.holdsSomewhere {
      let attempt = attempt(to: stop, active: active, &dynamics)
      let own = StepAttempt(
        accepted: attempt.accepted .& first, arrived: attempt.arrived .& first, stuck: attempt.stuck .& first)
      statistics = statistics + work(of: own, active: active .& first)
      if attempt.stuck[0] { throw .stepTooSmall(time: time[0], step: nextTime[0] - time[0]) }
      if statistics.steps + statistics.rejected > stepLimit { throw .tooManySteps(time: time[0], limit: stepLimit) }
      commit(attempt.accepted)
      active = active .& .!attempt.arrived
    }
    return statistics
  }
}
