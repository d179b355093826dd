/// A comparison of states at which equations jump, and so do derivatives of states: a solver has to stop there.
///
/// Between two stops its truth keeps still, as `Input.truth`.
struct Border: Sendable {
  /// Positive where the comparison holds, negative where it does not.
  var height: NodeID
  /// Whether it holds where the height is 0.
  var includesZero: Bool
  /// The derivative of the height by time along the trajectory.
  var slope: NodeID
  /// The derivatives of the height by the directions of differentiation, at a fixed time.
  var moves: [NodeID] = []
}

extension Equations {
  /// Makes the truth of comparisons at which the equations jump an input of theirs.
  mutating func locateJumps() {
    guard !jumps.isEmpty else { return }
    let roots = derivatives + hazards
    var replaced: [NodeID: NodeID] = [:]
    for id in graph.order(of: roots) {
      let own = graph.rebuilt(id) { replaced[$0] ?? $0 }
      guard jumps.contains(id) else {
        replaced[id] = own
        continue
      }
      if let border = border(of: own) {
        replaced[id] = graph.input(.truth(borders.count))
        borders.append(border)
      }
    }
    derivatives = derivatives.map { replaced[$0] ?? $0 }
    hazards = hazards.map { replaced[$0] ?? $0 }
  }

  private mutating func border(of comparison: NodeID) -> Border? {
    guard case .binary(let operation, let a, let b) = graph[comparison] else { return nil }
    let height = graph.binary(.subtract, b, a)
    var slope = graph.derivative(of: height, by: .time)
    for state in derivatives.indices {
      let partial = graph.derivative(of: height, by: .state(state))
      let speed = graph.input(.stateDerivative(state))
      let term = graph.binary(.multiply, partial, speed)
      slope = graph.binary(.add, slope, term)
    }
    return Border(height: height, includesZero: operation == .lessOrEqual, slope: slope)
  }
}
