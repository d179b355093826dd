/// Where a program's equations jump with the states: see `Border`.
package struct BorderTape: Sendable {
  /// Computes the heights, then their derivatives by time along the trajectory, then those by the first direction, by
  /// the second and so on.
  package let tape: Tape
  /// Whether each border's comparison holds where its height is 0.
  package let includesZero: [Bool]

  /// How many borders there are.
  package var count: Int { includesZero.count }

  /// The register of a border's height, of its derivative by time, and of that by a direction.
  package func height(_ border: Int) -> Int { tape.outputs[border] }
  package func slope(_ border: Int) -> Int { tape.outputs[count + border] }
  package func move(_ border: Int, by direction: Int) -> Int { tape.outputs[(2 + direction) * count + border] }

  static func nodes(of borders: [Border]) -> [NodeID] {
    let directions = borders.first?.moves.count ?? 0
    return borders.map(\.height) + borders.map(\.slope)
      + (0..<directions).flatMap { direction in borders.map { $0.moves[direction] } }
  }
}
