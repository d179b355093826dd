import PKText

extension DataReviewer {
  /// What the reader had to infer or left out.
  mutating func reviewRemarks() {
    let subjects = Dictionary(
      dataset.subjects.flatMap { subject in subject.records.map { ($0.row, subject.id) } }, uniquingKeysWith: { $1 })
    func places(_ kind: RowRemark.Kind) -> [DataFinding.Place] {
      reading.remarks.filter { $0.kind == kind }.map { .init(row: $0.row, subject: subjects[$0.row]) }
    }
    add(
      .warning, "event-missing", column: columnName(.event),
      "EVID is missing in some rows, and was inferred: a row with AMT is a dose, every other one an observation",
      help: "write 0, 1, 2, 3 or 4", at: places(.eventInferred))
    add(
      .note, "value-unused", column: columnName(.value),
      "DV has a value that is not used, for the row is no observation or has MDV 1", at: places(.valueUnused))
    add(
      .warning, "value-missing", column: columnName(.value), "MDV is 0, but DV is missing",
      help: "write MDV 1, or the value", at: places(.valueMissing))
    add(
      .warning, "interval-unused", column: columnName(.interval),
      "doses have an interval (II), but neither repeats (ADDL) nor a steady state (SS)",
      help: "write how many doses follow in ADDL, or 0 in II", at: places(.intervalUnused))
    add(
      .warning, "censoring-unused", column: columnName(.censored),
      "CENS marks rows without a measured value, where it says nothing",
      help: "write the limit of quantification in DV, with MDV 0, or 0 in CENS", at: places(.censoringUnused))
    add(
      .note, "limit-unused", column: columnName(.limit),
      "LIMIT is not used, for the value was measured (CENS is not 1 or -1)", at: places(.limitUnused))
    reviewNames()
    guard header[.event] == nil else { return }
    let count = summary.outputs.reduce(0) { $0 + $1.observations + $1.withoutValue }
    findings.append(
      DataFinding(
        .note, "no-event-column",
        "there is no EVID column: \(summary.doses.records) rows with an amount or rate are doses, "
          + "\(count) are observations"))
  }

  /// Columns that are taken for covariates, and are named nearly like one with a meaning that is not there.
  private mutating func reviewNames() {
    let absent = ColumnRole.allCases.filter { header[$0] == nil && $0.name.count > 3 }.map(\.name)
    for column in header.covariates where !Self.commonNames.contains(column.name.uppercased()) {
      guard let near = nearestName(to: column.name.uppercased(), among: absent) else { continue }
      findings.append(
        DataFinding(
          .note, "similar-name", column: column.writtenName,
          "\(column.writtenName) is read as a covariate: is it \(near)?",
          help: "if so, --column \(near)=\(column.writtenName)"))
    }
  }

  /// Covariates whose names are like those of other columns.
  private static let commonNames: Set = ["RACE", "DATE", "DOSE", "TYPE", "SITE", "TRT", "TAD", "ARM"]

  /// Subjects that say nothing, and doses that nothing is measured after.
  mutating func reviewSubjects() {
    let isDosed = summary.doses.records > 0
    var (unobserved, undosed, onlyBefore, late):
      (
        [DataFinding.Place], [DataFinding.Place], [DataFinding.Place], [DataFinding.Place]
      ) = ([], [], [], [])
    for subject in dataset.subjects {
      let doses = subject.records.filter { $0.action.dose != nil }
      let observed = subject.records.filter { $0.value != nil }
      if observed.isEmpty { unobserved.append(.init(subject: subject.id)) }
      if doses.isEmpty, isDosed { undosed.append(.init(row: subject.records.first?.row, subject: subject.id)) }
      guard let last = observed.last, let firstDose = doses.first else { continue }
      if last.time < firstDose.time {
        onlyBefore.append(.init(row: firstDose.row, subject: subject.id))
      } else {
        late += doses.filter { $0.time > last.time }.map { .init(row: $0.row, subject: subject.id) }
      }
    }
    if header[.value] == nil { return noteMissingValues() }
    add(
      .warning, "no-observations", "subjects have no observation: they say nothing of any parameter",
      help: "leave them out of a fit, or look why their values are missing", at: unobserved)
    add(
      .warning, "no-doses", "subjects have no dose", help: "give them one, or leave them out", at: undosed)
    add(
      .warning, "doses-after-observations", column: columnName(.time),
      "the first dose comes after all observations of the subject",
      help: "check the times and the dates of the doses", at: onlyBefore)
    add(
      .note, "late-doses", "doses come after the subject's last observation, where nothing shows what they do", at: late
    )
  }

