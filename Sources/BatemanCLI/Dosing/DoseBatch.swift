import Bateman

/// Many patients from a table: one record each, and a bad row stops nobody else.
struct DoseBatch {
  let source: SourceText
  let common: DoseRequest
  let pin: String?
  let record: String?
  let json: Bool

  /// Computes every row, recording each before anything is shown.
  ///
  /// - Throws: `CommandError.notTrusted` when a row was refused.
  func run(table path: String) throws {
    let bytes = try InputFile.bytes(at: path, limit: InputFile.textLimit)
    let file: ProtocolFile
    do {
      file = try ProtocolFile(source)
    } catch {
      // What stops every row is recorded once.
      if let record { _ = try RecordFile(path: record).append(DoseRecord(common, protocol: source, pin: pin)) }
      throw error
    }
    let table = try PatientTable(bytes, common: common)
    guard !table.rows.isEmpty else { throw CommandError.mismatch("the table '\(path)' has no patients") }
    var output = TextTable([
      ("row", .right), ("subject", .left), ("dose", .right), ("vials", .left), ("window", .left), ("alerts", .right),
      ("refused because", .left),
    ])
    var lines: [String] = []
    var refused = 0
    for row in table.rows {
      let dose =
        row.refusal.map { DoseRecord(refused: $0, of: row.request, protocol: source) }
        ?? DoseRecord(row.request, file: file, pin: pin)
      let receipt = try record.map { path in try RecordFile(path: path).append(dose) }
      if receipt?.followsTornLine == true { Terminal.note(DoseNotice.tornLine) }
      lines.append((receipt?.record ?? dose.body).canonical)
      output.append(cells(of: dose, row))
      if case .refused = dose.outcome { refused += 1 }
    }
    try show(json ? lines : watermark(file) + output.linesWithHeader)
    guard refused == 0 else {
      throw CommandError.notTrusted("\(refused) of \(table.rows.count) rows were refused", help: ["see the table"])
    }
  }

  private func show(_ lines: [String]) throws {
    try StandardOutput.write(lines.joined(separator: "\n"))
  }

  private func watermark(_ file: ProtocolFile) -> [String] {
    file.rules.use == .training || common.isTraining ? ["*** \(DoseRecord.watermark) ***"] : []
  }

  private func cells(of dose: DoseRecord, _ row: PatientTable.Row) -> [String] {
    let head = ["\(row.number)", row.request[.subject] ?? "–"]
    switch dose.outcome {
    case .refused(let refusal): return head + ["refused", "", "", "", "\(refusal.message); \(refusal.action)"]
    case .dose(let result, _):
      let vials =
        switch result.preparation {
        case .prepared(let prepared): prepared.vials.map { "\($0.count) × \($0.strength)" }.joined(separator: " + ")
        case .refused: "refused"
        }
      let alerts = result.alerts.count + result.hiddenAlerts
      return head + [result.dose.text, vials, result.window.status.rawValue, "\(alerts)", ""]
    }
  }
}
