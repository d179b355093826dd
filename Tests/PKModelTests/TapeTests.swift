import PKLanguage
import PKModel
import PKNumerics
import PKTestSupport
import Testing

/// Tapes compute what expressions mean: folding, sharing, fusing and register reuse change no bit.
@Suite struct TapeTests {
  #if DEBUG
    static let seeds = Array(1...60) + [397, 531, 540]
  #else
    static let seeds = Array(1...2_000)
  #endif

  /// Several expressions a graph, with shared parts: registers are reused while others are still wanted.
  @Test func randomGraphsHaveTheBitsOfATreeWalk() throws {
    var compared = 0
    for seed in Self.seeds {
      var random = RandomExpressions(seed: UInt64(seed))
      let expressions = (0..<6).map { _ in random.expression(depth: 5) }
      let inputs = Inputs(seed: UInt64(seed))
      let values = try CompiledExpression(expressions).values(inputs)
      for (expression, value) in zip(expressions, values) {
        for lane in 0..<8 {
          let expected = TreeWalk(inputs: inputs, lane: lane).value(expression)
          // Algebra says 0·x = 0, IEEE 754 does not where x is infinite or no number.
          guard expected.isFinite, value[lane].isFinite else { continue }
          compared += 1
          #expect(
            value[lane].bitPattern == expected.bitPattern || value[lane] == 0 && expected == 0,
            "seed \(seed), lane \(lane): \(value[lane]) is not \(expected), \(expression)")
        }
      }
    }
    #expect(compared > 40 * Self.seeds.count)
  }

  /// A product with a reciprocal is within 2 ulp of the division.
  @Test func divisionByWhatKeepsStillIsAProduct() throws {
    let quotient = Expression.binary(.divide, .reference(.compartment(0)), .reference(.covariate(0)))
    for seed in Self.seeds {
      let inputs = Inputs(seed: UInt64(seed), in: 1e-3...1e3)
      let value = try CompiledExpression([quotient]).values(inputs)[0]
      for lane in 0..<8 {
        let exact = inputs.states[0][lane] / inputs.covariates[0][lane]
        #expect(ulps(between: value[lane], and: exact) <= 2)
      }
    }
  }

  /// a·b + c rounds twice: it is a saving of dispatch, not a fused operation, and so the same on every machine.
  @Test func fusedProductsRoundTwice() throws {
    let a = Expression.reference(.compartment(0))
    let b = Expression.reference(.compartment(1))
    let c = Expression.reference(.compartment(2))
    let product = Expression.binary(.multiply, a, b)
    let other = Expression.binary(.multiply, b, c)
    let fused: [Expression] = [
      .binary(.add, product, c), .binary(.add, c, product), .binary(.subtract, product, c),
      .binary(.subtract, c, product), .binary(.add, product, a), .binary(.subtract, a, product),
      .binary(.add, product, other), .binary(.subtract, product, other), .binary(.add, product, product),
    ]
    let inputs = Inputs(seed: 5)
    var differsFromFused = false
    for (expression, value) in zip(fused, try CompiledExpression(fused).values(inputs)) {
      for lane in 0..<8 {
        #expect(value[lane] == TreeWalk(inputs: inputs, lane: lane).value(expression))
        let (x, y, z) = (inputs.states[0][lane], inputs.states[1][lane], inputs.states[2][lane])
        if z.addingProduct(x, y) != x * y + z { differsFromFused = true }
      }
    }
    #expect(differsFromFused, "the inputs do not tell one rounding from two")
  }

  /// Zeros keep their signs: a folded constant and a lane have the same bits.
  @Test func negationAndAbsoluteValueAreOfTheSign() throws {
    let x = Expression.reference(.compartment(0))
    let compiled = try CompiledExpression([.negate(x), .call(.abs, [x]), .call(.abs, [.negate(.call(.abs, [x]))])])
    var inputs = Inputs(seed: 1)
    inputs.states[0] = [0, -0.0, 1, -1, .infinity, -.infinity, 0x1p-1074, -0x1p-1074]
    let values = compiled.values(inputs)
    for lane in 0..<8 {
      #expect(values[0][lane].bitPattern == (-inputs.states[0][lane]).bitPattern)
      #expect(values[1][lane].bitPattern == inputs.states[0][lane].magnitude.bitPattern)
      #expect(values[2][lane].bitPattern == inputs.states[0][lane].magnitude.bitPattern)
    }
  }

  /// What occurs twice is computed once, in whatever order it is written.
  @Test func equalSubexpressionsAreOneInstruction() throws {
    let (a, b) = (Expression.reference(.compartment(0)), Expression.reference(.compartment(1)))
    let one = try CompiledExpression([.call(.exp, [.binary(.multiply, a, b)])])
    let two = try CompiledExpression([
      .call(.exp, [.binary(.multiply, a, b)]), .call(.exp, [.binary(.multiply, b, a)]),
    ])
    #expect(one.model.plain.outputs.count == 2)
    #expect(two.model.plain.outputs.count == 2)
  }

  /// What does nothing is left out, and constants are computed once and for all.
  @Test func whatDoesNothingCostsNothing() throws {
    let x = Expression.reference(.compartment(0))
    let nothing: [Expression] = [
      .binary(.add, x, .number(0)), .binary(.multiply, .number(1), x), .binary(.divide, x, .number(1)),
      .binary(.power, x, .number(1)), .negate(.negate(x)), .binary(.subtract, x, .number(0)),
      .conditional(.compare(.less, .number(1), .number(2)), then: x, else: .number(7)),
      .binary(.multiply, x, .call(.exp, [.number(0)])),
    ]
    for expression in nothing {
      #expect(try CompiledExpression([expression]).model.plain.outputs.count == 0, "\(expression)")
    }
  }

  /// A chain of thousands of operations runs in few registers: each is used again once it is free.
  @Test func registersAreUsedAgain() throws {
    var sum = Expression.reference(.compartment(0))
    for index in 0..<400 {
      sum = .call(index % 2 == 0 ? .sqrt : .abs, [.binary(.add, sum, .reference(.compartment(index % 3)))])
    }
    let program = try CompiledExpression([sum]).model.plain
    #expect(program.outputs.count == 800)
    #expect(program.outputs.registerCount <= program.outputs.inputCount + 2)
  }
}
