public import PKText
import PKData

/// Reads the patients of a trial, one a row in the order of their first doses.
///
/// Columns: `patient`, `level` (number or dose), `date` of the first dose, `dlt` (yes or no), `dlt_day` (day 1 is that of
/// the first dose), `moderate` (yes or no), `evaluable` (yes unless said), `cycle2_delay` in days. With a listing of
/// adverse events and a definition of DLTs, `dlt` is not needed. Or, one cohort a row: `level`, `patients`, `dlts`,
/// `moderate`.
public struct TrialPatientTable {
  private static let patientColumns = [
    "patient", "level", "date", "dlt", "dlt_day", "moderate", "evaluable", "cycle2_delay",
  ]
  private static let cohortColumns = ["level", "patients", "dlts", "moderate"]

  private var table: NamedTable
  private let trial: Trial
  private let verdicts: EventTable.Verdicts?
  private var record = TrialRecord(cohorts: [])

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - source: the table.
  ///   - trial: the trial.
  ///   - events: the listing of adverse events, if there is one.
  ///   - day: the day on which is looked, in days since 1970; nil when all windows count as closed.
  /// - Returns: the cohorts, and who is still watched.
  /// - Throws: every mistake with its place.
  public static func record(
    _ source: SourceText, of trial: Trial, events: SourceText? = nil, on day: Int? = nil
  ) throws(DiagnosticList) -> TrialRecord {
    let header = source.bytes.prefix { $0 != 10 && $0 != 13 }
    let columns = String(decoding: header, as: UTF8.self).split(separator: ",").map {
      String($0.filter { $0 != " " && $0 != "\"" && $0 != "\u{FEFF}" })
    }
    if columns.contains("patients"), events == nil {
      var reader = TrialPatientTable(source, trial, nil, known: cohortColumns, required: ["level", "patients", "dlts"])
      return try reader.readCohorts()
    }
    let verdicts: EventTable.Verdicts?
    if let events { verdicts = try EventTable.verdicts(events, of: trial) } else { verdicts = nil }
    var reader = TrialPatientTable(
      source, trial, verdicts, known: patientColumns, required: ["patient", "level"] + (events == nil ? ["dlt"] : []))
    return try reader.readPatients(on: day)
  }

  private init(
    _ source: SourceText, _ trial: Trial, _ verdicts: EventTable.Verdicts?, known: [String], required: [String]
  ) {
    table = NamedTable(source, known: known, required: required)
    self.trial = trial
    self.verdicts = verdicts
  }

  // MARK: - One cohort a row

  private mutating func readCohorts() throws(DiagnosticList) -> TrialRecord {
    for row in table.rows {
      guard let level = table.level(row, "level", of: trial.levelNames),
        let patients = table.whole(row, "patients", 0...1_000), let dlts = table.whole(row, "dlts", 0...1_000)
      else { continue }
      let moderate = row["moderate"] == nil ? 0 : table.whole(row, "moderate", 0...1_000) ?? 0
      guard dlts <= patients else {
        table.report("there are more DLTs (\(dlts)) than patients (\(patients))", row["dlts"]?.range ?? row.range)
        continue
      }
      guard dlts + moderate <= patients else {
        table.report(
          "there are more patients with events (\(dlts + moderate)) than patients (\(patients))",
          row["moderate"]?.range ?? row.range, ["'moderate' counts patients without a DLT"])
        continue
      }
      let outcomes =
        Array(repeating: PatientOutcome.dlt, count: dlts) + Array(repeating: .moderate, count: moderate)
        + Array(repeating: .none, count: patients - dlts - moderate)
      record.cohorts.append(Cohort(level: level, outcomes: outcomes))
    }
    try table.check()
    return record
  }

  // MARK: - One patient a row

  private mutating func readPatients(on day: Int?) throws(DiagnosticList) -> TrialRecord {
    var names: [String: Int] = [:]
    var dates = DateCheck(trial)
    for row in table.rows {
      guard let name = table.required(row, "patient") else { continue }
      if let first = names.updateValue(row.number, forKey: name.text) {
        table.report("the patient '\(name.text)' is in row \(first) already", name.range)
      }
      guard let level = table.level(row, "level", of: trial.levelNames) else { continue }
      let date = table.date(row, "date")
      if let date, let cell = row["date"], let fault = dates.add(date, level: level, row: row.number) {
        table.report(fault.message, cell.range, fault.help)
      }
      guard let outcome = outcome(row, name.text) else { continue }
      if let day, let date, isOpen(outcome, date, day) {
        record.pending.append(
          TrialRecord.Pending(patient: name.text, level: level, closes: date + Int(trial.window.rounded(.up))))
      } else {
        append(outcome, level)
      }
    }
    if day != nil, !table.columns.contains("date") {
      table.report("without the column 'date' it cannot be known whose window is open", 0..<1)
    }
    checkNames(Array(names.keys))
    try table.check()
    return record
  }

