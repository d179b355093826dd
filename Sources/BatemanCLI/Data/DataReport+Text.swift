import Bateman

extension DataReport {
  /// The report as a person reads it, with at most `rows` places of each finding.
  func text(rows: Int) -> String {
    let parts = (summary.map { blocks(of: $0) } ?? [table]) + findings.map { $0.text(rows: rows) } + [verdict]
    return parts.joined(separator: "\n\n")
  }

  private var verdict: String {
    let counts = DataFinding.Severity.allCases.map { severity in
      let count = count(severity)
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    let ending = count(.error) > 0 ? "; rows with errors are not counted above" : ""
    return counts.joined(separator: ", ") + ending
  }

  private func blocks(of summary: Summary) -> [String] {
    [heading(summary), observations(summary), covariates(summary)].compactMap(\.self)
  }

  private func heading(_ summary: Summary) -> String {
    var table = TextTable([("", .left), ("", .left)])
    let filtered = summary.filteredRows > 0 ? ", and \(summary.filteredRows) left out by filters" : ""
    table.append(["  subjects", "\(summary.subjects)"])
    table.append(["  rows", "\(summary.rows)\(filtered)"])
    let unit = summary.timeUnit.map { " " + $0 } ?? ""
    if let times = summary.times { table.append(["  time", times.text + unit]) }
    table.append(["  doses", words(of: summary.doses)])
    if summary.resets > 0 { table.append(["  resets", "\(summary.resets)"]) }
    if summary.others > 0 { table.append(["  other rows", "\(summary.others)"]) }
    if !summary.droppedColumns.isEmpty {
      table.append(["  not read", summary.droppedColumns.joined(separator: ", ")])
    }
    return ([self.table + (model.map { " for \($0)" } ?? "")] + table.lines).joined(separator: "\n")
  }

  private func words(of doses: Doses) -> String {
    guard doses.records > 0 else { return "none" }
    var words = ["\(doses.doses)"]
    if doses.records != doses.doses { words[0] += " in \(doses.records) rows" }
    words.append("\(doses.dosesPerSubject.text) a subject")
    if let amount = doses.amount { words.append("\(amount.text)\(doses.unit.map { " " + $0 } ?? "")") }
    if doses.infusions > 0 { words.append("\(doses.infusions) infusions") }
    if doses.steadyStates > 0 { words.append("\(doses.steadyStates) in steady state") }
    return words.joined(separator: ", ")
  }

  private func observations(_ summary: Summary) -> String? {
    guard !summary.outputs.isEmpty else { return "No observations." }
    var table = TextTable([
      ("  " + (summary.outputColumn ?? "Output"), .left), ("observations", .right), ("BLQ", .right),
      ("no value", .right), ("subjects", .right),
      ("each", .right), ("values", .right), ("median", .right),
    ])
    for output in summary.outputs {
      let unit = output.unit.map { " " + $0 } ?? ""
      table.append([
        "  " + (output.output ?? "–"), "\(output.observations)", "\(output.censored)", "\(output.withoutValue)",
        "\(output.subjects)", output.observationsPerSubject?.text ?? "–", output.values.map { $0.text + unit } ?? "–",
        output.median?.shortText ?? "–",
      ])
    }
    return (["Observations"] + table.linesWithHeader).joined(separator: "\n")
  }

  private func covariates(_ summary: Summary) -> String? {
    guard !summary.covariates.isEmpty else { return nil }
    var table = TextTable([
      ("  Column", .left), ("unit", .left), ("values", .left), ("median", .right), ("missing", .right), ("", .left),
    ])
    for covariate in summary.covariates {
      let counts = covariate.counts.prefix(6).map { "\($0.value) (\($0.subjects))" }.joined(separator: ", ")
      let more = covariate.counts.count > 6 ? ", …" : ""
      let missing = covariate.missingRecords == 0 ? "0" : "\(covariate.missingRecords) rows"
      let changes = covariate.changingSubjects > 0 ? "changes in \(covariate.changingSubjects) of them" : ""
      table.append([
        "  " + covariate.name, covariate.unit ?? "", counts.isEmpty ? covariate.values?.text ?? "–" : counts + more,
        counts.isEmpty ? covariate.median?.shortText ?? "" : "", missing, changes,
      ])
    }
    return (["Covariates and other columns (subjects' first values)"] + table.linesWithHeader)
      .joined(separator: "\n")
  }
}

extension DataReport.Range {
  /// The range, or the number when both ends are one.
  fileprivate var text: String {
    let format = DecimalText(significantDigits: 5)
    return min == max ? format.string(min) : "\(format.string(min)) to \(format.string(max))"
  }
}

extension DataReport.Finding {
  /// Message, rows and help.
  fileprivate func text(rows: Int) -> String {
    var lines = ["\(severity): \(column.map { "\($0): " } ?? "")\(message)"]
    let shown = places.prefix(rows).map(\.text)
    let more = places.count > shown.count ? ["… \(places.count) in all"] : []
    if !places.isEmpty { lines.append("  " + (shown + more).joined(separator: "; ")) }
    if let help { lines.append("  = help: \(help)") }
    return lines.joined(separator: "\n")
  }
}

extension DataReport.Finding.Place {
  fileprivate var text: String {
    let parts = [row.map { "row \($0)" }, subject.map { "ID \($0)" }].compactMap(\.self).joined(separator: " ")
    return detail.map { "\(parts) (\($0))" } ?? parts
  }
}
