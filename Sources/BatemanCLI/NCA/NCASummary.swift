import Bateman

/// Parameters summarised over the subjects of each group, analyte and interval.
struct NCASummary {
  /// One group's summary of one parameter.
  struct Line {
    var parameter: NCAParameter
    var unit: Unit?
    var summary: ParameterSummary
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
    return Line(
      parameter: parameter, unit: rows.first?.units.unit(of: parameter.quantity).unit,
      summary: ParameterSummary(values))
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
      lines += [group.title] + table.linesWithHeader + absent(group) + [""]
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

  /// Parameters that no subject has, named, so that none is lost silently.
  private func absent(_ group: NCASummary.Group) -> [String] {
    let none = group.lines.filter { $0.summary.count == 0 }.map(\.parameter.name)
    return none.isEmpty ? [] : ["in no subject: \(none.joined(separator: " "))"]
  }
}
