import PKLanguage

/// What predictions are differentiated by.
package enum Direction: Hashable, Sendable {
  /// A typical value.
  case theta(Int)
  /// A random effect.
  case eta(Int)
  /// The state of a compartment at the start, or after the last jump.
  case initialState(Int)

  fileprivate var input: Input? {
    switch self {
    case .theta(let i): .theta(i)
    case .eta(let i): .eta(i)
    case .initialState: nil
    }
  }
}

extension Equations {
  /// The equations with the derivatives of all states by some directions as further compartments, and those of the
  /// outputs as further outputs.
  ///
  /// For a direction p and x' = f(t, x, p), the derivative s = ∂x/∂p obeys s' = ∂f/∂x·s + ∂f/∂p. The states come
  /// first, then s for the first direction, then for the second; outputs likewise. The attributes of routes get
  /// their derivatives in `routeSensitivities`, since a dose makes s jump too.
  func differentiated(by directions: [Direction]) -> Equations {
    var extended = self
    // States alone need no stop where equations jump: the error control finds these places.
    if !directions.isEmpty { extended.locateJumps() }
    let (count, derivatives) = (derivatives.count, extended.derivatives)
    let heights = extended.borders.map(\.height)
    var heightPartials: [[NodeID]] = []
    var jacobian: [[NodeID]] = []
    var outputPartials: [[NodeID]] = []
    for state in 0..<count {
      jacobian.append(extended.graph.derivatives(of: derivatives, by: .state(state)))
      outputPartials.append(extended.graph.derivatives(of: outputs, by: .state(state)))
      heightPartials.append(extended.graph.derivatives(of: heights, by: .state(state)))
    }
    for (number, direction) in directions.enumerated() {
      let own = (0..<count).map { extended.graph.input(.state(count * (number + 1) + $0)) }
      func chained(_ nodes: [NodeID], _ partials: [[NodeID]], _ graph: inout ExpressionGraph) -> [NodeID] {
        var sums = Self.partials(of: nodes, direction, in: &graph)
        for state in 0..<count {
          for row in nodes.indices {
            let term = graph.binary(.multiply, partials[state][row], own[state])
            sums[row] = graph.binary(.add, sums[row], term)
          }
        }
        return sums
      }
      extended.derivatives += chained(derivatives, jacobian, &extended.graph)
      extended.outputs += chained(outputs, outputPartials, &extended.graph)
      extended.integrands = extended.outputs
      for (border, move) in chained(heights, heightPartials, &extended.graph).enumerated() {
        extended.borders[border].moves.append(move)
      }
      extended.errors += errors.map { Self.partials(of: $0, direction, in: &extended.graph) }
      extended.initialStates += initialSensitivities(direction, in: &extended.graph)
      extended.switchSensitivities.append(Self.partials(of: switches, direction, in: &extended.graph))
      extended.routeSensitivities.append(routes.map { $0.differentiated(by: direction, in: &extended.graph) })
    }
    return extended
  }

  private func initialSensitivities(_ direction: Direction, in graph: inout ExpressionGraph) -> [NodeID] {
    guard case .initialState(let state) = direction else {
      return Self.partials(of: initialStates, direction, in: &graph)
    }
    return initialStates.indices.map { graph.constant($0 == state ? 1 : 0) }
  }

  private static func partials(
    of nodes: [NodeID], _ direction: Direction, in graph: inout ExpressionGraph
  ) -> [NodeID] {
    if let input = direction.input { return graph.derivatives(of: nodes, by: input) }
    let zero = graph.constant(0)
    return nodes.map { _ in zero }
  }
}

extension Equations.RouteNodes {
  /// The derivatives of the attributes; nil where the attribute is not declared or does not depend on the direction.
  fileprivate func differentiated(by direction: Direction, in graph: inout ExpressionGraph) -> Self {
    func derivative(_ node: NodeID?, _ graph: inout ExpressionGraph) -> NodeID? {
      guard let node, let input = direction.input else { return nil }
      let result = graph.derivative(of: node, by: input)
      return graph.constantValue(result) == 0 ? nil : result
    }
    var result = Self(
      bioavailability: derivative(bioavailability, &graph), lag: derivative(lag, &graph),
      duration: derivative(duration, &graph), rate: derivative(rate, &graph))
    if let shape, let input = direction.input {
      let (first, second) = (
        graph.derivative(of: shape.first, by: input), graph.derivative(of: shape.second, by: input)
      )
      result.shape = (shape.kind, first, second)
    }
    return result
  }
}