  /// A table without measurements: fine for a simulation, and useless for a fit.
  private mutating func noteMissingValues() {
    let usual = ["Y", "CONC", "CP", "CONCENTRATION", "VALUE", "AVAL", "RESULT", "OBS", "LNDV"]
    let found = header.covariates.map(\.writtenName).first { usual.contains($0.uppercased()) }
    findings.append(
      DataFinding(
        .warning, "no-value-column", "there is no DV column, so the table has no measurements",
        help: found.map { "--column DV=\($0) reads them from '\($0)'" } ?? "--column DV=NAME says which one it is"))
  }

  /// Filters that leave nothing out.
  mutating func reviewFilters() {
    for (filter, count) in zip(rules.filters, reading.filterCounts) where count == 0 && filter.effect == .ignore {
      findings.append(
        DataFinding(.note, "idle-filter", "the filter '\(filter.text)' leaves no row out"))
    }
  }

  private static let mostRepeats = 50

  /// Rows that say the same as the row before, doses at one time, and several values at one time.
  mutating func reviewRepeats() {
    var (same, doses, values): ([DataFinding.Place], [DataFinding.Place], [DataFinding.Place]) = ([], [], [])
    for subject in dataset.subjects {
      var start = subject.records.startIndex
      for index in subject.records.indices {
        let record = subject.records[index]
        if record.time > subject.records[start].time { start = index }
        // Only the nearest rows: thousands at one time are no repeats that anybody looks for.
        let earlier = subject.records[max(start, index - Self.mostRepeats)..<index]
        func place(_ other: Record) -> DataFinding.Place {
          .init(row: record.row, subject: subject.id, detail: "as row \(other.row)")
        }
        if let twin = earlier.first(where: { $0.action == record.action && record.action.isEvent }) {
          same.append(place(twin))
        } else if let dose = record.action.dose, let other = earlier.first(where: { $0.action.dose?.site == dose.site })
        {
          doses.append(place(other))
        } else if record.value != nil, let other = earlier.first(where: { $0.isMeasured(like: record) }) {
          values.append(place(other))
        }
      }
    }
    add(
      .warning, "duplicate-row", "rows repeat another row of the same subject, time and value",
      help: "remove one of the two, unless it happened twice", at: same)
    add(
      .warning, "doses-at-one-time", column: columnName(.amount),
      "doses of different amounts go to one place at one time", help: "check that both were given", at: doses)
    add(
      .warning, "values-at-one-time", column: columnName(.value),
      "an output has different values at one time of a subject",
      help: "fits take both as replicates; check that they are", at: values)
  }
}

extension Action {
  /// Whether it is a dose or an observation with a value.
  fileprivate var isEvent: Bool {
    if case .observation(let observation) = self { return observation.value != nil }
    return dose != nil
  }
}

extension Record {
  /// The value that was measured; nil for everything else.
  var value: Double? {
    guard case .observation(let observation) = action else { return nil }
    return observation.value
  }

  /// Whether both are measured values of one output.
  fileprivate func isMeasured(like other: Record) -> Bool {
    guard case .observation(let own) = action, case .observation(let theirs) = other.action else { return false }
    return own.value != nil && own.output == theirs.output && own.compartment == theirs.compartment
  }
}
