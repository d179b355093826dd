import ArgumentParser
import Bateman

extension SimulateCommand {
  /// Arms of virtual patients: files, then the summary.
  func simulateArms(with model: Model) async throws {
    let regimens = try arms.regimens(for: model)
    let covariates = try covariates(for: model)
    let simulation = try simulation(of: regimens, in: model, covariates)
    if !results.quiet { note(simulation) }
    if results.events != nil, model.source.events.isEmpty {
      Terminal.note("note: the model has no events that happen once, so the file of --events has none")
    }
    var run = try ArmSimulation(simulation, of: model.source, results: results)
    try await run.run()
    solver.report(run.statistics, subjects: simulation.arms.count * simulation.subjectCount)
    let failures = run.failures.sorted { ($0.arm, $0.failure.subject) < ($1.arm, $1.failure.subject) }.map {
      PatientFailure(
        $0.failure, patient: "\($0.failure.subject + 1)", arm: regimens[$0.arm].name, in: model.source)
    }
    var report = SimulationReport(
      run.summary, run.events, of: simulation, model: model.source, covariates: covariates,
      isTypical: population.typical)
    report.take(failures)
    if results.json {
      try StandardOutput.write(json: report)
    } else {
      try StandardOutput.write(report.text(with: run.summary, run.events))
    }
    try FailureNote(failures, isInJSON: results.json).throwIfNeeded()
  }

  /// What the patients are like; doses may need a weight or a surface that the model itself does not use.
  private func covariates(for model: Model) throws -> [CovariateSpecification] {
    let names = model.source.covariates.map(\.name)
    return try population.covariates(known: names + ["WT", "BSA"].filter { !names.contains($0) })
  }

  private func simulation(
    of regimens: [Regimen], in model: Model, _ covariates: [CovariateSpecification]
  ) throws -> PopulationSimulation {
    let timeUnit = model.source.timeUnit
    let end = try times.end(of: regimens, in: timeUnit)
    let outputTimes = results.output == nil ? [] : try times.outputTimes(until: end, in: timeUnit)
    return try PopulationSimulation(
      of: model, arms: regimens.map { Arm($0) }, subjects: population.typical ? nil : population.subjectCount,
      covariates: covariates, times: outputTimes, until: times.until == nil ? nil : end,
      settings: solver.settings(seed: population.seed, addsResidualError: results.residualError))
  }

  /// What the user should know beforehand, on standard error.
  private func note(_ simulation: PopulationSimulation) {
    for covariate in simulation.assumedCovariates {
      Terminal.note(
        "note: every patient has the model's reference \(covariate.name), \(covariate.value); "
          + "--covariates \"\(covariate.name) ~ …\" varies it")
    }
    for covariate in simulation.covariatesOutsideRange {
      Terminal.note("warning: \(covariate.name) may leave \(covariate.range), the range in which the model holds")
    }
    for (arm, cycles) in zip(simulation.arms, simulation.cycles) {
      let doses = arm.regimen.phases.reduce(0) { $0 + $1.count }
      if cycles.count < doses {
        Terminal.note(
          "note: of \(doses) cycles of '\(arm.name)', \(cycles.count) end by --until; the others are not summarised")
      }
    }
    if results.output == nil, times.every != nil || times.times != nil || results.residualError {
      Terminal.note("note: --every, --times and --residual-error are for profiles: add --output profiles.csv")
    }
  }
}
