import Bateman
import PKReport

/// Simulated trials as a document: design, operating characteristics, exposure, antibodies, and how to make it again.
struct TrialReportDocument {
  private let result: TrialSimulationReport
  private let source: ReportedSource
  private let text: ReportLanguage
  private let purpose: String?

  init(
    _ file: ResultFile, language: ReportLanguage, purpose: String?, model: String?, command: String
  ) throws(CommandError) {
    let record: RecordedResult<TrialSimulationReport> = try file.decoded()
    result = record.value
    source = ReportedSource(
      file: file, provenance: record.provenance, language: language, model: model, command: command)
    (text, self.purpose) = (language, purpose)
  }

  private var exposures: [TrialExposureRecord] { result.scenarios.compactMap(\.exposure) }

  /// The document.
  func document() throws -> ReportDocument {
    let isSurrogate = exposures.contains(where: \.isSurrogate)
    var sections = [
      ReportSection(text(.purpose), purposeBlocks), ReportSection(text(.design), design),
      ReportSection(text(.characteristics), characteristics),
    ]
    if !exposures.isEmpty {
      sections += try source.modelSections()
      sections.append(ReportSection(text(.exposure), exposure))
      sections.append(ReportSection(text(.antibodies), antibodies))
    }
    sections.append(source.reproducibility(seed: result.seed))
    return ReportDocument(
      title: result.trial, subtitle: result.title, banner: isSurrogate ? text(.surrogateBanner) : nil, language: text,
      sections: sections.filter { !$0.blocks.isEmpty })
  }

  private var purposeBlocks: [ReportBlock] {
    [.paragraph(purpose ?? (result.title.isEmpty ? result.trial : result.title))]
      + result.notes.map { .warning("\(text(.caution)): \($0)") }
  }

  private var design: [ReportBlock] {
    let levels = result.scenarios.first?.levels ?? []
    return [
      .facts([
        ReportFact(text(.design), result.design),
        ReportFact(text(.doseLevels), levels.map { "\($0.level) = \($0.name)" }.joined(separator: ", ")),
        ReportFact(text(.simulatedTrials), "\(result.trials)"), ReportFact(text(.seed), "\(result.seed)"),
      ])
    ]
  }

  // MARK: - Characteristics

  private var characteristics: [ReportBlock] {
    [.figure(TrialResultFigures.characteristics(result))]
      + result.scenarios.flatMap { scenario -> [ReportBlock] in
        [.table(levels(scenario)), .table(totals(scenario))]
      }
  }

  private func title(_ scenario: TrialScenarioRecord) -> String? {
    result.scenarios.count > 1 ? "\(text(.scenario)) \(scenario.name)" : nil
  }

  private func levels(_ scenario: TrialScenarioRecord) -> ReportTable {
    let exact = text(.exact)
    let none = ["", text(.noDose), ""] + cells(scenario.selectedNone, 100) + ["", "", "", ""]
    let rows = scenario.levels.map { level in
      ["\(level.level)", level.name, level.dltProbability.map { (100 * $0).shortText } ?? "–"]
        + cells(level.selected, 100) + cells(level.patients) + cells(level.dlts)
    }
    return ReportTable(
      title: title(scenario),
      columns: [
        text(.level), text(.dose), text(.trueRate), text(.selected), exact, text(.patientsTreated), exact, text(.dlts),
        exact,
      ], numeric: Set(2...8), rows: [none] + rows, notes: [text(.monteCarlo)])
  }

  private func cells(_ figure: TrialFigure, _ scale: Double = 1) -> [String] {
    [figure.text(scale: scale), figure.exactText(scale: scale)]
  }

  private func totals(_ scenario: TrialScenarioRecord) -> ReportTable {
    let figures: [(ReportText, TrialFigure, Double)] = [
      (.patientsTreated, scenario.patients, 1), (.underdosed, scenario.underdosed, 1),
      (.overdosed, scenario.overdosed, 1), (.dlts, scenario.dlts, 1), (.cohorts, scenario.cohorts, 1),
      (.maximumAdministered, scenario.maximumAdministered, 100),
      (.selectsAcceptable, scenario.selectedAcceptable, 100), (.selectsTooHigh, scenario.selectedTooHigh, 100),
      (.selectsTooLow, scenario.selectedTooLow, 100),
    ]
    let own = scenario.durationDays
    let duration = [
      text(.durationDays),
      "\(own.mean.text()); \(own.p05.shortText), \(own.p50.shortText), \(own.p95.shortText)", "",
    ]
    return ReportTable(
      title: text(.totals), columns: ["", text(.value), text(.exact)], numeric: [1, 2],
      rows: figures.map { [text($0)] + cells($1, $2) } + [duration])
  }

  // MARK: - Exposure and antibodies

  private var exposure: [ReportBlock] {
    var blocks = TrialResultFigures.exposure(result, metrics: ["AUC", "Cmax"]).map { ReportBlock.figure($0) }
    for scenario in result.scenarios {
      guard let own = scenario.exposure else { continue }
      blocks.append(
        .table(
          ReportTable(
            title: title(scenario),
            columns: [
              text(.dose), text(.cycle), text(.patients), "Cmax (\(own.unit))", "Ctrough (\(own.unit))",
              "AUC (\(own.aucUnit))",
            ], numeric: [1, 2, 3, 4, 5],
            rows: own.rows.map { row in
              [row.name, "\(row.cycle)", "\(row.patients)", row.cmax.text, row.ctrough.text, row.auc.text]
            }, notes: [text(.distribution)])))
    }
    return blocks
  }

  private var antibodies: [ReportBlock] {
    let specs = TrialResultFigures.antibodies(result)
    guard !specs.isEmpty else { return [] }
    return specs.map { .figure($0) }
      + result.scenarios.compactMap { scenario -> ReportBlock? in
        let rows = (scenario.exposure?.rows ?? []).filter { $0.antibodies != nil }
        guard !rows.isEmpty else { return nil }
        return .table(
          ReportTable(
            title: title(scenario),
            columns: [text(.dose), text(.cycle), text(.patients), text(.nowTrue), text(.nowFound)],
            numeric: [1, 2, 3, 4],
            rows: rows.map { row in
              [
                row.name, "\(row.cycle)", "\(row.patients)", row.antibodies?.text(scale: 100) ?? "",
                row.foundPositive?.text(scale: 100) ?? "",
              ]
            }))
      }
  }
}
