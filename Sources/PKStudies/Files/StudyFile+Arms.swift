import PKData
import PKLanguage
import PKModel
import PKText
import PKUnits
import PKYAML

extension StudyFile {
  private static let armKeys = [
    "name", "regimen", "bands", "size", "extra", "infusion", "sites", "conduct", "assumption",
  ]

  /// The arms; their names are distinct.
  func arms(_ parameters: [(name: String, value: String, assumption: String?)], _ common: Conduct) -> [Study.Arm] {
    var arms: [Study.Arm] = []
    for node in root.nodes("arms") {
      var used: [String] = []
      let settled = node.replacingTexts { Self.replacing($0, parameters, &used) }
      checkParameters(node, parameters.map(\.name))
      guard let fields = YAMLFields(settled, title: "an arm", keys: Self.armKeys, in: faults),
        let arm = arm(fields, common, parameters.filter { used.contains($0.name) })
      else { continue }
      if arms.contains(where: { $0.name == arm.name }) {
        fields.report("two arms are called '\(arm.name)'", at: "name")
      }
      arms.append(arm)
    }
    return arms
  }

  /// A text with `$name` replaced by the parameter's value.
  private static func replacing(
    _ text: String, _ parameters: [(name: String, value: String, assumption: String?)], _ used: inout [String]
  ) -> String {
    guard text.contains("$") else { return text }
    var result = text
    // Longer names first: one may begin with another.
    for parameter in parameters.sorted(by: { $0.name.utf8.count > $1.name.utf8.count })
    where result.contains("$\(parameter.name)") {
      result = result.replacing("$\(parameter.name)", with: parameter.value)
      used.append(parameter.name)
    }
    return result
  }

