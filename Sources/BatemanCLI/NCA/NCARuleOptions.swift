import ArgumentParser
import Bateman

/// Every rule of the analysis.
struct NCARuleOptions: ParsableArguments {
  @Option(help: "How areas are calculated.")
  var method: AreaMethod = .linear

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The points of lambda z: best, \"last 4\", \"8...24\" or \"at 8, 12, 24\".", valueName: "points"))
  var lambdaZ = "best"

  @Option(help: ArgumentHelp("How far below the best adjusted R2 a fit of more points may be.", valueName: "number"))
  var tolerance = 1e-4

  @Option(help: ArgumentHelp("The least number of points of lambda z.", valueName: "number"))
  var minPoints = 3

  @Option(name: .customLong("cmax-in-lambda-z"), help: "Whether Cmax may be a point of the best fit.")
  var maximum: TerminalRule.MaximumUse = .afterBolus

  @Option(name: .customLong("lambda-z-weights"), help: "What a point weighs; y is its concentration.")
  var weights: TerminalRule.Weighting = .uniform

  @Option(help: ArgumentHelp("Times after the dose not to be used for lambda z.", valueName: "times"))
  var excludeTimes: String?

  @Option(
    name: .customLong("min-r2adj"), help: ArgumentHelp("Flag lambda z below this adjusted R2.", valueName: "number"))
  var minimumAdjustedRSquared = 0.8

  @Option(help: ArgumentHelp("Flag lambda z over fewer half-lives than this.", valueName: "number"))
  var minSpan: Double?

  @Option(help: ArgumentHelp("Flag areas extrapolated by more than this.", valueName: "percent"))
  var maxExtrapolation = 20.0

  @Option(
    help: ArgumentHelp(
      "Samples below the limit before, between and after measurable ones: zero, drop, limit, half or a number.",
      valueName: "first,middle,last"))
  var blq = "zero,drop,zero"

  @Option(help: ArgumentHelp("Samples without a value: drop, or a concentration.", valueName: "rule"))
  var missing = "drop"

  @Option(help: "Different values at one time.")
  var duplicates: DuplicateRule = .reject

  @Option(help: "Negative concentrations.")
  var negatives: NegativeRule = .reject

  @Option(help: "Samples that are not in order of time.")
  var unsorted: OrderRule = .sort

  @Option(name: .customLong("times"), help: "Which times are used.")
  var clock: TimeRule = .actual

  @Option(
    help: ArgumentHelp("The concentration at the start: automatic, predose, zero, minimum or none.", valueName: "rule"))
  var start = "automatic"

  @Option(
    name: .customLong("c0"),
    help: ArgumentHelp(
      "How the concentration at a bolus is found: observed, log-slope, first, minimum, zero, in the order of trying.",
      valueName: "rules"))
  var initialConcentration = "observed,log-slope,first"

  @Option(
    help: ArgumentHelp(
      "Samples at the very time of a later bolus: automatic, before or after it (default: automatic; after with --from).",
      valueName: "rule"))
  var atDose: DoseTimeRule?

  @Option(help: "Where areas above a concentration begin: where the curve crosses it, or at samples.")
  var crossings: CrossingRule = .interpolated

  @Option(name: .customLong("tmax"), help: "Which of equal maxima is Tmax.")
  var tmaxRule: TmaxRule = .first

  @Option(name: .customLong("tlag"), help: "What Tlag is.")
  var tlagRule: TlagRule = .beforeFirstMeasurable

  func validate() throws {
    func check(_ isGood: Bool, _ text: String) throws {
      if !isGood { throw ValidationError(text) }
    }
    try check(tolerance >= 0 && tolerance.isFinite, "--tolerance takes a number of at least 0.")
    try check((2...1000).contains(minPoints), "--min-points takes a number from 2 to 1000.")
    try check(minimumAdjustedRSquared.isFinite, "--min-r2adj takes a number.")
    try check(minSpan.map { $0 >= 0 && $0.isFinite } ?? true, "--min-span takes a number of at least 0.")
    try check(maxExtrapolation >= 0 && maxExtrapolation.isFinite, "--max-extrapolation takes a percentage.")
  }

  /// The rules.
  ///
  /// What was simulated at the time of a dose is the concentration after it.
  func rules(isSimulated: Bool) throws(CommandError) -> NCARules {
    var rules = NCARules(method: method)
    rules.terminal = TerminalRule(
      selection: try selection(), maximum: maximum, minimumPoints: minPoints, weighting: weights,
      excludedTimes: try numbers(excludeTimes ?? "", "--exclude-times"),
      minimumAdjustedRSquared: minimumAdjustedRSquared,
      minimumSpan: minSpan)
    rules.maximumExtrapolation = maxExtrapolation
    rules.belowLimit = try belowLimit()
    if missing != "drop" { rules.missing = .value(try concentration(missing, "--missing", words: "drop")) }
    rules.duplicates = duplicates
    rules.negatives = negatives
    rules.order = unsorted
    rules.time = clock
    rules.start = try startRule()
    rules.initialConcentration = try initialMethods()
    rules.atDose = atDose ?? (isSimulated ? .after : .automatic)
    rules.crossings = crossings
    rules.tmax = tmaxRule
    rules.tlag = tlagRule
    return rules
  }

  private func selection() throws(CommandError) -> TerminalRule.Selection {
    let text = lambdaZ.lowercased()
    if text == "best" { return .bestFit(tolerance: tolerance) }
    if text.hasPrefix("last"), let count = Int(text.dropFirst(4).trimmed), count >= 2 { return .lastPoints(count) }
    if text.hasPrefix("at") { return .times(try numbers(String(text.dropFirst(2)), "--lambda-z")) }
    if let ends = NumberRange.parse(text), ends.low <= ends.high { return .range(ends.low...ends.high) }
    throw .usage("--lambda-z takes best, \"last 4\", \"8...24\" or \"at 8, 12, 24\", and not '\(lambdaZ)'")
  }

  private func belowLimit() throws(CommandError) -> BelowLimitRule {
    var handlings: [BelowLimitRule.Handling] = []
    for part in blq.split(separator: ",", omittingEmptySubsequences: false) {
      switch part.trimmed.lowercased() {
      case "zero": handlings.append(.zero)
      case "drop": handlings.append(.drop)
      case "limit": handlings.append(.limit)
      case "half": handlings.append(.halfLimit)
      case let text: handlings.append(.value(try concentration(text, "--blq", words: "zero, drop, limit, half")))
      }
    }
    switch handlings.count {
    case 1: return BelowLimitRule(everywhere: handlings[0])
    case 3: return BelowLimitRule(first: handlings[0], middle: handlings[1], last: handlings[2])
    default: throw .usage("--blq takes one rule or three, as in \"zero,drop,zero\", and not '\(blq)'")
    }
  }

  private func startRule() throws(CommandError) -> StartRule {
    switch start {
    case "automatic": return .automatic
    case "predose": return .predose(maximumShift: nil)
    case "zero": return .zero
    case "minimum": return .minimum
    case "none": return .none
    default:
      let help = didYouMean(start, among: ["automatic", "predose", "zero", "minimum", "none"])
      throw .usage(
        "--start takes automatic, predose, zero, minimum or none, and not '\(start)'", help: help.map { [$0] } ?? [])
    }
  }

  private func initialMethods() throws(CommandError) -> [InitialConcentrationMethod] {
    var methods: [InitialConcentrationMethod] = []
    for part in initialConcentration.split(separator: ",").map(\.trimmed) {
      guard let method = InitialConcentrationMethod(rawValue: part.lowercased()) else {
        throw .usage(
          "--c0 takes observed, log-slope, first, minimum and zero, and not '\(part)'",
          help: didYouMean(part, among: InitialConcentrationMethod.allCases.map(\.rawValue)).map { [$0] } ?? [])
      }
      methods.append(method)
    }
    return methods
  }

  private func concentration(_ text: String, _ option: String, words: String) throws(CommandError) -> Double {
    guard let value = Double(text), value >= 0, value.isFinite else {
      throw .usage("\(option) takes \(words) or a concentration, and not '\(text)'")
    }
    return value
  }

  private func numbers(_ text: String, _ option: String) throws(CommandError) -> [Double] {
    var values: [Double] = []
    for part in text.split(separator: ",") {
      guard let value = Double(part.trimmed), value.isFinite else {
        throw .usage("\(option) takes times separated by commas, and not '\(part.trimmed)'")
      }
      values.append(value)
    }
    return values
  }
}
