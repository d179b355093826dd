import PKText
import PKUnits

extension Checker {
  private static let distributions = ["logNormal", "normal", "logitNormal", "boxCox"]

  /// The scale that a distribution's random effects are added on; nil when the term is wrong.
  mutating func transform(_ term: TermSyntax, after first: Transform?, _ declaration: Declaration) -> Transform? {
    let given = term.arguments.filter { $0.label?.text != "per" }
    if let known = given.first(where: { $0.label.map { !["lower", "upper", "lambda"].contains($0.text) } ?? false }) {
      reportUnknownArgument(known, of: term, among: ["per", "lower", "upper", "lambda"])
      return nil
    }
    switch term.name.text {
    case "logNormal": return takes(0, given, term) ? .logNormal : nil
    case "normal": return takes(0, given, term) ? .normal : nil
    case "boxCox":
      // The scale of a second term is that of the first.
      if given.isEmpty, case .boxCox? = first { return first }
      guard takes(1, given, term), let lambda = constant(given[0].value, in: .known(.one), "a distribution's argument")
      else { return nil }
      return .boxCox(lambda: lambda)
    case "logitNormal":
      if given.isEmpty, case .logitNormal? = first { return first }
      return takes(2, given, term) ? logit(given, term, declaration) : nil
    default:
      let isErrorModel = ErrorModel(rawValue: term.name.text) != nil
      let isPrior = PriorKind(rawValue: term.name.text) != nil
      let help =
        isErrorModel
        ? "error models stand in 'observations'"
        : isPrior
          ? "priors stand in 'theta', 'sigma' and 'omega'" : didYouMean(term.name.text, among: Self.distributions)
      report(
        .unknownDistribution, "there is no distribution '\(term.name.text)'", at: term.name.range,
        help: [help ?? "the distributions are \(Self.distributions.joined(separator: ", "))"])
      return nil
    }
  }

  private mutating func logit(
    _ given: [ArgumentSyntax], _ term: TermSyntax, _ declaration: Declaration
  ) -> Transform? {
    let isSwapped = given[0].label?.text == "upper" || given[1].label?.text == "lower"
    let (low, high) = isSwapped ? (given[1], given[0]) : (given[0], given[1])
    guard let lower = constant(low.value, in: declaration.unit, "a distribution's argument"),
      let upper = constant(high.value, in: declaration.unit, "a distribution's argument")
    else { return nil }
    guard lower < upper else {
      report(.emptyRange, "the range contains nothing: \(shown(lower)) is not below \(shown(upper))", at: term.range)
      return nil
    }
    return .logitNormal(lower: lower, upper: upper)
  }

  private mutating func takes(_ count: Int, _ given: [ArgumentSyntax], _ term: TermSyntax) -> Bool {
    guard given.count != count else { return true }
    let examples = ["logitNormal": "write logitNormal(0, 1)", "boxCox": "write boxCox(0.5)"]
    let needed = ["no arguments but 'per'", "one argument", "two arguments"][min(count, 2)]
    report(
      .wrongArguments, "'\(term.name.text)' takes \(needed)", at: term.range,
      help: examples[term.name.text].map { [$0] } ?? [])
    return false
  }

  mutating func reportUnknownArgument(_ argument: ArgumentSyntax, of term: TermSyntax, among known: [String]) {
    let label = argument.label?.text ?? ""
    report(
      .wrongArguments, "'\(term.name.text)' has no argument '\(label)'", at: argument.label?.range ?? argument.range,
      help: didYouMean(label, among: known).map { [$0] } ?? [])
  }
}
