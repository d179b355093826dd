extension MathExpression {
  /// The formula in MathML, which browsers draw without any script.
  var mathML: String { mathML(within: 0) }

  private func mathML(within rank: Int) -> String {
    func paired(_ a: Self, _ sign: String, _ b: Self, _ own: Int, _ right: Int) -> String {
      let inner = a.mathML(within: own) + "<mo>\(sign)</mo>" + b.mathML(within: right)
      return own < rank ? "<mo>(</mo>\(inner)<mo>)</mo>" : inner
    }
    switch self {
    case .symbol(let name): return "<mi mathvariant=\"normal\">\(HTMLText.escaped(name))</mi>"
    case .text(let text): return "<mtext>\(HTMLText.escaped(text))</mtext>"
    case .derivative(let name):
      let d = "<mi mathvariant=\"normal\">d"
      return "<mfrac>\(Self.row("\(d)\(HTMLText.escaped(name))</mi>"))\(Self.row("\(d)t</mi>"))</mfrac>"
    case .sum(let a, let b): return paired(a, "+", b, 1, 1)
    case .difference(let a, let b): return paired(a, "−", b, 1, 2)
    case .product(let a, let b): return paired(a, "·", b, 2, 2)
    case .quotient(let a, let b):
      return "<mfrac>\(Self.row(a.mathML(within: 0)))\(Self.row(b.mathML(within: 0)))</mfrac>"
    case .power(let a, let b):
      return "<msup>\(Self.row(a.mathML(within: 4)))\(Self.row(b.mathML(within: 0)))</msup>"
    case .negative(let a):
      let inner = "<mo>−</mo>" + a.mathML(within: 2)
      return rank > 1 ? "<mo>(</mo>\(inner)<mo>)</mo>" : inner
    case .function("exp", let arguments) where arguments.count == 1:
      return "<msup><mi mathvariant=\"normal\">e</mi>\(Self.row(arguments[0].mathML(within: 0)))</msup>"
    case .function("sqrt", let arguments) where arguments.count == 1:
      return "<msqrt>\(Self.row(arguments[0].mathML(within: 0)))</msqrt>"
    case .function(let name, let arguments):
      let list = arguments.map { $0.mathML(within: 0) }.joined(separator: "<mo>,</mo>")
      return "<mi mathvariant=\"normal\">\(HTMLText.escaped(name))</mi><mo>(</mo>\(list)<mo>)</mo>"
    case .cases(let value, let condition, let otherwise):
      let inner =
        value.mathML(within: 2) + "<mtext> if \(HTMLText.escaped(condition)), else </mtext>"
        + otherwise.mathML(within: 2)
      return rank > 1 ? "<mo>(</mo>\(inner)<mo>)</mo>" : inner
    }
  }

  private static func row(_ inner: String) -> String { "<mrow>\(inner)</mrow>" }
}

extension ReportEquation {
  /// The equation in MathML.
  var mathML: String {
    let inner = left.mathML + "<mo>\(HTMLText.escaped(relation))</mo>" + right.mathML
    return "<math display=\"block\"><mrow>\(inner)</mrow></math>"
  }
}

/// Texts in HTML.
enum HTMLText {
  /// The text with what HTML would read as markup escaped.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