  private func isOpen(_ outcome: PatientOutcome, _ date: Int, _ day: Int) -> Bool {
    (outcome == .none || outcome == .moderate) && Double(day - date) < trial.window
  }

  private mutating func append(_ outcome: PatientOutcome, _ level: Int) {
    if let last = record.cohorts.indices.last, record.cohorts[last].level == level {
      record.cohorts[last].outcomes.append(outcome)
    } else {
      record.cohorts.append(Cohort(level: level, outcomes: [outcome]))
    }
  }

  private mutating func outcome(_ row: NamedTable.Row, _ patient: String) -> PatientOutcome? {
    let said = table.flag(row, "dlt")
    let found = verdict(row, patient)
    if verdicts == nil, said == nil {
      if row["dlt"] == nil { table.report("'dlt' is missing", row.cells["dlt"]?.range ?? row.range) }
      return nil
    }
    if let said, let found, said != (found != nil) {
      table.report(
        said
          ? "the table says DLT, and no event in the listing is one"
          : "the table says no DLT, and \(found ?? "") is one",
        row["dlt"]?.range ?? row.range)
      return nil
    }
    let isDLT = said ?? (found.map { $0 != nil } ?? false)
    checkDay(row, isDLT: isDLT)
    if isDLT { return .dlt }
    if table.flag(row, "evaluable") == false { return .notEvaluable }
    let moderate = table.flag(row, "moderate") ?? verdicts?.moderate.contains(patient) ?? false
    return moderate ? .moderate : PatientOutcome.none
  }

  /// The DLT that the listing or the delay shows: nil without a listing, nil inside when there is none.
  private mutating func verdict(_ row: NamedTable.Row, _ patient: String) -> String?? {
    let delay = table.number(row, "cycle2_delay", 0...1_000)
    guard let definition = trial.definition else { return verdicts.map { $0.dlts[patient] } }
    if let delay, case .dlt(let rule) = definition.verdict(onDelay: delay) { return .some(rule) }
    return verdicts.map { $0.dlts[patient] }
  }

  private mutating func checkDay(_ row: NamedTable.Row, isDLT: Bool) {
    guard let day = table.number(row, "dlt_day", 1...100_000), let cell = row["dlt_day"] else { return }
    if !isDLT {
      table.report("there is a day of a DLT, and no DLT", cell.range)
    } else if day > trial.window {
      table.report(
        "day \(cell.text) is behind the DLT window of \(Rounded.text(trial.window, digits: 6)) days", cell.range,
        ["an event behind the window is no DLT: say 'no'"])
    }
  }

  private mutating func checkNames(_ known: [String]) {
    guard let verdicts else { return }
    for patient in verdicts.patients.sorted() where !known.contains(patient) {
      let help = didYouMean(patient, among: known.sorted()).map { [$0] } ?? []
      table.report("the listing of events has a patient '\(patient)' who is not in the table", 0..<1, help)
    }
  }
}

/// Checks the order of first doses and the gaps between them.
private struct DateCheck {
  private let calendar: TrialCalendar
  private var last: (date: Int, row: Int, level: Int)?
  private var sentinels: [Int: (date: Int, row: Int)] = [:]

  init(_ trial: Trial) { calendar = trial.calendar }

  /// What is wrong with a date, if anything.
  mutating func add(_ date: Int, level: Int, row: Int) -> (message: String, help: [String])? {
    defer {
      last = (date, row, level)
      if sentinels[level] == nil { sentinels[level] = (date, row) }
    }
    if let last, date < last.date {
      return ("the date is before that of row \(last.row)", ["rows are in the order of first doses"])
    }
    let gap = Rounded.text(calendar.sentinelGap, digits: 4)
    if let first = sentinels[level], Double(date - first.date) < calendar.sentinelGap {
      return (
        "the patient begins \(date - first.date) days behind the first of the level (row \(first.row)), within the "
          + "sentinel gap of \(gap) days", ["the first patient of a level is watched alone for \(gap) days"]
      )
    }
    if let last, last.level == level, Double(date - last.date) < calendar.minimumGap {
      let least = Rounded.text(calendar.minimumGap, digits: 4)
      return ("the patient begins less than \(least) days behind row \(last.row)", ["the trial asks for \(least) days"])
    }
    return nil
  }
}
