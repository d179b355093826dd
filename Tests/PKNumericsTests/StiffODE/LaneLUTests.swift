import PKNumerics
import PKTestSupport
import Testing

/// The linear systems of the stiff method: each lane a matrix and row exchanges of its own.
@Suite struct LaneLUTests {
  @Test(arguments: [1, 2, 3, 5, 8, 13, 50]) func randomSystemsAreSolved(_ order: Int) {
    let systems = (0..<8).map { RandomSystem(order: order, seed: UInt64(100 * order + $0)) }
    let solution = solve(systems)
    for (lane, system) in systems.enumerated() {
      let residual = system.residual(solution.map { $0[lane] })
      #expect(residual < 1e-13 * Double(order), "lane \(lane): \(residual)")
    }
  }

  /// Without exchanges these have a zero pivot at once, or lose all digits.
  @Test func rowsAreExchangedLaneByLane() {
    var systems = (0..<8).map { RandomSystem(order: 3, seed: UInt64($0)) }
    for (lane, small) in [0, 1e-20, 1e-10, 1, 10, 0, 1e-300, -1e-15].enumerated() { systems[lane].matrix[0] = small }
    systems[5].matrix = [0, 0, 1, 1, 0, 0, 0, 1, 0]
    let solution = solve(systems)
    for (lane, system) in systems.enumerated() {
      let residual = system.residual(solution.map { $0[lane] })
      #expect(residual < 1e-13, "lane \(lane): \(residual)")
    }
  }

  /// A lane gives the same bits alone and beside others, whatever they exchange.
  @Test func neighboursLeaveTheBits() {
    let systems = (0..<8).map { RandomSystem(order: 6, seed: UInt64(40 + $0)) }
    let together = solve(systems)
    for lane in 0..<8 {
      let alone = solve([RandomSystem](repeating: systems[lane], count: 8))
      for i in 0..<6 { #expect(together[i][lane] == alone[i][0]) }
    }
  }

  @Test(arguments: [0, Double.nan, .infinity]) func aSingularLaneGivesNoNumberAndLeavesTheOthers(_ bad: Double) {
    let clean = (0..<8).map { RandomSystem(order: 4, seed: UInt64(70 + $0)) }
    var dirty = clean
    dirty[3].matrix = Array(repeating: bad, count: 16)
    let (a, b) = (solve(clean), solve(dirty))
    #expect(!(0..<4).allSatisfy { b[$0][3].isFinite })
    for lane in 0..<8 where lane != 3 { for i in 0..<4 { #expect(a[i][lane] == b[i][lane]) } }
  }

  @Test func aSmallerOrderUsesTheSameMemory() {
    let systems = (0..<8).map { RandomSystem(order: 2, seed: UInt64(90 + $0)) }
    let (small, large) = (solve(systems), solve(systems, capacity: 9))
    #expect(small == large)
  }

  private func solve(_ systems: [RandomSystem], capacity: Int? = nil) -> [Lanes] {
    let n = systems[0].order
    var factors = LaneLU(capacity: capacity ?? n)
    factors.order = n
    let right = LaneBuffer(count: n)
    for (lane, system) in systems.enumerated() {
      for index in 0..<(n * n) { factors.matrix[index][lane] = system.matrix[index] }
      for i in 0..<n { right[i][lane] = system.right[i] }
    }
    factors.factor()
    factors.solve(right.base)
    return (0..<n).map { right[$0] }
  }
}

/// A matrix by columns and a right-hand side, of numbers in [−1, 1].
private struct RandomSystem {
  let order: Int
  var matrix: [Double]
  var right: [Double]

  init(order: Int, seed: UInt64) {
    self.order = order
    let random = RandomStream(seed: seed, stream: 0, subject: 0)
    matrix = (0..<(order * order)).map { 2 * random.uniform($0) - 1 }
    right = (0..<order).map { 2 * random.uniform(order * order + $0) - 1 }
  }

  /// The largest component of A·x − b as a share of what its terms are.
  func residual(_ x: [Double]) -> Double {
    (0..<order).map { i in
      let terms = (0..<order).map { matrix[i + $0 * order] * x[$0] } + [-right[i]]
      return terms.reduce(0, +).magnitude / terms.reduce(0) { $0 + $1.magnitude }
    }.max() ?? 0
  }
}
