import Bateman
import PKReport

/// One patient's forecast as a document.
struct ForecastReportDocument {
  private let result: ForecastReport
  private let source: ReportedSource
  private let text: ReportLanguage
  private let purpose: String?

  init(
    _ file: ResultFile, language: ReportLanguage, purpose: String?, model: String?, command: String
  ) throws(CommandError) {
    let record: RecordedResult<ForecastReport> = try file.decoded()
    result = record.value
    source = ReportedSource(
      file: file, provenance: record.provenance, language: language, model: model, command: command)
    (text, self.purpose) = (language, purpose)
  }

  /// The document.
  func document() throws -> ReportDocument {
    let isSurrogate = result.model.status == ModelStatus.surrogate.rawValue
    let figures = ForecastFigures(report: result)
    let sections =
      [
        ReportSection(text(.purpose), purposeBlocks), ReportSection(text(.history), [.table(doses), .table(levels)]),
        ReportSection(text(.parameters), [.table(parameters)]),
        ReportSection(text(.forecast), try figures.courses().map { .figure($0) }),
        ReportSection(text(.plans), [.figure(try figures.plans()), .table(plans)]),
      ] + (try source.modelSections()) + [source.reproducibility(seed: nil)]
    return ReportDocument(
      title: "\(text(.forecast)): \(result.subject)", subtitle: result.model.about ?? result.model.name,
      banner: isSurrogate ? text(.surrogateBanner) : nil, language: text, sections: sections)
  }

  private var purposeBlocks: [ReportBlock] {
    var blocks: [ReportBlock] = [.warning(result.notice)]
    if let purpose { blocks.insert(.paragraph(purpose), at: 0) }
    if let own = result.prescription {
      let dose = own.dose.map { "\($0) \(own.unit)" } ?? own.refusal ?? "–"
      blocks.append(
        .facts([ReportFact(text(.prescribedDose), "\(dose) (\(own.protocolID), \(own.version), \(own.sha256))")]))
      if own.isTraining { blocks.append(.warning(text(.training))) }
    }
    blocks += result.alerts.map { .warning("\(text(.alerts)): \($0.message); \($0.action)") }
    return blocks + result.notes.map { .paragraph($0) }
  }

  private func time(_ time: Double, _ moment: String?) -> String {
    moment ?? "\(time.shortText) \(result.timeUnit)"
  }

  private var doses: ReportTable {
    ReportTable(
      columns: [text(.time), text(.amount)], numeric: [1],
      rows: result.doses.map { [time($0.time, $0.at), "\($0.amount.shortText) \($0.unit)"] })
  }

  private var levels: ReportTable {
    ReportTable(
      columns: [text(.time), text(.analyte), text(.measuredLevel), text(.predicted), text(.typical), text(.unit)],
      numeric: [2, 3, 4],
      rows: result.levels.map { level in
        [
          time(level.time, level.at), level.output, (level.isCensored ? "< " : "") + level.observed.shortText,
          level.predicted.shortText, level.typical.shortText, level.unit.shownUnit,
        ]
      })
  }

  private var interval: String { "\(result.intervalPercent.plainText) %" }

  private var parameters: ReportTable {
    ReportTable(
      columns: [text(.parameter), text(.unit), text(.typical), "MAP", text(.median), interval], numeric: [2, 3, 4, 5],
      rows: result.parameters.map { own in
        [
          own.name, own.unit.shownUnit, own.typical.shortText, own.estimate.shortText, own.median.shortText,
          "\(own.lower.shortText) – \(own.upper.shortText)",
        ]
      })
  }

  private var plans: ReportTable {
    func cell(_ value: ForecastReport.Value) -> String {
      "\(value.median.shortText) (\(value.lower.shortText) – \(value.upper.shortText))"
    }
    return ReportTable(
      columns: [text(.plan), text(.analyte), "AUC", "Cmax", "Ctrough"], numeric: [2, 3, 4],
      rows: result.plans.flatMap { plan in
        plan.summary.map { [plan.name, $0.output, cell($0.auc), cell($0.cmax), cell($0.lowestTrough)] }
      }, notes: ["\(text(.median)), \(interval)"])
  }
}
