/// Ratios to a reference with their intervals, one above the other.
public struct ForestFigure: Sendable {
  /// A ratio.
  public struct Row: Hashable, Sendable {
    /// What is compared, such as `WT 50 kg`, and of what, such as `AUC`.
    public var label: String, group: String
    /// The ratio and the ends of its interval.
    public var ratio: Double, lower: Double?, upper: Double?

    /// A row.
    public init(label: String, group: String, ratio: Double, lower: Double?, upper: Double?) {
      (self.label, self.group, self.ratio, self.lower, self.upper) = (label, group, ratio, lower, upper)
    }
  }

  /// The rows, from above.
  public var rows: [Row]
  /// The kind of figure, and what stands above it.
  public var kind: String, title: String
  /// What the intervals are, and what the ratios are to.
  public var interval: String, reference: String
  /// The limits within which no difference is seen; drawn as a band.
  public var band: ClosedRange<Double>?
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of rows.
  public init(
    _ rows: [Row], kind: String = "forest", title: String = "Effects of covariates", interval: String,
    reference: String, band: ClosedRange<Double>? = 0.8...1.25, caption: FigureCaption
  ) {
    (self.rows, self.kind, self.title, self.interval, self.reference) = (rows, kind, title, interval, reference)
    (self.band, self.caption) = (band, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let labels = ExposureFigure.distinct(rows.map(\.label))
    let groups = ExposureFigure.distinct(rows.map(\.group))
    var caption = caption
    caption.notes.append(
      "Points: ratio to \(reference); bars: \(interval)" + (band == nil ? "." : "; shaded: 0.80 to 1.25."))
    return PlotSpec(
      kind: kind, title: title, summary: summary, caption: caption.lines,
      panels: groups.enumerated().map { panel($0.element, labels, hasLabels: $0.offset % 3 == 0) },
      columns: min(groups.count, 3),
      table: PlotTable(
        ["effect", "of", "ratio", "lower", "upper"],
        rows.map {
          [.text($0.label), .text($0.group), .number($0.ratio), .number($0.lower ?? .nan), .number($0.upper ?? .nan)]
        }))
  }

  /// The farthest ones; all are in the table.
  private var summary: String {
    let outside = rows.filter { row in band.map { !$0.contains(row.ratio) } ?? false }
    let least = rows.min { $0.ratio < $1.ratio }
    let most = rows.max { $0.ratio < $1.ratio }
    let ends = [least, most].compactMap(\.self).map { "\($0.group), \($0.label): \(Digits.text($0.ratio))" }
    return "\(rows.count) ratios to \(reference), from \(ends.joined(separator: " to "))"
      + (band == nil ? "." : "; \(outside.count) of them outside 0.80 to 1.25.")
  }

  private func panel(_ group: String, _ labels: [String], hasLabels: Bool) -> PlotPanel {
    let x = "Ratio of \(group)"
    let data = PlotTable(
      ["label", "ratio", "lower", "upper"],
      rows.filter { $0.group == group }.map {
        [.text($0.label), .number($0.ratio), .number($0.lower ?? .nan), .number($0.upper ?? .nan)]
      })
    var names = GuideProperties()
    names.labelLimit = 260
    names.grid = true
    let all = PlotScale(domain: labels.map { .text($0) })
    let y = Channel.category("label", "", sort: labels, scale: all, axis: hasLabels ? .shown(names) : .hidden)
    let scale = PlotScale.axis(isLogarithmic: true)
    var ticks = GuideProperties()
    ticks.values = [0.1, 0.25, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 4, 10]
    ticks.format = ".2~f"
    func place(_ field: String) -> Channel { .number(field, x, scale: scale, axis: .shown(ticks)) }
    var layers: [PlotLayer] = []
    if let band {
      layers.append(
        PlotLayer(
          Mark(.rect, color: OkabeIto.gray, opacity: 0.15), [.x: place("from"), .x2: .end("to")],
          data: PlotTable(["from", "to"], [[.number(band.lowerBound), .number(band.upperBound)]])))
    }
    layers += [
      PlotLayer(
        Mark(.rule, color: OkabeIto.gray, strokeDash: [4, 3]), [.x: place("x")],
        data: PlotTable(["x"], [[1]])),
      PlotLayer(
        Mark(.rule, color: OkabeIto.blue, strokeWidth: 1.8),
        [.x: place("lower"), .x2: .end("upper"), .y: y], data: data),
      PlotLayer(
        Mark(
          .point, color: OkabeIto.blue, shape: "square", filled: true, size: labels.count > 20 ? 28 : 45, opacity: 1),
        [.x: place("ratio"), .y: y], data: data),
    ]
    let pitch = labels.count > 20 ? 15.0 : 24
    return PlotPanel(title: group, width: 230, height: max(60, Double(labels.count) * pitch), layers: layers)
  }
}
