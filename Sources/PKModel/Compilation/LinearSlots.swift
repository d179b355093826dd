package import PKNumerics

/// Where the coefficients of linear dynamics x' = A·x + b are among the prologue's outputs.
package struct LinearSlots: Sendable {
  /// One coefficient that is not zero for every patient.
  package struct Entry: Sendable {
    package let row: Int, column: Int, slot: Int
  }
  /// The coefficients of A.
  package let matrix: [Entry]
  /// Those in the columns of the states themselves, without those of their derivatives by directions.
  package let leading: [Entry]
  /// The coefficients of b, without infusions: row and slot.
  package let input: [(row: Int, slot: Int)]
  /// Which states feed which.
  package let structure: LinearStructure
}

extension ExpressionGraph {
  /// The coefficients of derivatives that are affine in the states, as nodes; the constant 0 where there is none.
  ///
  /// - Returns: A by rows, and b.
  mutating func coefficients(of derivatives: [NodeID], states: Int) -> (matrix: [[NodeID]], input: [NodeID]) {
    var columns: [[NodeID]] = []
    for state in 0..<states { columns.append(self.derivatives(of: derivatives, by: .state(state))) }
    let matrix = derivatives.indices.map { row in columns.map { $0[row] } }
    return (matrix, atRest(derivatives))
  }

  /// Whether nodes are sums of states with weights that keep still, each with at least one and nothing besides.
  mutating func areWeightedSums(_ roots: [NodeID]) -> Bool {
    areAffine(roots) && roots.allSatisfy { !isPiecewiseConstant($0) }
      && atRest(roots).allSatisfy { constantValue($0) == 0 }
  }

  /// The nodes with every state put to 0.
  private mutating func atRest(_ roots: [NodeID]) -> [NodeID] {
    var known: [NodeID: NodeID] = [:]
    let zero = constant(0)
    for id in order(of: roots) {
      func at(_ id: NodeID) -> NodeID { known[id] ?? id }
      if case .input(.state) = self[id] { known[id] = zero } else { known[id] = rebuilt(id, from: at) }
    }
    return roots.map { known[$0] ?? $0 }
  }
}
