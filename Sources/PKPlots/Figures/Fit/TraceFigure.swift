/// How the objective function and the parameters came to their values, iteration by iteration.
public struct TraceFigure: Sendable {
  /// The iterations, and for each name its values.
  public var iterations: [Double], series: [(name: String, values: [Double])]
  /// What stands below.
  public var caption: FigureCaption
  /// How many panels there are at most; the objective and what changed come first.
  public static let limit = 24

  /// A figure of series.
  public init(iterations: [Double], series: [(name: String, values: [Double])], caption: FigureCaption) {
    (self.iterations, self.series, self.caption) = (iterations, series, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let changing = series.filter { Set($0.values.filter(\.isFinite)).count > 1 }
    let shown = Array((changing.isEmpty ? series : changing).prefix(Self.limit))
    var caption = caption
    if shown.count < series.count {
      caption.notes.append(
        "\(series.count - shown.count) series that did not change, or beyond the first, are not shown.")
    }
    return PlotSpec(
      kind: "trace", title: "Convergence", summary: "\(shown.count) series over \(iterations.count) iterations.",
      caption: caption.lines, panels: shown.map { panel($0.name, $0.values) }, columns: min(4, max(shown.count, 1)))
  }

  private func panel(_ name: String, _ values: [Double]) -> PlotPanel {
    let points = zip(iterations, values).filter { $0.1.isFinite }
    return PlotPanel(
      title: name, width: 165, height: 120,
      data: PlotTable(["iteration", "value"], points.map { [.number($0.0), .number($0.1)] }),
      layers: [
        PlotLayer(
          Mark(.line, color: OkabeIto.blue, strokeWidth: 1.5),
          [.x: .number("iteration", "Iteration"), .y: .number("value", name, scale: PlotScale(zero: false))])
      ])
  }
}
