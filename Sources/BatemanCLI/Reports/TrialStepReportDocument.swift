import Bateman
import PKReport

/// The next step of a trial as a document, such as a meeting of a safety committee has before it.
struct TrialStepReportDocument {
  private let result: TrialNextReport
  private let source: ReportedSource
  private let text: ReportLanguage
  private let purpose: String?

  init(_ file: ResultFile, language: ReportLanguage, purpose: String?, command: String) throws(CommandError) {
    let record: RecordedResult<TrialNextReport> = try file.decoded()
    result = record.value
    source = ReportedSource(file: file, provenance: record.provenance, language: language, command: command)
    (text, self.purpose) = (language, purpose)
  }

  /// The document.
  func document() throws -> ReportDocument {
    let decision = result.decision
    let facts = [
      ReportFact(text(.nextStep), decision.instruction),
      ReportFact(text(.rule), "\(decision.rule): \(decision.statement)"),
      ReportFact(text(.observed), decision.observed), ReportFact(text(.boundary), decision.boundary),
    ]
    let waiting = result.waiting.map {
      ReportBlock.warning("\(text(.waiting)): \($0.patient), \(text(.level)) \($0.level), – \($0.windowCloses)")
    }
    return ReportDocument(
      title: result.trial, subtitle: result.outcomes, language: text,
      sections: [
        ReportSection(
          text(.purpose),
          (purpose.map { [.paragraph($0)] } ?? []) + result.notes.map { .warning("\(text(.caution)): \($0)") }),
        ReportSection(text(.nextStep), [.facts(facts)] + waiting),
        ReportSection(
          text(.escalationPath), [.figure(try TrialResultFigures.escalation(result)), .table(levels)]),
        ReportSection(text(.branches), result.next.isEmpty ? [] : [.table(branches)]),
        source.reproducibility(seed: nil),
      ].filter { !$0.blocks.isEmpty })
  }

  private var levels: ReportTable {
    ReportTable(
      columns: [text(.level), text(.dose), text(.patientsTreated), text(.dlts)], numeric: [0, 2, 3],
      rows: result.levels.map { ["\($0.number)", $0.name, "\($0.patients)", "\($0.dlts)"] })
  }

  private var branches: ReportTable {
    ReportTable(
      columns: [text(.outcome), text(.nextStep), text(.rule)],
      rows: result.next.map { [$0.outcome, $0.step.instruction, $0.step.rule] })
  }
}
