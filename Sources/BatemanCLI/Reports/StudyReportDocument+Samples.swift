import Bateman
import PKReport

extension StudyReportDocument {
  /// What schedules see of Cmax.
  func sampling() throws -> [ReportBlock] {
    let records = result.sampling.filter { $0.cmaxWithin10 != nil }
    guard !records.isEmpty else { return [] }
    let table = ReportTable(
      columns: [
        text(.arm), text(.schedule), text(.analyte), text(.cycle), text(.bias), text(.within10), text(.measuredBias),
        text(.measuredWithin10), text(.bestSample), text(.belowLimit),
      ], numeric: [3, 4, 5, 6, 7, 9],
      rows: records.map { record in
        [
          record.arm, record.plan, record.analyte, "\(record.cycle)", Self.percent(record.cmaxBias),
          Self.percent(record.cmaxWithin10), Self.percent(record.observedCmaxBias),
          Self.percent(record.observedCmaxWithin10), record.bestSample ?? "–", Self.percent(record.belowLimit),
        ]
      })
    return try figures.capture().map { .figure($0) } + [.table(table)]
  }

  /// Antibodies as they are and as they are found, and what they do to exposure.
  func antibodies() throws -> [ReportBlock] {
    guard !result.antibodies.isEmpty else { return [] }
    let table = ReportTable(
      columns: [
        text(.arm), text(.cycle), text(.patients), text(.everTrue), text(.everFound), text(.nowTrue), text(.nowFound),
        text(.sensitivity),
      ], numeric: [1, 2, 3, 4, 5, 6, 7],
      rows: result.antibodies.map { record in
        [
          record.arm, "\(record.cycle)", "\(record.n)", Self.percent(record.everTrue), Self.percent(record.everFound),
          Self.percent(record.nowTrue), Self.percent(record.nowFound), Self.percent(record.sensitivity),
        ]
      })
    return [.figure(try figures.antibodies()), .table(table)] + antibodyExposure
  }

  private var antibodyExposure: [ReportBlock] {
    let last = result.antibodies.map(\.cycle).max() ?? 1
    let rows = result.antibodies.filter { $0.cycle == last }.flatMap { record in
      record.exposure.map { status in
        [
          record.arm, status.analyte, "\(status.metric) (\(status.unit.shownUnit))",
          "\(status.positive.n), \(status.positive.median?.shortText ?? "–")",
          "\(status.negative.n), \(status.negative.median?.shortText ?? "–")", status.ratio?.shortText ?? "–",
          Self.interval(status.lower, status.upper),
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        ReportTable(
          title: text(.antibodyExposure),
          columns: [
            text(.arm), text(.analyte), text(.metric), text(.positive), text(.negative), text(.ratio),
            text(.interval90),
          ], numeric: [3, 4, 5, 6], rows: rows))
    ]
  }
}
