/// Probabilities with their Monte-Carlo or binomial intervals, by group along a category: target attainment, ADA
/// incidence, operating characteristics.
public struct ProbabilityFigure: Sendable {
  /// A probability.
  public struct Value: Hashable, Sendable {
    /// Where along the axis, and of which group.
    public var place: String, group: String
    /// The probability and the ends of its interval, as shares; nil without one.
    public var probability: Double, lower: Double?, upper: Double?

    /// A probability.
    public init(place: String, group: String, probability: Double, lower: Double? = nil, upper: Double? = nil) {
      (self.place, self.group, self.probability) = (place, group, probability)
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// The probabilities.
  public var values: [Value]
  /// The kind of figure, its title, and the titles of the axes and of the groups.
  public var kind: String, title: String, place: String, quantity: String, group: String
  /// A probability that is aimed at, or must not be passed.
  public var reference: Double?
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of probabilities.
  public init(
    _ values: [Value], kind: String, title: String, place: String, quantity: String, group: String,
    reference: Double? = nil, caption: FigureCaption
  ) {
    (self.values, self.kind, self.title, self.place) = (values, kind, title, place)
    (self.quantity, self.group, self.reference, self.caption) = (quantity, group, reference, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let places = ExposureFigure.distinct(values.map(\.place))
    let groups = ExposureFigure.distinct(values.map(\.group))
    let style = GroupStyle(groups, title: group)
    let y = "\(quantity) (%)"
    var upright = GuideProperties()
    upright.labelAngle = places.contains { $0.count > 10 } ? -30 : 0
    let x = Channel.category("place", place, sort: places, axis: .shown(upright))
    var offset = Channel.category("group", nil, sort: groups)
    offset.type = .nominal
    let common: [PlotLayer.Place: Channel] = [.x: x, .xOffset: offset, .color: style.color()]
    let scale = PlotScale(domain: [0, 100])
    let data = PlotTable(
      ["place", "group", "value", "lower", "upper"],
      values.map {
        [
          .text($0.place), .text($0.group), .number(100 * $0.probability), .number(100 * ($0.lower ?? .nan)),
          .number(100 * ($0.upper ?? .nan)),
        ]
      })
    var layers = [
      PlotLayer(
        Mark(.rule, strokeWidth: 1.5),
        common.merging([.y: .number("lower", y, scale: scale), .y2: .end("upper")]) { first, _ in first }),
      PlotLayer(
        Mark(.point, filled: true, size: 60),
        common.merging([.y: .number("value", y, scale: scale), .shape: style.shape()]) { first, _ in first }),
    ]
    if let reference { layers.append(ReferenceLine.horizontal([100 * reference], y: y)) }
    return PlotSpec(
      kind: kind, title: title, summary: "\(quantity) at \(places.count) places of \(groups.count) groups.",
      caption: caption.lines, data: data,
      panels: [PlotPanel(width: max(260, Double(places.count * groups.count) * 34), height: 240, layers: layers)],
      columns: 1)
  }
}
