extension DoseCalculation {
  /// Bag, final concentration and rate, or the sites of an injection; one line each.
  mutating func solution(_ dose: Measure<DoseMass>, volume: Rational) throws(Refusal) -> [String] {
    switch rules.product.route {
    case .subcutaneous: return sites(volume)
    case .intravenous: return try bag(dose, volume: volume)
    }
  }

  private mutating func sites(_ volume: Rational) -> [String] {
    guard let limit = rules.product.volumePerSite?.value else {
      return ["sites: the protocol leaves the volume at one site open"]
    }
    let count = (volume.divided(by: limit.value) ?? .one).ceiling
    step("sites", "⌈\(volume.shortText(decimals: 3)) mL / \(limit.text)⌉", "\(count)", "largest volume at one site")
    let each = Measure<Volume>(volume.divided(by: Rational.digits("\(count)") ?? .one) ?? volume)
    return ["\(count) injection sites of \(each.value.shortText(decimals: 3)) mL (at most \(limit.text) at one)"]
  }

  private mutating func bag(_ dose: Measure<DoseMass>, volume: Rational) throws(Refusal) -> [String] {
    guard let stated = rules.product.bags else { return rateWithoutBag() }
    guard let bags = stated.value else { return ["bag: the protocol leaves it open"] + rateWithoutBag() }
    let final = rules.product.final?.value
    let wanted = try wantedBag(bags)
    for count in 1...4 {
      for size in wanted.map({ [$0] }) ?? bags.volumes {
        let total = bags.fill == .replace ? size.value : size.value + volume.over(count)
        guard volume.over(count) <= size.value, total <= bags.maximum.value,
          let concentration = dose.value.over(count).divided(by: total)
        else { continue }
        if let final, concentration < final.minimum.value || concentration > final.maximum.value { continue }
        return try lines(count, size, total, concentration, final)
      }
      if wanted != nil { break }
    }
    throw bagRefusal(dose, bags, final, wanted)
  }

  private func wantedBag(_ bags: Product.Bags) throws(Refusal) -> Measure<Volume>? {
    guard let text = request[.bag] else { return nil }
    let wanted = try Measure<Volume>(parsing: text, field: "bag")
    guard bags.volumes.contains(wanted) else {
      throw Refusal(
        .bag, field: "bag", value: wanted.text,
        rule: "the protocol has bags of \(bags.volumes.map(\.text).joined(separator: ", "))",
        action: "give one of these, or leave the choice to the program")
    }
    return wanted
  }

  private func bagRefusal(
    _ dose: Measure<DoseMass>, _ bags: Product.Bags, _ final: Product.FinalConcentration?, _ wanted: Measure<Volume>?
  ) -> Refusal {
    let range = final.map { "\($0.minimum.text) to \($0.maximum.text)" } ?? "the bag's volume"
    let sizes = wanted.map { $0.text } ?? bags.volumes.map(\.text).joined(separator: ", ")
    return Refusal(
      .bag, field: "bag", value: sizes, rule: "none of them brings \(dose.text) within \(range)",
      action: "choose another bag, or ask whoever is responsible for the protocol")
  }

  private mutating func lines(
    _ count: Int, _ size: Measure<Volume>, _ total: Rational, _ concentration: Rational,
    _ final: Product.FinalConcentration?
  ) throws(Refusal) -> [String] {
    let range = final.map { " (allowed \($0.minimum.text) to \($0.maximum.text))" } ?? ""
    let totalText = "\(total.shortText(decimals: 2)) mL"
    let concentrationText = "\(concentration.shortText(decimals: 4)) mg/mL"
    step("bag", "\(count) × \(size.text), final volume \(totalText)", concentrationText, "final concentration\(range)")
    var lines = [
      "\(count == 1 ? "bag" : "\(count) bags") of \(size.text), final volume \(totalText)"
        + (count == 1 ? "" : " each") + ", \(concentrationText)\(range)"
    ]
    guard let infusion = infusionStep else { return lines }
    guard let rate = (total * Rational(count)).divided(by: infusion.hours) else { return lines }
    if let limit = rules.limits.rate, rate > limit.value {
      throw Refusal(
        .hardLimit, field: "rate", value: "\(rate.shortText(decimals: 1)) mL/h",
        rule: "it is above the hard limit of \(limit.text)", action: "choose a smaller bag")
    }
    let rateText = "\(rate.shortText(decimals: 1)) mL/h"
    step("rate", "\(totalText) × \(count) / \(infusion.hours.shortText(decimals: 4)) h", rateText, "infusion time")
    lines.append("\(rateText) over \(duration(infusion))")
    return lines
  }

  private func rateWithoutBag() -> [String] {
    infusionStep.map { ["infusion over \(duration($0))"] } ?? []
  }

  private var infusionStep: InfusionStep? { rules.infusion.last { $0.fromDose <= choice.doseNumber } }

  /// Hours in one time base: hours, and minutes in brackets.
  private func duration(_ infusion: InfusionStep) -> String {
    let minutes = (infusion.hours * Rational(60)).shortText(decimals: 1)
    let condition = infusion.condition.map { ", \($0)" } ?? ""
    return "\(infusion.hours.shortText(decimals: 4)) h (\(minutes) min)\(condition)"
  }
}
