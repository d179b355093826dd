/// A panel for each subject: observations, individual and population predictions.
public struct IndividualFitsFigure: Sendable {
  /// A point of a curve or an observation.
  public struct Point: Hashable, Sendable {
    /// Time and value.
    public var x: Double, y: Double
    /// Whether it is below the limit of quantification.
    public var isBelowLimit: Bool

    /// A point.
    public init(x: Double, y: Double, isBelowLimit: Bool = false) {
      (self.x, self.y, self.isBelowLimit) = (x, y, isBelowLimit)
    }
  }

  /// A subject and an output.
  public struct Panel: Hashable, Sendable {
    /// What stands above it.
    public var title: String
    /// What was measured, and the curves.
    public var observations: [Point], individual: [Point], population: [Point]
    /// The limit of quantification.
    public var limit: Double?

    /// A panel.
    public init(
      title: String, observations: [Point], individual: [Point], population: [Point], limit: Double? = nil
    ) {
      (self.title, self.observations, self.individual) = (title, observations, individual)
      (self.population, self.limit) = (population, limit)
    }
  }

  /// The panels, in order.
  public var panels: [Panel]
  /// The units of time and of the values.
  public var timeUnit: String?, valueUnit: String?
  /// Whether values are on a logarithmic axis.
  public var isLogarithmic: Bool
  /// How many panels a page has.
  public var perPage = 12
  /// What stands below.
  public var caption: FigureCaption

  private static let kinds = ["individual prediction", "population prediction", "observed", "below LLOQ"]

  /// A figure of panels.
  public init(
    _ panels: [Panel], timeUnit: String?, valueUnit: String?, isLogarithmic: Bool = false, caption: FigureCaption
  ) {
    (self.panels, self.timeUnit, self.valueUnit) = (panels, timeUnit, valueUnit)
    (self.isLogarithmic, self.caption) = (isLogarithmic, caption)
  }

  /// The pages.
  public var pages: [PlotSpec] {
    let count = (panels.count + perPage - 1) / perPage
    return (0..<count).map { page in
      let own = panels[(page * perPage)..<min((page + 1) * perPage, panels.count)]
      return PlotSpec(
        kind: "individuals", title: count > 1 ? "Individual fits, page \(page + 1) of \(count)" : "Individual fits",
        summary: "Observations with individual and population predictions of \(own.count) subjects: "
          + own.map(\.title).joined(separator: ", ") + ".",
        caption: caption.lines, panels: own.map(panel), columns: 4,
        table: PlotTable(
          ["panel", "time", "observed", "below LLOQ"],
          own.flatMap { panel in
            panel.observations.map { [.text(panel.title), .number($0.x), .number($0.y), .flag($0.isBelowLimit)] }
          }))
    }
  }

  private func panel(_ panel: Panel) -> PlotPanel {
    let (x, y) = (AxisTitle.text("Time", timeUnit), AxisTitle.text("Value", valueUnit))
    let scale = PlotScale.axis(isLogarithmic: isLogarithmic, zero: !isLogarithmic)
    let colors = PlotScale.colors(
      Self.kinds, [OkabeIto.blue, OkabeIto.vermilion, OkabeIto.black, OkabeIto.purple])
    let dashes = PlotScale(
      domain: Self.kinds.map { .text($0) },
      range: [.dashes([1, 0]), .dashes([5, 3]), .dashes([1, 0]), .dashes([1, 0])])
    let shapes = PlotScale.colors(Self.kinds, ["stroke", "stroke", "circle", "triangle-down"])
    func table(_ points: [Point], _ kind: String) -> [[PlotValue]] {
      points.filter { !isLogarithmic || $0.y > 0 }.map { [.number($0.x), .number($0.y), .text(kind)] }
    }
    let curves = PlotTable(
      ["x", "y", "kind"], table(panel.individual, Self.kinds[0]) + table(panel.population, Self.kinds[1]))
    let observed = PlotTable(
      ["x", "y", "kind"],
      panel.observations.filter { !isLogarithmic || $0.y > 0 }.map {
        [.number($0.x), .number($0.y), .text($0.isBelowLimit ? Self.kinds[3] : Self.kinds[2])]
      })
    let color = Channel.category("kind", "", scale: colors)
    var layers = [
      PlotLayer(
        Mark(.line, strokeWidth: 1.5),
        [
          .x: .number("x", x), .y: .number("y", y, scale: scale), .color: color,
          .strokeDash: .category("kind", "", scale: dashes),
        ], data: curves),
      PlotLayer(
        Mark(.point, filled: false, size: 22, strokeWidth: 1.2),
        [
          .x: .number("x", x), .y: .number("y", y, scale: scale), .color: color,
          .shape: .category("kind", "", scale: shapes),
        ], data: observed),
    ]
    if let limit = panel.limit { layers.append(ReferenceLine.horizontal([limit], y: y)) }
    return PlotPanel(title: panel.title, width: 165, height: 125, layers: layers)
  }
}
