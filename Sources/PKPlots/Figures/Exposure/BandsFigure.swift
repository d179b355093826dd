/// Simulated profiles of arms: the median with the band between two percentiles, linear or logarithmic.
public struct BandsFigure: Sendable {
  /// A time of an arm.
  public struct Point: Hashable, Sendable {
    /// The arm and the time.
    public var arm: String, time: Double
    /// The ends of the band, and the median.
    public var lower: Double, median: Double, upper: Double

    /// A point.
    public init(arm: String, time: Double, lower: Double, median: Double, upper: Double) {
      (self.arm, self.time, self.lower) = (arm, time, lower)
      (self.median, self.upper) = (median, upper)
    }
  }

  /// The points, and what the band is: `5th to 95th percentile`.
  public var points: [Point], band: String
  /// The output and the units.
  public var output: String, timeUnit: String?, unit: String?
  /// Whether values are on a logarithmic axis.
  public var isLogarithmic: Bool
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of points.
  public init(
    _ points: [Point], band: String, output: String, timeUnit: String?, unit: String?, isLogarithmic: Bool = false,
    caption: FigureCaption
  ) {
    (self.points, self.band, self.output) = (points, band, output)
    (self.timeUnit, self.unit, self.isLogarithmic, self.caption) = (timeUnit, unit, isLogarithmic, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let arms = ExposureFigure.distinct(points.map(\.arm))
    let style = GroupStyle(arms, title: "Arm")
    let (x, y) = (AxisTitle.text("Time", timeUnit), AxisTitle.text(output, unit))
    let scale = PlotScale.axis(isLogarithmic: isLogarithmic, zero: !isLogarithmic)
    // What cannot be shown on a logarithmic axis is cut at a thousandth of the highest median.
    let floor = isLogarithmic ? (points.map(\.median).max() ?? 1) / 1000 : -.infinity
    let rows = points.filter { $0.upper > floor }.map { point -> [PlotValue] in
      [
        .text(point.arm), .number(point.time), .number(max(point.lower, floor)), .number(max(point.median, floor)),
        .number(point.upper),
      ]
    }
    var caption = caption
    caption.notes.append("Line: median; shaded: \(band).")
    return PlotSpec(
      kind: "bands", title: "Simulated profiles",
      summary: "Median and \(band) of \(output) in \(arms.count) arm\(arms.count == 1 ? "" : "s").",
      caption: caption.lines, data: PlotTable(["group", "time", "lower", "median", "upper"], rows),
      panels: [
        PlotPanel(
          width: 540, height: 300,
          layers: areas(arms, x: x, y: unstacked("lower", y, scale)) + [
            PlotLayer(
              Mark(.line, strokeWidth: 1.8),
              [
                .x: .number("time", x), .y: .number("median", y, scale: scale), .color: style.color(),
                .strokeDash: style.dash(),
              ])
          ])
      ], columns: 1)
  }

  /// The bands, each in its arm's colour; the lines alone have a legend.
  private func areas(_ arms: [String], x: String, y: Channel) -> [PlotLayer] {
    zip(arms, OkabeIto.cycle(OkabeIto.groups, arms.count)).map { arm, color in
      PlotLayer(
        Mark(.area, color: color, opacity: 0.2), [.x: .number("time", x), .y: y, .y2: .end("upper")],
        transform: [.filter("group", equals: .text(arm))])
    }
  }

  private func unstacked(_ field: String, _ title: String, _ scale: PlotScale) -> Channel {
    var channel = Channel.number(field, title, scale: scale)
    channel.isStacked = false
    return channel
  }
}
