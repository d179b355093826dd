/// Equations of which nothing jumps between two stops, and the times of the stops.
struct Switches {
  /// The equations, in the order given.
  var roots: [NodeID]
  /// Times at which something switches; each keeps still between two events.
  var times: [NodeID]
  /// What nodes of the equations have become.
  fileprivate var replaced: [NodeID: NodeID]

  /// What a node of the equations has become.
  func replacement(of node: NodeID) -> NodeID { replaced[node] ?? node }
}

/// slope·t + offset, both of which keep still between two events.
private struct Line: Hashable {
  var slope: NodeID
  var offset: NodeID
}

extension ExpressionGraph {
  /// Finds where comparisons and kinks in time lie, so that a solver can stop there instead of stepping over them.
  ///
  /// A comparison of two quantities that are piecewise linear in time (of `time`, `timeAfterDose`, `timeSince`, and
  /// what keeps still) switches where two of their lines cross. Between such times its truth keeps still, so it is
  /// evaluated once, at `Input.interval`, and the equations around it stay as smooth, or as linear, as its branches
  /// are. `min`, `max` and `abs` of such quantities have kinks there, but no jumps, and stay as they are. What compares
  /// states is left alone.
  mutating func locatingSwitches(of roots: [NodeID]) -> Switches {
    var lines: [NodeID: [Line]] = [:]
    var replaced: [NodeID: NodeID] = [:]
    var times: [NodeID] = []
    for id in order(of: roots) {
      replaced[id] = rebuilt(id) { replaced[$0] ?? $0 }
      lines[id] = self.lines(of: id, given: lines)
      guard !isPiecewiseConstant(id) else { continue }
      switch self[id] {
      case .binary(.less, let a, let b), .binary(.lessOrEqual, let a, let b):
        guard let first = lines[a], let second = lines[b] else { continue }
        times += crossings(first, second)
        replaced[id] = duringInterval(id)
      case .binary(.minimum, let a, let b), .binary(.maximum, let a, let b):
        guard let first = lines[a], let second = lines[b] else { continue }
        times += crossings(first, second)
      case .unary(.absolute, let a):
        guard let first = lines[a] else { continue }
        let zero = constant(0)
        times += crossings(first, [Line(slope: zero, offset: zero)])
      default: continue
      }
    }
    var seen: Set<NodeID> = []
    return Switches(
      roots: roots.map { replaced[$0] ?? $0 }, times: times.filter { seen.insert($0).inserted }, replaced: replaced)
  }

  /// The comparisons, by which a value is chosen or counted, that no line in time decides.
  mutating func undecidedComparisons(_ roots: [NodeID]) -> [NodeID] {
    var lines: [NodeID: [Line]] = [:]
    var found: [NodeID] = []
    for id in order(of: roots) {
      lines[id] = self.lines(of: id, given: lines)
      guard !isPiecewiseConstant(id) else { continue }
      switch self[id] {
      case .binary(.less, let a, let b), .binary(.lessOrEqual, let a, let b):
        if lines[a] == nil || lines[b] == nil { found.append(id) }
      default: continue
      }
    }
    return found
  }

  /// A node computed from other operands.
  mutating func rebuilt(_ id: NodeID, from operand: (NodeID) -> NodeID) -> NodeID {
    switch self[id] {
    case .constant, .input: id
    case .unary(let operation, let a): unary(operation, operand(a))
    case .binary(let operation, let a, let b): binary(operation, operand(a), operand(b))
    case .select(let condition, let a, let b): select(operand(condition), operand(a), operand(b))
    }
  }

  /// The node with time put to a moment inside the present interval.
  private mutating func duringInterval(_ root: NodeID) -> NodeID {
    // Only what moves is rebuilt, so that many comparisons do not each walk through the whole model.
    var moving: Set<NodeID> = [root]
    var stack = [root]
    while let id = stack.popLast() {
      for operand in operands(of: id) where !isPiecewiseConstant(operand) && moving.insert(operand).inserted {
        stack.append(operand)
      }
    }
    var known: [NodeID: NodeID] = [:]
    for id in moving.sorted() {
      known[id] = self[id] == .input(.time) ? input(.interval) : rebuilt(id) { known[$0] ?? $0 }
    }
    return known[root] ?? root
  }

  /// The lines of which a node is made, one of them at any time; nil where it is no such thing, or made of many.
  private mutating func lines(of id: NodeID, given known: [NodeID: [Line]]) -> [Line]? {
    let (zero, one) = (constant(0), constant(1))
    if isPiecewiseConstant(id) { return [Line(slope: zero, offset: id)] }
    let all: [Line]?
    switch self[id] {
    case .input(.time): all = [Line(slope: one, offset: zero)]
    case .unary(.negate, let a): all = known[a].map { $0.map { negated($0) } }
    case .unary(.absolute, let a): all = known[a].map { $0 + $0.map { negated($0) } }
    case .binary(.add, let a, let b): all = combinations(known[a], known[b], .add)
    case .binary(.subtract, let a, let b): all = combinations(known[a], known[b], .subtract)
    case .binary(.multiply, let a, let b) where isPiecewiseConstant(a): all = scaled(known[b], .multiply, by: a)
    case .binary(.multiply, let a, let b) where isPiecewiseConstant(b): all = scaled(known[a], .multiply, by: b)
    case .binary(.divide, let a, let b) where isPiecewiseConstant(b): all = scaled(known[a], .divide, by: b)
    case .binary(.minimum, let a, let b), .binary(.maximum, let a, let b):
      guard let first = known[a], let second = known[b] else { return nil }
      all = first + second
    default: all = nil
    }
    guard let all, all.count <= 8 else { return nil }
    return all
  }

  private mutating func negated(_ line: Line) -> Line {
    Line(slope: unary(.negate, line.slope), offset: unary(.negate, line.offset))
  }

  private mutating func scaled(_ lines: [Line]?, _ operation: BinaryOperation, by factor: NodeID) -> [Line]? {
    lines.map { lines in
      lines.map { Line(slope: binary(operation, $0.slope, factor), offset: binary(operation, $0.offset, factor)) }
    }
  }

  private mutating func combinations(_ a: [Line]?, _ b: [Line]?, _ operation: BinaryOperation) -> [Line]? {
    guard let a, let b else { return nil }
    var all: [Line] = []
    for x in a {
      for y in b {
        all.append(
          Line(slope: binary(operation, x.slope, y.slope), offset: binary(operation, x.offset, y.offset)))
      }
    }
    return all
  }

  /// When any of some lines crosses any of others; not the times of doses and events, where a solver stops anyway.
  private mutating func crossings(_ a: [Line], _ b: [Line]) -> [NodeID] {
    var times: [NodeID] = []
    for x in a {
      for y in b {
        let slope = binary(.subtract, x.slope, y.slope)
        guard constantValue(slope) != 0 else { continue }
        let gap = binary(.subtract, y.offset, x.offset)
        let time = binary(.divide, gap, slope)
        switch self[time] {
        case .input(.doseTime), .input(.eventTime): continue
        default: times.append(time)
        }
      }
    }
    return times
  }
}
