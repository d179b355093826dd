import Bateman

extension ForecastReport {
  init(_ forecast: Forecast, of patient: PatientEstimation, _ plans: ProtocolPlans?, notes: [String]) {
    let model = patient.model.source
    let labels = OutputLabels.all(of: model)
    let history = patient.history
    let unit = history.dataset.amountUnit.map { "\($0)" } ?? ""
    func at(_ time: Double) -> String? { history.origin == nil ? nil : patient.label(time) }
    func record(_ dose: PatientHistory.GivenDose) -> DoseRecord {
      DoseRecord(time: dose.time, at: at(dose.time), amount: dose.dose.amount, unit: unit)
    }
    self.model = ModelRecord(
      name: model.name, status: model.status.rawValue, about: model.about,
      covariateRule: patient.settings.covariateRule.rawValue)
    subject = history.id
    origin = history.origin?.description
    timeUnit = "\(model.timeUnit)"
    intervalPercent = 100 * patient.settings.interval
    draws = patient.settings.draws
    outputs = labels.map { Output(name: $0.name, unit: $0.unit, areaUnit: $0.areaUnit) }
    doses = history.doses.map(record)
    levels = Self.levels(of: patient, at: at)
    isPrior = patient.isPrior
    objective = patient.estimate.fit.individualObjective
    search = Search(
      searches: patient.posterior.searchObjectives.count, agreeing: patient.posterior.searches(within: 1e-4),
      effectiveDraws: patient.posterior.effectiveDraws, paretoShape: patient.posterior.paretoShape)
    effects = patient.randomEffects.map {
      Effect(
        name: $0.name, value: $0.value, standardError: $0.deviation, omega: $0.omega, remainingPercent: $0.remaining)
    }
    parameters = forecast.parameters.map {
      Parameter(
        name: $0.name, unit: $0.unit, typical: $0.typical, estimate: $0.individual.estimate,
        median: $0.individual.median, lower: $0.individual.lower, upper: $0.individual.upper)
    }
    prescription = plans.map { Prescription($0) }
    times = forecast.times
    bands = forecast.bands.map { band in
      Band(
        output: labels[band.output].name, unit: labels[band.output].unit, prior: band.prior.map { Value($0) },
        posterior: band.posterior.map { Value($0) })
    }
    self.plans = forecast.plans.map { plan in
      Plan(
        name: plan.plan.name, kind: plan.plan.kind.rawValue,
        course: Course(times: plan.course.times, levels: plan.course.levels), doses: plan.plan.doses.map(record),
        cycles: plan.cycles.map { cycle in
          Cycle(
            start: cycle.window.start, end: cycle.window.end, startsAt: at(cycle.window.start),
            exposures: cycle.exposures.map { Exposure($0, labels) })
        }, summary: plan.summary.map { Summary($0, labels) }, ratios: plan.ratios.map { Summary($0, labels) })
    }
    alerts = patient.alerts.map { Alert(kind: $0.kind.name, message: $0.message, action: $0.action) }
    self.notes = notes
  }

  private static func levels(of patient: PatientEstimation, at: (Double) -> String?) -> [Level] {
    let records = patient.history.records
    return patient.estimate.fit.residuals.map { level in
      let output = patient.model.source.outputs[level.output]
      let isCensored = records.contains { record in
        guard record.time == level.time, case .observation(let observation) = record.action else { return false }
        return observation.censoring != .none && level.iwres.isNaN
      }
      return Level(
        time: level.time, at: at(level.time), output: output.name, unit: "\(output.unit)", observed: level.dv,
        isCensored: isCensored, typical: level.pred, predicted: level.ipred,
        iwres: level.iwres.isFinite ? level.iwres : nil)
    }
  }
}

extension ForecastReport.Exposure {
  fileprivate init(_ exposure: ForecastExposure, _ labels: [OutputLabels]) {
    output = labels[exposure.output].name
    auc = ForecastReport.Value(exposure.auc)
    cmax = ForecastReport.Value(exposure.cmax)
    ctrough = ForecastReport.Value(exposure.ctrough)
  }
}

extension ForecastReport.Summary {
  fileprivate init(_ summary: PlanSummary, _ labels: [OutputLabels]) {
    output = labels[summary.output].name
    auc = ForecastReport.Value(summary.auc)
    cmax = ForecastReport.Value(summary.cmax)
    lowestTrough = ForecastReport.Value(summary.lowestTrough)
    lastTrough = ForecastReport.Value(summary.lastTrough)
  }
}

extension ForecastReport.Prescription {
  fileprivate init(_ plans: ProtocolPlans) {
    let rules = plans.file.rules
    (protocolID, version, sha256) = (rules.id, rules.version, plans.file.sha256)
    isTraining = rules.use == .training
    switch plans.prescription {
    case .dose(let result): (dose, arm, level) = (result.dose.value.recordText, result.armName, result.levelName)
    case .refused(let reason): refusal = "\(reason.message); \(reason.action)"
    }
  }
}
