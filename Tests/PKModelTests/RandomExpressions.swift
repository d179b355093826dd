import PKLanguage
import PKNumerics

/// Seeded random expressions over time, three states, three covariates and small constants.
struct RandomExpressions {
  private let stream: RandomStream
  private var next = 0
  /// Subexpressions made before, so that a graph has something to share.
  private var pool: [Expression] = []
  /// Whether kinks and comparisons occur.
  var isSmooth = false

  init(seed: UInt64) { stream = RandomStream(seed: seed, stream: 9, subject: 0) }

  private mutating func pick(_ count: Int) -> Int {
    next += 1
    return Int(stream.uniform(next) * Double(count))
  }

  /// An expression at most so deep.
  mutating func expression(depth: Int) -> Expression {
    if depth > 0, !pool.isEmpty, pick(5) == 0 { return pool[pick(pool.count)] }
    let made = depth == 0 || pick(8) == 0 ? leaf() : node(depth: depth)
    if depth > 0 { pool.append(made) }
    return made
  }

  private mutating func leaf() -> Expression {
    switch pick(8) {
    case 0: .number(Double(pick(7)) / 4)
    case 1: .reference(.time)
    case 2, 3, 4: .reference(.compartment(pick(3)))
    default: .reference(.covariate(pick(3)))
    }
  }

  private mutating func node(depth: Int) -> Expression {
    let a = expression(depth: depth - 1)
    switch pick(isSmooth ? 10 : 13) {
    case 0: return .negate(a)
    // Exponentials of bounded arguments, logarithms of positive ones: values stay moderate.
    case 1: return .call(.exp, [.negate(.binary(.multiply, a, a))])
    case 2: return .call(.log, [positive(a)])
    case 3: return .call(.sqrt, [positive(a)])
    case 4: return .binary(.power, positive(a), exponent())
    // What divides moves: else a reciprocal is computed once, and the last bit may differ.
    case 5: return .binary(.divide, a, positive(.reference(.compartment(pick(3)))))
    case 6, 7: return .binary(.multiply, a, expression(depth: depth - 1))
    case 8: return .binary(.add, a, expression(depth: depth - 1))
    case 9: return .binary(.subtract, a, expression(depth: depth - 1))
    case 10: return .call(.abs, [a])
    case 11: return .call(pick(2) == 0 ? .min : .max, [a, expression(depth: depth - 1)])
    default:
      let condition = self.condition(depth: depth - 1)
      return .conditional(condition, then: a, else: expression(depth: depth - 1))
    }
  }

  private mutating func exponent() -> Expression {
    let constants = [2, 3, 0.5, -1, 1.5, 0.75]
    let choice = pick(constants.count + 2)
    return choice < constants.count ? .number(constants[choice]) : .reference(.covariate(pick(3)))
  }

  private mutating func condition(depth: Int) -> Condition {
    let comparisons: [Comparison] = [.less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual]
    let first = Condition.compare(comparisons[pick(6)], expression(depth: depth), expression(depth: depth))
    switch pick(6) {
    case 0: return .not(first)
    case 1: return .and(first, condition(depth: 0))
    case 2: return .or(first, condition(depth: 0))
    default: return first
    }
  }

  /// 1/2 + x².
  private func positive(_ x: Expression) -> Expression {
    .binary(.add, .number(0.5), .binary(.multiply, x, x))
  }
}
