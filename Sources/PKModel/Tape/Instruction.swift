/// One step of a tape: registers `a`, `b`, `c` to register `destination`.
struct Instruction: Hashable, Sendable {
  /// What the step computes.
  enum Operation: UInt16, Hashable, Sendable {
    /// a; −a; a∘b.
    case copy, negate, add, subtract, multiply, divide
    /// a·b + c; a·b − c; c − a·b: two operations at the price of one dispatch, each still rounded.
    case multiplyAdd, multiplySubtract, subtractProduct
    case exp, log, power, squareRoot, absolute, minimum, maximum
    /// The logarithm of Γ(a); its derivative of order b above the first, where b is no register.
    case logGamma, polygamma
    /// 1 where a < b, a ≤ b, a = b, else 0.
    case less, lessOrEqual, equal
    /// b where a is not 0, else c.
    case select

    /// The same with one operand that is what the step before computed, which is still at hand: it need not be
    /// waited for until it is written and read again.
    case negateLast, lastAdd, lastSubtract, subtractLast, lastMultiply, lastDivide, divideLast
    /// last·b + c; a·b + last; last·b − c; a·b − last; c − last·b; last − a·b.
    case lastMultiplyAdd, multiplyAddLast, lastMultiplySubtract, multiplySubtractLast
    case subtractLastProduct, lastSubtractProduct
  }

  var operation: Operation
  var destination: UInt16
  var a: UInt16
  var b: UInt16
  var c: UInt16
}

extension Instruction {
  /// The registers that the step reads.
  var sources: [UInt16] {
    switch operation {
    case .copy, .negate, .exp, .log, .squareRoot, .absolute, .logGamma, .polygamma, .negateLast: [a]
    case .multiplyAdd, .multiplySubtract, .subtractProduct, .select, .lastMultiplyAdd, .multiplyAddLast,
      .lastMultiplySubtract, .multiplySubtractLast, .subtractLastProduct, .lastSubtractProduct:
      [a, b, c]
    default: [a, b]
    }
  }

  /// The same step where one of its operands is what the step before left in a register.
  func following(_ last: UInt16) -> Instruction {
    var step = self
    // Sums and products have their operands in the order that suits.
    if [.add, .multiply, .multiplyAdd, .multiplySubtract, .subtractProduct].contains(operation), b == last {
      (step.a, step.b) = (b, a)
    }
    let isFirst = step.a == last
    switch operation {
    case .negate where isFirst: step.operation = .negateLast
    case .add where isFirst: step.operation = .lastAdd
    case .multiply where isFirst: step.operation = .lastMultiply
    case .subtract where isFirst: step.operation = .lastSubtract
    case .subtract where b == last: step.operation = .subtractLast
    case .divide where isFirst: step.operation = .lastDivide
    case .divide where b == last: step.operation = .divideLast
    case .multiplyAdd where isFirst: step.operation = .lastMultiplyAdd
    case .multiplyAdd where c == last: step.operation = .multiplyAddLast
    case .multiplySubtract where isFirst: step.operation = .lastMultiplySubtract
    case .multiplySubtract where c == last: step.operation = .multiplySubtractLast
    case .subtractProduct where isFirst: step.operation = .subtractLastProduct
    case .subtractProduct where c == last: step.operation = .lastSubtractProduct
    default: return self
    }
    return step
  }
}
