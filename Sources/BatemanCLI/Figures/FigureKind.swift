import ArgumentParser

/// The figures that `bateman plot` draws of results.
enum FigureKind: String, CaseIterable, ExpressibleByArgument {
  case gof, individuals, vpc, pcvpc, npde, npd, eta, etaPairs = "eta-pairs", etaCovariates = "eta-covariates", trace,
    influence, bootstrap, sir, profile, exposure, bands, attainment, ratios, forest, capture, ada, forecast, plans,
    characteristics, escalation, decisions

  /// What it shows.
  var about: String {
    switch self {
    case .gof: "DV against PRED and IPRED, CWRES against time and PRED"
    case .individuals: "observations with individual and population predictions, twelve subjects a page"
    case .vpc: "visual predictive check ('bateman vpc' has all options)"
    case .pcvpc: "prediction-corrected visual predictive check"
    case .npde: "normalised prediction distribution errors ('bateman npde' has all options)"
    case .npd: "the same without decorrelation"
    case .eta: "histograms and quantiles of the random effects"
    case .etaPairs: "random effects against one another"
    case .etaCovariates: "random effects against covariates, with tests"
    case .trace: "objective and parameters by iteration"
    case .influence: "each subject's contribution to the objective function"
    case .bootstrap: "histograms of the estimates over the replicates, with intervals"
    case .sir: "the same over the draws that a SIR kept"
    case .profile: "likelihood profiles: the objective when a parameter is held"
    case .exposure: "AUC and Cmax by arm, or dose level, and cycle: shapes, boxes and patients"
    case .bands: "median and 5th to 95th percentile by arm, of 'simulate --output'"
    case .attainment: "probability of each target by arm"
    case .ratios: "arms relative to the reference arm, with intervals"
    case .forest: "exposure by covariates relative to all patients of an arm"
    case .capture: "how much of Cmax sampling schedules see"
    case .ada: "incidence of anti-drug antibodies by cycle, true and found"
    case .forecast: "one patient over time: levels, bands before and after them, candidate regimens"
    case .plans: "one patient's exposure under each plan"
    case .characteristics: "truth, selection as MTD, patients and DLTs by dose level"
    case .escalation: "patients in order of entry by dose level, and who comes next"
    case .decisions: "decisions by patients and DLTs at the level"
    }
  }

  /// What it is drawn of.
  var sources: [ResultKind] {
    switch self {
    case .gof, .individuals, .vpc, .pcvpc, .npde, .npd, .eta, .etaPairs, .etaCovariates, .trace, .influence: [.fit]
    case .bootstrap: [.bootstrap]
    case .sir: [.sir]
    case .profile: [.profile]
    case .exposure, .ada: [.study, .trial]
    case .bands: []
    case .attainment, .ratios, .forest, .capture: [.study]
    case .forecast, .plans: [.forecast]
    case .characteristics: [.trial, .trialComparison]
    case .escalation: [.trialNext, .trialPath]
    case .decisions: [.trialTable]
    }
  }

  /// Whether it is drawn of a table of `bateman simulate` too.
  var isOfSimulation: Bool { self == .exposure || self == .bands }

  /// The kinds with what they are drawn of, for help.
  static var list: String {
    allCases.map { kind in
      let commands = kind.sources.map { $0.name } + (kind.isOfSimulation ? ["simulate"] : [])
      return "  \(kind.rawValue) (\(commands.joined(separator: ", "))): \(kind.about)"
    }.joined(separator: "\n")
  }
}
