/// Which states of a linear system x' = A·x + b feed which: what is known of A before its numbers are.
///
/// With directions that the system is differentiated by, the states s = ∂x/∂p of each direction follow those of x, and
/// obey s' = A·s + ∂A/∂p·x + ∂b/∂p.
public struct LinearStructure: Sendable {
  /// How many states there are, derivatives included.
  public let dimension: Int
  /// How many directions the system is differentiated by.
  public let directions: Int
  /// States that some derivative depends on; with directions all states of x.
  let core: [Int]
  /// States that no derivative depends on, such as areas: integrals of the others.
  let integrals: [Int]
  /// The core's strongly connected parts, each after those it depends on; indices into `core`.
  let blocks: [[Int]]

  /// How many states there are without their derivatives: so many columns of the whole matrix tell all of it.
  public var base: Int { dimension / (directions + 1) }

  /// The structure of a matrix.
  ///
  /// - Parameters:
  ///   - dimension: how many states there are, derivatives included.
  ///   - directions: how many directions the system is differentiated by; one more divides `dimension`.
  ///   - depends: whether the derivative of a state (row) depends on a state (column); asked for states of x.
  public init(dimension: Int, directions: Int = 0, depends: (_ row: Int, _ column: Int) -> Bool) {
    precondition(directions >= 0 && dimension % (directions + 1) == 0, "every state has its derivatives")
    self.dimension = dimension
    self.directions = directions
    let states = 0..<dimension / (directions + 1)
    let core = states.filter { column in directions > 0 || states.contains { depends($0, column) } }
    self.core = core
    integrals = states.filter { !core.contains($0) }
    blocks = Self.blocks(core.count) { depends(core[$0], core[$1]) }
  }

  /// Strongly connected components in order of dependence, from reachability: systems are small.
  private static func blocks(_ count: Int, depends: (Int, Int) -> Bool) -> [[Int]] {
    var reaches = (0..<count).map { i in (0..<count).map { i == $0 || depends(i, $0) } }
    for k in 0..<count {
      for i in 0..<count where reaches[i][k] {
        for j in 0..<count where reaches[k][j] { reaches[i][j] = true }
      }
    }
    var done = Set<Int>()
    var blocks: [[Int]] = []
    // A component depends on at least as many states as those it depends on do.
    for i in (0..<count).sorted(by: { reaches[$0].count(where: \.self) < reaches[$1].count(where: \.self) })
    where !done.contains(i) {
      let block = (0..<count).filter { reaches[i][$0] && reaches[$0][i] }
      done.formUnion(block)
      blocks.append(block)
    }
    return blocks
  }
}
