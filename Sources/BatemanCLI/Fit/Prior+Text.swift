import Bateman

extension ParameterPrior {
  /// The prior as a model file writes it.
  var text: String {
    switch self {
    case .normal(let mean, let deviation): "normal(\(mean.plainText), \(deviation.plainText))"
    case .logNormal(let median, let deviation): "logNormal(\(median.plainText), \(deviation.plainText))"
    case .halfCauchy(let scale): "halfCauchy(\(scale.plainText))"
    }
  }
}

extension CovariancePrior {
  /// The prior as a model file writes it.
  var text: String {
    switch self {
    case .standardDeviations(let scale, let shape):
      "halfCauchy(\(scale.plainText))" + (shape == 1 ? "" : " + lkj(\(shape.plainText))")
    case .inverseWishart(let degrees, _): "inverseWishart(\(degrees.plainText))"
    }
  }
}

extension CheckedModel {
  /// What the model believes of a parameter before the data; nil when it says nothing.
  func priorText(of parameter: PopulationParameter) -> String? {
    switch parameter {
    case .theta(let index): thetas[index].isFixed ? nil : thetas[index].prior?.text
    case .sigma(let index): sigmas[index].isFixed ? nil : sigmas[index].prior?.text
    case .omega(let block, _, _): omega[block].isFixed ? nil : omega[block].prior?.text
    }
  }
}
