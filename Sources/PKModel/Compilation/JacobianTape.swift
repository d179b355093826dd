/// The derivatives of a program's dynamics with respect to the states and to time, exact.
package struct JacobianTape: Sendable {
  /// Computes the entries, then the derivatives with respect to time, as its outputs.
  package let tape: Tape
  /// The places of ∂f/∂x that are not zero for every patient; all columns are of the model's own states.
  package let entries: [(row: Int, column: Int)]
  /// The rows of ∂f/∂t that are not zero for every patient.
  package let timeRows: [Int]
}

/// The same as nodes of a graph.
struct JacobianNodes {
  let entries: [(row: Int, column: Int)]
  let timeRows: [Int]
  /// The derivatives at `entries`, then those at `timeRows`.
  let nodes: [NodeID]

  init(of derivatives: [NodeID], states: Int, in graph: inout ExpressionGraph) {
    var entries: [(row: Int, column: Int)] = []
    var nodes: [NodeID] = []
    for column in 0..<states {
      for (row, node) in graph.derivatives(of: derivatives, by: .state(column)).enumerated()
      where graph.constantValue(node) != 0 {
        entries.append((row, column))
        nodes.append(node)
      }
    }
    var timeRows: [Int] = []
    for (row, node) in graph.derivatives(of: derivatives, by: .time).enumerated()
    where graph.constantValue(node) != 0 {
      timeRows.append(row)
      nodes.append(node)
    }
    self.entries = entries
    self.timeRows = timeRows
    self.nodes = nodes
  }
}
