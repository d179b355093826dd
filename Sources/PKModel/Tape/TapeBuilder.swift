/// Turns nodes of a graph into a tape: an order, registers that are used again once free, products fused with sums.
struct TapeBuilder {
  /// The tape would need more registers than an instruction can name.
  struct TooLarge: Error {}

  private let graph: ExpressionGraph
  private let inputCount: Int
  /// The register that holds a node, while it does.
  private var register: [NodeID: Int]
  /// How often a node is still to be read.
  private var pending: [NodeID: Int] = [:]
  private var fusedInto: Set<NodeID> = []
  private var free: [Int] = []
  private var next: Int
  private var instructions: [Instruction] = []
  private var constants: [(register: Int, value: Double)] = []

  private init(graph: ExpressionGraph, inputs: [NodeID: Int], inputCount: Int) {
    self.graph = graph
    self.inputCount = inputCount
    register = inputs
    next = inputCount
  }

  /// The tape that computes the roots from registers that hold the given nodes.
  static func tape(
    computing roots: [NodeID], in graph: ExpressionGraph, from inputs: [NodeID: Int], inputCount: Int
  ) throws(TooLarge) -> Tape {
    var builder = TapeBuilder(graph: graph, inputs: inputs, inputCount: inputCount)
    return try builder.build(roots)
  }

  private mutating func build(_ roots: [NodeID]) throws(TooLarge) -> Tape {
    let order = neededNodes(roots)
    countReads(order, roots)
    for id in order where !fusedInto.contains(id) { emit(id) }
    guard next <= Int(UInt16.max) else { throw TooLarge() }
    return Tape(
      instructions: instructions, inputCount: inputCount, registerCount: next, constants: constants,
      outputs: roots.map { register[$0] ?? 0 })
  }

  /// The nodes to compute, each after its operands; what the caller gives, and what only it needs, is left out.
  ///
  /// A node comes right after the operand that takes most steps, if it can: what the last step computed is at hand.
  private func neededNodes(_ roots: [NodeID]) -> [NodeID] {
    let height = heights(of: roots)
    var order: [NodeID] = []
    var placed = Set<NodeID>()
    var stack = roots.reversed().map { (id: $0, isReady: false) }
    while let (id, isReady) = stack.popLast() {
      guard let own = height[id], own > 0, !placed.contains(id) else { continue }
      if isReady {
        placed.insert(id)
        order.append(id)
      } else {
        stack.append((id, true))
        let operands = graph.operands(of: id).sorted { (height[$0] ?? 0, $0) > (height[$1] ?? 0, $1) }
        stack += operands.map { (id: $0, isReady: false) }
      }
    }
    return order
  }

  /// How many steps at least lie between what the caller gives and each node that the roots need; 0 for what it gives.
  private func heights(of roots: [NodeID]) -> [NodeID: Int] {
    var needed = Set<NodeID>()
    var stack = roots
    while let id = stack.popLast() {
      guard register[id] == nil, needed.insert(id).inserted else { continue }
      stack += graph.operands(of: id)
    }
    var height: [NodeID: Int] = [:]
    // A node is always made after its operands.
    for id in needed.sorted() { height[id] = 1 + (graph.operands(of: id).map { height[$0] ?? 0 }.max() ?? 0) }
    return height
  }

  private mutating func countReads(_ order: [NodeID], _ roots: [NodeID]) {
    for id in order { for operand in graph.operands(of: id) { pending[operand, default: 0] += 1 } }
    // A root is read by the caller after the run, so its register is never free.
    for root in roots { pending[root, default: 0] += 1 }
    for id in order { if let product = fusible(id) { fusedInto.insert(product) } }
  }

  /// The product that a sum or difference can swallow: one that nothing else reads.
  private func fusible(_ id: NodeID) -> NodeID? {
    guard case .binary(let operation, let a, let b) = graph[id], operation == .add || operation == .subtract
    else { return nil }
    return [b, a].first { candidate in
      guard case .binary(.multiply, _, _) = graph[candidate] else { return false }
      return register[candidate] == nil && pending[candidate] == 1
    }
  }

  private mutating func emit(_ id: NodeID) {
    switch graph[id] {
    case .constant(let bits):
      // A constant keeps its register: it is written once, before the first run.
      register[id] = next
      constants.append((next, Double(bitPattern: bits)))
      next += 1
    case .input: preconditionFailure("an input that the caller does not give")
    case .unary(let operation, let a):
      append(.init(operation), id, a)
      if case .polygamma(let order) = operation {
        instructions[instructions.count - 1].b = UInt16(truncatingIfNeeded: order)
      }
    case .select(let c, let a, let b): append(.select, id, c, a, b)
    case .binary(let operation, let a, let b):
      if let product = fusible(id), case .binary(_, let x, let y) = graph[product] {
        let other = product == a ? b : a
        let fused: Instruction.Operation =
          operation == .add ? .multiplyAdd : product == a ? .multiplySubtract : .subtractProduct
        append(fused, id, x, y, other)
      } else {
        append(.init(operation), id, a, b)
      }
    }
  }

  private mutating func append(_ operation: Instruction.Operation, _ id: NodeID, _ operands: NodeID...) {
    let sources = operands.map { UInt16(truncatingIfNeeded: register[$0] ?? 0) }
    for operand in operands { release(operand) }
    let destination = free.popLast() ?? next
    if destination == next { next += 1 }
    register[id] = destination
    let step = Instruction(
      operation: operation, destination: UInt16(truncatingIfNeeded: destination), a: sources[0],
      b: sources.count > 1 ? sources[1] : 0, c: sources.count > 2 ? sources[2] : 0)
    instructions.append(instructions.last.map { step.following($0.destination) } ?? step)
  }

  /// Notes one read of a node; its register is free after the last, unless it is an input or a constant.
  private mutating func release(_ id: NodeID) {
    guard let count = pending[id] else { return }
    pending[id] = count - 1
    if count == 1, let held = register[id], held >= inputCount, graph.constantValue(id) == nil { free.append(held) }
  }
}

extension Instruction.Operation {
  init(_ operation: UnaryOperation) {
    self =
      switch operation {
      case .negate: .negate
      case .exp: .exp
      case .log: .log
      case .squareRoot: .squareRoot
      case .absolute: .absolute
      case .logGamma: .logGamma
      case .polygamma: .polygamma
      }
  }

  init(_ operation: BinaryOperation) {
    self =
      switch operation {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      case .power: .power
      case .minimum: .minimum
      case .maximum: .maximum
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .equal: .equal
      }
  }
}
