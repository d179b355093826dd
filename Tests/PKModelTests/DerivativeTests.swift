import PKLanguage
import PKModel
import PKNumerics
import PKTestSupport
import Testing

/// Derivative: symbolic derivatives against central differences of the same expression.
@Suite struct DerivativeTests {
  static let x = Expression.reference(.compartment(0))
  static let y = Expression.reference(.compartment(1))
  static let t = Expression.reference(.time)
  static let w = Expression.reference(.covariate(0))

  /// Every operation, in each of its arguments.
  static let operations: [Expression] = [
    .negate(x), .binary(.add, x, y), .binary(.subtract, x, y), .binary(.multiply, x, y), .binary(.divide, x, y),
    .binary(.divide, y, x), .binary(.divide, x, w), .binary(.divide, w, x), .binary(.multiply, x, x),
    .binary(.power, x, .number(2)), .binary(.power, x, .number(3)), .binary(.power, x, .number(0.5)),
    .binary(.power, x, .number(-1)), .binary(.power, x, .number(1.7)), .binary(.power, x, y), .binary(.power, w, x),
    .binary(.power, x, w), .binary(.power, x, x), .call(.exp, [x]), .call(.log, [x]), .call(.sqrt, [x]),
    .call(.lgamma, [x]), .binary(.multiply, y, .call(.lgamma, [.binary(.add, x, y)])),
    .call(.abs, [x]), .call(.abs, [.negate(x)]), .call(.min, [x, y]), .call(.max, [x, y]),
    .conditional(.compare(.less, x, y), then: .binary(.multiply, x, y), else: .call(.exp, [x])),
    .conditional(.compare(.less, w, .number(1)), then: x, else: .binary(.multiply, x, x)),
    .binary(.multiply, .call(.exp, [.binary(.multiply, x, y)]), .call(.log, [.binary(.add, x, y)])),
    .binary(.multiply, t, x), .binary(.power, .binary(.add, t, x), .number(1.5)), .call(.exp, [.negate(t)]),
    .number(3), w,
  ]

  @Test(arguments: 0..<operations.count) func everyOperation(_ index: Int) throws {
    try agree([Self.operations[index]], seed: UInt64(index + 1), relative: 1e-7)
  }

  /// Random smooth expressions; where a difference is ill-conditioned, its own error is what is allowed.
  @Test func randomExpressions() throws {
    #if DEBUG
      let seeds = 1...40
    #else
      let seeds = 1...1_000
    #endif
    for seed in seeds {
      var random = RandomExpressions(seed: UInt64(10_000 + seed))
      random.isSmooth = true
      try agree((0..<3).map { _ in random.expression(depth: 4) }, seed: UInt64(seed), relative: 1e-6)
    }
  }

  /// The derivative by time along the trajectory is ∂/∂t + Σ ∂/∂xᵢ·xᵢ'.
  @Test func slopesFollowTheTrajectory() throws {
    let expression = Expression.binary(.multiply, Self.t, .binary(.divide, Self.x, Self.y))
    let inputs = Inputs(seed: 3)
    let speeds: [Lanes] = [Lanes(repeating: 2), Lanes(repeating: -3), Lanes(repeating: 0)]
    let slope = try CompiledExpression([expression]).slopes(inputs, speeds: speeds)[0]
    for lane in 0..<8 {
      let (t, x, y) = (inputs.time[lane], inputs.states[0][lane], inputs.states[1][lane])
      #expect(isClose(slope[lane], x / y + t * 2 / y + t * x * 3 / (y * y), relative: 1e-14))
    }
  }

  /// At a kink the derivative is that of one side, and no NaN.
  @Test func kinksHaveTheDerivativeOfOneSide() throws {
    let kinks: [Expression] = [
      .call(.abs, [Self.x]), .call(.min, [Self.x, .number(0)]), .call(.max, [Self.x, .number(0)]),
    ]
    var inputs = Inputs(seed: 4)
    inputs.states[0] = Lanes(repeating: 0)
    let speeds = [Lanes(repeating: 1), Lanes(repeating: 0), Lanes(repeating: 0)]
    for slope in try CompiledExpression(kinks).slopes(inputs, speeds: speeds) {
      #expect([-1, 0, 1].contains(slope[0]))
    }
  }

  /// Compares by each input that moves: three states, and time.
  private func agree(_ expressions: [Expression], seed: UInt64, relative: Double) throws {
    let compiled = try CompiledExpression(expressions)
    let inputs = Inputs(seed: seed)
    let zero = Lanes(repeating: 0)
    for direction in 0..<4 {
      var speeds = [zero, zero, zero]
      if direction < 3 { speeds[direction] = Lanes(repeating: 1) }
      // By time alone when no state moves; else less what time contributes.
      let still = compiled.slopes(inputs, speeds: [zero, zero, zero])
      let total = compiled.slopes(inputs, speeds: speeds)
      let (wide, wideBound) = difference(compiled, inputs, direction, step: 1e-4)
      let (narrow, _) = difference(compiled, inputs, direction, step: 0.5e-4)
      for index in expressions.indices {
        for lane in 0..<8 {
          let symbolic = direction < 3 ? total[index][lane] - still[index][lane] : still[index][lane]
          // Richardson's extrapolation; the two differ by three times its correction.
          let numeric = (4 * narrow[index][lane] - wide[index][lane]) / 3
          guard numeric.isFinite, symbolic.isFinite else { continue }
          let correction = (narrow[index][lane] - wide[index][lane]).magnitude
          let allowed = 1e-2 * correction + wideBound[index][lane]
          let scale = max(still[index][lane].magnitude, 1)
          let close = closeness(symbolic, numeric, relative: relative, absolute: allowed + 1e-9 * scale)
          #expect(close.holds, "by \(direction), seed \(seed), lane \(lane): \(close), \(expressions[index])")
        }
      }
    }
  }

  /// Central differences, and what rounding may add to them.
  private func difference(
    _ compiled: CompiledExpression, _ inputs: Inputs, _ direction: Int, step: Double
  ) -> (value: [Lanes], rounding: [Lanes]) {
    func shifted(_ h: Double) -> [Lanes] {
      var moved = inputs
      if direction < 3 { moved.states[direction] += h } else { moved.time += h }
      return compiled.values(moved)
    }
    let (up, down) = (shifted(step), shifted(-step))
    let value = zip(up, down).map { ($0 - $1) / (2 * step) }
    let rounding = up.map { ($0.absolute + 1) * (1e-14 / step) }
    return (value, rounding)
  }
}
