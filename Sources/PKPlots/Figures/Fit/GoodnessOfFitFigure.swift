/// Goodness of fit in four panels: DV against PRED and IPRED, CWRES against time and PRED.
///
/// The panels and their conventions are those of the field: measured against predicted with the line of identity, weighted
/// residuals with 0 and ±1.96, each with a locally weighted regression.
public struct GoodnessOfFitFigure: Sendable {
  /// An observation that was measured; censored ones have no residual.
  public struct Point: Hashable, Sendable {
    /// The subject and the output.
    public var id: String, output: String
    /// Time, value, predictions and residual.
    public var time: Double, dv: Double, pred: Double, ipred: Double, cwres: Double

    /// A point.
    public init(
      id: String, output: String, time: Double, dv: Double, pred: Double, ipred: Double, cwres: Double
    ) {
      (self.id, self.output, self.time, self.dv) = (id, output, time, dv)
      (self.pred, self.ipred, self.cwres) = (pred, ipred, cwres)
    }
  }

  /// What is shown.
  public var points: [Point]
  /// The units of time and of the values; nil where unknown, or where outputs differ.
  public var timeUnit: String?, valueUnit: String?
  /// Whether values are on logarithmic axes.
  public var isLogarithmic: Bool
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of points.
  public init(
    _ points: [Point], timeUnit: String?, valueUnit: String?, isLogarithmic: Bool = false, caption: FigureCaption
  ) {
    (self.points, self.timeUnit, self.valueUnit) = (points, timeUnit, valueUnit)
    (self.isLogarithmic, self.caption) = (isLogarithmic, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    var outputs: [String] = []
    for point in points where !outputs.contains(point.output) { outputs.append(point.output) }
    let style = GroupStyle(outputs, title: "Output")
    let data = PlotTable(
      ["id", "group", "time", "DV", "PRED", "IPRED", "CWRES"],
      points.map {
        [
          .text($0.id), .text($0.output), .number($0.time), .number($0.dv), .number($0.pred), .number($0.ipred),
          .number($0.cwres),
        ]
      })
    var caption = caption
    caption.notes.append(
      "Lines: identity or 0 (black), 1.96 SD (dashed), locally weighted regression (orange-red).")
    return PlotSpec(
      kind: "gof", title: "Goodness of fit",
      summary: "Observed against population and individual predictions, and conditional weighted residuals "
        + "against time and population predictions, of \(points.count) observations.",
      caption: caption.lines, data: data,
      panels: [
        values("PRED", "Population prediction", style), values("IPRED", "Individual prediction", style),
        residuals("time", AxisTitle.text("Time", timeUnit), style, isLogarithmic: false),
        residuals("PRED", AxisTitle.text("Population prediction", valueUnit), style, isLogarithmic: isLogarithmic),
      ])
  }

  private var pointMark: Mark {
    Mark(.point, filled: false, size: 18, opacity: points.count > 1000 ? 0.35 : 0.75, strokeWidth: 1)
  }

  private func values(_ field: String, _ name: String, _ style: GroupStyle) -> PlotPanel {
    let x = AxisTitle.text(name, valueUnit)
    let y = AxisTitle.text("Observed", valueUnit)
    let scale = PlotScale.axis(isLogarithmic: isLogarithmic, zero: !isLogarithmic)
    let range = points.flatMap { [$0.dv, $0.pred, $0.ipred] }.extent(positive: isLogarithmic) ?? 0...1
    var layers = [
      PlotLayer(
        pointMark,
        [
          .x: .number(field, x, scale: scale), .y: .number("DV", y, scale: scale), .color: style.color(),
          .shape: style.shape(),
        ], transform: isLogarithmic ? [] : []),
      ReferenceLine.identity(range, x: x, y: y),
    ]
    if !isLogarithmic { layers.append(trend("DV", on: field, x: x, y: y)) }
    return PlotPanel(title: "DV ~ \(field)", layers: layers)
  }

  private func residuals(_ field: String, _ x: String, _ style: GroupStyle, isLogarithmic: Bool) -> PlotPanel {
    let y = "CWRES"
    return PlotPanel(
      title: "CWRES ~ \(field == "time" ? "TIME" : field)",
      layers: [
        PlotLayer(
          pointMark,
          [
            .x: .number(field, x, scale: .axis(isLogarithmic: isLogarithmic)), .y: .number("CWRES", y),
            .color: style.color(), .shape: style.shape(),
          ]),
        ReferenceLine.horizontal([0], y: y, dashes: [1, 0], color: OkabeIto.black),
        ReferenceLine.horizontal([-1.96, 1.96], y: y), trend("CWRES", on: field, x: x, y: y),
      ])
  }

  private func trend(_ value: String, on field: String, x: String, y: String) -> PlotLayer {
    PlotLayer(
      Mark(.line, color: OkabeIto.vermilion, strokeWidth: 2), [.x: .number(field, x), .y: .number(value, y)],
      transform: [.loess(value, on: field, bandwidth: 0.5)])
  }
}
