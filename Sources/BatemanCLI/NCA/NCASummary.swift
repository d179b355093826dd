import Bateman

/// Parameters summarised over the subjects of each group, analyte and interval.
struct NCASummary {
  /// One group's summary of one parameter, ratio or finding.
  struct Line {
    var name: String
    var quantity: NCAQuantity
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
    /// What the numbers are of when they are not of samples of plasma.
    var kind: NCAFinding.Kind?
    var lines: [Line]
    /// Names of the group, the analyte where there is one, and the interval.
    var title: String {
      let end = interval.end.map { "–\($0.plainText)" } ?? " on"
      let words = [kind?.rawValue ?? ""] + names + [analyte, "from \(interval.start.plainText)\(end)"]
      return words.filter { !$0.isEmpty }.joined(separator: ", ")
    }
  }

  let groups: [Group]

  private struct Key: Hashable {
    var names: [String]
    var analyte: String
    var interval: NCAInterval
    var kind: NCAFinding.Kind?
  }

  init(_ run: NCARun) { groups = Self.groups(of: run.rows) + Self.groups(of: run.findings) }

  private static func groups(of rows: [NCARun.Row]) -> [Group] {
    let keys = rows.map { Key(names: $0.entry.groups, analyte: $0.entry.analyte, interval: $0.result.interval) }
    return collected(rows, by: keys) { rows in
      let parameters = (rows.first?.result.parameters ?? []).map { line($0, rows) }
      let ratios = NCAFindingText.distinct(rows.flatMap { $0.ratios.map(\.ratio.code) })
      let units = Dictionary(rows.flatMap { $0.ratios.map { ($0.ratio.code, $0.unit) } }) { first, _ in first }
      return parameters
        + ratios.map { code in
          line(
            code, .ratio, units[code] ?? nil,
            rows.compactMap { row in row.ratios.first { $0.ratio.code == code }?.value })
        }
    }
  }

  /// Findings of subjects; those of sparse sampling are of groups already.
  private static func groups(of findings: [NCAFinding]) -> [Group] {
    let own = findings.filter { $0.place.kind != .sparse }
    let keys = own.map { finding in
      let place = finding.place
      return Key(
        names: place.groups, analyte: place.analyte, interval: NCAInterval(from: place.start ?? 0, to: place.end),
        kind: place.kind)
    }
    return collected(own, by: keys) { members in
      NCAFindingText.distinct(members.map(\.code)).map { code in
        let same = members.filter { $0.code == code }
        return line(code, same.first?.quantity ?? .ratio, same.first?.unit, same.map(\.value))
      }
    }
  }

  private static func collected<Item>(_ items: [Item], by keys: [Key], _ lines: ([Item]) -> [Line]) -> [Group] {
    var members: [Key: [Item]] = [:]
    for (item, key) in zip(items, keys) { members[key, default: []].append(item) }
    return NCAFindingText.distinct(keys).map { key in
      Group(
        names: key.names, analyte: key.analyte, interval: key.interval, kind: key.kind, lines: lines(members[key] ?? [])
      )
    }
  }

  private static func line(_ parameter: NCAParameter, _ rows: [NCARun.Row]) -> Line {
    let values = rows.map { row in
      row.value(parameter, row.result[parameter] ?? .notCalculable(because: .noReference(parameter.name))).value
    }
    return line(
      parameter.name, parameter.quantity, rows.first?.units.unit(of: parameter.quantity).unit, values)
  }

  private static func line(_ name: String, _ quantity: NCAQuantity, _ unit: Unit?, _ values: [NCAValue]) -> Line {
    let absent = values.compactMap { value -> NCAReason? in
      if case .notCalculable(let reason) = value { reason } else { nil }
    }
    let doubtful = values.compactMap { value -> NCAReason? in
      if case .flagged(_, let reason) = value { reason } else { nil }
    }
    return Line(
      name: name, quantity: quantity, unit: unit, summary: ParameterSummary(values), absent: absent,
      doubtful: doubtful)
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
    let sparse = NCAFindingText(run.findings.filter { $0.place.kind == .sparse }, groupNames: run.groupNames).lines
    return lines + (sparse.isEmpty ? [] : sparse.dropFirst() + [""]) + [NCARulesText.line(run.analysis.rules)]
  }

  private func cells(_ line: NCASummary.Line) -> [String] {
    let summary = line.summary
    let number: ReportNumber =
      switch line.quantity {
      case .time: ReportNumber(.decimals(2))
      case .count: ReportNumber(.decimals(1))
      default: ReportNumber(.significant(3))
      }
    let percent = ReportNumber(.decimals(1))
    func text(_ value: NCAValue, _ format: ReportNumber) -> String { value.number.map { format.string($0) } ?? "–" }
    let unit = line.unit.map { $0.isPureNumber ? "" : "[\($0)]" } ?? ""
    return [
      line.name + unit, "\(summary.count)", text(summary.mean, number),
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
      names[key, default: []].append(line.name)
    }
    return order.map { "\(what) \($0): \((names[$0] ?? []).joined(separator: " "))" }
  }
}
