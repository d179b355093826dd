import Glibc

extension Expression {
  /// The value, if the expression is made of numbers only.
  package var constantValue: Double? {
    switch self {
    case .number(let value): return value
    case .reference: return nil
    case .negate(let x): return x.constantValue.map { -$0 }
    case .binary(let symbol, let x, let y):
      guard let x = x.constantValue, let y = y.constantValue else { return nil }
      return symbol.value(x, y)
    case .call(let function, let arguments):
      let values = arguments.compactMap(\.constantValue)
      return values.count == arguments.count ? function.value(values) : nil
    case .conditional: return nil
    }
  }
}

extension BinaryOperator {
  func value(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: pow(x, y)
    }
  }
}

extension Function {
  func value(_ arguments: [Double]) -> Double? {
    guard arguments.count == arity, let x = arguments.first, let last = arguments.last else { return nil }
    return switch self {
    case .exp: Glibc.exp(x)
    case .log: Glibc.log(x)
    case .lgamma: x > 0 ? Glibc.lgamma(x) : .nan
    case .sqrt: x.squareRoot()
    case .abs: Swift.abs(x)
    case .min: Swift.min(x, last)
    case .max: Swift.max(x, last)
    }
  }
}
