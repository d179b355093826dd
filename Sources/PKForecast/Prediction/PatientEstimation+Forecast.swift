import PKData
import PKEstimation
import PKLanguage
import PKModel
import PKSimulation
import PKUnits

extension PatientEstimation {
  /// Predicts exposure under plans; the first is what the others are compared with, and whose course is told over time.
  ///
  /// - Parameter plans: at least one; every dose comes after the history.
  /// - Returns: the plans with their exposure, and the course of the first.
  /// - Throws: `ForecastError` when a plan does not follow the history, or the equations cannot be solved.
  public func forecast(_ plans: [FuturePlan]) throws(ForecastError) -> Forecast {
    guard let first = plans.first else { throw .nothingPlanned }
    for plan in plans { try requireLater(plan) }
    let lastDose = history.doses.last?.time
    let cuts = plans.map { PlanWindows($0, after: lastDose) }
    let solved = try solve(plans.map(\.doses), windows: cuts.map(\.windows), times: plans.map { _ in [] })
    let values = zip(plans, cuts).enumerated().map { index, plan in
      PlanValues(plan.0, plan.1, in: solved[index], outputs: outputCount, hadDose: lastDose != nil)
    }
    let summary = DrawSummary(settings.interval)
    let reference = values[0]
    let courses = try courses(plans)
    let forecasts = zip(plans, zip(values, courses)).map { plan, own in
      PlanForecast(
        plan: plan, cycles: own.0.cycles(summary), summary: own.0.summaries(summary),
        ratios: own.0.ratios(to: reference, summary), course: own.1)
    }
    let times = gridTimes(of: first)
    return Forecast(
      plans: forecasts, times: times, bands: try bands(first, times, summary), parameters: try parameters(summary))
  }

  var outputCount: Int { model.source.outputs.count }

  /// Doses that were given are facts: what is planned comes after all of them.
  func requireLater(_ plan: FuturePlan) throws(ForecastError) {
    guard plan.cycles.last != nil, plan.span.upperBound > plan.span.lowerBound else { throw .nothingPlanned }
    let last = history.end
    let hasBegun = history.levelCount > 0 || !history.doses.isEmpty
    guard let next = plan.doses.first?.time, hasBegun, next < last || next == history.doses.last?.time else { return }
    throw .planTooEarly(next: label(next), last: label(last))
  }

  /// A time as people read it: the moment when there is one.
  public func label(_ time: Double) -> String {
    let unit = model.source.timeUnit
    let seconds = (try? Unit("s")).flatMap { unit.factor(to: $0) }
    guard let origin = history.origin, let second = seconds else {
      return "\(DecimalText(significantDigits: 7).string(time)) \(unit)"
    }
    // To the minute, as moments are written.
    return origin.adding(seconds: (time * second / 60).rounded() * 60).description
  }

  /// Times at which bands are told: evenly over history and plan, closer where doses are.
  private func gridTimes(of plan: FuturePlan) -> [Double] {
    let doses = (history.doses + plan.doses).map(\.time)
    let start = min(0, history.records.first?.time ?? 0, doses.min() ?? 0)
    let span = plan.end - start
    var times = (0...160).map { start + span * Double($0) / 160 }
    for dose in doses { times += [0, 0.0005, 0.001, 0.002, 0.004].map { dose + span * $0 } }
    times += history.records.map(\.time)
    return Set(times.filter { $0 <= plan.end }).sorted()
  }

  /// The most probable patient under each plan, at times closer where doses are.
  private func courses(_ plans: [FuturePlan]) throws(ForecastError) -> [PlanCourse] {
    let times = plans.map { plan -> [Double] in
      let (start, span) = (plan.span.lowerBound, plan.end - plan.span.lowerBound)
      var times = (0...100).map { start + span * Double($0) / 100 }
      for dose in plan.doses { times += [0, 0.001, 0.002, 0.004, 0.008].map { dose.time + span * $0 } }
      return Set(times.filter { $0 >= start && $0 <= plan.end }).sorted()
    }
    let solved = try solve(
      plans.map(\.doses), windows: plans.map { _ in [] }, times: times, center: estimate.fit.effects, draws: [])
    return zip(times, solved).map { times, solved in
      PlanCourse(
        times: times,
        levels: (0..<outputCount).map { output in times.indices.map { solved.levels(at: $0, output)[0] } })
    }
  }

  private func bands(
    _ plan: FuturePlan, _ times: [Double], _ summary: DrawSummary
  ) throws(ForecastError) -> [ForecastBand] {
    let prior = estimate.priorDraws(settings.draws, seed: settings.seed)
    let known = try solve([plan.doses], windows: [[]], times: [times])[0]
    let unknown =
      isPrior ? known : try solve([plan.doses], windows: [[]], times: [times], center: nil, draws: prior)[0]
    return (0..<outputCount).map { output in
      ForecastBand(
        output: output, prior: times.indices.map { summary(unknown.levels(at: $0, output)) },
        posterior: times.indices.map { summary(known.levels(at: $0, output)) })
    }
  }
}
