/// Likelihood profiles: how far the objective rises when a parameter is held and all others are fitted.
public struct LikelihoodProfileFigure: Sendable {
  /// A parameter.
  public struct Parameter: Hashable, Sendable {
    /// Its name, its unit, the estimate, and the ends of the profile's interval and of the normal one.
    public var name: String, unit: String?, estimate: Double?, lower: Double?, upper: Double?
    /// The ends of estimate ± z·SE.
    public var normal: [Double]
    /// The points: the value held, and the rise of the objective.
    public var points: [IndividualFitsFigure.Point]

    /// A parameter.
    public init(
      name: String, unit: String?, estimate: Double?, lower: Double?, upper: Double?, normal: [Double],
      points: [IndividualFitsFigure.Point]
    ) {
      (self.name, self.unit, self.estimate, self.lower) = (name, unit, estimate, lower)
      (self.upper, self.normal, self.points) = (upper, normal, points)
    }
  }

  /// The parameters.
  public var parameters: [Parameter]
  /// The rise at the ends of the interval, and the level that it stands for.
  public var rise: Double, level: Double
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of parameters.
  public init(_ parameters: [Parameter], rise: Double, level: Double, caption: FigureCaption) {
    (self.parameters, self.rise, self.level, self.caption) = (parameters, rise, level, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    var caption = caption
    caption.notes.append(
      "Dashed: rise of \(Digits.text(rise)), the \(Digits.text(100 * level)) % limit, and the interval's ends; dotted: "
        + "ends of the normal interval, estimate ± z·SE.")
    return PlotSpec(
      kind: "profile", title: "Likelihood profiles",
      summary: parameters.map { own in
        "\(own.name): \(Digits.text(own.estimate ?? .nan)) (\(Digits.text(own.lower ?? .nan)) to "
          + "\(Digits.text(own.upper ?? .nan)))"
      }.joined(separator: "; ") + ".",
      caption: caption.lines, panels: parameters.map(panel), columns: min(3, max(parameters.count, 1)),
      table: PlotTable(
        ["parameter", "value", "ΔOFV"],
        parameters.flatMap { own in own.points.map { [.text(own.name), .number($0.x), .number($0.y)] } }))
  }

  private func panel(_ parameter: Parameter) -> PlotPanel {
    let x = AxisTitle.text(parameter.name, parameter.unit)
    let scale = PlotScale(zero: false)
    var points = parameter.points
    // The estimate is where the objective is least.
    if let estimate = parameter.estimate, !points.contains(where: { $0.x == estimate }) {
      points.append(IndividualFitsFigure.Point(x: estimate, y: 0))
    }
    points.sort { $0.x < $1.x }
    let place: [PlotLayer.Place: Channel] = [
      .x: .number("x", x, scale: scale), .y: .number("y", "ΔOFV", scale: PlotScale(zero: true)),
    ]
    let data = PlotTable(["x", "y"], points.map { [.number($0.x), .number($0.y)] })
    func rule(_ values: [Double], _ color: String, _ dashes: [Double]) -> PlotLayer {
      PlotLayer(
        Mark(.rule, color: color, strokeDash: dashes, strokeWidth: 1.2), [.x: .number("x", x, scale: scale)],
        data: PlotTable(["x"], values.map { [.number($0)] }))
    }
    return PlotPanel(
      title: parameter.name, width: 210, height: 160,
      layers: [
        ReferenceLine.horizontal([rise], y: "ΔOFV", color: OkabeIto.black),
        rule([parameter.lower, parameter.upper].compactMap(\.self), OkabeIto.black, [4, 3]),
        rule(parameter.normal, OkabeIto.purple, [1, 3]),
        PlotLayer(Mark(.line, color: OkabeIto.blue, strokeWidth: 1.5, interpolate: "monotone"), place, data: data),
        PlotLayer(Mark(.point, color: OkabeIto.vermilion, filled: true, size: 30, opacity: 1), place, data: data),
      ])
  }
}
