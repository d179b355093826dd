extension ValidationReport {
  /// The report as Markdown.
  var markdown: String {
    var lines = ["# Validation of \(machine.program)", "", "**\(verdict)** \(summary).", ""]
    lines += ["| | |", "|---|---|"] + machine.rows.map { "| \($0.0) | \($0.1) |" }
    lines += ["", "## What this report cannot say", ""] + Self.limits.map { "- \($0)" }
    if falseAlarm > 0 {
      lines.append(
        "- Stochastic checks are bounded: a right program fails one of them with a chance of at most \(falseAlarm.shortText)."
      )
    }
    if !faults.isEmpty { lines += ["", "## Requirements and checks that do not fit", ""] + faults.map { "- \($0)" } }
    lines += ["", "## Requirements", "", "| requirement | statement | risk | checks |", "|---|---|---|---|"]
    lines += requirements.map { requirement in
      let checks = results(for: requirement).map { "\($0.id) \($0.verdict.rawValue)" }.joined(separator: ", ")
      return "| \(requirement.id) | \(requirement.statement) | \(requirement.risk) | \(checks) |"
    }
    for stage in ValidationCheck.Stage.allCases {
      lines += ["", "## \(stage.title)"]
      for result in results where result.stage == stage.rawValue { lines += Self.section(result) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ result: CheckResult) -> [String] {
    var lines = ["", "### \(result.id): \(result.title) – \(result.verdict.rawValue)", ""]
    lines += [
      "| | |", "|---|---|", "| evidence for | \(result.requirements.joined(separator: ", ")) |",
      "| kind | \(result.kind) |",
      "| model | \(cell(result.model)) |", "| data | \(cell(result.data)) |", "| method | \(cell(result.method)) |",
      "| seed | \(cell(result.seed)) |", "| reference values | \(cell(result.provenance)) |",
    ]
    if let rate = result.falseAlarm { lines.append("| false alarms | at most \(rate.plainText) |") }
    if result.verdict != .skipped { lines.append("| time | \(result.seconds.shortText) s |") }
    if !result.commands.isEmpty { lines += ["", "```"] + result.commands + ["```"] }
    guard !result.findings.isEmpty else { return lines }
    lines += ["", "| what | expected | found | tolerance | |", "|---|---|---|---|---|"]
    return lines
      + shown(result.findings).map {
        "| \(cell($0.what)) | \(cell($0.expected)) | \(cell($0.found)) | \(cell($0.tolerance)) | \($0.passed ? "passed" : "**failed**") |"
      } + result.findings.compactMap(\.note).map { "\n> \(cell($0))" }
  }

  /// All that failed, and of what passed not more than people read.
  static func shown(_ findings: [CheckResult.Finding]) -> [CheckResult.Finding] {
    findings.count <= 60
      ? findings : Array(findings.filter { !$0.passed }.prefix(60)) + findings.filter(\.passed).prefix(20)
  }

  private static func cell(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
  }
}
