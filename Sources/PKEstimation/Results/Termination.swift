/// How a fit ended: not converging is a result, not an error.
public enum Termination: Hashable, Sendable {
  /// The relative gradient and the step were both below their limits.
  case converged
  /// No step made the objective better though the gradient is not small; the largest relative gradient that is left,
  /// and the parameter it is of.
  case stalled(gradient: Double, parameter: String)
  /// The limit of iterations was reached.
  case iterationLimit(Int)
  /// Sampled estimates had stopped to drift after so many iterations, and were averaged over further ones; the largest
  /// drift that was left, in standard errors.
  case stationary(burnIn: Int, smoothing: Int, standardErrors: Double)
  /// Sampled estimates still drifted when the limit of iterations was reached: this parameter by so many standard errors.
  case drifting(iterations: Int, parameter: String, standardErrors: Double)
  /// The chains agree: the largest R̂ of a parameter, and how many chains there were.
  case mixed(rHat: Double, chains: Int)
  /// The chains do not agree on this parameter.
  case notMixed(parameter: String, rHat: Double)
  /// The objective function was computed at given parameters, as asked.
  case evaluated
  /// The caller stopped the fit.
  case interrupted
  /// At the start the objective function is not finite, because of this subject.
  case infiniteStart(subject: String, PointFailure)
  /// At the start the objective function is not finite though every prediction is.
  case infiniteObjective(subject: String)
  /// The objective falls without end as this parameter goes to its bound (a variance to 0, or an unbounded one to ∞).
  case collapsed(parameter: String)

  /// Whether the estimates are those that were looked for.
  public var isConverged: Bool {
    switch self {
    case .stationary, .mixed, .converged, .evaluated: true
    default: false
    }
  }

  /// One word for files: stable.
  public var reason: String {
    switch self {
    case .converged: "converged"
    case .stalled: "stalled"
    case .iterationLimit: "iterationLimit"
    case .stationary: "stationary"
    case .drifting: "drifting"
    case .mixed: "mixed"
    case .notMixed: "notMixed"
    case .evaluated: "evaluated"
    case .interrupted: "interrupted"
    case .infiniteStart: "infiniteStart"
    case .infiniteObjective: "infiniteObjective"
    case .collapsed: "collapsed"
    }
  }

  /// What happened, in one line.
  public var message: String {
    switch self {
    case .converged: "converged: gradient and step are small"
    case .stalled(let gradient, let parameter):
      "no better point was found, but the gradient of \(parameter) is still \(shortNumber(gradient)) of its size"
    case .iterationLimit(let limit): "not converged after \(limit) iterations"
    case .stationary(let burnIn, let smoothing, let errors):
      "stationary after \(burnIn) iterations (largest drift \(shortNumber(errors)) standard errors), "
        + "then averaged over \(smoothing)"
    case .drifting(let iterations, let parameter, let errors):
      "after \(iterations) iterations \(parameter) still drifts by \(shortNumber(errors)) standard errors"
    case .mixed(let rHat, let chains): "\(chains) chains agree: the largest R-hat is \(shortNumber(rHat))"
    case .notMixed(let parameter, let rHat): "the chains do not agree on \(parameter): R-hat is \(shortNumber(rHat))"
    case .evaluated: "evaluated at the given parameters, without estimation"
    case .interrupted: "stopped by the caller; these are the best values so far"
    case .infiniteStart(let subject, let failure):
      "subject \(subject) cannot be computed at the start: \(failure.message)"
    case .infiniteObjective(let subject): "the objective function of subject \(subject) is not finite at the start"
    case .collapsed(let parameter): "the estimate of \(parameter) goes to its bound"
    }
  }

  /// What to do about it; nil when nothing needs to be done.
  public var help: String? {
    switch self {
    case .converged, .evaluated, .stationary, .mixed: nil
    case .notMixed: "draw more, or give narrower priors; a parameter may not be identifiable"
    case .drifting: "go on from these values, or allow more iterations; a parameter may not be identifiable"
    case .stalled: "start from other values, or simplify the model: a parameter may not be identifiable"
    case .iterationLimit: "go on from these values, or allow more iterations"
    case .interrupted: "go on from these values"
    case .infiniteStart(_, let failure): failure.help
    case .infiniteObjective: "start from other values, larger residual errors first"
    case .collapsed: "fix it, or take it from the model"
    }
  }
}

/// A number with three significant digits, as messages print it.
func shortNumber(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  var exponent = 0
  var mantissa = value.magnitude
  while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
  while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
  let digits = Int((mantissa * 100).rounded())
  let sign = value < 0 ? "-" : ""
  // 5.67 × 10ᵉ as 567 shifted by e − 2 places.
  let shift = exponent - 2
  guard (-6...3).contains(shift) else {
    return "\(sign)\(Double(digits) / 100)e\(exponent)"
  }
  var scale = 1
  for _ in 0..<shift.magnitude { scale *= 10 }
  return sign + (shift >= 0 ? "\(digits * scale)" : "\(Double(digits) / Double(scale))")
}
