import Glibc

extension Checker {
  /// The values an expression can have: parameters within their bounds, states at least 0.
  ///
  /// A parameter without bounds is taken to keep the sign of its value.
  func interval(of expression: Expression) -> Interval {
    switch expression {
    case .number(let value): return Interval(value, value)
    case .reference(let reference): return interval(of: reference)
    case .negate(let x): return -interval(of: x)
    case .binary(let operation, let x, let y): return interval(operation, interval(of: x), y)
    case .call(let function, let arguments): return interval(function, arguments.map(interval))
    case .conditional(_, let x, let y): return interval(of: x).union(interval(of: y))
    }
  }

  private func interval(_ operation: BinaryOperator, _ x: Interval, _ right: Expression) -> Interval {
    let y = interval(of: right)
    switch operation {
    case .add: return x + y
    case .subtract: return x - y
    case .multiply: return x * y
    case .divide: return x / y
    case .power:
      // A positive base stays positive, and an even power of anything is.
      if x.lower >= 0 { return .nonnegative }
      let isEven = right.constantValue.map { $0.truncatingRemainder(dividingBy: 2) == 0 } ?? false
      return isEven ? .nonnegative : .anything
    }
  }

  private func interval(_ function: Function, _ arguments: [Interval]) -> Interval {
    guard let x = arguments.first, let y = arguments.last else { return .anything }
    switch function {
    case .exp: return Interval(exp(x.lower), exp(x.upper))
    case .log: return Interval(x.lower <= 0 ? -.infinity : log(x.lower), x.upper <= 0 ? .infinity : log(x.upper))
    case .sqrt: return .nonnegative
    // Its minimum, at 1.46, is −0.1215.
    case .lgamma: return Interval(-0.13, .infinity)
    case .abs: return x.lower >= 0 ? x : Interval(0, max(abs(x.lower), abs(x.upper)))
    case .min: return Interval(min(x.lower, y.lower), min(x.upper, y.upper))
    case .max: return Interval(max(x.lower, y.lower), max(x.upper, y.upper))
    }
  }

  private func interval(of reference: Reference) -> Interval {
    switch reference {
    case .theta(let index): return interval(of: model.thetas, index)
    case .sigma(let index): return interval(of: model.sigmas, index)
    case .covariate(let index): return interval(ofCovariate: index)
    case .individual(let index):
      return individualIntervals.indices.contains(index) ? individualIntervals[index] : .anything
    case .local(let index): return localIntervals.indices.contains(index) ? localIntervals[index] : .anything
    case .compartment, .time, .timeAfterDose, .timeSince: return .nonnegative
    case .occasion: return Interval(1, .infinity)
    case .event: return Interval(0, 1)
    }
  }

  private func interval(of parameters: [Theta], _ index: Int) -> Interval {
    guard parameters.indices.contains(index) else { return .anything }
    let parameter = parameters[index]
    if parameter.isFixed { return Interval(parameter.value, parameter.value) }
    let lower = parameter.lower == -.infinity && parameter.value >= 0 ? 0 : parameter.lower
    let upper = parameter.upper == .infinity && parameter.value < 0 ? 0 : parameter.upper
    return Interval(lower, upper)
  }

  private func interval(ofCovariate index: Int) -> Interval {
    guard model.covariates.indices.contains(index) else { return .anything }
    switch model.covariates[index].kind {
    case .continuous(_, _, let range?): return Interval(range.lowerBound, range.upperBound)
    case .continuous(_, let reference, nil): return (reference ?? 0) < 0 ? .anything : .nonnegative
    case .categorical(_, let codes, _): return Interval(codes.min() ?? 0, codes.max() ?? 0)
    }
  }

  /// The values of an individual parameter, which its distribution may bound.
  func interval(of parameter: IndividualParameter) -> Interval {
    switch parameter.transform {
    case nil: interval(of: parameter.typical)
    case .normal: .anything
    case .logNormal, .boxCox: .nonnegative
    case .logitNormal(let lower, let upper): Interval(lower, upper)
    }
  }
}