  private func checkParameters(_ node: YAMLNode, _ known: [String]) {
    _ = node.replacingTexts { text in
      for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "$" || $0 == "_") })
      where word.hasPrefix("$") && !known.contains(String(word.dropFirst())) {
        let name = String(word.dropFirst())
        faults.report(
          faults.codes.sense, "'$\(name)' is not among the parameters", at: node,
          help: [didYouMean(name, among: known) ?? "declare it below 'parameters' with its value"])
      }
      return text
    }
  }

  private func arm(
    _ fields: YAMLFields, _ common: Conduct, _ used: [(name: String, value: String, assumption: String?)]
  ) -> Study.Arm? {
    let name = fields.text("name")
    let reader = RegimenReader(in: faults, routes: model.source.routes.map(\.name))
    var regimen: StudyRegimen?
    if fields.has("bands") {
      if fields.has("regimen") { fields.report("an arm has 'regimen' or 'bands'", at: "bands") }
      regimen = bands(fields, reader, name ?? "")
    } else {
      regimen = fields.required("regimen").flatMap { reader.regimen($0, name: name) }.map { StudyRegimen($0) }
    }
    if var settled = regimen {
      readSize(fields, into: &settled)
      settled.extras = extras(fields, reader)
      settled.infusions = infusions(fields)
      settled.sites = fields.optionalWhole("sites", 1...10) ?? 1
      checkIntervals(settled, fields)
      regimen = settled
    }
    let conduct = fields.value("conduct").map { self.conduct($0, common) } ?? common
    if let regimen { checkWindow(conduct, regimen, fields) }
    guard let name, let regimen else { return nil }
    let own = fields.optionalText("assumption").map { [$0] } ?? []
    let assumptions =
      own
      + used.compactMap { parameter in
        parameter.assumption.map { "\(parameter.name) = \(parameter.value): \($0)" }
      }
    return Study.Arm(name: name, regimen: regimen, conduct: conduct, assumptions: assumptions)
  }

  private func bands(_ fields: YAMLFields, _ reader: RegimenReader, _ name: String) -> StudyRegimen? {
    guard let kg = try? Unit("kg") else { return nil }
    var bands: [StudyRegimen.Band] = []
    let list = fields.list("bands", keys: ["below", "regimen"])
    for (index, entry) in list.enumerated() {
      guard let regimen = entry.required("regimen").flatMap({ reader.regimen($0, name: name) }) else { continue }
      var below: Double?
      if entry.has("below") { below = entry.quantity("below", in: kg, what: "a band of weight") }
      if below == nil, index < list.count - 1 { entry.report("only the last band has no 'below'") }
      if let below, let last = bands.last?.below, below <= last { entry.report("bands are in order", at: "below") }
      if let first = bands.first, first.regimen.doses(in: timeUnit) != regimen.doses(in: timeUnit) {
        entry.report("all bands are dosed at the same times", at: "regimen")
      }
      bands.append(StudyRegimen.Band(below: below, regimen: regimen))
    }
    if bands.last?.below != nil { fields.report("the last band has no 'below': it is for all others", at: "bands") }
    guard let first = bands.first else { return nil }
    var regimen = StudyRegimen(first.regimen)
    regimen.bands = bands
    return regimen
  }

  private func readSize(_ fields: YAMLFields, into regimen: inout StudyRegimen) {
    guard let size = fields.optionalFields("size", keys: ["by", "at least", "at most"]), let kg = try? Unit("kg") else {
      return
    }
    if let by = size.optionalChoice("by", StudyRegimen.Size.self) { regimen.size = by }
    let lower = size.has("at least") ? size.quantity("at least", in: kg, what: "the least weight") ?? 0 : 0
    let upper = size.has("at most") ? size.quantity("at most", in: kg, what: "the largest weight") : nil
    guard lower <= upper ?? .infinity else {
      return size.report("the largest weight is below the least", at: "at most")
    }
    regimen.sizeLimits = lower...(upper ?? .infinity)
  }

  private func extras(_ fields: YAMLFields, _ reader: RegimenReader) -> [StudyRegimen.ExtraDose] {
    guard fields.has("extra") else { return [] }
    return fields.list("extra", keys: ["day", "cycles", "dose"]).compactMap { entry in
      guard let day = entry.number("day", 1...1000), let day1 = try? Unit("day"), let node = entry.required("dose"),
        let dose = reader.regimen(node.text == nil ? node : node.replacingTexts(Self.once), name: nil)?.phases
      else { return nil }
      if dose.count != 1 || dose[0].count != 1 { entry.report("an extra dose is one dose", at: "dose") }
      return StudyRegimen.ExtraDose(
        cycles: entry.optionalCycles("cycles") ?? [1], after: Quantity(day - 1, day1), dose: dose[0])
    }
  }

  /// An extra dose is given once, whether its text says so or not.
  private static func once(_ text: String) -> String {
    let words = text.split(separator: " ")
    return words.contains("once") || words.contains("every") ? text : text + " once"
  }

  private func infusions(_ fields: YAMLFields) -> [Quantity] {
    guard let node = fields.value("infusion") else { return [] }
    return (node.list ?? [node]).compactMap { item in
      fields.time(of: item, "infusion", in: timeUnit, such: "90 min").map { Quantity($0, timeUnit) }
    }
  }

  private func checkIntervals(_ regimen: StudyRegimen, _ fields: YAMLFields) {
    guard let cycles = regimen.bands.first?.regimen.cycles(in: timeUnit) else { return }
    if cycles.contains(where: { $0.end == .infinity }) {
      fields.report(
        "the last dose has no interval, so its cycle has no end", at: fields.has("bands") ? "bands" : "regimen",
        help: ["write 'every 21 days x 1' in place of 'once'"])
    }
    if cycles.count > 1000 { fields.report("an arm has at most 1,000 cycles", at: "regimen") }
  }

  /// Two doses in windows that meet could come in the wrong order.
  private func checkWindow(_ conduct: Conduct, _ regimen: StudyRegimen, _ fields: YAMLFields) {
    guard let window = conduct.window, let cycles = regimen.bands.first?.regimen.cycles(in: timeUnit) else { return }
    let shortest = cycles.dropLast().map(\.duration).min() ?? .infinity
    guard window.latest - window.earliest >= shortest else { return }
    let key = fields.has("conduct") ? "conduct" : "regimen"
    fields.report(
      "the windows of two doses overlap", at: key,
      help: ["doses are \(plain(shortest)) \(timeUnit) apart: make the window narrower"])
  }
}
