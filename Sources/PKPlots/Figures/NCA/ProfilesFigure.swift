/// Observed profiles by group: each subject's line, and the mean with its standard deviation, linear and logarithmic.
public struct ProfilesFigure: Sendable {
  /// A sample.
  public struct Sample: Hashable, Sendable {
    /// The subject, the group, the time since the dose as planned, and the concentration; nil when below the limit.
    public var subject: String, group: String, time: Double, concentration: Double?
    /// The time at which it counts for means; nil for its own.
    public var meanTime: Double?

    /// A sample.
    public init(subject: String, group: String, time: Double, concentration: Double?, meanTime: Double? = nil) {
      (self.subject, self.group, self.time, self.concentration) = (subject, group, time, concentration)
      self.meanTime = meanTime
    }
  }

  /// The samples.
  public var samples: [Sample]
  /// What is measured, and the units.
  public var analyte: String, timeUnit: String?, unit: String?
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of samples.
  public init(_ samples: [Sample], analyte: String, timeUnit: String?, unit: String?, caption: FigureCaption) {
    (self.samples, self.analyte, self.timeUnit, self.unit) = (samples, analyte, timeUnit, unit)
    self.caption = caption
  }

  /// The figure.
  public var spec: PlotSpec {
    var groups: [String] = []
    for sample in samples where !groups.contains(sample.group) { groups.append(sample.group) }
    let style = GroupStyle(groups, title: "Group")
    var caption = caption
    let counts = groups.map { group in
      "\(group.isEmpty ? "all" : group): n = \(Set(samples.filter { $0.group == group }.map(\.subject)).count)"
    }
    caption.notes.append(counts.joined(separator: "; ") + ". Mean ± SD at times with three subjects or more.")
    let means = self.means(groups)
    return PlotSpec(
      kind: "nca-profiles", title: "Concentration–time profiles",
      summary: "Individual and mean profiles of \(analyte), linear and logarithmic; " + counts.joined(separator: "; "),
      caption: caption.lines,
      panels: [
        individual(style, false), individual(style, true), mean(style, means, false), mean(style, means, true),
      ], table: means)
  }

  private var x: String { AxisTitle.text("Time", timeUnit) }
  private var y: String { AxisTitle.text(analyte, unit) }

  private func scale(_ isLogarithmic: Bool) -> PlotScale { .axis(isLogarithmic: isLogarithmic, zero: !isLogarithmic) }

  private func individual(_ style: GroupStyle, _ isLogarithmic: Bool) -> PlotPanel {
    let rows = samples.filter { ($0.concentration ?? .nan) > (isLogarithmic ? 0 : -1) }.map { sample -> [PlotValue] in
      [.text(sample.subject), .text(sample.group), .number(sample.time), .number(sample.concentration ?? .nan)]
    }
    let channels: [PlotLayer.Place: Channel] = [
      .x: .number("time", x), .y: .number("value", y, scale: scale(isLogarithmic)), .color: style.color(),
    ]
    return PlotPanel(
      title: isLogarithmic ? "Individual profiles, logarithmic" : "Individual profiles",
      data: PlotTable(["subject", "group", "time", "value"], rows),
      layers: [
        PlotLayer(
          Mark(.line, opacity: 0.7, strokeWidth: 1),
          channels.merging([.detail: .category("subject"), .strokeDash: style.dash()]) { first, _ in first }),
        PlotLayer(
          Mark(.point, filled: false, size: 14, opacity: 0.8, strokeWidth: 1),
          channels.merging([.shape: style.shape()]) { first, _ in first }),
      ])
  }

  private func means(_ groups: [String]) -> PlotTable {
    var rows: [[PlotValue]] = []
    for group in groups {
      let own = samples.filter { $0.group == group }
      let times = Dictionary(grouping: own) { $0.meanTime ?? $0.time }
      for (time, samples) in times.sorted(by: { $0.key < $1.key }) {
        let values = samples.compactMap(\.concentration)
        guard values.count >= 3 else { continue }
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
        rows.append([
          .text(group), .number(time), .number(n), .number(mean), .number(deviation), .number(mean - deviation),
          .number(mean + deviation),
        ])
      }
    }
    return PlotTable(["group", "time", "n", "mean", "SD", "lower", "upper"], rows)
  }

  private func mean(_ style: GroupStyle, _ means: PlotTable, _ isLogarithmic: Bool) -> PlotPanel {
    let rows = means.rows.filter { row in
      guard isLogarithmic else { return true }
      if case .number(let mean) = row[3] { return mean > 0 }
      return false
    }.map { row -> [PlotValue] in
      // On a logarithmic axis there is no room for what is not positive: the bar ends at a tenth of the mean.
      guard isLogarithmic, case .number(let lower) = row[5], case .number(let mean) = row[3], lower <= 0 else {
        return row
      }
      var row = row
      row[5] = .number(mean / 10)
      return row
    }
    let channels: [PlotLayer.Place: Channel] = [.x: .number("time", x), .color: style.color()]
    func with(_ more: [PlotLayer.Place: Channel]) -> [PlotLayer.Place: Channel] {
      channels.merging(more) { first, _ in first }
    }
    let scale = scale(isLogarithmic)
    return PlotPanel(
      title: isLogarithmic ? "Mean ± SD, logarithmic" : "Mean ± SD", data: PlotTable(means.columns, rows),
      layers: [
        PlotLayer(Mark(.rule, strokeWidth: 1), with([.y: .number("lower", y, scale: scale), .y2: .end("upper")])),
        PlotLayer(
          Mark(.line, strokeWidth: 1.8), with([.y: .number("mean", y, scale: scale), .strokeDash: style.dash()])),
        PlotLayer(
          Mark(.point, filled: true, size: 26), with([.y: .number("mean", y, scale: scale), .shape: style.shape()])),
      ])
  }
}
