import Bateman
import Yams

extension ValidationCheck {
  private static let keys = [
    "id", "title", "requirement", "kind", "model", "data", "method", "seed", "provenance", "quick", "false alarm",
    "steps", "probe", "expect", "manifest",
  ]

  /// Reads `check.yaml` of a folder.
  ///
  /// - Throws: everything that is wrong with it, at line and column.
  static func read(_ source: SourceText, in folder: String, stage: Stage) throws(DiagnosticList) -> ValidationCheck {
    var fields = CheckFields(source)
    let root = try fields.yaml.root()
    var check: ValidationCheck?
    if let root, let mapping = root.mapping {
      fields.checkKeys(of: mapping, known: keys, what: "a check")
      check = Self.check(mapping, at: root, in: folder, stage: stage, &fields)
    } else {
      fields.report("PK4920", "a check is a mapping with 'id', 'requirement', 'kind' and so on", at: root)
    }
    if let check, fields.diagnostics.isEmpty { return check }
    if fields.diagnostics.isEmpty { fields.report("PK4920", "the check cannot be read", at: root) }
    throw DiagnosticList(fields.diagnostics, in: source)
  }

  private static func check(
    _ mapping: Node.Mapping, at root: Node, in folder: String, stage: Stage, _ fields: inout CheckFields
  ) -> ValidationCheck? {
    let id = fields.text("id", of: mapping, at: root)
    if let id, !id.hasPrefix(stage.rawValue + "-") {
      fields.report("PK4920", "a check of '\(stage.rawValue)' has an id such as '\(stage.rawValue)-…'", at: mapping["id"])
    }
    let title = fields.text("title", of: mapping, at: root)
    let requirements = fields.texts("requirement", of: mapping, at: root)
    let words = ["model", "data", "method", "seed", "provenance"].map { fields.text($0, of: mapping, at: root) ?? "" }
    let kind = fields.choice("kind", of: mapping, at: root, among: Kind.self)
    let isQuick = mapping["quick"] == nil || fields.choice("quick", of: mapping, at: root, among: YesOrNo.self) == .yes
    let falseAlarm = falseAlarm(mapping, kind: kind, &fields)
    guard let subject = subject(mapping, at: root, &fields) else { return nil }
    guard let id, let title, let kind else { return nil }
    return ValidationCheck(
      id: id, title: title, requirements: requirements, kind: kind, stage: stage, model: words[0], data: words[1],
      method: words[2], seed: words[3], provenance: words[4], isQuick: isQuick, falseAlarm: falseAlarm,
      subject: subject, folder: folder)
  }

  private static func falseAlarm(_ mapping: Node.Mapping, kind: Kind?, _ fields: inout CheckFields) -> Double? {
    guard let node = mapping["false alarm"] else {
      if kind == .statistics { fields.report("PK4913", "'false alarm' is missing: the chance of failing", at: nil) }
      return nil
    }
    guard let rate = node.scalar.flatMap({ Double($0.string) }), rate > 0, rate <= 0.01 else {
      fields.report("PK4914", "'false alarm' takes a probability up to 0.01", at: node)
      return nil
    }
    return rate
  }

  private static func subject(_ mapping: Node.Mapping, at root: Node, _ fields: inout CheckFields) -> Subject? {
    let given = ["steps", "probe", "manifest"].filter { mapping[$0] != nil }
    guard given.count == 1 else {
      fields.report("PK4920", "a check has one of 'steps', 'probe' and 'manifest'", at: root)
      return nil
    }
    if let node = mapping["steps"] { return steps(node, &fields).map(Subject.steps) }
    if mapping["manifest"] != nil { return fields.text("manifest", of: mapping, at: root).map(Subject.files) }
    guard let probe = fields.choice("probe", of: mapping, at: root, among: EnvironmentProbe.self) else { return nil }
    return .probe(probe, CheckExpectation.list(mapping["expect"], at: root, &fields))
  }

  private static func steps(_ node: Node, _ fields: inout CheckFields) -> [CheckStep]? {
    guard let list = node.sequence, !list.isEmpty else {
      fields.report("PK4914", "'steps' takes a list", at: node)
      return nil
    }
    return list.compactMap { step($0, &fields) }
  }

  private static func step(_ node: Node, _ fields: inout CheckFields) -> CheckStep? {
    guard let mapping = node.mapping else {
      fields.report("PK4914", "a step has 'run', 'exit' and 'expect'", at: node)
      return nil
    }
    fields.checkKeys(of: mapping, known: ["run", "exit", "expect"], what: "a step")
    guard let line = fields.text("run", of: mapping, at: node) else { return nil }
    guard let words = CommandWords.words(of: line), words.first == "bateman", words.count > 1 else {
      fields.report("PK4914", "'run' takes a line that begins with 'bateman'", at: mapping["run"])
      return nil
    }
    var status: Int32 = 0
    if let exit = mapping["exit"] {
      guard let code = exit.scalar.flatMap({ Int32($0.string) }) else {
        fields.report("PK4914", "'exit' takes an exit code", at: exit)
        return nil
      }
      status = code
    }
    let expectations = mapping["expect"].map { CheckExpectation.list($0, at: node, &fields) } ?? []
    return CheckStep(arguments: Array(words.dropFirst()), status: status, expectations: expectations)
  }
}

/// A word for a truth value.
enum YesOrNo: String, CaseIterable {
  case yes, no
}

extension CheckFields {
  /// One text, or a list of them; at least one.
  mutating func texts(_ key: String, of mapping: Node.Mapping, at node: Node) -> [String] {
    let value = mapping[key]
    let texts = value?.sequence?.compactMap { $0.scalar?.string } ?? value?.scalar.map { [$0.string] } ?? []
    if texts.isEmpty || texts.contains("") { report("PK4914", "'\(key)' takes a text or a list of texts", at: value ?? node) }
    return texts
  }

  /// One of some words.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, of mapping: Node.Mapping, at node: Node, among: Choice.Type
  ) -> Choice? {
    guard let text = text(key, of: mapping, at: node) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    let help = didYouMean(text, among: words) ?? "there are \(words.joined(separator: ", "))"
    report("PK4914", "'\(key)' does not take '\(text)'", at: mapping[key], help: [help])
    return nil
  }
}
