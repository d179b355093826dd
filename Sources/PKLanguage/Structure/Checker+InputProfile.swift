import PKText
import PKUnits

extension Checker {
  private static let profiles = ["transit": ("n", "MTT"), "weibull": ("shape", "scale")]

  /// What a route's `input = …` says; nil, which is reported, when it is no profile.
  mutating func inputProfile(_ syntax: ExpressionSyntax) -> InputProfile? {
    guard case .call(let name, let arguments) = syntax.kind, let names = Self.profiles[name.text] else {
      var help = ["write input = transit(n, MTT), or input = weibull(shape, scale)"]
      if case .call(let name, _) = syntax.kind, let hint = didYouMean(name.text, among: Self.profiles.keys.sorted()) {
        help.insert(hint, at: 0)
      }
      report(.wrongArguments, "'input' is a profile of the rate at which a dose enters", at: syntax.range, help: help)
      return nil
    }
    guard arguments.count == 2, arguments.allSatisfy({ $0.label == nil }) else {
      report(
        .wrongArguments, "'\(name.text)' takes two arguments without names", at: syntax.range,
        help: ["write input = \(name.text)(\(names.0), \(names.1))"])
      return nil
    }
    let errors = diagnostics.count
    let first = assigned(arguments[0].value, to: .known(.one), as: names.0, isImplied: true).expression
    let second = assigned(arguments[1].value, to: timeUnit, as: names.1, isImplied: true).expression
    let isTransit = name.text == "transit"
    // What has no value stands in as 0, and must not be found wanting as well.
    let isSound = diagnostics.count == errors
    if isSound, let number = first.constantValue, number < 0 || (number == 0 && !isTransit) {
      report(
        .notPositive, "'\(names.0)' \(isTransit ? "cannot be negative" : "is positive")", at: arguments[0].value.range)
    }
    if isSound, let number = second.constantValue, number <= 0 {
      report(.notPositive, "'\(names.1)' is positive", at: arguments[1].value.range)
    }
    return isTransit ? .transit(count: first, meanTime: second) : .weibull(shape: first, scale: second)
  }
}
