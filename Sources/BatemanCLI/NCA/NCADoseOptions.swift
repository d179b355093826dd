import ArgumentParser
import Bateman

/// What was given, and which stretches of the profiles are looked at.
struct NCADoseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The dose that every subject got, such as \"320 mg\", or by group: \"low=100 mg, high=200 mg\".",
      valueName: "amount"))
  var dose: String?

  @Option(help: ArgumentHelp("The column of doses, one for each profile.", valueName: "name"))
  var doseColumn: String?

  @Option(
    help: ArgumentHelp(
      "How it entered: iv-bolus, infusion or extravascular, or by group: \"A=iv-bolus, B=extravascular\".",
      valueName: "route"))
  var route = NCARouteName.extravascular.rawValue

  @Option(help: ArgumentHelp("The column of routes, one for each profile.", valueName: "name"))
  var routeColumn: String?

  @Option(help: ArgumentHelp("How long the infusion lasted, such as 30min.", valueName: "time"))
  var duration: String?

  @Option(help: ArgumentHelp("The column of durations of the infusion.", valueName: "name"))
  var durationColumn: String?

  @Option(help: ArgumentHelp("When the first dose was given (default: 0).", valueName: "time"))
  var doseTime: String?

  @Option(help: ArgumentHelp("The time between doses, such as 12h.", valueName: "time"))
  var every: String?

  @Option(help: ArgumentHelp("How many doses were given, with --every (default: 1).", valueName: "number"))
  var doses: Int = 1

  @Option(
    help: ArgumentHelp(
      "When the doses were given where they are not evenly spaced, such as \"0, 12, 26 h\".", valueName: "times"))
  var doseTimes: String?

  @Option(help: ArgumentHelp("The dosing interval: where the last dose's interval ends.", valueName: "time"))
  var tau: String?

  @Option(
    help: ArgumentHelp(
      "A table of intervals: start, end, steady_state (default: from each dose to the next).", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var intervals: String?

  @Flag(help: "Every interval that has an end is at steady state.")
  var steadyState = false

  @Option(
    help: ArgumentHelp("The column of treatments, for --compare (default: the first --group).", valueName: "name"))
  var treatmentColumn: String?

  @Option(help: ArgumentHelp("The column of periods, for a crossover.", valueName: "name"))
  var periodColumn: String?

  func validate() throws {
    if dose != nil, doseColumn != nil { throw ValidationError("--dose and --dose-column exclude each other.") }
    if duration != nil, durationColumn != nil {
      throw ValidationError("--duration and --duration-column exclude each other.")
    }
    let hasDuration = duration != nil || durationColumn != nil
    if routeColumn == nil, route == NCARouteName.infusion.rawValue, !hasDuration {
      throw ValidationError("An infusion needs --duration, such as 30min.")
    }
    if routeColumn == nil, !route.contains(NCARouteName.infusion.rawValue), hasDuration {
      throw ValidationError("--duration goes with --route infusion.")
    }
    if routeColumn != nil, route != NCARouteName.extravascular.rawValue {
      throw ValidationError("--route and --route-column exclude each other.")
    }
    if !(1...100_000).contains(doses) { throw ValidationError("--doses takes a number from 1 to 100000.") }
    if doses > 1, every == nil { throw ValidationError("--doses needs --every, such as 12h.") }
    if every != nil, doses == 1 { throw ValidationError("--every needs --doses, the number of doses.") }
    if doseTimes != nil, every != nil || doseTime != nil {
      throw ValidationError("--dose-times says it all: --dose-time and --every do not go with it.")
    }
  }

  /// Columns that are attributes of profiles: the period first, the route last.
  var attributes: [String] { [periodColumn, routeColumn].compactMap(\.self) }

  /// The period of a profile; empty without a column of periods.
  func period(of entry: ConcentrationTable.Entry) -> String {
    periodColumn == nil ? "" : entry.attributes.first ?? ""
  }

  /// The doses of a profile, in the units of the table.
  func doses(of entry: ConcentrationTable.Entry, in units: NCAUnits, of table: ConcentrationTable?)
    throws(CommandError) -> [NCADose]
  {
    let given = try text(ofDose: entry).map { text throws(CommandError) in try amount(text, in: units) } ?? entry.dose
    let route = try route(of: entry, in: units, of: table)
    if let doseTimes {
      return try times(doseTimes, in: units).map { NCADose(amount: given, at: $0, route: route) }
    }
    let first = try doseTime.map { text throws(CommandError) in try time(text, "--dose-time", in: units) } ?? 0
    let step = try every.map { text throws(CommandError) in try time(text, "--every", in: units) } ?? 0
    if every != nil, step <= 0 { throw .usage("--every takes a time above 0") }
    return (0..<doses).map { NCADose(amount: given, at: first + Double($0) * step, route: route) }
  }

  /// What `--dose` says of a profile: an amount for all, or one for its group.
  private func text(ofDose entry: ConcentrationTable.Entry) throws(CommandError) -> String? {
    try dose.map { text throws(CommandError) in try Self.choice(of: entry, in: text, "--dose") }
  }

  /// What an option says of a profile: one text for all, or "group=text" for some.
  private static func choice(
    of entry: ConcentrationTable.Entry, in text: String, _ option: String
  ) throws(CommandError) -> String {
    guard text.contains("=") else { return text }
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
      if sides.count == 2, entry.groups.contains(sides[0]) { return sides[1] }
    }
    throw .usage("\(option) '\(text)' says nothing of the group '\(entry.groups.joined(separator: " / "))'")
  }

  /// The intervals that doses make: from each to the next, and from the last to the end of `--tau`.
  func intervals(between doses: [NCADose], in units: NCAUnits) throws(CommandError) -> [NCAInterval] {
    var intervals = NCAInterval.betweenDoses(doses)
    if let tau, let last = intervals.indices.last {
      let length = try time(tau, "--tau", in: units)
      guard length > 0 else { throw .usage("--tau takes a time above 0") }
      intervals[last].end = intervals[last].start + length
    }
    return intervals
  }

  private func routeName(of entry: ConcentrationTable.Entry) throws(CommandError) -> NCARouteName {
    guard let routeColumn else {
      return try NCARouteName(try Self.choice(of: entry, in: route, "--route"), of: "--route")
    }
    return try NCARouteName(entry.attributes.last ?? "", of: "subject '\(entry.subject)', column \(routeColumn)")
  }

  private func route(
    of entry: ConcentrationTable.Entry, in units: NCAUnits, of table: ConcentrationTable?
  ) throws(CommandError) -> NCARoute {
    switch try routeName(of: entry) {
    case .bolus: return .bolus
    case .extravascular: return .extravascular
    case .infusion:
      if let duration { return .infusion(duration: try time(duration, "--duration", in: units)) }
      // Without a duration the infusion is one of unknown duration: what needs it says so.
      let factor = table?.durationUnit.flatMap { own in units.time.flatMap { own.factor(to: $0) } } ?? 1
      return .infusion(duration: entry.duration.map { $0 * factor })
    }
  }

  /// The unit of the dose that `--dose` names.
  func unit() throws(CommandError) -> Unit? {
    guard let dose else { return nil }
    let first = dose.split(separator: ",").first?.split(separator: "=").last.map(\.trimmed) ?? dose
    let unit = try Self.quantity(first, "--dose").unit
    return unit.isPureNumber ? nil : unit
  }

  private func amount(_ text: String, in units: NCAUnits) throws(CommandError) -> Double {
    let quantity = try Self.quantity(text, "--dose")
    guard quantity.value >= 0 else { throw .usage("a dose is at least 0, and not '\(text)'") }
    guard let unit = units.dose, !quantity.unit.isPureNumber else { return quantity.value }
    guard let value = quantity.value(in: unit) else { throw .usage("'\(text)' is no amount in \(unit)") }
    return value
  }

  /// Times separated by commas, rising; a unit behind the last is that of all which have none.
  private func times(_ text: String, in units: NCAUnits) throws(CommandError) -> [Double] {
    let parts = text.split(separator: ",").map(\.trimmed)
    let unit = try parts.last.map { part throws(CommandError) in try Self.quantity(part, "--dose-times").unit }
    var times: [Double] = []
    for part in parts {
      let own = try Self.quantity(part, "--dose-times")
      let isBare = own.unit.isPureNumber && unit?.isPureNumber == false
      times.append(try time(isBare ? "\(part) \(unit ?? .one)" : part, "--dose-times", in: units))
    }
    guard !times.isEmpty, zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .usage("--dose-times takes times that rise, such as \"0, 12, 26 h\", and not '\(text)'")
    }
    return times
  }

  /// A time in the table's unit; a bare number is in it already.
  func time(_ text: String, _ option: String, in units: NCAUnits) throws(CommandError) -> Double {
    let quantity = try Self.quantity(text, option)
    if quantity.unit.isPureNumber { return quantity.value }
    guard let unit = units.time else {
      throw .usage(
        "\(option) '\(text)' has a unit and the table's times have none", help: ["give it with --units time=h"])
    }
    guard let value = quantity.value(in: unit) else { throw .usage("\(option) '\(text)' is no time") }
    return value
  }

  /// A number and a unit, with or without a blank between them.
  static func quantity(_ text: String, _ option: String) throws(CommandError) -> Quantity {
    let text = text[...].trimmed
    let digits = text.prefix { $0.isNumber || "+-.eE".contains($0) }
    // 'e' may begin a unit's name: the longest start that is a number counts.
    var end = digits.endIndex
    while end > text.startIndex, Double(text[..<end]) == nil { end = text.index(before: end) }
    guard let value = Double(text[..<end]), value.isFinite else {
      throw .usage("\(option) takes a number and a unit, and not '\(text)'")
    }
    let rest = text[end...].trimmed
    do throws(UnitError) {
      return Quantity(value, rest.isEmpty ? .one : try Unit(rest))
    } catch {
      throw .usage("\(option): '\(rest)' is no unit: \(error.description)")
    }
  }
}
