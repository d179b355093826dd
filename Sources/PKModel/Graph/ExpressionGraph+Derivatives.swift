extension ExpressionGraph {
  /// The derivative of a node with respect to an input, symbolically.
  ///
  /// At a kink (`abs` at 0, `min` of equals, the edge of an `if`) the derivative is that of one side. Each node is
  /// visited once.
  package mutating func derivative(of root: NodeID, by input: Input) -> NodeID {
    derivatives(of: [root], by: input)[0]
  }

  /// The derivatives of several nodes with respect to an input; what they share is computed once.
  package mutating func derivatives(of roots: [NodeID], by input: Input) -> [NodeID] {
    var known: [NodeID: NodeID] = [:]
    for id in order(of: roots) { known[id] = derivative(of: id, by: input, given: known) }
    let zero = constant(0)
    return roots.map { known[$0] ?? zero }
  }

  private mutating func derivative(of id: NodeID, by input: Input, given known: [NodeID: NodeID]) -> NodeID {
    let zero = constant(0)
    func d(_ id: NodeID) -> NodeID { known[id] ?? zero }
    switch self[id] {
    case .constant: return zero
    case .input(let other): return other == input ? constant(1) : zero
    case .unary(let operation, let a): return chain(operation, a, value: id, da: d(a))
    case .binary(let operation, let a, let b): return chain(operation, a, b, value: id, da: d(a), db: d(b))
    case .select(let condition, let a, let b): return select(condition, d(a), d(b))
    }
  }

  private mutating func chain(_ operation: UnaryOperation, _ a: NodeID, value: NodeID, da: NodeID) -> NodeID {
    if constantValue(da) == 0 { return da }
    switch operation {
    case .negate: return unary(.negate, da)
    case .exp: return binary(.multiply, value, da)
    case .log: return binary(.divide, da, a)
    case .squareRoot:
      let twice = binary(.add, value, value)
      return binary(.divide, da, twice)
    case .logGamma:
      let slope = unary(.polygamma(order: 0), a)
      return binary(.multiply, slope, da)
    case .polygamma(let order):
      let slope = unary(.polygamma(order: order + 1), a)
      return binary(.multiply, slope, da)
    case .absolute:
      let zero = constant(0)
      let isNegative = binary(.less, a, zero)
      let opposite = unary(.negate, da)
      return select(isNegative, opposite, da)
    }
  }

  private mutating func chain(
    _ operation: BinaryOperation, _ a: NodeID, _ b: NodeID, value: NodeID, da: NodeID, db: NodeID
  ) -> NodeID {
    switch operation {
    case .add, .subtract: return binary(operation, da, db)
    case .multiply:
      let left = binary(.multiply, da, b)
      let right = binary(.multiply, a, db)
      return binary(.add, left, right)
    case .divide:
      let through = binary(.multiply, value, db)
      let numerator = binary(.subtract, da, through)
      return binary(.divide, numerator, b)
    case .power: return powerRule(a, b, value: value, da: da, db: db)
    case .minimum, .maximum:
      let isLess = binary(.less, a, b)
      return operation == .minimum ? select(isLess, da, db) : select(isLess, db, da)
    case .less, .lessOrEqual, .equal: return constant(0)
    }
  }

  /// d(aᵇ) = b·aᵇ⁻¹·da + aᵇ·ln a·db, where a term whose factor is the constant 0 does not arise.
  private mutating func powerRule(_ a: NodeID, _ b: NodeID, value: NodeID, da: NodeID, db: NodeID) -> NodeID {
    var result = constant(0)
    if constantValue(da) != 0 {
      let one = constant(1)
      let exponent = binary(.subtract, b, one)
      let power = binary(.power, a, exponent)
      let slope = binary(.multiply, b, power)
      result = binary(.multiply, slope, da)
    }
    if constantValue(db) != 0 {
      let logarithm = unary(.log, a)
      let slope = binary(.multiply, value, logarithm)
      let term = binary(.multiply, slope, db)
      result = binary(.add, result, term)
    }
    return result
  }

  /// Every node that the roots are computed from, and the roots, each after its operands.
  func order(of roots: [NodeID]) -> [NodeID] {
    // A node is always made after its operands, so ascending identifiers are an order of evaluation.
    var needed = Set(roots)
    var stack = roots
    while let id = stack.popLast() {
      for operand in operands(of: id) where needed.insert(operand).inserted { stack.append(operand) }
    }
    return needed.sorted()
  }
}
