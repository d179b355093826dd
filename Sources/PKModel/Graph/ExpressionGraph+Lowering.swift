package import PKLanguage

/// Where the named quantities of a model live in its graph.
package struct Bindings: Sendable {
  package var individuals: [NodeID] = []
  package var locals: [NodeID] = []
  /// The covariates that change linearly between two events instead of keeping still.
  package var moving: Set<Int> = []
}

extension ExpressionGraph {
  /// The node of a checked expression, given those of the individual parameters and locals before it.
  package mutating func node(of expression: Expression, in bindings: Bindings) -> NodeID {
    switch expression {
    case .number(let value): return constant(value)
    case .reference(let reference): return node(of: reference, in: bindings)
    case .negate(let a):
      let x = node(of: a, in: bindings)
      return unary(.negate, x)
    case .binary(let op, let a, let b):
      let x = node(of: a, in: bindings)
      let y = node(of: b, in: bindings)
      return binary(BinaryOperation(op), x, y)
    case .call(let function, let arguments):
      let values = arguments.map { node(of: $0, in: bindings) }
      return call(function, values)
    case .conditional(let condition, let a, let b):
      let test = node(of: condition, in: bindings)
      let x = node(of: a, in: bindings)
      let y = node(of: b, in: bindings)
      return select(test, x, y)
    }
  }

  private mutating func call(_ function: Function, _ arguments: [NodeID]) -> NodeID {
    let x = arguments[0]
    switch function {
    case .exp: return unary(.exp, x)
    case .log: return unary(.log, x)
    case .sqrt: return unary(.squareRoot, x)
    case .abs: return unary(.absolute, x)
    case .lgamma: return unary(.logGamma, x)
    case .min: return binary(.minimum, x, arguments[1])
    case .max: return binary(.maximum, x, arguments[1])
    }
  }

  /// Truth as a number: 1 or 0.
  private mutating func node(of condition: Condition, in bindings: Bindings) -> NodeID {
    let one = constant(1)
    switch condition {
    case .compare(let comparison, let a, let b):
      let x = node(of: a, in: bindings)
      let y = node(of: b, in: bindings)
      switch comparison {
      case .less: return binary(.less, x, y)
      case .lessOrEqual: return binary(.lessOrEqual, x, y)
      case .greater: return binary(.less, y, x)
      case .greaterOrEqual: return binary(.lessOrEqual, y, x)
      case .equal: return binary(.equal, x, y)
      case .notEqual:
        let same = binary(.equal, x, y)
        return binary(.subtract, one, same)
      }
    case .and(let a, let b):
      let x = node(of: a, in: bindings)
      let y = node(of: b, in: bindings)
      return binary(.multiply, x, y)
    case .or(let a, let b):
      let x = node(of: a, in: bindings)
      let y = node(of: b, in: bindings)
      return binary(.maximum, x, y)
    case .not(let a):
      let x = node(of: a, in: bindings)
      return binary(.subtract, one, x)
    }
  }

  private mutating func node(of reference: Reference, in bindings: Bindings) -> NodeID {
    switch reference {
    case .theta(let i): return input(.theta(i))
    case .sigma(let i): return input(.sigma(i))
    case .covariate(let i): return bindings.moving.contains(i) ? movingCovariate(i) : input(.covariate(i))
    case .individual(let i): return bindings.individuals[i]
    case .compartment(let i): return input(.state(i))
    case .local(let i): return bindings.locals[i]
    case .time: return input(.time)
    case .timeAfterDose: return elapsed(since: .doseTime)
    case .occasion: return input(.occasion)
    case .event(let i): return input(.event(i))
    case .timeSince(let i): return elapsed(since: .eventTime(i))
    }
  }

  /// A covariate on a straight line through what it was at some time.
  private mutating func movingCovariate(_ index: Int) -> NodeID {
    let (now, then) = (input(.time), input(.covariateTime))
    let elapsed = binary(.subtract, now, then)
    let slope = input(.covariateSlope(index))
    let change = binary(.multiply, slope, elapsed)
    let value = input(.covariate(index))
    return binary(.add, value, change)
  }

  /// Time since something; what has not happened yet happened at ∞, and 0 time has passed since.
  private mutating func elapsed(since input: Input) -> NodeID {
    let now = self.input(.time)
    let then = self.input(input)
    let zero = constant(0)
    let difference = binary(.subtract, now, then)
    return binary(.maximum, difference, zero)
  }

  /// The parameter of one patient: h⁻¹(h(typical) + η).
  package mutating func individual(_ typical: NodeID, _ transform: Transform, eta: NodeID) -> NodeID {
    switch transform {
    case .normal: return binary(.add, typical, eta)
    case .logNormal:
      let factor = unary(.exp, eta)
      return binary(.multiply, typical, factor)
    case .logitNormal(let lower, let upper): return logistic(typical, eta, lower, upper)
    case .boxCox(let lambda):
      if lambda == 0 { return individual(typical, .logNormal, eta: eta) }
      let exponent = constant(lambda)
      let power = binary(.power, typical, exponent)
      let shift = binary(.multiply, exponent, eta)
      let moved = binary(.add, power, shift)
      let inverse = constant(1 / lambda)
      return binary(.power, moved, inverse)
    }
  }

  /// With p = typical − lower and q = upper − typical: lower + (upper − lower)·p/(p + q·exp(−η)), which needs no
  /// logarithm and gives the typical value exactly at η = 0.
  private mutating func logistic(_ typical: NodeID, _ eta: NodeID, _ lower: Double, _ upper: Double) -> NodeID {
    let low = constant(lower)
    let high = constant(upper)
    let p = binary(.subtract, typical, low)
    let q = binary(.subtract, high, typical)
    let opposite = unary(.negate, eta)
    let factor = unary(.exp, opposite)
    let scaled = binary(.multiply, q, factor)
    let whole = binary(.add, p, scaled)
    let share = binary(.divide, p, whole)
    let width = constant(upper - lower)
    let above = binary(.multiply, width, share)
    return binary(.add, low, above)
  }
}

extension BinaryOperation {
  init(_ op: BinaryOperator) {
    self =
      switch op {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      case .power: .power
      }
  }
}
