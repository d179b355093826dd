extension TrialScenarioRecord {
  /// The characteristics as a person reads them.
  var lines: [String] {
    var table = TextTable([
      ("level", .right), ("dose", .left), ("P(DLT)", .right), ("selected %", .right), ("exact", .right),
      ("patients", .right), ("exact", .right), ("DLTs", .right), ("exact", .right),
    ])
    table.append(["", "none", "", selectedNone.text(scale: 100), selectedNone.exactText(scale: 100)])
    for level in levels {
      table.append([
        "\(level.level)", level.name, level.dltProbability.map { $0.shortText } ?? "–",
        level.selected.text(scale: 100), level.selected.exactText(scale: 100), level.patients.text(),
        level.patients.exactText(), level.dlts.text(), level.dlts.exactText(),
      ])
    }
    return table.linesWithHeader + [""] + totals + (exposure?.lines ?? [])
  }

  private var totals: [String] {
    var table = TextTable([("", .left), ("simulated", .right), ("exact", .right)])
    func row(_ name: String, _ figure: TrialFigure, scale: Double = 1) {
      table.append([name, figure.text(scale: scale), figure.exactText(scale: scale)])
    }
    let range = "\((acceptable[0] * 100).shortText) to \((acceptable[1] * 100).shortText) %"
    row("patients", patients)
    row("  at too low a dose", underdosed)
    row("  at too high a dose", overdosed)
    row("DLTs", dlts)
    row("cohorts", cohorts)
    if notEvaluable.value > 0 { row("not evaluable, beside them", notEvaluable) }
    row("no MTD but a MAD, %", maximumAdministered, scale: 100)
    row("selects a rate of \(range), %", selectedAcceptable, scale: 100)
    row("selects a higher rate, %", selectedTooHigh, scale: 100)
    row("selects a lower rate, %", selectedTooLow, scale: 100)
    if inconclusive.value > 0 { row("selects none for want of data, %", inconclusive, scale: 100) }
    row("duration, days", durationDays.mean)
    let spread = "\(durationDays.p05.plainText) to \(durationDays.p95.plainText)"
    return table.linesWithHeader + [
      "duration of nine trials in ten: \(spread) days, median \(durationDays.p50.plainText)"
    ]
  }
}
