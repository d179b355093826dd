import PKLanguage
import PKModel
import PKText
import PKUnits
import PKYAML

extension StudyFile {
  /// Ranges to be in.
  func targets() -> [Study.Target] {
    guard root.has("targets") else { return [] }
    var targets: [Study.Target] = []
    for fields in root.list("targets", keys: ["name", "metric", "of", "cycle", "at least", "at most"]) {
      guard let target = target(fields) else { continue }
      if targets.contains(where: { $0.name == target.name }) {
        fields.report("two targets are called '\(target.name)'", at: "name")
      }
      targets.append(target)
    }
    return targets
  }

  private func target(_ fields: YAMLFields) -> Study.Target? {
    guard let name = fields.text("name"), let metric = fields.choice("metric", ExposureMetric.self),
      let output = output("of", of: fields)
    else { return nil }
    let unit = metric.unit(of: model.source.outputs[output], timeUnit: timeUnit)
    let what = "\(metric.rawValue) of '\(outputNames[output])'"
    let lower = fields.has("at least") ? fields.quantity("at least", in: unit, what: what) : nil
    let upper = fields.has("at most") ? fields.quantity("at most", in: unit, what: what) : nil
    if !fields.has("at least"), !fields.has("at most") {
      fields.report("a target has 'at least', 'at most' or both")
      return nil
    }
    guard lower ?? -.infinity <= upper ?? .infinity else {
      fields.report("the range ends before it begins", at: "at most")
      return nil
    }
    return Study.Target(
      name: name, metric: metric, output: output, cycle: cycle(fields, "cycle"),
      range: (lower ?? -.infinity)...(upper ?? .infinity))
  }

  /// A cycle from 1 on; nil for `last`, or when the key is missing.
  func cycle(_ fields: YAMLFields, _ key: String) -> Int? {
    fields.value(key)?.text == "last" ? nil : fields.optionalWhole(key, 1...1000)
  }

  /// Time above a level needs the level.
  func checkLevels(_ targets: [Study.Target], _ levels: [Double?]) {
    for target in targets where target.metric == .timeAbove && levels[target.output] == nil {
      root.report(
        "the target '\(target.name)' counts the time above a level that is not given", at: "targets",
        help: ["add 'above: {\(outputNames[target.output]): …}'"])
    }
  }

  /// Outputs relative to one another.
  func ratios() -> [Study.Ratio] {
    guard root.has("ratios") else { return [] }
    return root.list("ratios", keys: ["of", "to", "metric"]).compactMap { fields in
      guard let of = fields.required("of").flatMap({ output($0) }),
        let to = fields.required("to").flatMap({ output($0) })
      else { return nil }
      return Study.Ratio(of: of, to: to, metric: fields.optionalChoice("metric", ExposureMetric.self) ?? .AUC)
    }
  }

  /// The ways to size doses that are compared.
  func sizes(_ arms: [String]) -> ([Study.SizeRule], Int) {
    guard let fields = root.optionalFields("sizes", keys: ["arm", "by"]) else { return ([], 0) }
    let arm = fields.has("arm") ? fields.index("arm", among: arms) ?? 0 : 0
    let rules = fields.nodes("by").compactMap { node -> Study.SizeRule? in
      // "WT", or "WT up to 100 kg".
      let words = (node.text ?? "").split(separator: " ").map(String.init)
      guard let basis = fields.choice(of: node.first(words), "by", Study.SizeRule.Basis.self) else { return nil }
      if words.count == 1 { return Study.SizeRule(basis: basis, cap: nil) }
      let unit = basis == .surface ? "m2" : "kg"
      guard words.count == 5, words[1] == "up", words[2] == "to", let cap = Double(words[3]), cap > 0,
        words[4] == unit, basis != .flat
      else {
        faults.report(faults.codes.value, "a cap is written 'WT up to 100 kg' or 'BSA up to 2 m2'", at: node)
        return nil
      }
      return Study.SizeRule(basis: basis, cap: cap)
    }
    return (rules, arm)
  }

  /// What is to be found.
  func searches(_ arms: [String], _ targets: [Study.Target], _ parameters: [String]) -> [RegimenSearch] {
    guard root.has("optimize") else { return [] }
    let keys = ["name", "arm", "vary", "from", "to", "among", "find", "while"]
    return root.list("optimize", keys: keys).compactMap { fields in
      guard let name = fields.text("name"), let arm = fields.index("arm", among: arms),
        let parameter = fields.index("vary", among: parameters), let domain = domain(fields),
        let goal = goal(fields, targets.map(\.name))
      else { return nil }
      var limit: RegimenSearch.Limit?
      if let entry = fields.optionalFields("while", keys: ["target", "under"]),
        let target = entry.index("target", among: targets.map(\.name)), let under = entry.fraction("under")
      {
        limit = RegimenSearch.Limit(target: target, under: under)
      }
      return RegimenSearch(
        name: name, arm: arm, parameter: parameters[parameter], domain: domain, goal: goal, limit: limit)
    }
  }

  private func domain(_ fields: YAMLFields) -> RegimenSearch.Domain? {
    if fields.has("among") { return .among(fields.texts("among").compactMap(\.text)) }
    guard let from = fields.measure("from", such: "2 mg/kg"), let to = fields.measure("to", such: "6 mg/kg") else {
      return nil
    }
    guard from.unit == to.unit, from.value < to.value else {
      fields.reportValue("'from' and 'to' have one unit, and 'to' is more", at: "to")
      return nil
    }
    return .between(from.value, to.value, unit: from.unit)
  }

  private func goal(_ fields: YAMLFields, _ targets: [String]) -> RegimenSearch.Goal? {
    let keys = ["target", "at least", "metric", "of", "cycle", "equals cycle"]
    guard let entry = fields.fields("find", keys: keys) else { return nil }
    if entry.has("target") {
      guard let target = entry.index("target", among: targets), let share = entry.fraction("at least") else {
        return nil
      }
      return .probability(target: target, atLeast: share)
    }
    guard let metric = entry.choice("metric", ExposureMetric.self), let output = output("of", of: entry) else {
      return nil
    }
    return .equal(
      metric: metric, output: output, cycle: cycle(entry, "cycle") ?? 1, other: cycle(entry, "equals cycle"))
  }
}

extension YAMLNode {
  /// The node as if only the first of its words stood there.
  fileprivate func first(_ words: [String]) -> YAMLNode { replacingTexts { _ in words.first ?? "" } }
}
