/// Normalised prediction distribution errors: against time and prediction, quantiles and histogram.
public struct DiscrepancyFigure: Sendable {
  /// An observation.
  public struct Point: Hashable, Sendable {
    /// Time, typical prediction, npde and npd.
    public var time: Double, pred: Double, npde: Double
    /// Whether its value is imputed.
    public var isBelowLimit: Bool

    /// A point.
    public init(time: Double, pred: Double, npde: Double, isBelowLimit: Bool) {
      (self.time, self.pred, self.npde, self.isBelowLimit) = (time, pred, npde, isBelowLimit)
    }
  }

  /// The observations with a value.
  public var points: [Point]
  /// What the values are called: `NPDE` or `NPD`.
  public var name: String
  /// The units of time and of the values.
  public var timeUnit: String?, valueUnit: String?
  /// What stands below; the tests among its notes.
  public var caption: FigureCaption

  private static let kinds = ["measured", "below LLOQ (imputed)"]

  /// A figure of points.
  public init(_ points: [Point], name: String = "NPDE", timeUnit: String?, valueUnit: String?, caption: FigureCaption) {
    self.points = points.filter { $0.npde.isFinite }
    (self.name, self.timeUnit, self.valueUnit, self.caption) = (name, timeUnit, valueUnit, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let data = PlotTable(
      ["time", "pred", name, "kind"],
      points.map {
        [.number($0.time), .number($0.pred), .number($0.npde), .text(Self.kinds[$0.isBelowLimit ? 1 : 0])]
      })
    return PlotSpec(
      kind: name.lowercased(), title: "Normalised prediction distribution errors (\(name))",
      summary: "\(name) of \(points.count) observations against time and prediction, with quantiles and histogram.",
      caption: caption.lines, data: data,
      panels: [
        scatter("time", AxisTitle.text("Time", timeUnit)),
        scatter("pred", AxisTitle.text("Population prediction", valueUnit)), quantiles, histogram,
      ])
  }

  private func scatter(_ field: String, _ x: String) -> PlotPanel {
    let style = GroupStyle(Set(points.map(\.isBelowLimit)).count > 1 ? Self.kinds : [Self.kinds[0]], title: "Value")
    return PlotPanel(
      title: "\(name) ~ \(field == "time" ? "TIME" : "PRED")",
      layers: [
        PlotLayer(
          Mark(.point, filled: false, size: 18, opacity: points.count > 1000 ? 0.35 : 0.75, strokeWidth: 1),
          [
            .x: .number(field, x, scale: PlotScale(zero: false)), .y: .number(name, name), .color: style.color("kind"),
            .shape: style.shape("kind"),
          ]),
        ReferenceLine.horizontal([0], y: name, dashes: [1, 0], color: OkabeIto.black),
        ReferenceLine.horizontal([-1.96, 1.96], y: name),
        PlotLayer(
          Mark(.line, color: OkabeIto.vermilion, strokeWidth: 2), [.x: .number(field, x), .y: .number(name, name)],
          transform: [.loess(name, on: field, bandwidth: 0.5)]),
      ])
  }

  private var quantiles: PlotPanel {
    let sorted = points.map(\.npde).sorted()
    let rows = sorted.enumerated().map { index, value -> [PlotValue] in
      [.number(Histogram.normalQuantile((Double(index) + 0.5) / Double(sorted.count))), .number(value)]
    }
    let (x, y) = ("Normal quantile", name)
    return PlotPanel(
      title: "Q–Q",
      layers: [
        PlotLayer(
          Mark(.point, color: OkabeIto.blue, size: 14, strokeWidth: 1), [.x: .number("x", x), .y: .number("y", y)],
          data: PlotTable(["x", "y"], rows)),
        ReferenceLine.identity((rows.isEmpty ? nil : sorted.extent()) ?? -3...3, x: x, y: y),
      ])
  }

  private var histogram: PlotPanel {
    let (bars, width) = Histogram.density(points.map(\.npde))
    let rows = bars.map { [PlotValue.number($0.from), .number($0.from + width), .number($0.density)] }
    let curve = (0...80).map { step -> [PlotValue] in
      let x = Double(step) / 10 - 4
      return [.number(x), .number(Histogram.normalDensity(x, deviation: 1))]
    }
    return PlotPanel(
      title: "Histogram and standard normal density",
      layers: [
        PlotLayer(
          Mark(.rect, color: OkabeIto.skyBlue, opacity: 0.8),
          [.x: .number("from", name), .x2: .end("to"), .y: .number("density", "Density"), .y2: .constant(0)],
          data: PlotTable(["from", "to", "density"], rows)),
        PlotLayer(
          Mark(.line, color: OkabeIto.vermilion, strokeWidth: 2),
          [.x: .number("x", name), .y: .number("density", "Density")], data: PlotTable(["x", "density"], curve)),
      ])
  }
}
