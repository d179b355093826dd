import PKText
import PKUnits

extension Checker {
  private static let kinds = ["time", "amount", "volume"]

  /// The model's own units.
  mutating func checkUnits() {
    var first: [String: Range<Int>] = [:]
    for statement in syntax.statements(.units) {
      guard let name = statement.name, let kind = kind(name) else { continue }
      if let earlier = first[kind] {
        report(
          .duplicateName, "'\(name.text)' is given twice", at: name.range,
          notes: [.init("it is first given here", at: earlier)])
        continue
      }
      first[kind] = name.range
      if case .unit(let unit)? = statement.value, !statement.isBroken { set(kind, to: read(unit), at: unit.range) }
    }
    guard let section = syntax.section(.units), first["time"] == nil, !symbols.isLost("time"),
      !section.statements.isEmpty
    else { return }
    report(.missingPart, "'units' needs the unit of time", at: section.keyword, help: ["write time = h, or time = day"])
  }

  /// What a name says the unit of; a misspelt one is read as what it was meant to be.
  private mutating func kind(_ name: NameSyntax) -> String? {
    if Self.kinds.contains(name.text) { return name.text }
    report(
      .unknownName, "'\(name.text)' is none of the model's units", at: name.range,
      help: [didYouMean(name.text, among: Self.kinds) ?? "they are time, amount and volume"])
    return nearestName(to: name.text, among: Self.kinds)
  }

  private mutating func set(_ kind: String, to state: UnitState, at range: Range<Int>) {
    guard case .known(let unit) = state else { return }
    let dimension = unit.dimension
    switch kind {
    case "time" where dimension == .time:
      timeUnit = state
      model.timeUnit = unit
    case "volume" where dimension == .volume: model.volumeUnit = unit
    case "amount" where unit.isAmount: model.amountUnit = unit
    default:
      let needed = kind == "amount" ? "a mass or an amount of substance" : "a unit of \(kind)"
      report(.wrongKindOfUnit, "'\(kind)' needs \(needed), but \(unit) is \(dimension)", at: range)
    }
  }
}
