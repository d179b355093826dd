/// How much of the true Cmax a schedule of samples sees: the share of the peak, by schedule and arm.
public struct CaptureFigure: Sendable {
  /// A patient's sampled maximum as a share of the true one.
  public struct Value: Hashable, Sendable {
    /// The schedule, the arm, and the share.
    public var schedule: String, arm: String, share: Double

    /// A value.
    public init(schedule: String, arm: String, share: Double) {
      (self.schedule, self.arm, self.share) = (schedule, arm, share)
    }
  }

  /// The values.
  public var values: [Value]
  /// What is measured; nil where there is one thing alone.
  public var output: String?
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of values.
  public init(_ values: [Value], output: String? = nil, caption: FigureCaption) {
    (self.values, self.output, self.caption) = (values, output, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let arms = ExposureFigure.distinct(values.map(\.arm))
    let schedules = ExposureFigure.distinct(values.map(\.schedule))
    var places: [String: [String: [Double]]] = [:]
    for value in values { places[value.arm, default: [:]][value.schedule, default: []].append(100 * value.share) }
    let panels = arms.map { arm in
      (arm: arm, spreads: schedules.compactMap { Spread(group: $0, values: places[arm]?[$0] ?? []) })
    }
    let all = panels.flatMap(\.spreads)
    let y = Channel.number("y", "Sampled Cmax (% of true Cmax)", scale: SpreadLayers.scale(all, isLogarithmic: false))
    var caption = caption
    caption.notes.append(
      "n = \(all.map(\.count).min() ?? 0) to \(all.map(\.count).max() ?? 0) in each group. " + SpreadLayers.note(all)
        + " Dashed: 90, 100 and 110 %.")
    return PlotSpec(
      kind: "capture", title: "Cmax\(output.map { " of \($0)" } ?? "") captured by sampling",
      summary: "Share of the true maximum that \(schedules.count) schedules see in \(arms.count) arms.",
      caption: caption.lines,
      panels: panels.map { panel in
        let layers = SpreadLayers(spreads: panel.spreads, order: schedules, title: "Sampling schedule", y: y)
        return PlotPanel(
          title: panel.arm, width: layers.width, height: 220,
          layers: [ReferenceLine.horizontal([90, 100, 110], y: y.title ?? "")] + layers.layers)
      }, columns: arms.count > 2 && schedules.count > 2 ? 2 : 3,
      table: PlotTable(
        ["arm", "schedule"] + Spread.columns,
        panels.flatMap { panel in panel.spreads.map { [.text(panel.arm), .text($0.group)] + $0.cells } }))
  }
}
