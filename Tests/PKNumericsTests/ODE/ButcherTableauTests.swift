import PKNumerics
import PKTestSupport
import Testing

/// Order conditions: the coefficients are those of a method of the order that it claims.
@Suite struct ButcherTableauTests {
  static let methods: [ButcherTableau] = [.tsit5]
  /// Coefficients are printed to 16 digits, the largest of them near 100.
  static let rounding = 2e-14

  @Test func thereAreAsManyTreesAsThereShouldBe() {
    #expect((1...7).map { RootedTree.all(ofOrder: $0).count } == [1, 1, 2, 4, 9, 20, 48])
  }

  @Test(arguments: methods) func rowSumsAreTheStagesTimes(_ method: ButcherTableau) {
    #expect(method.a.map(\.count) == Array(0..<method.stages))
    for (row, time) in zip(method.a, method.c) {
      #expect(isClose(row.reduce(0, +), time, absolute: Self.rounding))
    }
  }

  @Test(arguments: methods) func solutionHasItsOrder(_ method: ButcherTableau) {
    for order in 1...method.order {
      for (tree, residual) in residuals(method, method.solutionWeights, order: order) {
        #expect(residual.magnitude < Self.rounding, "order \(order), tree \(tree)")
      }
    }
    let next = residuals(method, method.solutionWeights, order: method.order + 1)
    #expect(next.contains { $0.1.magnitude > 1e-5 }, "the method is better than it says")
  }

  /// One order less than the solution, and not more, or the difference of the two would estimate nothing.
  @Test(arguments: methods) func embeddedSolutionHasOneOrderLess(_ method: ButcherTableau) {
    for order in 1..<method.order {
      for (tree, residual) in residuals(method, method.embeddedWeights, order: order) {
        #expect(residual.magnitude < Self.rounding, "order \(order), tree \(tree)")
      }
    }
    let next = residuals(method, method.embeddedWeights, order: method.order)
    #expect(next.contains { $0.1.magnitude > 1e-5 })
  }

  @Test(arguments: methods, [0, 0.1, 0.25, 0.5, 0.77, 0.9, 1])
  func interpolantHasItsOrderEverywhere(_ method: ButcherTableau, _ theta: Double) {
    let weights = method.interpolantWeights(at: theta).value
    for order in 1...method.interpolantOrder {
      for (tree, residual) in residuals(method, weights, order: order, theta: theta) {
        #expect(residual.magnitude < 4 * Self.rounding, "order \(order), tree \(tree)")
      }
    }
  }

  /// The interpolant joins the steps with one slope: it leaves along the first stage and arrives along the last.
  @Test(arguments: methods) func interpolantIsSmooth(_ method: ButcherTableau) {
    let start = method.interpolantWeights(at: 0)
    let end = method.interpolantWeights(at: 1)
    for stage in 0..<method.stages {
      #expect(start.value[stage] == 0)
      #expect(start.slope[stage] == (stage == 0 ? 1 : 0))
      #expect(isClose(end.value[stage], method.solutionWeights[stage], absolute: 4 * Self.rounding))
      #expect(isClose(end.slope[stage], stage == method.stages - 1 ? 1 : 0, absolute: 8 * Self.rounding))
    }
  }

  @Test(arguments: methods) func lastStageIsTheNextStepsFirst(_ method: ButcherTableau) {
    #expect(method.c.last == 1)
    #expect(method.a.last?.count == method.stages - 1)
  }

  /// By how much the conditions of one order are missed: Σ bᵢ·weightᵢ − θᵒʳᵈᵉʳ/γ, for each tree.
  private func residuals(
    _ method: ButcherTableau, _ weights: [Double], order: Int, theta: Double = 1
  ) -> [(RootedTree, Double)] {
    let power = (0..<order).reduce(1.0) { product, _ in product * theta }
    return RootedTree.all(ofOrder: order).map { tree in
      let sum = zip(weights, tree.stageWeights(method.a)).reduce(0) { $0 + $1.0 * $1.1 }
      return (tree, sum - power / tree.density)
    }
  }
}
