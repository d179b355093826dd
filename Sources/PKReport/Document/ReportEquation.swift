/// An equation: left side, what joins, right side.
public struct ReportEquation: Sendable, Hashable {
  /// The two sides.
  public var left: MathExpression, right: MathExpression
  /// `=`, or `~` for a distribution.
  public var relation: String

  /// An equation.
  public init(_ left: MathExpression, _ relation: String = "=", _ right: MathExpression) {
    (self.left, self.relation, self.right) = (left, relation, right)
  }

  /// In plain text.
  public var text: String { "\(left.text()) \(relation) \(right.text())" }
}

/// A formula as it is written, not computed.
public indirect enum MathExpression: Sendable, Hashable {
  /// A name of several letters, upright.
  case symbol(String)
  /// A number or any other text that stands as it is.
  case text(String)
  /// dx/dt.
  case derivative(String)
  /// a + b and a − b.
  case sum(MathExpression, MathExpression), difference(MathExpression, MathExpression)
  /// a·b and a/b.
  case product(MathExpression, MathExpression), quotient(MathExpression, MathExpression)
  /// aᵇ.
  case power(MathExpression, MathExpression)
  /// −a.
  case negative(MathExpression)
  /// f(a, b).
  case function(String, [MathExpression])
  /// One of two values by a condition.
  case cases(MathExpression, condition: String, otherwise: MathExpression)

  /// How tightly it binds.
  private var rank: Int {
    switch self {
    case .sum, .difference, .negative, .cases: 1
    case .product, .quotient: 2
    case .power: 3
    case .symbol, .text, .derivative, .function: 4
    }
  }

  /// In plain text, within parentheses where it binds less than is needed.
  public func text(within rank: Int = 0) -> String {
    let plain: String
    switch self {
    case .symbol(let name): plain = name
    case .text(let text): plain = text
    case .derivative(let name): plain = "d\(name)/dt"
    case .sum(let a, let b): plain = "\(a.text(within: 1)) + \(b.text(within: 1))"
    case .difference(let a, let b): plain = "\(a.text(within: 1)) − \(b.text(within: 2))"
    case .product(let a, let b): plain = "\(a.text(within: 2))·\(b.text(within: 2))"
    case .quotient(let a, let b): plain = "\(a.text(within: 2))/\(b.text(within: 3))"
    case .power(let a, let b): plain = "\(a.text(within: 4))^\(b.text(within: 4))"
    case .negative(let a): plain = "−\(a.text(within: 2))"
    case .function(let name, let arguments): plain = "\(name)(\(arguments.map { $0.text() }.joined(separator: ", ")))"
    case .cases(let value, let condition, let otherwise):
      plain = "\(value.text(within: 2)) if \(condition), else \(otherwise.text(within: 2))"
    }
    return self.rank < rank ? "(\(plain))" : plain
  }
}
