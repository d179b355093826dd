extension DoseCalculation {
  /// Volumes and vials, or why they are refused; the dose in milligrams stands either way.
  mutating func prepared(_ dose: Measure<DoseMass>, _ second: DecimalSolution) -> Preparation {
    do {
      return .prepared(try preparation(dose, second))
    } catch {
      return .refused(error)
    }
  }

  private mutating func preparation(
    _ dose: Measure<DoseMass>, _ second: DecimalSolution
  ) throws(Refusal) -> Preparation.Prepared {
    let strengths = try strengths()
    let concentration = try concentration()
    guard let volume = dose.value.divided(by: concentration.value) else {
      throw Refusal(
        .concentration, field: "concentration", value: concentration.text, rule: "it is zero",
        action: "check the concentration")
    }
    guard let check = DecimalInterval(text: concentration.value.recordText),
      second.rounded.contains(where: { $0.divided(by: check)?.contains(volume) ?? false })
    else {
      throw Refusal(
        .disagreement, field: "volume", value: Measure<Volume>(volume).text,
        rule: "two independent computations do not agree", action: "do not use any of them; report it")
    }
    let combination = try combination(dose, strengths)
    let waste = combination.total - dose.value
    let volumeText = Measure<Volume>(volume).value.shortText(decimals: 3) + " mL"
    step("volume", "\(dose.text) / \(concentration.text)", volumeText, "concentration of the label or the site")
    let vials = combination.counts.filter { $0.count > 0 }
    let counts = vials.map { "\($0.count) × \($0.strength) mg" }.joined(separator: " + ")
    step("vials", counts, "waste \(waste.shortText()) mg", "least waste, then fewest vials, then one strength")
    let lines = try solution(dose, volume: volume)
    return Preparation.Prepared(
      volume: volumeText, backCalculated: backCalculation(volume, concentration),
      concentration: concentration.text, vials: vials.map { ("\($0.strength) mg", $0.count) },
      waste: "\(waste.shortText()) mg", lines: lines)
  }

  /// From the volume as it is printed back to milligrams, and to milligrams per kilogram where that is asked.
  private func backCalculation(_ volume: Rational, _ concentration: Measure<Concentration>) -> String {
    let drawn = volume.rounded(decimals: 3)
    let mass = drawn * concentration.value
    let product = "\(drawn.shortText()) mL × \(concentration.text) = \(mass.shortText(decimals: 4)) mg"
    guard rules.size.metric != .flat, let weight = inputs.weight?.measure,
      let perKilogram = mass.divided(by: weight.value)
    else { return product }
    return "\(product), \(perKilogram.shortText(decimals: 4)) mg/kg of \(weight.text)"
  }

  /// The strengths in stock: the protocol's, or a choice of them, or a site's where it leaves them open.
  func strengths() throws(Refusal) -> [Measure<DoseMass>] {
    let stock = try request[.vials].map { text throws(Refusal) in try parsedStrengths(text) }
    switch (rules.product.vials, stock) {
    case (.value(let known), nil): return known
    case (.placeholder, let stock?): return stock
    case (.placeholder, nil):
      throw Refusal(
        .placeholder, field: "vials", rule: "the protocol leaves the strength of the vials open, as a placeholder",
        action: "fill product.vials in, or give --vials \"100 mg\"")
    case (.value(let known), let stock?):
      if let other = stock.first(where: { !known.contains($0) }) {
        throw Refusal(
          .vials, field: "vials", value: other.text,
          rule: "the protocol has vials of \(known.map(\.text).joined(separator: ", "))", action: "give some of these")
      }
      return stock
    }
  }

  private func parsedStrengths(_ text: String) throws(Refusal) -> [Measure<DoseMass>] {
    var strengths: [Measure<DoseMass>] = []
    // Only a comma with a blank behind it separates; any other is left to the grammar of numbers.
    for part in text.split(separator: ", ", omittingEmptySubsequences: false) {
      let strength = try Measure<DoseMass>(parsing: String(part), field: "vials")
      guard strength.value > .zero else {
        throw Refusal(.vials, field: "vials", value: text, rule: "a strength is above 0 mg", action: "check it")
      }
      if !strengths.contains(strength) { strengths.append(strength) }
    }
    guard strengths.count <= VialChoice.mostStrengths else {
      throw Refusal(
        .vials, field: "vials", value: text, rule: "at most \(VialChoice.mostStrengths) strengths are combined",
        action: "leave some out")
    }
    return strengths
  }

  private func concentration() throws(Refusal) -> Measure<Concentration> {
    let given: Measure<Concentration>? = try request[.concentration].map { text throws(Refusal) in
      try Measure(parsing: text, field: "concentration")
    }
    switch (rules.product.concentration, given) {
    case (.value(let known), nil): return known
    case (.value(let known), let given?) where given == known: return known
    case (.placeholder, let given?): return given
    case (.value(let known), let given?):
      throw Refusal(
        .concentration, field: "concentration", value: given.text,
        rule: "the protocol's reconstituted concentration is \(known.text)",
        action: "use the label's concentration, never mass over diluent")
    case (.placeholder, nil):
      throw Refusal(
        .placeholder, field: "concentration",
        rule: "the protocol leaves the concentration after reconstitution open, as a placeholder",
        action: "fill product.concentration in, or give --concentration \"20 mg/mL\"")
    }
  }

  private func combination(
    _ dose: Measure<DoseMass>, _ strengths: [Measure<DoseMass>]
  ) throws(Refusal) -> VialChoice.Combination {
    let choice = VialChoice(strengths: strengths.map(\.value))
    guard let combination = choice.smallest(atLeast: dose.value), combination.total >= dose.value else {
      throw Refusal(
        .vials, field: "vials", value: strengths.map(\.text).joined(separator: ", "),
        rule: "\(dose.text) would take more than \(VialChoice.mostVials) vials", action: "check strengths and dose")
    }
    return combination
  }
}
