import Bateman

extension ValidationCheck {
  private static let keys = [
    "id", "title", "requirement", "kind", "model", "data", "method", "seed", "provenance", "quick", "false alarm",
    "steps", "probe", "expect", "manifest",
  ]

  /// Reads `check.yaml` of a folder.
  ///
  /// - Throws: everything that is wrong with it, at line and column.
  static func read(_ source: SourceText, in folder: String, stage: Stage) throws(DiagnosticList) -> ValidationCheck {
    let faults = try YAMLFaults(source, codes: YAMLCodes(from: 4921))
    let fields = YAMLFields(faults.root, title: "a check", keys: keys, in: faults)
    let check = fields.flatMap { Self.check($0, in: folder, stage: stage) }
    try faults.check()
    guard let check else { throw DiagnosticList([Diagnostic("PK4925", "no check can be read", at: 0..<1)], in: source) }
    return check
  }

  private static func check(_ fields: YAMLFields, in folder: String, stage: Stage) -> ValidationCheck? {
    let id = fields.text("id")
    if let id, !id.hasPrefix(stage.rawValue + "-") {
      fields.report("a check of '\(stage.rawValue)' has an id such as '\(stage.rawValue)-…'", at: "id")
    }
    let requirements = fields.required("requirement") == nil ? [] : fields.texts("requirement").compactMap(\.text)
    let words = ["model", "data", "method", "seed", "provenance"].map { fields.text($0) ?? "" }
    let kind = fields.choice("kind", Kind.self)
    let falseAlarm = fields.optionalNumber("false alarm", 0...0.01)
    if kind == .statistics, falseAlarm == nil {
      fields.report("a check of kind 'statistics' says its 'false alarm': the chance that a right program fails it")
    }
    guard let subject = subject(fields), let id, let title = fields.text("title"), let kind else { return nil }
    return ValidationCheck(
      id: id, title: title, requirements: requirements, kind: kind, stage: stage, model: words[0], data: words[1],
      method: words[2], seed: words[3], provenance: words[4], isQuick: fields.optionalFlag("quick") ?? true,
      falseAlarm: falseAlarm, subject: subject, folder: folder)
  }

  private static func subject(_ fields: YAMLFields) -> Subject? {
    guard ["steps", "probe", "manifest"].filter(fields.has).count == 1 else {
      fields.report("a check has one of 'steps', 'probe' and 'manifest'")
      return nil
    }
    if fields.has("steps") {
      return .steps(fields.list("steps", keys: ["run", "exit", "limit", "expect"]).compactMap { step($0) })
    }
    if fields.has("manifest") { return fields.text("manifest").map(Subject.files) }
    return fields.choice("probe", EnvironmentProbe.self).map { .probe($0, CheckExpectation.list(fields)) }
  }

  private static func step(_ fields: YAMLFields) -> CheckStep? {
    guard let line = fields.text("run") else { return nil }
    guard let words = CommandWords.words(of: line), words.first == "bateman", words.count > 1 else {
      fields.reportValue("'run' is a line that begins with 'bateman'", at: "run")
      return nil
    }
    return CheckStep(
      arguments: Array(words.dropFirst()), status: Int32(fields.optionalWhole("exit", 0...255) ?? 0),
      limit: fields.optionalNumber("limit", 1...36_000) ?? 120,
      expectations: fields.has("expect") ? CheckExpectation.list(fields) : [])
  }
}
