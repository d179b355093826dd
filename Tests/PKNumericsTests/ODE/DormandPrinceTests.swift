import PKNumerics
import PKTestSupport
import Testing

/// Order conditions of a method with two error estimates and an interpolant with stages of its own.
@Suite struct DormandPrinceTests {
  static let method = ButcherTableau.dormandPrince8
  /// Coefficients are printed to 16 digits; those of the interpolant reach 500, and powers of θ multiply them by 3.
  static let rounding = 2e-14
  static let interpolantRounding = 4e-12

  private static let extended = method.a + method.extraA

  @Test func rowSumsAreTheStagesTimes() {
    for (row, time) in zip(Self.extended, Self.method.c + Self.method.extraC) {
      #expect(isClose(row.reduce(0, +), time, absolute: 5e-14))
    }
    #expect(Self.method.extraA.map(\.count) == [13, 14, 15])
  }

  @Test func solutionHasOrder8() {
    #expect(worst(Self.method.solutionWeights, orders: 1...8) < Self.rounding)
    #expect(worst(Self.method.solutionWeights, orders: 9...9) > 1e-6)
  }

  /// The error is estimated by solutions of orders 5 and 3, and of no more.
  @Test func embeddedSolutionsHaveOrders5And3() {
    let fine = Self.method.embeddedWeights
    #expect(worst(fine, orders: 1...5) < Self.rounding && worst(fine, orders: 6...6) > 1e-6)
    let coarse = zip(Self.method.solutionWeights, Self.method.coarseError).map { $0 - $1 }
    #expect(worst(coarse, orders: 1...3) < Self.rounding && worst(coarse, orders: 4...4) > 1e-5)
  }

  @Test(arguments: [0.1, 0.25, 0.5, 0.77, 0.9, 1]) func interpolantHasOrder7(_ theta: Double) {
    let weights = Self.method.interpolantWeights(at: theta).value
    #expect(worst(weights, orders: 1...7, theta: theta) < Self.interpolantRounding)
  }

  /// The interpolant leaves along the first stage and arrives along the last, at the solution.
  @Test func interpolantIsSmooth() {
    let (start, end) = (Self.method.interpolantWeights(at: 0), Self.method.interpolantWeights(at: 1))
    let weights = Self.method.solutionWeights + [0, 0, 0]
    for stage in weights.indices {
      #expect(start.value[stage] == 0 && start.slope[stage] == (stage == 0 ? 1 : 0))
      #expect(isClose(end.value[stage], weights[stage], absolute: Self.interpolantRounding))
      #expect(isClose(end.slope[stage], stage == 12 ? 1 : 0, absolute: 10 * Self.interpolantRounding))
    }
  }

  /// On y' = λy the solution shrinks up to the stated limit of h·|λ|, and grows a little beyond.
  @Test(arguments: [ButcherTableau.tsit5, .dormandPrince8]) func stabilityEndsWhereItSays(_ method: ButcherTableau) {
    func growth(_ z: Double) -> Double {
      var k: [Double] = []
      for row in method.a { k.append(z * (1 + zip(row, k).reduce(0) { $0 + $1.0 * $1.1 })) }
      return 1 + zip(method.solutionWeights, k).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for share in [0.1, 0.5, 0.8, 0.95, 1] { #expect(growth(-share * method.stabilityLimit).magnitude <= 1) }
    #expect(growth(-1.03 * method.stabilityLimit).magnitude > 1)
  }

  /// By how much the conditions of some orders are missed at most: Σ bᵢ·weightᵢ − θᵒʳᵈᵉʳ/γ over all trees.
  private func worst(_ weights: [Double], orders: ClosedRange<Int>, theta: Double = 1) -> Double {
    var worst = 0.0
    for order in orders {
      let power = (0..<order).reduce(1.0) { product, _ in product * theta }
      for tree in RootedTree.all(ofOrder: order) {
        let sum = zip(weights, tree.stageWeights(Self.extended)).reduce(0) { $0 + $1.0 * $1.1 }
        worst = max(worst, (sum - power / tree.density).magnitude)
      }
    }
    return worst
  }
}
