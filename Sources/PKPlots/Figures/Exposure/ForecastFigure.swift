/// One patient's forecast: what was measured, the population's band, the patient's own, and candidate regimens.
public struct ForecastFigure: Sendable {
  /// A time of a curve with its band.
  public struct Point: Hashable, Sendable {
    /// The time, the median and the ends of the band.
    public var time: Double, lower: Double?, median: Double, upper: Double?

    /// A point.
    public init(time: Double, lower: Double? = nil, median: Double, upper: Double? = nil) {
      (self.time, self.lower, self.median, self.upper) = (time, lower, median, upper)
    }
  }

  /// A curve.
  public struct Curve: Hashable, Sendable {
    /// What it is, such as `before the levels` or `5 mg/kg every 21 days`.
    public var name: String, points: [Point]

    /// A curve.
    public init(name: String, points: [Point]) { (self.name, self.points) = (name, points) }
  }

  /// The curves, and what was measured as (x, y).
  public var curves: [Curve], observations: [IndividualFitsFigure.Point]
  /// The ends of a target range; nil where it has none.
  public var target: (lower: Double?, upper: Double?)
  /// What is measured, and the units.
  public var output: String, timeUnit: String?, unit: String?
  /// What the bands are.
  public var band: String
  /// When doses were given, drawn as ticks, and where what is known ends; nil for nowhere.
  public var doses: [Double] = [], now: Double?
  /// Whether values are on a logarithmic axis.
  public var isLogarithmic = false
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of curves.
  public init(
    _ curves: [Curve], observations: [IndividualFitsFigure.Point],
    target: (lower: Double?, upper: Double?) = (nil, nil),
    output: String, timeUnit: String?, unit: String?, band: String, caption: FigureCaption
  ) {
    (self.curves, self.observations, self.target) = (curves, observations, target)
    (self.output, self.timeUnit, self.unit, self.band, self.caption) = (output, timeUnit, unit, band, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let style = GroupStyle(curves.map(\.name), title: "")
    let (x, y) = (AxisTitle.text("Time", timeUnit), AxisTitle.text(output, unit))
    func rows(_ curves: [Curve]) -> [[PlotValue]] {
      curves.flatMap { curve in
        curve.points.filter { !isLogarithmic || ($0.lower ?? $0.median) > 0 }.map {
          [
            .text(curve.name), .number($0.time), .number($0.lower ?? .nan), .number($0.median),
            .number($0.upper ?? .nan),
          ]
        }
      }
    }
    let columns = ["group", "time", "lower", "median", "upper"]
    let scale = PlotScale.axis(isLogarithmic: isLogarithmic, zero: !isLogarithmic)
    var lower = Channel.number("lower", y, scale: scale)
    lower.isStacked = false
    let colors = OkabeIto.cycle(OkabeIto.groups, curves.count)
    var layers = zip(curves, colors).filter { $0.0.points.contains { $0.lower != nil && $0.upper != nil } }.map {
      PlotLayer(
        Mark(.area, color: $1, opacity: 0.18), [.x: .number("time", x), .y: lower, .y2: .end("upper")],
        data: PlotTable(columns, rows([$0])))
    }
    layers.append(
      PlotLayer(
        Mark(.line, strokeWidth: 1.8),
        [
          .x: .number("time", x), .y: .number("median", y, scale: scale), .color: style.color(),
          .strokeDash: style.dash(),
        ],
        data: PlotTable(columns, rows(curves))))
    let limits = [target.lower, target.upper].compactMap(\.self)
    if !limits.isEmpty { layers.append(ReferenceLine.horizontal(limits, y: y, color: OkabeIto.green)) }
    layers.append(
      PlotLayer(
        Mark(.point, color: OkabeIto.black, filled: true, size: 50, opacity: 1),
        [.x: .number("x", x), .y: .number("y", y, scale: scale)],
        data: PlotTable(["x", "y"], observations.map { [.number($0.x), .number($0.y)] })))
    layers += marks(x)
    var caption = caption
    if !doses.isEmpty { caption.notes.append("Ticks at the lower edge: doses that were given.") }
    if now != nil { caption.notes.append("Vertical line: the first dose ahead; what lies beyond is predicted.") }
    caption.notes.append(
      "Points: measured; lines: medians; shaded: \(band)" + (limits.isEmpty ? "." : "; dashed green: target."))
    return PlotSpec(
      kind: "forecast", title: "Forecast",
      summary: "\(observations.count) measurements and \(curves.count) curves: "
        + curves.map(\.name).joined(separator: ", ") + ".",
      caption: caption.lines, panels: [PlotPanel(width: 560, height: Self.height, layers: layers)], columns: 1,
      table: PlotTable(columns, rows(curves)))
  }

  /// Where doses were given, and where the forecast begins.
  private func marks(_ x: String) -> [PlotLayer] {
    var layers: [PlotLayer] = []
    if let now {
      layers.append(
        PlotLayer(
          Mark(.rule, color: OkabeIto.gray, strokeDash: [2, 2], strokeWidth: 1), [.x: .number("x", x)],
          data: PlotTable(["x"], [[.number(now)]])))
    }
    if !doses.isEmpty {
      layers.append(
        PlotLayer(
          Mark(.rule, color: OkabeIto.black, strokeWidth: 2),
          [
            .x: .number("x", x), .y: Channel(value: .number(Self.height)),
            .y2: Channel(value: .number(Self.height - 8)),
          ],
          data: PlotTable(["x"], doses.map { [.number($0)] })))
    }
    return layers
  }

  private static let height = 300.0
}
