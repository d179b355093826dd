import PKData
import PKEstimation
import PKLanguage
import PKModel
import PKSimulation
import PKUnits

extension PatientEstimation {
  /// Finds the dose with which the most probable patient meets a target, rounds it, and simulates the rounded one.
  ///
  /// - Parameters:
  ///   - target: what is aimed at; it must grow with the dose.
  ///   - increment: what the dose is rounded to; 0 for no rounding.
  ///   - guess: a dose to begin with; positive.
  ///   - plan: what a dose is part of.
  /// - Returns: the dose, and what the rounded one achieves.
  /// - Throws: `ForecastError.targetExceeded` when the target is met without a dose, `.targetOutOfReach` when no dose up
  ///   to a million times the guess meets it.
  public func dose(
    for target: ExposureTarget, roundedTo increment: Double, guess: Double, in plan: (Double) -> FuturePlan
  ) throws(ForecastError) -> TargetSolution {
    var without = plan(guess)
    try requireLater(without)
    without.doses = []
    let background = try value(of: target, in: without)
    guard background < target.value else {
      throw .targetExceeded(without: text(background, target), target: text(target.value, target))
    }
    let exact = try root(of: target, from: (0, background), guess: guess) { dose throws(ForecastError) in
      try value(of: target, in: plan(dose))
    }
    let rounded = increment > 0 ? max(1, (exact / increment).rounded()) * increment : exact
    return try solution(target, exact, rounded, plan(rounded))
  }

  /// Finds the interval at the end of which the most probable patient has come down to a target.
  ///
  /// - Parameters:
  ///   - target: a trough; it must fall with the interval.
  ///   - increment: what the interval is rounded down to; 0 for no rounding.
  ///   - guess: an interval to begin with; positive.
  ///   - plan: what an interval makes.
  /// - Returns: the interval, and what the rounded one achieves.
  /// - Throws: `ForecastError.targetExceeded` when the target is met at any interval, `.targetOutOfReach` at none.
  public func interval(
    for target: ExposureTarget, roundedTo increment: Double, guess: Double, in plan: (Double) -> FuturePlan
  ) throws(ForecastError) -> TargetSolution {
    // In the inverse of the interval, so that the target grows with what is looked for.
    let start = 1 / (1_000 * guess)
    let background = try value(of: target, in: plan(1 / start))
    guard background < target.value else {
      throw .targetExceeded(without: text(background, target), target: text(target.value, target))
    }
    let inverse = try root(of: target, from: (start, background), guess: 1 / guess) { inverse throws(ForecastError) in
      try value(of: target, in: plan(1 / inverse))
    }
    let exact = 1 / inverse
    let rounded = increment > 0 ? max(1, (exact / increment).rounded(.down)) * increment : exact
    return try solution(target, exact, rounded, plan(rounded))
  }

  /// Finds when the most probable patient comes down to a level for good after the last dose.
  ///
  /// - Parameters:
  ///   - level: the level, in the output's unit.
  ///   - output: the output's place among the model's.
  ///   - doses: what is given after the history.
  ///   - horizon: how far after the last dose to look; in the model's time unit.
  /// - Returns: the time from the origin, and the interval of the draws.
  /// - Throws: `ForecastError.targetOutOfReach` when the level is not crossed before the horizon.
  public func time(
    ofLevel level: Double, output: Int, after doses: [PatientHistory.GivenDose], within horizon: Double
  ) throws(ForecastError) -> Uncertain {
    let start = max(doses.last?.time ?? history.doses.last?.time ?? 0, history.end)
    let times = (0...4_000).map { start + horizon * Double($0) / 4_000 }
    let solved = try solve([doses], windows: [[]], times: [times])[0]
    let levels = times.indices.map { solved.levels(at: $0, output) }
    let crossings = (0..<solved.count).map { patient in
      Self.lastCrossing(levels.map { $0[patient] }, at: times, level)
    }
    guard let first = crossings.first, let coarse = first else {
      let lowest = levels.map { $0[0] }.min() ?? .nan
      let target = ExposureTarget(.trough, output: output, value: level)
      throw .targetOutOfReach(highest: text(lowest, target), target: text(level, target))
    }
    let exact = try refined(coarse, step: horizon / 4_000, level, output, doses)
    return DrawSummary(settings.interval)([exact] + crossings.dropFirst().map { $0 ?? .infinity })
  }

  /// The time at which a course that is above a level goes below it for the last time, by a straight line between its
  /// points; nil when it does not.
  private static func lastCrossing(_ levels: [Double], at times: [Double], _ level: Double) -> Double? {
    guard let last = levels.lastIndex(where: { $0 > level }), last + 1 < levels.count else { return nil }
    let share = (levels[last] - level) / (levels[last] - levels[last + 1])
    return times[last] + share * (times[last + 1] - times[last])
  }

  /// A crossing between points made exact: the straight line between ever closer ones.
  private func refined(
    _ coarse: Double, step: Double, _ level: Double, _ output: Int, _ doses: [PatientHistory.GivenDose]
  ) throws(ForecastError) -> Double {
    var (center, width) = (coarse, step)
    let start = max(doses.last?.time ?? 0, history.end)
    for _ in 0..<4 {
      let times = (0...40).map { max(start, center + width * (Double($0) / 20 - 1)) }
      let solved = try solve(
        [doses], windows: [[]], times: [times], center: estimate.fit.effects, draws: [])[0]
      let levels = times.indices.map { solved.levels(at: $0, output)[0] }
      guard let crossing = Self.lastCrossing(levels, at: times, level) else { break }
      (center, width) = (crossing, width / 10)
    }
    return center
  }

  private func solution(
    _ target: ExposureTarget, _ exact: Double, _ rounded: Double, _ plan: FuturePlan
  ) throws(ForecastError) -> TargetSolution {
    let values = try values(of: target, in: plan, draws: posterior.draws)
    let reached = values.dropFirst().count { $0 >= target.value }
    return TargetSolution(
      exact: exact, rounded: rounded, achieved: DrawSummary(settings.interval)(values),
      shareAtLeast: Double(reached) / Double(max(1, values.count - 1)))
  }

  /// What a plan gives in the most probable patient.
  func value(of target: ExposureTarget, in plan: FuturePlan) throws(ForecastError) -> Double {
    try values(of: target, in: plan, draws: [])[0]
  }

  /// What a plan gives in the most probable patient and in draws.
  private func values(
    of target: ExposureTarget, in plan: FuturePlan, draws: [[Double]]
  ) throws(ForecastError) -> [Double] {
    let center = estimate.fit.effects
    if case .level(let time) = target.metric {
      let solved = try solve([plan.doses], windows: [[]], times: [[time]], center: center, draws: draws)
      return solved[0].levels(at: 0, target.output)
    }
    let cuts = PlanWindows(plan, after: history.doses.last?.time)
    let solved = try solve([plan.doses], windows: [cuts.windows], times: [[]], center: center, draws: draws)
    let values = PlanValues(plan, cuts, in: solved[0], outputs: outputCount, hadDose: true)
    return values.values(of: target)
  }

  func text(_ value: Double, _ target: ExposureTarget) -> String {
    let unit = model.source.outputs[target.output].unit
    return "\(short(value)) \(target.metric == .auc ? unit * model.source.timeUnit : unit)"
  }
}
