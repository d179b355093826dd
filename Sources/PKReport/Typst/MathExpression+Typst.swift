extension MathExpression {
  /// The formula in Typst's mathematics; fractions and powers bind what stands within their parentheses.
  func typst(within rank: Int = 0) -> String {
    func paired(_ a: Self, _ sign: String, _ b: Self, _ own: Int, _ right: Int) -> String {
      let inner = "\(a.typst(within: own)) \(sign) \(b.typst(within: right))"
      return own < rank ? "(\(inner))" : inner
    }
    switch self {
    case .symbol(let name): return Self.quoted(name)
    case .text(let text): return Self.quoted(text)
    case .derivative(let name): return "frac(\(Self.quoted("d" + name)), \(Self.quoted("dt")))"
    case .sum(let a, let b): return paired(a, "+", b, 1, 1)
    case .difference(let a, let b): return paired(a, "-", b, 1, 2)
    case .product(let a, let b): return paired(a, "dot", b, 2, 2)
    case .quotient(let a, let b): return "frac(\(a.typst()), \(b.typst()))"
    case .power(let a, let b): return "attach(\(a.typst(within: 4)), t: \(b.typst()))"
    case .negative(let a):
      let inner = "-\(a.typst(within: 2))"
      return rank > 1 ? "(\(inner))" : inner
    case .function("exp", let arguments) where arguments.count == 1:
      return "attach(upright(e), t: \(arguments[0].typst()))"
    case .function("sqrt", let arguments) where arguments.count == 1: return "sqrt(\(arguments[0].typst()))"
    case .function(let name, let arguments):
      return "\(Self.quoted(name)) (\(arguments.map { $0.typst() }.joined(separator: ", ")))"
    case .cases(let value, let condition, let otherwise):
      let inner = "\(value.typst(within: 2)) \(Self.quoted(" if \(condition), else ")) \(otherwise.typst(within: 2))"
      return rank > 1 ? "(\(inner))" : inner
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension ReportEquation {
  /// The equation in Typst's mathematics.
  var typst: String { "\(left.typst()) \(relation == "~" ? "tilde.op" : "=") \(right.typst())" }
}
