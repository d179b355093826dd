import Bateman
import PKReport

/// A study as a document: patients, model, arms, exposure, targets, samples, antibodies, and how to make it again.
struct StudyReportDocument {
  let result: StudyResult
  let source: ReportedSource
  let text: ReportLanguage
  let purpose: String?
  let figures: StudyFigures

  init(
    _ file: ResultFile, language: ReportLanguage, purpose: String?, model: String?, command: String
  ) throws(CommandError) {
    let record: RecordedResult<StudyResult> = try file.decoded()
    result = record.value
    source = ReportedSource(
      file: file, provenance: record.provenance, language: language, model: model, command: command)
    (text, self.purpose) = (language, purpose)
    figures = StudyFigures(record.value, folder: file.folder)
  }

  /// The document.
  func document() throws -> ReportDocument {
    let isSurrogate = result.model.status == ModelStatus.surrogate.rawValue
    return ReportDocument(
      title: result.study, subtitle: result.about ?? "", banner: isSurrogate ? text(.surrogateBanner) : nil,
      language: text, sections: try sections().filter { !$0.blocks.isEmpty })
  }

  private func sections() throws -> [ReportSection] {
    [ReportSection(text(.purpose), purposeBlocks), ReportSection(text(.population), population)]
      + (try source.modelSections())
      + [
        ReportSection(text(.arms), arms), ReportSection(text(.exposure), try exposure()),
        ReportSection(text(.comparison), try comparison()), ReportSection(text(.targets), try targets()),
        ReportSection(text(.sampling), try sampling()), ReportSection(text(.antibodies), try antibodies()),
        ReportSection(text(.covariateEffects), try covariates()), ReportSection(text(.doseSizing), sizes),
        ReportSection(text(.uncertainty), uncertainty), source.reproducibility(seed: result.seed),
      ]
  }

  private var purposeBlocks: [ReportBlock] {
    var blocks: [ReportBlock] = [.paragraph(purpose ?? result.about ?? result.study)]
    var facts = [
      ReportFact(text(.model), result.model.name), ReportFact(text(.status), result.model.status),
      ReportFact(text(.patients), "\(result.population.size)"), ReportFact(text(.arms), "\(result.arms.count)"),
      ReportFact(text(.seed), "\(result.seed)"),
    ]
    if result.failures > 0 { facts.append(ReportFact(text(.failures), "\(result.failures)")) }
    blocks.append(.facts(facts))
    if let caution = result.model.caution { blocks.append(.warning("\(text(.caution)): \(caution)")) }
    return blocks
  }

  // MARK: - Patients and arms

  private var population: [ReportBlock] {
    let own = result.population
    let rows = own.covariates.map { covariate -> [String] in
      let shares = covariate.shares.map { shares in
        shares.sorted { $0.key < $1.key }.map { "\($0.key) \(Self.percent($0.value)) %" }.joined(separator: ", ")
      }
      return [covariate.name, covariate.unit.shownUnit, shares ?? covariate.distribution.map(Self.range) ?? "–"]
    }
    var blocks: [ReportBlock] = [
      .facts([
        ReportFact(text(.patients), "\(own.size)"),
        ReportFact(
          text(.rejectedDraws),
          "\(own.rejected) (\(Self.percent(1 - own.acceptance)) %)"),
      ]),
      .table(ReportTable(columns: [text(.covariate), text(.unit), text(.distribution)], numeric: [2], rows: rows)),
    ]
    if !own.criteria.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            columns: [text(.criterion), text(.rejected)], numeric: [1],
            rows: own.criteria.map { [$0.criterion, "\($0.rejected)"] })))
    }
    if !own.assumed.isEmpty {
      let words = own.assumed.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
      blocks.append(.warning("\(text(.assumed)): \(words)"))
    }
    return blocks
  }

  private var arms: [ReportBlock] {
    let rows = result.arms.map { arm in
      [
        arm.name + (arm.isReference ? " (\(text(.referenceArm)))" : ""), arm.regimen, arm.dosesGiven.shortText,
        arm.missed.shortText, arm.delayed.shortText, arm.reduced.shortText, "\(Self.percent(arm.completed)) %",
        Self.range(arm.relativeDoseIntensity),
      ]
    }
    let table = ReportTable(
      columns: [
        text(.arm), text(.regimen), text(.dosesGiven), text(.missed), text(.delayed), text(.reduced), text(.completed),
        text(.doseIntensity),
      ], numeric: [2, 3, 4, 5, 6, 7], rows: rows)
    let assumptions = result.arms.flatMap { arm in arm.assumptions.map { ReportFact(arm.name, $0) } }
    return [.table(table)]
      + (assumptions.isEmpty ? [] : [.paragraph("\(text(.assumptions)):"), .facts(assumptions)])
  }

  // MARK: - Numbers

  static func percent(_ share: Double?) -> String {
    share.map { DecimalText(significantDigits: 3).string(100 * $0) } ?? "–"
  }

  /// `60.3 (45.1 – 80.2)`: median, 5th and 95th percentile.
  static func range(_ distribution: DistributionSummary) -> String {
    guard let median = distribution.median, let low = distribution.p5, let high = distribution.p95 else { return "–" }
    return "\(median.shortText) (\(low.shortText) – \(high.shortText))"
  }

  /// `0.95 – 1.05`.
  static func interval(_ lower: Double?, _ upper: Double?, scale: Double = 1) -> String {
    guard let lower, let upper else { return "–" }
    return "\((scale * lower).shortText) – \((scale * upper).shortText)"
  }
}
