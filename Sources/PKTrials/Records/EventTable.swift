import PKText

/// Reads a listing of adverse events and judges each by the trial's definition.
///
/// Columns: `patient`, `day` of onset (day 1 is that of the first dose), `term`, `grade`, `category`, `related`,
/// `duration` in days (empty while it goes on), `intervention`.
struct EventTable {
  /// What the listing says of patients.
  struct Verdicts {
    /// The rule by which a patient has a DLT.
    var dlts: [String: String] = [:]
    /// Patients with an event that an accelerated phase counts.
    var moderate: Set<String> = []
    /// Everybody in the listing.
    var patients: Set<String> = []
  }

  private static let columns = ["patient", "day", "term", "grade", "category", "related", "duration", "intervention"]

  /// Reads and judges.
  static func verdicts(_ source: SourceText, of trial: Trial) throws(DiagnosticList) -> Verdicts {
    var table = NamedTable(source, known: columns, required: ["patient", "day", "term", "grade"])
    var verdicts = Verdicts()
    guard let definition = trial.definition else {
      table.report("the trial file does not say what a DLT is", 0..<1, ["give it rules under 'dlt: any_of:'"])
      try table.check()
      return verdicts
    }
    let grade = (trial.design as? AcceleratedTitration)?.trigger.grade
    for row in table.rows {
      guard let patient = table.required(row, "patient")?.text, let event = event(row, in: &table) else { continue }
      verdicts.patients.insert(patient)
      // What begins behind the window is no DLT, whatever it is.
      guard event.day <= trial.window else { continue }
      if let grade, event.grade >= grade, event.isRelated { verdicts.moderate.insert(patient) }
      switch definition.verdict(on: event) {
      case .dlt(let rule): verdicts.dlts[patient] = verdicts.dlts[patient] ?? rule
      case .undetermined(let rule, let missing):
        table.report(
          "whether the event is a DLT ('\(rule)') depends on its \(missing), which is missing", row.range,
          ["give it, or leave the event out until it is known"])
      case .none: break
      }
    }
    try table.check()
    return verdicts
  }

  private static func event(_ row: NamedTable.Row, in table: inout NamedTable) -> AdverseEvent? {
    guard let term = table.required(row, "term")?.text, let grade = table.whole(row, "grade", 1...5),
      table.required(row, "day") != nil, let day = table.number(row, "day", 1...100_000)
    else { return nil }
    var event = AdverseEvent(term: term, grade: grade, day: day)
    event.category = row["category"]?.text ?? ""
    event.duration = table.number(row, "duration", 0...100_000)
    event.isRelated = table.flag(row, "related") ?? true
    event.intervention = row["intervention"]?.text ?? ""
    return event
  }
}

extension AcceleratedTitration.Trigger {
  /// The grade that an event must have to count; nil when only DLTs do.
  var grade: Int? { if case .moderate(_, let grade) = self { grade } else { nil } }
}
