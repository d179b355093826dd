import Bateman
import PKReport

extension StudyReportDocument {
  /// The metrics that have a figure, where the study has them.
  private static let drawn = ["AUC", "Cmax", "Ctrough"]

  /// For each analyte and metric a table of arms by cycle, and a figure.
  func exposure() throws -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    for analyte in result.exposure.map(\.analyte).unique {
      for metric in result.exposure.map(\.metric).unique {
        let records = result.exposure.filter { $0.analyte == analyte && $0.metric == metric }
        guard let unit = records.first?.unit else { continue }
        blocks.append(.table(table(records, "\(metric) (\(unit.shownUnit)), \(analyte)")))
        guard Self.drawn.contains(metric) else { continue }
        var choice = FigureChoice()
        (choice.analyte, choice.metric) = (analyte, metric)
        var own = figures
        own.choice = choice
        blocks += try own.exposure().map { .figure($0) }
      }
    }
    if !result.steadyState.isEmpty { blocks.append(.table(steadyState)) }
    return blocks
  }

  private func table(_ records: [StudyResult.ExposureRecord], _ title: String) -> ReportTable {
    let cycles = Set(records.map(\.cycle)).sorted()
    let rows = records.map(\.arm).unique.map { arm in
      [arm]
        + cycles.map { cycle -> String in
          guard let own = records.first(where: { $0.arm == arm && $0.cycle == cycle })?.distribution else { return "–" }
          guard let mean = own.geometricMean else { return own.median?.shortText ?? "–" }
          return mean.shortText + (own.geometricCV.map { " (\(Self.percent($0)))" } ?? "")
        }
    }
    return ReportTable(
      title: "\(title): \(text(.geometricMeans))", columns: [text(.arm)] + cycles.map { "\(text(.cycle)) \($0)" },
      numeric: Set(1...max(cycles.count, 1)), rows: rows, notes: [text(.formulaCV)])
  }

  private var steadyState: ReportTable {
    ReportTable(
      title: text(.steadyState),
      columns: [
        text(.arm), text(.analyte), text(.metric), text(.unit), text(.firstCycle), text(.steady), text(.accumulation),
        text(.within10From),
      ], numeric: [4, 5, 6, 7],
      rows: result.steadyState.map { record in
        [
          record.arm, record.analyte, record.metric, record.unit.shownUnit, record.first?.shortText ?? "–",
          record.steady?.shortText ?? "–", record.accumulation?.shortText ?? "–", record.cycle.map { "\($0)" } ?? "–",
        ]
      })
  }

  // MARK: - Comparison

  /// Arms relative to the reference arm, in the first and the last cycle.
  func comparison() throws -> [ReportBlock] {
    guard !result.ratios.isEmpty else { return [] }
    let cycles = Set(result.ratios.map(\.cycle)).sorted()
    let ends = Set([cycles.first, cycles.last].compactMap(\.self))
    let records = result.ratios.filter { ends.contains($0.cycle) && Self.drawn.contains($0.metric) }
    let table = ReportTable(
      columns: [
        text(.arm), text(.cycle), text(.analyte), text(.metric), text(.ratio), text(.interval90), text(.overlap),
      ], numeric: [1, 4, 5, 6],
      rows: records.map { record in
        [
          record.arm, "\(record.cycle)", record.analyte, record.metric, record.ratio?.shortText ?? "–",
          Self.interval(record.lower, record.upper), Self.percent(record.overlap),
        ]
      })
    return [.figure(try figures.ratios()), .table(table)]
  }

  // MARK: - Targets

  func targets() throws -> [ReportBlock] {
    guard !result.targets.isEmpty else { return [] }
    let table = ReportTable(
      columns: [
        text(.target), text(.arm), text(.cycle), text(.patients), text(.probability), text(.interval95),
        text(.standardError),
      ], numeric: [2, 3, 4, 5, 6],
      rows: result.targets.map { record in
        [
          StudyFigures.title(record), record.arm, "\(record.cycle)", "\(record.n)", Self.percent(record.probability),
          Self.interval(record.lower, record.upper, scale: 100), Self.percent(record.standardError),
        ]
      })
    return [.figure(try figures.attainment()), .table(table)]
  }

  // MARK: - Covariates, sizes, uncertainty

  func covariates() throws -> [ReportBlock] {
    guard result.groups.contains(where: { $0.ratio != nil }) else { return [] }
    return [.figure(try figures.forest())]
  }

  var sizes: [ReportBlock] {
    let records = result.sizes.filter { $0.metric == "AUC" }
    guard !records.isEmpty else { return [] }
    return [
      .table(
        ReportTable(
          columns: [
            text(.rule), text(.arm), text(.cycle), text(.analyte), text(.distribution), text(.spread), text(.within20),
            text(.heavyToLight),
          ], numeric: [2, 4, 5, 6, 7],
          rows: records.map { record in
            [
              record.rule, record.arm, "\(record.cycle)", "AUC, \(record.analyte)", Self.range(record.distribution),
              record.spread?.shortText ?? "–", Self.percent(record.within20), record.heavyToLight?.shortText ?? "–",
            ]
          }))
    ]
  }

  var uncertainty: [ReportBlock] {
    guard !result.uncertainty.isEmpty else { return [] }
    return [
      .table(
        ReportTable(
          columns: [
            text(.arm), text(.cycle), text(.analyte), text(.metric), text(.quantity), text(.draws), text(.median),
            text(.interval95),
          ], numeric: [1, 5, 6, 7],
          rows: result.uncertainty.map { record in
            [
              record.arm, "\(record.cycle)", record.analyte, "\(record.metric) (\(record.unit.shownUnit))",
              record.quantity, "\(record.draws)", record.median?.shortText ?? "–",
              Self.interval(record.lower, record.upper),
            ]
          }))
    ]
  }
}
