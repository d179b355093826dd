import Bateman

/// The figures of dose-escalation trials.
enum TrialResultFigures {
  /// Those that simulated trials are drawn with.
  static func all(of report: TrialSimulationReport) -> [PlotSpec] {
    [characteristics(report)] + exposure(report, metrics: ["AUC", "Cmax"]) + antibodies(report)
  }

  private static func caption(_ trial: String, _ method: String, _ seed: UInt64?, _ notes: [String]) -> FigureCaption {
    FigureCaption(method: "Trial \(trial); \(method)", seed: seed, notes: notes)
  }

  private static func caption(_ report: TrialSimulationReport) -> FigureCaption {
    var caption = caption(
      report.trial, "\(report.design); \(report.trials) simulated trials", report.seed, report.notes)
    // Where patients' kinetics are simulated, the model stands above all.
    if let exposure = report.scenarios.lazy.compactMap(\.exposure).first {
      (caption.model, caption.isSurrogate) = (exposure.model, exposure.isSurrogate)
    }
    return caption
  }

  // MARK: - Characteristics

  /// What the design selects, treats and harms, by level; scenarios beside one another.
  static func characteristics(_ report: TrialSimulationReport) -> PlotSpec {
    CharacteristicsFigure(
      report.scenarios.flatMap { levels($0, name: $0.name) }, group: "Scenario",
      acceptable: range(report.scenarios), caption: caption(report)
    ).spec
  }

  /// The same of several designs.
  static func characteristics(_ report: TrialComparisonReport) -> PlotSpec {
    let names = report.files.enumerated().map { index, file in
      // A file that stands twice has a number, so that its bars are told apart.
      report.files.count { $0.name == file.name } > 1 ? "\(index + 1). \(file.name)" : file.name
    }
    return CharacteristicsFigure(
      zip(report.files, names).flatMap { levels($0, name: $1) }, group: "Design", acceptable: range(report.files),
      caption: FigureCaption(
        method: "\(report.trials) simulated trials of each design, the same patients' luck in all", seed: report.seed,
        notes: report.notes)
    ).spec
  }

  private static func range(_ scenarios: [TrialScenarioRecord]) -> ClosedRange<Double>? {
    let ranges = Set(scenarios.map(\.acceptable))
    guard ranges.count == 1, let own = ranges.first, own.count == 2, own[0] <= own[1] else { return nil }
    return own[0]...own[1]
  }

  private static func levels(_ scenario: TrialScenarioRecord, name: String) -> [CharacteristicsFigure.Level] {
    func number(_ figure: TrialFigure) -> CharacteristicsFigure.Number {
      CharacteristicsFigure.Number(value: figure.value, error: figure.error, exact: figure.exact)
    }
    let none = CharacteristicsFigure.Level(
      group: name, dose: "none", truth: nil, selected: number(scenario.selectedNone), patients: nil, dlts: nil)
    return [none]
      + scenario.levels.map { level in
        CharacteristicsFigure.Level(
          group: name, dose: level.name, truth: level.dltProbability, selected: number(level.selected),
          patients: number(level.patients), dlts: number(level.dlts))
      }
  }

  // MARK: - Exposure and antibodies

  /// Exposure by level and cycle, of quantiles.
  static func exposure(_ report: TrialSimulationReport, metrics: [String]) -> [PlotSpec] {
    report.scenarios.flatMap { scenario -> [PlotSpec] in
      guard let exposure = scenario.exposure else { return [] }
      var caption = caption(report)
      if report.scenarios.count > 1 { caption.notes.append("Scenario \(scenario.name).") }
      if exposure.cyclesLeftOut > 0 {
        caption.notes.append("\(exposure.cyclesLeftOut) cycles of patients whose dose had risen are left out.")
      }
      return metrics.map { metric in
        ExposureFigure(
          Set(exposure.rows.map(\.cycle)).sorted().map { cycle in
            ExposureFigure.Cycle(
              name: "Cycle \(cycle)",
              arms: exposure.rows.filter { $0.cycle == cycle }.compactMap { row in
                let own = metric == "AUC" ? row.auc : metric == "Cmax" ? row.cmax : row.ctrough
                guard own.median.isFinite else { return nil }
                return Spread(group: row.name, count: row.patients, p5: own.p05, median: own.median, p95: own.p95)
              })
          }, quantity: "\(metric) of \(exposure.output)",
          unit: metric == "AUC" ? exposure.aucUnit.shownUnit : exposure.unit.shownUnit, group: "Dose level",
          caption: caption
        ).spec
      }
    }
  }

