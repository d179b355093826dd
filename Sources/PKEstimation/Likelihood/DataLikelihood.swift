import PKNumerics

/// −2 ln p(y | η) of whole subjects from their predictions, at given thetas and sigmas: what sampling computes most.
///
/// Constants are those of ``ObservationTerm``.
struct DataLikelihood: Sendable {
  /// The residual variance of an output as a function of its prediction.
  private enum Variance: Sendable {
    /// c₀ + c₁·f + c₂·f².
    case quadratic(Double, Double, Double)
    /// Some terms depend on outputs, or on powers.
    case general
    /// An outcome has none.
    case outcome
  }

  /// What the observations of a subject are, in arrays for speed.
  struct Observations: Sendable {
    var outputs: [Int] = []
    var starts: [Int] = []
    /// The measured values on the error's scale; NaN for what `ObservationTerm` must compute.
    var measured: [Double] = []
    /// What measured values add whatever the prediction is.
    var constant = 0.0
  }

  private let residuals: [ResidualModel]
  private let variances: [Variance]
  private let thetas: [Double]

  init(_ residuals: [ResidualModel], thetas: [Double]) {
    self.residuals = residuals
    self.thetas = thetas
    variances = residuals.map { Self.variance(of: $0, thetas) }
  }

  private static func variance(of residual: ResidualModel, _ thetas: [Double]) -> Variance {
    if residual.outcome != nil { return .outcome }
    var (c0, c1, c2) = (0.0, 0.0, 0.0)
    for term in residual.terms {
      var arguments: [Double] = []
      for argument in term.arguments {
        switch argument {
        case .constant(let value): arguments.append(value)
        case .parameter(let theta): arguments.append(thetas[theta])
        case .output: return .general
        }
      }
      switch term.kind {
      case .additive: c0 += arguments[0] * arguments[0]
      case .proportional: c2 += arguments[0] * arguments[0]
      case .combined1:
        guard arguments.count == 2 else { return .general }
        c0 += arguments[0] * arguments[0]
        c1 += 2 * arguments[0] * arguments[1]
        c2 += arguments[1] * arguments[1]
      case .power: return .general
      }
    }
    return .quadratic(c0, c1, c2)
  }

  /// −2 ln p(y | η) of a subject; +∞ where it cannot be computed.
  ///
  /// The terms are the observations' own; predictions stand in `values` from `start` on.
  func value(_ observations: Observations, _ terms: [ObservationTerm], _ values: [Double], _ start: Int) -> Double {
    var sum = observations.constant
    // Σ ln g as the logarithm of a product, as far as that neither over- nor underflows.
    var product = 1.0
    for j in observations.outputs.indices {
      let output = observations.outputs[j]
      let place = start + observations.starts[j]
      if case .outcome = variances[output] {
        sum += terms[j].derivatives(m: values[place], v: 0).value
        continue
      }
      guard case .quadratic(let c0, let c1, let c2) = variances[output], !observations.measured[j].isNaN else {
        let (m, v) = locationAndVariance(output, values, place)
        sum += terms[j].derivatives(m: m, v: v).value
        continue
      }
      let f = values[place]
      let r = observations.measured[j] - residuals[output].location(of: f)
      let g = c0 + f * (c1 + c2 * f)
      sum += r * r / g
      product *= g
      if product < 1e-200 || product > 1e200 {
        sum += LaneMath.log(product)
        product = 1
        // One that alone is out of range has lost digits, or is 0: there is no likelihood.
        if g < 1e-200 || !(g < 1e200) { return .infinity }
      }
    }
    sum += LaneMath.log(product)
    return sum.isNaN ? .infinity : sum
  }

  /// Location m and logarithm v of the variance of an observation whose numbers begin at a place.
  func locationAndVariance(_ output: Int, _ values: [Double], _ place: Int) -> (m: Double, v: Double) {
    let residual = residuals[output]
    if case .quadratic(let c0, let c1, let c2) = variances[output] {
      let f = values[place]
      return (residual.location(of: f), LaneMath.log(c0 + f * (c1 + c2 * f)))
    }
    var next = place
    let arguments = residual.terms.flatMap(\.arguments).map { argument in
      switch argument {
      case .constant(let value): return value
      case .parameter(let theta): return thetas[theta]
      case .output:
        next += 1
        return values[next]
      }
    }
    let value = residual.value(at: values[place], arguments: arguments)
    return (value.location, value.logVariance)
  }
}

extension DataLikelihood.Observations {
  init(_ subject: ObservedSubject, _ terms: [ObservationTerm], _ layout: JobPredictor.Layout, rule: CensoringRule) {
    outputs = subject.observations.map(\.output)
    starts = layout.starts
    for term in terms {
      // With M4 a measured value's term is no plain normal density.
      guard let z = term.measured, rule != .positiveLikelihood else {
        measured.append(.nan)
        continue
      }
      measured.append(z)
      constant += term.derivatives(m: z, v: 0).value
    }
  }
}
