import ArgumentParser

/// The figures that `bateman plot` draws of results.
enum FigureKind: String, CaseIterable, ExpressibleByArgument {
  case gof, individuals, vpc, pcvpc, npde, npd, eta, etaPairs = "eta-pairs", etaCovariates = "eta-covariates", trace,
    influence, exposure, bands

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
    case .exposure: "AUC and Cmax by arm and cycle, of 'simulate --exposure'"
    case .bands: "median and 5th to 95th percentile by arm, of 'simulate --output'"
    }
  }

  /// Whether it is drawn of a table of `bateman simulate`, and not of a fit.
  var isOfSimulation: Bool { self == .exposure || self == .bands }
}