  /// Antibodies as they are and as they are found, by cycle, of each level.
  static func antibodies(_ report: TrialSimulationReport) -> [PlotSpec] {
    report.scenarios.compactMap { scenario in
      let rows = (scenario.exposure?.rows ?? []).filter { $0.antibodies != nil }
      guard !rows.isEmpty else { return nil }
      let values = rows.flatMap { row in
        [("true", row.antibodies), ("found", row.foundPositive)].compactMap { name, figure in
          figure.map { own in
            ProbabilityFigure.Value(
              place: "\(row.cycle)", group: name, panel: row.name, probability: own.value,
              lower: max(0, own.value - 1.96 * own.error), upper: min(1, own.value + 1.96 * own.error))
          }
        }
      }
      var caption = caption(report)
      caption.notes.append(
        "True: antibodies are there; found: the assay's answer. Bars: ± 1.96 Monte-Carlo standard errors.")
      return ProbabilityFigure(
        values, kind: "ada", title: "Incidence of anti-drug antibodies by dose level", place: "Cycle",
        quantity: "Patients with ADA", group: "ADA", isWhole: false, isJoined: true, caption: caption
      ).spec
    }
  }

  // MARK: - One trial

  /// The trial so far, and who comes next.
  static func escalation(_ report: TrialNextReport) throws -> PlotSpec {
    let cohorts = try OutcomeText.cohorts(
      SourceText(name: "outcomes", report.outcomes), levels: report.levels.count)
    var patients = cohorts.enumerated().flatMap { number, cohort in
      cohort.outcomes.map {
        EscalationFigure.Patient(cohort: number + 1, level: cohort.level, outcome: outcome($0))
      }
    }
    if let level = report.decision.nextLevel, let count = report.decision.patients {
      for _ in 0..<count {
        patients.append(EscalationFigure.Patient(cohort: cohorts.count + 1, level: level - 1, outcome: .planned))
      }
    }
    var notes = report.notes
    notes.append("Rule '\(report.decision.rule)': \(report.decision.observed); \(report.decision.boundary).")
    return EscalationFigure(
      patients, levels: report.levels.map(\.name), recommended: report.decision.instruction,
      caption: caption(report.trial, "\(patients.count { $0.outcome != .planned }) patients so far", nil, notes)
    ).spec
  }

  private static func outcome(_ outcome: PatientOutcome) -> EscalationFigure.Outcome {
    switch outcome {
    case .none: .none
    case .moderate: .moderate
    case .dlt: .toxicity
    case .notEvaluable: .notEvaluable
    }
  }

  /// A simulated trial from its first to its last patient.
  static func escalation(_ report: TrialPathReport) -> PlotSpec {
    let outcomes: [String: EscalationFigure.Outcome] = [
      "no DLT": .none, "moderate event": .moderate, "DLT": .toxicity, "left, not evaluable": .notEvaluable,
    ]
    return EscalationFigure(
      report.patients.map {
        EscalationFigure.Patient(cohort: $0.cohort, level: $0.level - 1, outcome: outcomes[$0.outcome] ?? .none)
      }, levels: report.levels, recommended: report.conclusion,
      caption: caption(
        report.trial,
        "simulated trial \(report.number), \(report.patients.count) patients in \(report.durationDays.plainText) days",
        nil, report.notes)
    ).spec
  }

  /// The decision table.
  static func decisions(_ report: TrialTableReport) -> PlotSpec {
    DecisionFigure(
      report.cells.map { DecisionFigure.Cell(patients: $0.patients, dlts: $0.dlts, decision: $0.decision) },
      decisions: DecisionGrid.Move.allCases.map(\.words),
      caption: caption(report.trial, report.design, nil, report.notes)
    ).spec
  }
}
