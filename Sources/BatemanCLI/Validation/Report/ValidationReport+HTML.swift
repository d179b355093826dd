extension ValidationReport {
  /// The report as one HTML page without anything from elsewhere.
  var html: String {
    var body = ["<h1>Validation of \(Self.escaped(machine.program))</h1>"]
    body.append("<p class=\"\(holds ? "passed" : "failed")\"><strong>\(Self.escaped(verdict))</strong> \(summary).</p>")
    body.append(Self.table([], machine.rows.map { [$0.0, $0.1] }))
    body.append("<h2>What this report cannot say</h2>")
    var limits = Self.limits
    if falseAlarm > 0 {
      limits.append(
        "Stochastic checks are bounded: a right program fails one of them with a chance of at most \(falseAlarm.shortText)."
      )
    }
    body.append(Self.list(limits))
    if !faults.isEmpty { body += ["<h2>Requirements and checks that do not fit</h2>", Self.list(faults)] }
    body.append("<h2>Requirements</h2>")
    body.append(
      Self.table(
        ["requirement", "statement", "risk", "checks"],
        requirements.map { requirement in
          let checks = results(for: requirement).map { "\($0.id) \($0.verdict.rawValue)" }.joined(separator: ", ")
          return [requirement.id, requirement.statement, requirement.risk, checks]
        }))
    for stage in ValidationCheck.Stage.allCases {
      body.append("<h2>\(stage.title)</h2>")
      for result in results where result.stage == stage.rawValue { body += Self.section(result) }
    }
    return Self.page(title: "Validation of \(machine.program)", body: body.joined(separator: "\n"))
  }

  private static func section(_ result: CheckResult) -> [String] {
    var rows = [
      ["evidence for", result.requirements.joined(separator: ", ")], ["kind", result.kind], ["model", result.model],
      ["data", result.data], ["method", result.method], ["seed", result.seed], ["reference values", result.provenance],
    ]
    if let rate = result.falseAlarm { rows.append(["false alarms", "at most \(rate.plainText)"]) }
    var parts = [
      "<details\(result.verdict == .failed ? " open" : "")><summary class=\"\(result.verdict.rawValue)\">"
        + "\(escaped(result.id)): \(escaped(result.title)) – \(result.verdict.rawValue)</summary>", table([], rows),
    ]
    if !result.commands.isEmpty { parts.append("<pre>\(escaped(result.commands.joined(separator: "\n")))</pre>") }
    let findings = shown(result.findings).map {
      [$0.what, $0.expected, $0.found, $0.tolerance, $0.passed ? "passed" : "FAILED"]
    }
    if !findings.isEmpty { parts.append(table(["what", "expected", "found", "tolerance", ""], findings)) }
    parts += result.findings.compactMap(\.note).map { "<pre>\(escaped($0))</pre>" }
    return parts + ["</details>"]
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    return "<table>" + (header.isEmpty ? "" : row(header, "th")) + rows.map { row($0, "td") }.joined() + "</table>"
  }

  private static func list(_ items: [String]) -> String {
    "<ul>" + items.map { "<li>\(escaped($0))</li>" }.joined() + "</ul>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private static func page(title: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>\(escaped(title))</title><style>
    body { font: 15px/1.5 sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; }
    table { border-collapse: collapse; margin: .5em 0; } td, th { border: 1px solid #ccc; padding: .2em .5em; text-align: left; }
    pre { background: #f4f4f4; padding: .5em; white-space: pre-wrap; } .failed { color: #b00; } .passed { color: #060; }
    </style></head><body>
    \(body)
    </body></html>

    """
  }
}
