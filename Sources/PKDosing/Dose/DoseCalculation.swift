/// One calculation on its way from inputs to a result: what is known so far, and what has been written
/// down.
struct DoseCalculation {
  let request: DoseRequest
  let rules: DosingProtocol
  let inputs: DoseInputs
  let choice: LevelChoice
  var steps: [DoseResult.Step] = []
  var checks: [DoseResult.Check] = []
  var alerts: [DoseResult.Alert] = []
  var eligibility: [DoseResult.Eligibility] = []
  var notes: [String] = []

  init(_ request: DoseRequest, _ rules: DosingProtocol, _ inputs: DoseInputs) throws(Refusal) {
    (self.request, self.rules, self.inputs) = (request, rules, inputs)
    try Self.checkParameterNames(request, rules)
    choice = try LevelChoice(request, rules, inputs)
  }

  mutating func run() throws(Refusal) -> DoseResult {
    noteUnusedInputs()
    let weight = try weighed()
    let (problem, solution, second) = try solved(weight: weight)
    let dose = Measure<DoseMass>(solution.rounded)
    write(problem, solution)
    try checkLimits(dose, size: solution.size, raw: solution.raw)
    step("verify", "the same dose in decimals of 16 places", dose.text, "second, independent computation agrees")
    try checkEligibility()
    let preparation = prepared(dose, second)
    let window = try window()
    alertOfWeight(weight?.report)
    let ranked = alerts.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)
    return DoseResult(
      armName: choice.arm.name, levelName: choice.levelName, amount: choice.amountText, isLoading: choice.isLoading,
      cycle: inputs.cycle, day: inputs.day, dose: dose, exactDose: Measure(solution.capped), cap: capWords(solution),
      rounding: roundingWords(solution), deviation: deviation(solution), weight: weight?.report,
      preparation: preparation, window: window, steps: steps, checks: checks, alerts: Array(ranked.prefix(3)),
      hiddenAlerts: max(0, ranked.count - 3), eligibility: eligibility, notes: notes, afterwards: afterwards())
  }

  mutating func step(_ operation: String, _ expression: String, _ value: String, _ rule: String) {
    steps.append(DoseResult.Step(operation: operation, expression: expression, value: value, rule: rule))
  }

  mutating func alert(_ rank: Int, _ message: String, source: String, action: String) {
    alerts.append(DoseResult.Alert(rank: rank, message: message, source: source, action: action))
  }

  private func deviation(_ solution: FractionSolution) -> Rational {
    (solution.rounded - solution.capped).divided(by: solution.capped) ?? .zero
  }

  private func capWords(_ solution: FractionSolution) -> String? {
    if solution.capped < solution.raw { return "dose capped at \(Measure<DoseMass>(solution.capped).text)" }
    guard solution.countedSize < solution.size else { return nil }
    return "size capped at \(solution.countedSize.shortText()) \(sizeUnit)"
  }

  func roundingWords(_ solution: FractionSolution) -> String {
    let rule = rules.rounding
    let grid = rule.increment.map { "to \($0) mg, \(rule.mode.rawValue)" } ?? ""
    return switch solution.rounding {
    case .none: "not rounded"
    case .toIncrement: grid
    case .toIncrementBelow: grid + ", downwards because rounding up is blocked"
    case .toVials: "to whole vials"
    case .keptForDeviation: "not rounded: \(grid) would deviate more than the protocol allows"
    }
  }

  var sizeUnit: String {
    rules.size.metric == .bsa ? "m²" : "kg"
  }
}
