import PKNumerics

/// Expressions as a directed acyclic graph in which equal subexpressions are one node.
///
/// Nodes are made by functions that fold constants and drop what does nothing (x + 0, 1·x, x¹), so derivatives
/// come out small. A product with the constant 0 is 0: the rules are those of algebra, not of NaN.
package struct ExpressionGraph: Sendable {
  private(set) var nodes: [Node] = []
  /// Whether a node keeps still between two events, by node.
  private var stillness: [Bool] = []
  private var known: [Node: NodeID] = [:]

  package init() {}

  subscript(id: NodeID) -> Node { nodes[Int(id.index)] }

  /// Whether the value of a node keeps still between two events: no time, no state in it.
  package func isPiecewiseConstant(_ id: NodeID) -> Bool { stillness[Int(id.index)] }

  /// The value of a constant node, else nil.
  package func constantValue(_ id: NodeID) -> Double? {
    if case .constant(let bits) = self[id] { Double(bitPattern: bits) } else { nil }
  }

  /// The nodes that a node is computed from.
  func operands(of id: NodeID) -> [NodeID] {
    switch self[id] {
    case .constant, .input: []
    case .unary(_, let a): [a]
    case .binary(_, let a, let b): [a, b]
    case .select(let condition, let a, let b): [condition, a, b]
    }
  }

  private mutating func intern(_ node: Node) -> NodeID {
    if let id = known[node] { return id }
    let id = NodeID(index: Int32(nodes.count))
    let still =
      switch node {
      case .constant: true
      case .input(let input): input.isPiecewiseConstant
      case .unary(_, let a): isPiecewiseConstant(a)
      case .binary(_, let a, let b): isPiecewiseConstant(a) && isPiecewiseConstant(b)
      case .select(let c, let a, let b): isPiecewiseConstant(c) && isPiecewiseConstant(a) && isPiecewiseConstant(b)
      }
    nodes.append(node)
    stillness.append(still)
    known[node] = id
    return id
  }

  package mutating func constant(_ value: Double) -> NodeID { intern(.constant(value.bitPattern)) }

  package mutating func input(_ input: Input) -> NodeID { intern(.input(input)) }

  mutating func unary(_ operation: UnaryOperation, _ a: NodeID) -> NodeID {
    if let value = constantValue(a) { return constant(operation.value(value)) }
    if operation == .negate, case .unary(.negate, let inner) = self[a] { return inner }
    return intern(.unary(operation, a))
  }

  mutating func select(_ condition: NodeID, _ a: NodeID, _ b: NodeID) -> NodeID {
    if let value = constantValue(condition) { return value != 0 ? a : b }
    return a == b ? a : intern(.select(condition, a, b))
  }

  mutating func binary(_ operation: BinaryOperation, _ a: NodeID, _ b: NodeID) -> NodeID {
    // Powers of constants are folded where powers are rewritten: √x of a constant must have the bits of √x.
    if operation != .power, let x = constantValue(a), let y = constantValue(b) {
      return constant(operation.value(x, y))
    }
    switch operation {
    case .add: return sum(a, b)
    case .subtract: return difference(a, b)
    case .multiply: return product(a, b)
    case .divide: return quotient(a, b)
    case .power: return power(a, b)
    case .minimum, .maximum, .less, .lessOrEqual, .equal: return canonical(operation, a, b)
    }
  }

  /// Operands of commutative operations in one order, so that a·b and b·a are one node.
  private mutating func canonical(_ operation: BinaryOperation, _ a: NodeID, _ b: NodeID) -> NodeID {
    operation.isCommutative && b < a ? intern(.binary(operation, b, a)) : intern(.binary(operation, a, b))
  }

  private mutating func sum(_ a: NodeID, _ b: NodeID) -> NodeID {
    if constantValue(a) == 0 { return b }
    if constantValue(b) == 0 { return a }
    if case .unary(.negate, let inner) = self[b] { return difference(a, inner) }
    if case .unary(.negate, let inner) = self[a] { return difference(b, inner) }
    return canonical(.add, a, b)
  }

  private mutating func difference(_ a: NodeID, _ b: NodeID) -> NodeID {
    if a == b { return constant(0) }
    if constantValue(b) == 0 { return a }
    if constantValue(a) == 0 { return unary(.negate, b) }
    if case .unary(.negate, let inner) = self[b] { return sum(a, inner) }
    if case .unary(.negate, let inner) = self[a] {
      let both = sum(inner, b)
      return unary(.negate, both)
    }
    return intern(.binary(.subtract, a, b))
  }

  private mutating func product(_ a: NodeID, _ b: NodeID) -> NodeID {
    for (x, y) in [(a, b), (b, a)] {
      if let value = constantValue(x) {
        if value == 0 { return x }
        if value == 1 { return y }
        if value == -1 { return unary(.negate, y) }
      }
      if case .unary(.negate, let inner) = self[x] {
        let positive = product(inner, y)
        return unary(.negate, positive)
      }
    }
    return canonical(.multiply, a, b)
  }

  /// A quotient; what moves over what keeps still becomes a product with a reciprocal that is computed once.
  private mutating func quotient(_ a: NodeID, _ b: NodeID) -> NodeID {
    if constantValue(a) == 0 || constantValue(b) == 1 { return a }
    if case .unary(.negate, let inner) = self[a] {
      let positive = quotient(inner, b)
      return unary(.negate, positive)
    }
    if isPiecewiseConstant(b), !isPiecewiseConstant(a) {
      let one = constant(1)
      let reciprocal = binary(.divide, one, b)
      return product(a, reciprocal)
    }
    return intern(.binary(.divide, a, b))
  }

  /// A power; small whole exponents and ½ become products and roots, which are exact to the last bit or nearly so.
  private mutating func power(_ a: NodeID, _ b: NodeID) -> NodeID {
    if constantValue(a) == 1 { return a }
    switch constantValue(b) {
    case 0: return constant(1)
    case 1: return a
    case 2: return product(a, a)
    case 3:
      let square = product(a, a)
      return product(square, a)
    case 0.5: return unary(.squareRoot, a)
    case -1:
      let one = constant(1)
      return quotient(one, a)
    default:
      if let x = constantValue(a), let y = constantValue(b) { return constant(BinaryOperation.power.value(x, y)) }
      return intern(.binary(.power, a, b))
    }
  }
}

extension UnaryOperation {
  /// The operation on one number, with the same bits as over lanes.
  func value(_ x: Double) -> Double {
    switch self {
    case .negate: -x
    case .exp: LaneMath.exp(x)
    case .log: LaneMath.log(x)
    case .squareRoot: x.squareRoot()
    case .absolute: x.magnitude
    case .logGamma: LogGamma.value(at: x)
    case .polygamma(let order): PolyGamma.value(order: order, at: x)
    }
  }
}

extension BinaryOperation {
  /// The operation on two numbers, with the same bits as over lanes.
  func value(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: power(x, y)
    case .minimum: y < x ? y : x
    case .maximum: x < y ? y : x
    case .less: x < y ? 1 : 0
    case .lessOrEqual: x <= y ? 1 : 0
    case .equal: x == y ? 1 : 0
    }
  }

  /// A power by the rule of the graph for constant exponents.
  private func power(_ x: Double, _ y: Double) -> Double {
    switch y {
    case 2: x * x
    case 3: x * x * x
    case 0.5: x.squareRoot()
    case -1: 1 / x
    default: LaneMath.pow(x, y)
    }
  }
}
