import ArgumentParser

/// The figures that `bateman plot` draws of results.
enum FigureKind: String, CaseIterable, ExpressibleByArgument {
  case gof, individuals, vpc, pcvpc, npde, npd, eta, etaPairs = "eta-pairs", etaCovariates = "eta-covariates", trace,
    influence

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
    }
  }

  /// The result it is drawn of.
  var source: ResultFile.Kind { .fit }
}
