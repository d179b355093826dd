extension DoseCalculation {
  /// Both computations of the dose, which must agree.
  func solved(weight: Weighed?) throws(Refusal) -> (DoseProblem, FractionSolution, DecimalSolution) {
    let problem = try problem(weight)
    guard let solution = FractionSolution(problem), solution.size > .zero else { throw try sizeRefusal(weight) }
    guard let second = DecimalSolution(problem), second.agrees(with: solution) else {
      throw Refusal(
        .disagreement, field: "dose", value: Measure<DoseMass>(solution.rounded).text,
        rule: "two independent computations do not agree",
        action: "do not use any of them; report the protocol and the inputs to the makers of Bateman")
    }
    guard solution.rounded.exactDecimals != nil else {
      throw Refusal(
        .outsideDomain, field: "dose", value: Measure<DoseMass>(solution.rounded).text(decimals: 4),
        rule: "rounding it would deviate more than the protocol allows, and unrounded its decimals never end",
        action: "correct increment or tolerance in the protocol")
    }
    return (problem, solution, second)
  }

  private func problem(_ weight: Weighed?) throws(Refusal) -> DoseProblem {
    let (size, rounding) = (rules.size, rules.rounding)
    try requireBuild()
    let parameters = ProtocolParameters(rules, request)
    let hardPerSize =
      size.metric == .bsa
      ? try parameters.optional(rules.limits.perArea)?.value : try parameters.optional(rules.limits.perWeight)?.value
    return DoseProblem(
      amount: choice.amount.recordText, metric: size.metric, formula: size.formula, factor: size.factor?.recordText,
      decimals: size.decimals, sizeCap: size.cap?.recordText, weight: weight?.number, height: inputs.height?.number,
      sex: inputs.sex, doseCap: choice.cap?.recordText, increment: rounding.increment?.recordText, mode: rounding.mode,
      maximumDeviation: rounding.maximumDeviation.recordText, blocksUp: rounding.blocksUp,
      toVials: rounding.toVials?.recordText, vials: roundingVials(),
      hardDose: try parameters.value(rules.limits.dose).value.recordText, hardPerSize: hardPerSize?.recordText)
  }

  /// The strengths that rounding to vials may use: none while they are a placeholder.
  private func roundingVials() -> [String] {
    guard rules.rounding.toVials != nil, let strengths = try? strengths() else { return [] }
    return strengths.map(\.value.recordText)
  }

  /// A formula gets everything it needs, or nothing is computed.
  private func requireBuild() throws(Refusal) {
    switch rules.size.metric {
    case .flat, .actual: return
    case .bsa: try requireHeight()
    case .ideal, .adjusted, .lean:
      try requireHeight()
      try requireFiveFeet()
      guard inputs.sex == nil else { return }
      throw Refusal(
        .missingInput, field: "sex", rule: "it is missing, and the formula of the size needs it",
        action: "give --sex male or --sex female")
    }
  }

  private func requireFiveFeet() throws(Refusal) {
    guard isShort, rules.size.belowFiveFeet == .refuse, let height = inputs.height?.measure else { return }
    throw Refusal(
      .outsideDomain, field: "height", value: height.text,
      rule:
        "the formula of the size begins at \(IdealWeightMethod.fiveFeet.text), and the protocol refuses what is below",
      action: "ask whoever is responsible for the protocol")
  }

  /// Whether a published line of ideal weight would have to be continued downwards.
  private var isShort: Bool {
    rules.size.belowFiveFeet != nil && inputs.height.map { $0.measure < IdealWeightMethod.fiveFeet } == true
  }

  /// What a reader of the size should know of it.
  private mutating func noteSize(_ solution: FractionSolution) {
    if isShort {
      notes.append(
        "size: below \(IdealWeightMethod.fiveFeet.text) the line of the formula is continued, as the protocol says")
    }
    // Adjusted is between ideal and actual: above the actual weight means that the ideal one is.
    if rules.size.metric == .adjusted, let actual = inputs.weight?.measure.value, solution.size > actual {
      notes.append("size: the actual weight is below the ideal one, for which an adjusted weight is not meant")
    }
  }

  private func requireHeight() throws(Refusal) {
    guard inputs.height == nil else { return }
    throw Refusal(
      .missingInput, field: "height", rule: "it is missing, and the formula of the size needs it",
      action: "give --height \"… cm\"")
  }

  /// Why the size could not be computed, in the formula's own words.
  private func sizeRefusal(_ weight: Weighed?) throws(Refusal) -> Refusal {
    if let weight, let height = inputs.height {
      switch rules.size.formula {
      case .surface(let method): _ = try method.area(weight: weight.measure, height: height.measure)
      case .lean(let method):
        _ = try method.weight(actual: weight.measure, height: height.measure, sex: inputs.sex ?? .male)
      case .ideal(let method): _ = try method.weight(height: height.measure, sex: inputs.sex ?? .male)
      case .line, nil: break
      }
    }
    return Refusal(
      .outsideDomain, field: "size", rule: "the formula gives no size above zero for this weight and height",
      action: "check weight and height")
  }

  /// The derivation, line by line.
  mutating func write(_ problem: DoseProblem, _ solution: FractionSolution) {
    noteSize(solution)
    let size = "\(solution.size.shortText(decimals: 6)) \(sizeUnit)"
    if rules.size.metric != .flat { step("size", sizeExpression(problem), size, sizeWords) }
    if solution.countedSize < solution.size {
      let counted = "\(solution.countedSize.shortText()) \(sizeUnit)"
      step("cap size", "min(\(size), \(counted))", counted, "cap of the size")
    }
    let counted = "\(solution.countedSize.shortText(decimals: 6)) \(sizeUnit)"
    let raw = "\(solution.raw.shortText(decimals: 6)) mg"
    let product = rules.size.metric == .flat ? choice.amountText : "\(choice.amountText) × \(counted)"
    step("multiply", product, raw, "arm \(choice.arm.name), level \(choice.levelName)")
    let capped = "\(solution.capped.shortText(decimals: 6)) mg"
    if let cap = choice.cap {
      let isApplied = solution.capped < solution.raw
      step("cap", "min(\(raw), \(cap.shortText()) mg)", capped, isApplied ? "cap applied" : "cap not reached")
    } else {
      step("cap", "none", capped, "the protocol states no cap for this level")
    }
    let change = (solution.rounded - solution.capped).divided(by: solution.capped) ?? .zero
    step(
      "round", "\(capped), \(roundingWords(solution))", "\(solution.rounded.shortText()) mg",
      "once, after the cap; deviation \((change * Rational(100)).text(decimals: 3)) %")
  }

  private func sizeExpression(_ problem: DoseProblem) -> String {
    let build = "\(problem.weight ?? "–") kg, \(problem.height ?? "–") cm"
    let sex = problem.sex.map { ", \($0.rawValue)" } ?? ""
    return switch rules.size.metric {
    case .actual: "\(problem.weight ?? "–") kg"
    case .bsa: build + (problem.decimals.map { ", rounded to \($0) decimals first" } ?? "")
    default: build + sex + (problem.factor.map { ", factor \($0)" } ?? "")
    }
  }

  private var sizeWords: String {
    let name =
      switch rules.size.formula {
      case .surface(let method): method.title
      case .ideal(let method): method.title
      case .lean(let method): method.title
      case .line: "the protocol's own line"
      case nil: ""
      }
    return switch rules.size.metric {
    case .actual: "actual body weight"
    case .ideal: "ideal body weight, \(name)"
    case .adjusted: "adjusted body weight, \(name)"
    case .lean: "lean body weight, \(name)"
    case .bsa: "body surface area, \(name)"
    case .flat: "flat"
    }
  }
}
