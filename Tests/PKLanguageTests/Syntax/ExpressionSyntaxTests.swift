import PKLanguage
import PKText
import Testing

extension ExpressionSyntax {
  /// The tree as a list: operator first.
  var list: String {
    switch kind {
    case .number(let value, nil): "\(value)"
    case .number(let value, let unit?): "\(value)[\(unit.text)]"
    case .name(let name): name
    case .negate(let x): "(- \(x.list))"
    case .not(let x): "(not \(x.list))"
    case .infix(let symbol, let x, let y): "(\(symbol.rawValue) \(x.list) \(y.list))"
    case .call(let name, let arguments):
      "(\(name.text)\(arguments.map { " " + ($0.label.map { "\($0.text): " } ?? "") + $0.value.list }.joined()))"
    }
  }
}

/// A model's text as syntax; only for texts in which nothing is wrong.
func parsed(_ text: String, _ location: Testing.SourceLocation = #_sourceLocation) throws -> ModelSyntax {
  let (model, diagnostics) = Parser.parse(SourceText(name: "m", text))
  #expect(diagnostics == [], sourceLocation: location)
  return try #require(model, sourceLocation: location)
}

@Suite struct ExpressionSyntaxTests {
  @Test(
    arguments: [
      ("a + b * c", "(+ a (* b c))"), ("a * b + c", "(+ (* a b) c)"), ("a - b - c", "(- (- a b) c)"),
      ("a / b / c", "(/ (/ a b) c)"), ("a / b * c", "(* (/ a b) c)"), ("a - (b - c)", "(- a (- b c))"),
      ("2^3^2", "(^ 2.0 (^ 3.0 2.0))"), ("-x^2", "(- (^ x 2.0))"), ("x^-y", "(^ x (- y))"),
      ("x^-y^z", "(^ x (- (^ y z)))"),
      ("-a * b", "(* (- a) b)"), ("a - -b", "(- a (- b))"), ("--a", "(- (- a))"), ("(-x)^2", "(^ (- x) 2.0)"),
      ("70[kg] / WT", "(/ 70.0[kg] WT)"), ("70 [mg/(kg*day)]", "70.0[mg/(kg*day)]"), ("5[µg/mL]", "5.0[µg/mL]"),
      ("1.5[10^9/L]^2", "(^ 1.5[10^9/L] 2.0)"), (".5 + 1e-3", "(+ 0.5 0.001)"),
      ("f(a, b + c)", "(f a (+ b c))"), ("f()", "(f)"), ("f(a = b, per: c)", "(f a: b per: c)"), ("f(a, )", "(f a)"),
      ("a < b and c >= d or not e == f", "(or (and (< a b) (>= c d)) (not (== e f)))"),
      ("a or b and c", "(or a (and b c))"), ("not a and b", "(and (not a) b)"),
      ("a + b < c * d", "(< (+ a b) (* c d))"),
      ("a !=\n b", "(!= a b)"), ("a\n + b", "(+ a b)"), ("a *\n\n b", "(* a b)"), ("f(a,\n  b\n)", "(f a b)"),
      ("(a\n b)", nil), ("a\n and b", "(and a b)"),
    ] as [(String, String?)])
  func shape(_ text: String, _ list: String?) {
    let (model, diagnostics) = Parser.parse(SourceText(name: "m", "model m {\ndynamics {\nx = \(text)\n}\n}"))
    guard case .entry(let entry)? = model?.statements(.dynamics).first?.value, diagnostics.isEmpty else {
      #expect(list == nil)
      return
    }
    #expect(entry.value.list == list)
  }

  @Test func rangesCoverWhatWasWritten() throws {
    let text = "model m { dynamics { x = a * (b + 2[mg]) - f(c) } }"
    let source = SourceText(name: "m", text)
    let (model, _) = Parser.parse(source)
    guard case .entry(let entry)? = model?.statements(.dynamics).first?.value,
      case .infix(.subtract, let product, let call) = entry.value.kind,
      case .infix(.multiply, let factor, let sum) = product.kind
    else {
      Issue.record("the shape is another")
      return
    }
    #expect(source[entry.value.range] == "a * (b + 2[mg]) - f(c)")
    #expect(source[product.range] == "a * (b + 2[mg])")
    #expect(source[factor.range] == "a")
    #expect(source[sum.range] == "(b + 2[mg])")
    #expect(source[call.range] == "f(c)")
  }

  @Test func depthCountsLevels() throws {
    func depth(_ text: String) throws -> Int? {
      let model = try parsed("model m { dynamics { x = \(text) } }")
      guard case .entry(let entry)? = model.statements(.dynamics).first?.value else { return nil }
      return entry.value.depth
    }
    #expect(try depth("a") == 1)
    #expect(try depth("a + b + c + d") == 4)
    #expect(try depth("((((a))))") == 1)
    #expect(try depth("-f(a * b)") == 4)
  }
}
