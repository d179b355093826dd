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
  }

  var operation: Operation
  var destination: UInt16
  var a: UInt16
  var b: UInt16
  var c: UInt16
}
