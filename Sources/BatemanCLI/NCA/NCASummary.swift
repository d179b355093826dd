import Bateman

/// Parameters summarised over the subjects of each group, analyte and interval.
struct NCASummary {
  /// One group's summary of one parameter.
  struct Line {
    var parameter: NCAParameter
    var unit: Unit?
    var summary: ParameterSummary
    /// Why it is absent, or doubtful: a reason for each subject in which it is.
    var absent: [NCAReason]
    var doubtful: [NCAReason]
  }

  /// One group, analyte and interval.
  struct Group {
    var names: [String]
    var analyte: String
    var interval: NCAInterval
    var lines: [Line]
    /// Names of the group, the analyte where there is one, and the interval.
    var title: String {
      let end = interval.end.map { "–\($0.plainText)" } ?? " on"
      return (names + [analyte, "from \(interval.start.plainText)\(end)"]).filter { !$0.isEmpty }.joined(
        separator: ", ")
    }
  }

  let groups: [Group]

  init(_ run: NCARun) {
    struct Key: Hashable {
      var names: [String]
      var analyte: String
      var interval: NCAInterval
    }
    var members: [Key: [NCARun.Row]] = [:]
    var order: [Key] = []
    for row in run.rows {
      let key = Key(names: row.entry.groups, analyte: row.entry.analyte, interval: row.result.interval)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(row)
    }
    groups = order.map { key in
      let rows = members[key] ?? []
      return Group(
        names: key.names, analyte: key.analyte, interval: key.interval,
        lines: (rows.first?.result.parameters ?? []).map { Self.line($0, rows) })
    }
  }

  private static func line(_ parameter: NCAParameter, _ rows: [NCARun.Row]) -> Line {
    let values = rows.map { row in
      row.value(parameter, row.result[parameter] ?? .notCalculable(because: .noReference(parameter.name))).value
    }
    let absent = values.compactMap { value -> NCAReason? in
      if case .notCalculable(let reason) = value { reason } else { nil }
    }
    let doubtful = values.compactMap { value -> NCAReason? in
      if case .flagged(_, let reason) = value { reason } else { nil }
    }
    return Line(
      parameter: parameter, unit: rows.first?.units.unit(of: parameter.quantity).unit,
      summary: ParameterSummary(values), absent: absent, doubtful: doubtful)
  }
}

/// A summary as tables that people read.
struct NCASummaryText {
  private let run: NCARun

  init(_ run: NCARun) { self.run = run }

  /// The lines, without line ends: three significant digits, percentages to one decimal, times to two.
  var lines: [String] {
    var lines: [String] = []
    for group in NCASummary(run).groups {
      var table = TextTable(
        [
          ("parameter", .left), ("n", .right), ("mean", .right), ("SD", .right), ("CV%", .right), ("geo mean", .right),
          ("geo CV%", .right), ("median", .right), ("min", .right), ("max", .right), ("", .left),
        ])
      for line in group.lines where line.summary.count > 0 { table.append(cells(line)) }
      lines += [group.title] + table.linesWithHeader + reasons("doubtful", group, \.doubtful)
      lines += reasons("absent", group, \.absent) + [""]
    }
    return lines + [NCARulesText.line(run.analysis.rules)]
  }

  private func cells(_ line: NCASummary.Line) -> [String] {
    let summary = line.summary
    let number: ReportNumber =
      switch line.parameter.quantity {
      case .time: ReportNumber(.decimals(2))
      case .count: ReportNumber(.decimals(1))
      default: ReportNumber(.significant(3))
      }
    let percent = ReportNumber(.decimals(1))
    func text(_ value: NCAValue, _ format: ReportNumber) -> String { value.number.map { format.string($0) } ?? "–" }
    let unit = line.unit.map { $0.isPureNumber ? "" : "[\($0)]" } ?? ""
    return [
      line.parameter.name + unit, "\(summary.count)", text(summary.mean, number),
      text(summary.standardDeviation, number),
      text(summary.variation, percent), text(summary.geometricMean, number), text(summary.geometricVariation, percent),
      text(summary.median, number), text(summary.minimum, number), text(summary.maximum, number),
      summary.flagged > 0 ? "\(summary.flagged) doubtful" : "",
    ]
  }

  /// Why parameters are absent or doubtful, and in how many subjects, so that none is lost silently.
  ///
  /// A line for each reason, with the parameters that have it. Reasons differ by subject in their numbers, so the
  /// first subject's stands for all; the other outputs have each subject's own.
  private func reasons(
    _ what: String, _ group: NCASummary.Group, _ part: (NCASummary.Line) -> [NCAReason]
  ) -> [String] {
    var names: [String: [String]] = [:]
    var order: [String] = []
    for line in group.lines {
      let all = part(line)
      guard let first = all.first else { continue }
      let key = all.count == 1 ? "in 1: \(first)" : "in \(all.count), as in the first: \(first)"
      if names[key] == nil { order.append(key) }
      names[key, default: []].append(line.parameter.name)
    }
    return order.map { "\(what) \($0): \((names[$0] ?? []).joined(separator: " "))" }
  }
}
