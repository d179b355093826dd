/// A patient's exposure under several plans, each with its interval, one above the other.
public struct PlansFigure: Sendable {
  /// A plan's exposure.
  public struct Row: Hashable, Sendable {
    /// The plan, what kind of plan it is, and the quantity with its unit.
    public var plan: String, kind: String, quantity: String
    /// The median and the ends of the interval.
    public var lower: Double, median: Double, upper: Double

    /// A row.
    public init(plan: String, kind: String, quantity: String, lower: Double, median: Double, upper: Double) {
      (self.plan, self.kind, self.quantity) = (plan, kind, quantity)
      (self.lower, self.median, self.upper) = (lower, median, upper)
    }
  }

  /// The rows, from above.
  public var rows: [Row]
  /// What the intervals are.
  public var interval: String
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of rows.
  public init(_ rows: [Row], interval: String, caption: FigureCaption) {
    (self.rows, self.interval, self.caption) = (rows, interval, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let quantities = ExposureFigure.distinct(rows.map(\.quantity))
    let plans = ExposureFigure.distinct(rows.map(\.plan))
    var caption = caption
    caption.notes.append("Points: medians; bars: \(interval).")
    let columns = min(quantities.count, 3)
    return PlotSpec(
      kind: "plans", title: "Exposure under candidate plans",
      summary: "\(plans.count) plans, \(quantities.count) quantities.", caption: caption.lines,
      panels: quantities.enumerated().map { panel($0.element, plans, hasLabels: $0.offset % columns == 0) },
      columns: columns,
      table: PlotTable(
        ["plan", "kind", "quantity", "median", "lower", "upper"],
        rows.map {
          [
            .text($0.plan), .text($0.kind), .text($0.quantity), .number($0.median), .number($0.lower),
            .number($0.upper),
          ]
        }))
  }

  private func panel(_ quantity: String, _ plans: [String], hasLabels: Bool) -> PlotPanel {
    let style = GroupStyle(ExposureFigure.distinct(rows.map(\.kind)), title: "Plan")
    let data = PlotTable(
      ["plan", "group", "lower", "median", "upper"],
      rows.filter { $0.quantity == quantity }.map {
        [.text($0.plan), .text($0.kind), .number($0.lower), .number($0.median), .number($0.upper)]
      })
    var names = GuideProperties()
    (names.labelLimit, names.grid) = (320, true)
    let y = Channel.category(
      "plan", "", sort: plans, scale: PlotScale(domain: plans.map { .text($0) }),
      axis: hasLabels ? .shown(names) : .hidden)
    let scale = PlotScale(zero: false)
    return PlotPanel(
      width: 190, height: Double(max(plans.count, 2)) * 26, data: data,
      layers: [
        PlotLayer(
          Mark(.rule, strokeWidth: 1.8),
          [.x: .number("lower", quantity, scale: scale), .x2: .end("upper"), .y: y, .color: style.color()]),
        PlotLayer(
          Mark(.point, filled: true, size: 50, opacity: 1),
          [.x: .number("median", quantity, scale: scale), .y: y, .color: style.color(), .shape: style.shape()]),
      ])
  }
}
