/// Probabilities with their Monte-Carlo or binomial intervals, by group along a category: target attainment, ADA
/// incidence, what samples see.
public struct ProbabilityFigure: Sendable {
  /// A probability.
  public struct Value: Hashable, Sendable {
    /// Where along the axis, of which group, and in which panel; nil where there is one panel.
    public var place: String, group: String, panel: String?
    /// The probability and the ends of its interval, as shares; nil without one.
    public var probability: Double, lower: Double?, upper: Double?

    /// A probability.
    public init(
      place: String, group: String, panel: String? = nil, probability: Double, lower: Double? = nil,
      upper: Double? = nil
    ) {
      (self.place, self.group, self.panel, self.probability) = (place, group, panel, probability)
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// The probabilities.
  public var values: [Value]
  /// The kind of figure, its title, and the titles of the axes and of the groups.
  public var kind: String, title: String, place: String, quantity: String, group: String
  /// A probability that is aimed at, or must not be passed.
  public var reference: Double?
  /// Whether the axis goes to 100 % whatever the values are.
  public var isWhole: Bool
  /// Whether lines join the places, which are then in an order such as time.
  public var isJoined: Bool
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of probabilities.
  public init(
    _ values: [Value], kind: String, title: String, place: String, quantity: String, group: String,
    reference: Double? = nil, isWhole: Bool = true, isJoined: Bool = false, caption: FigureCaption
  ) {
    (self.values, self.kind, self.title, self.place) = (values, kind, title, place)
    (self.quantity, self.group, self.reference, self.caption) = (quantity, group, reference, caption)
    (self.isWhole, self.isJoined) = (isWhole, isJoined)
  }

  private var places: [String] { ExposureFigure.distinct(values.map(\.place)) }
  private var groups: [String] { ExposureFigure.distinct(values.map(\.group)) }

  /// The figure.
  public var spec: PlotSpec {
    let panels = ExposureFigure.distinct(values.map { $0.panel ?? "" })
    let (places, groups) = (places, groups)
    let width = width
    let extremes = values.map { 100 * $0.probability }.extent().map {
      "\(Digits.text($0.lowerBound)) to \(Digits.text($0.upperBound)) %"
    }
    return PlotSpec(
      kind: kind, title: title,
      summary: "\(quantity) at \(places.count) place\(places.count == 1 ? "" : "s") of \(groups.count) "
        + "group\(groups.count == 1 ? "" : "s")\(extremes.map { ": \($0)" } ?? "").",
      caption: caption.lines,
      panels: panels.map { name in
        PlotPanel(
          title: name.isEmpty ? nil : name, width: width, height: 220,
          data: table(values.filter { ($0.panel ?? "") == name }), layers: layers)
      }, columns: max(1, min(panels.count, Int(900 / width), 4)), table: whole)
  }

  /// Wide enough for the points and for the titles of the panels.
  private var width: Double {
    let title = values.compactMap { $0.panel?.count }.max() ?? 0
    return max(170, Double(places.count) * (18 + 14 * Double(groups.count)), Double(title) * 6.4)
  }

  /// The same for all panels.
  private var scale: PlotScale {
    guard !isWhole, let most = values.flatMap({ [$0.probability, $0.upper ?? $0.probability] }).max() else {
      return PlotScale(domain: [0, 100])
    }
    return PlotScale(domain: [0, .number(100 * most)], nice: true)
  }

  private var layers: [PlotLayer] {
    let style = GroupStyle(groups, title: group)
    let y = "\(quantity) (%)"
    let x = Channel.category("place", place, sort: places, axis: .shown(.names(places, width: width)))
    var common: [PlotLayer.Place: Channel] = [.x: x, .color: style.color()]
    // Joined points stand above one another: a line between places that are moved aside would slant.
    if !isJoined { common[.xOffset] = .category("group", nil, sort: groups) }
    let scale = scale
    func with(_ more: [PlotLayer.Place: Channel]) -> [PlotLayer.Place: Channel] {
      common.merging(more) { first, _ in first }
    }
    var layers = [
      PlotLayer(
        Mark(.rule, opacity: isJoined ? 0.6 : 1, strokeWidth: 1.5),
        with([.y: .number("lower", y, scale: scale), .y2: .end("upper")])),
      PlotLayer(
        Mark(.point, filled: true, size: 60, opacity: 1),
        with([.y: .number("value", y, scale: scale), .shape: style.shape()])),
    ]
    if isJoined {
      layers.insert(contentsOf: style.lines([.x: x, .y: .number("value", y, scale: scale)]), at: 1)
    }
    if let reference { layers.append(ReferenceLine.horizontal([100 * reference], y: y)) }
    return layers
  }

  private func cells(_ value: Value) -> [PlotValue] {
    [
      .text(value.place), .text(value.group), .number(100 * value.probability), .number(100 * (value.lower ?? .nan)),
      .number(100 * (value.upper ?? .nan)),
    ]
  }

  private func table(_ values: [Value]) -> PlotTable {
    PlotTable(["place", "group", "value", "lower", "upper"], values.map(cells))
  }

  /// The table under the figure has the words of its axes.
  private var whole: PlotTable {
    let hasPanels = values.contains { $0.panel != nil }
    let heads = [place.lowercased(), group.lowercased(), "%", "lower", "upper"]
    return PlotTable(
      (hasPanels ? ["panel"] : []) + heads,
      values.map { (hasPanels ? [.text($0.panel ?? "")] : []) + cells($0) })
  }
}
