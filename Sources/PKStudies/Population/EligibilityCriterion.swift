import PKText
import PKUnits

/// A range, or a category, that a patient's variable has to be in.
public struct EligibilityCriterion: Hashable, Sendable {
  /// What is asked.
  public enum Condition: Hashable, Sendable {
    /// Between two numbers, in the variable's unit, both included; infinite where there is no bound.
    case range(lower: Double, upper: Double)
    /// One of some categories, by index.
    case categories(Set<Int>)
  }

  /// The criterion as written.
  public var text: String
  /// The index of the variable.
  public var variable: Int
  /// What is asked of it.
  public var condition: Condition

  /// Whether a patient's values meet it; a value that is not known does not.
  func isMet(by values: [Double]) -> Bool {
    let value = values[variable]
    switch condition {
    case .range(let lower, let upper): return value >= lower && value <= upper
    case .categories(let wanted): return wanted.contains(Int(value))
    }
  }
}

/// What is wrong with the text of a criterion: where in it, what, and how to put it right.
struct CriterionFault: Error {
  var message: String
  var part: Range<Int>?
  var help: [String] = []
}

/// A criterion's text in its parts: `AGE in 18...75 yr`, `ALB >= 30 g/L`, `SEX = female`.
struct CriterionText {
  /// The signs between a name and what is asked of it.
  private static let signs = ["in", ">=", "<=", ">", "<", "="]

  let name: (text: String, range: Range<Int>)
  let sign: String
  let operands: [(text: String, range: Range<Int>)]
  let unit: (text: String, range: Range<Int>)?

  init(_ text: String) throws(CriterionFault) {
    let source = SourceText(name: "", text)
    let tokens = Lexer.tokens(of: source).filter { $0.kind != .newline }
    func word(_ index: Int) -> (text: String, range: Range<Int>) {
      (source[tokens[index].range], tokens[index].range)
    }
    let help = ["write for instance 'AGE in 18...75 yr', 'ALB >= 30 g/L' or 'SEX = female'"]
    guard tokens.count > 3, case .identifier = tokens[0].kind else {
      throw CriterionFault(message: "'\(text)' is no criterion", help: help)
    }
    name = word(0)
    sign = word(1).text
    guard Self.signs.contains(sign) else {
      throw CriterionFault(message: "'\(sign)' is no sign of a criterion", part: tokens[1].range, help: help)
    }
    let (found, next) = try Self.operands(tokens, sign: sign, text: source)
    operands = found
    let rest = tokens[next].range.lowerBound..<source.bytes.count
    unit = tokens[next].kind == .end ? nil : (source[rest], rest)
  }

  private static func operands(
    _ tokens: [Token], sign: String, text: SourceText
  ) throws(CriterionFault) -> ([(text: String, range: Range<Int>)], Int) {
    var next = 2
    func operand() throws(CriterionFault) -> (text: String, range: Range<Int>) {
      let start = tokens[next].range.lowerBound
      if tokens[next].kind == .symbol("-") { next += 1 }
      switch tokens[next].kind {
      case .number, .identifier: break
      default:
        throw CriterionFault(message: "a number or a category is missing after '\(sign)'", part: tokens[next].range)
      }
      let range = start..<tokens[next].range.upperBound
      next += 1
      return (text[range], range)
    }
    var found = [try operand()]
    if sign == "in" {
      guard tokens[next].kind == .symbol("...") else {
        throw CriterionFault(
          message: "'in' takes a range", part: found[0].range, help: ["write for instance 'AGE in 18...75 yr'"])
      }
      next += 1
      found.append(try operand())
    }
    return (found, next)
  }
}
