import Bateman

/// The figures of results that are drawn of their file alone.
struct ResultFigures {
  let file: ResultFile
  var choice = FigureChoice()
  var isLogarithmic = false

  /// The figures of a kind.
  ///
  /// - Throws: when the result has nothing of that kind.
  func specs(_ kind: FigureKind) throws -> [PlotSpec] {
    switch file.kind {
    case .study: return try study(kind)
    case .trial: return try trial(kind, try file.decoded())
    case .trialComparison: return [TrialResultFigures.characteristics(try file.decoded() as TrialComparisonReport)]
    case .trialNext: return [try TrialResultFigures.escalation(try file.decoded() as TrialNextReport)]
    case .trialPath: return [TrialResultFigures.escalation(try file.decoded() as TrialPathReport)]
    case .trialTable: return [TrialResultFigures.decisions(try file.decoded() as TrialTableReport)]
    case .forecast:
      let figures = ForecastFigures(report: try file.decoded(), choice: choice, isLogarithmic: isLogarithmic)
      return kind == .plans ? [try figures.plans()] : try figures.courses()
    case .bootstrap: return [try ResamplingFigures.bootstrap(try file.decoded(), folder: file.folder)]
    case .sir: return [try ResamplingFigures.sir(try file.decoded(), folder: file.folder)]
    case .profile: return [try ResamplingFigures.profile(try file.decoded())]
    case .fit, .nca, .dose: return []
    }
  }

  private func study(_ kind: FigureKind) throws -> [PlotSpec] {
    let figures = StudyFigures(
      try file.decoded(), folder: file.folder, choice: choice, isLogarithmic: isLogarithmic)
    switch kind {
    case .exposure: return try figures.exposure()
    case .attainment: return [try figures.attainment()]
    case .ratios: return [try figures.ratios()]
    case .forest: return [try figures.forest()]
    case .capture: return try figures.capture()
    case .ada: return [try figures.antibodies()]
    default: return []
    }
  }

  private func trial(_ kind: FigureKind, _ report: TrialSimulationReport) throws -> [PlotSpec] {
    if kind == .characteristics { return [TrialResultFigures.characteristics(report)] }
    guard report.scenarios.contains(where: { $0.exposure != nil }) else {
      throw CommandError.mismatch("the trial has no kinetics: there is no exposure to draw")
    }
    if kind == .exposure {
      let metrics = try FigureChoice.picked(
        choice.metric, from: ["AUC", "Cmax", "Ctrough"], "metric", default: ["AUC", "Cmax"])
      return TrialResultFigures.exposure(report, metrics: metrics)
    }
    let specs = TrialResultFigures.antibodies(report)
    guard !specs.isEmpty else { throw CommandError.mismatch("the trial has no antibodies to draw") }
    return specs
  }
}
