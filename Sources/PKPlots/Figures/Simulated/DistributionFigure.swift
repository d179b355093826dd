/// Draws of parameters, by bootstrap or SIR: a histogram each, with the estimate and an interval.
public struct DistributionFigure: Sendable {
  /// A parameter.
  public struct Parameter: Hashable, Sendable {
    /// Its name with its unit, the draws, the estimate, and the ends of the interval.
    public var name: String, draws: [Double], estimate: Double?, lower: Double?, upper: Double?

    /// A parameter.
    public init(name: String, draws: [Double], estimate: Double?, lower: Double?, upper: Double?) {
      (self.name, self.draws, self.estimate, self.lower, self.upper) = (name, draws, estimate, lower, upper)
    }
  }

  /// What the draws are: `Bootstrap`, or `SIR`.
  public var name: String
  /// The parameters.
  public var parameters: [Parameter]
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of parameters.
  public init(_ name: String, _ parameters: [Parameter], caption: FigureCaption) {
    (self.name, self.parameters, self.caption) = (name, parameters, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    var caption = caption
    caption.notes.append("Solid: estimate; dashed: ends of the interval.")
    return PlotSpec(
      kind: name.lowercased(), title: "\(name) distributions of the parameters",
      summary: "\(parameters.count) parameters.", caption: caption.lines, panels: parameters.map(panel), columns: 4)
  }

  private func panel(_ parameter: Parameter) -> PlotPanel {
    let (bars, width) = Histogram.density(parameter.draws)
    var layers = [
      PlotLayer(
        Mark(.rect, color: OkabeIto.skyBlue, opacity: 0.8),
        [
          .x: .number("from", parameter.name, scale: PlotScale(zero: false)), .x2: .end("to"),
          .y: .number("density", "Density"), .y2: .constant(0),
        ],
        data: PlotTable(
          ["from", "to", "density"], bars.map { [.number($0.from), .number($0.from + width), .number($0.density)] }))
    ]
    func rule(_ values: [Double?], _ color: String, _ dashes: [Double]) {
      layers.append(
        PlotLayer(
          Mark(.rule, color: color, strokeDash: dashes, strokeWidth: 1.5), [.x: .number("x", parameter.name)],
          data: PlotTable(["x"], values.compactMap(\.self).map { [.number($0)] })))
    }
    rule([parameter.estimate], OkabeIto.vermilion, [1, 0])
    rule([parameter.lower, parameter.upper], OkabeIto.black, [4, 3])
    return PlotPanel(title: parameter.name, width: 165, height: 120, layers: layers)
  }
}
