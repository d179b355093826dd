import PKYAML

/// Reads what a DLT is, from the section `dlt`.
enum DLTReader {
  private static let keys = [
    "name", "grade", "terms", "except", "category", "longer than", "despite", "related", "cycle 2 delay over",
  ]

  static func definition(_ fields: YAMLFields) -> DLTDefinition? {
    guard fields.has("any of") else { return nil }
    return DLTDefinition(rules: fields.list("any of", keys: keys).compactMap { rule($0) })
  }

  private static func rule(_ fields: YAMLFields) -> DLTRule? {
    guard let name = fields.text("name") else { return nil }
    var rule = DLTRule(name: name)
    if fields.has("cycle 2 delay over") {
      for key in keys.dropFirst().dropLast() where fields.has(key) {
        fields.report("a rule on the delay of cycle 2 looks at nothing else, so '\(key)' says nothing", at: key)
      }
      rule.delayOver = fields.days("cycle 2 delay over", 0...365)
      return rule
    }
    guard let grade = fields.whole("grade", 1...5) else { return nil }
    rule.grade = grade
    rule.terms = fields.texts("terms").compactMap(\.text)
    rule.exceptTerms = fields.texts("except").compactMap(\.text)
    rule.category = fields.optionalText("category") ?? ""
    rule.longerThan = fields.optionalDays("longer than", 0...365)
    rule.despite = fields.optionalText("despite") ?? ""
    rule.onlyRelated = fields.optionalFlag("related") ?? true
    return rule
  }
}
