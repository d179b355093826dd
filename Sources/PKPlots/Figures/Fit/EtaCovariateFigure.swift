/// Individual random effects against covariates: points with a line for numbers, boxes with points for categories.
public struct EtaCovariateFigure: Sendable {
  /// A pair.
  public struct Panel: Hashable, Sendable {
    /// The random effect, the covariate, and its unit.
    public var eta: String, covariate: String, unit: String?
    /// The individual estimates.
    public var etas: [Double]
    /// The covariate of each: numbers or words.
    public var values: Values
    /// What the test says.
    public var note: String

    /// The values of a covariate.
    public enum Values: Hashable, Sendable {
      /// Numbers, with the line of least squares.
      case numbers([Double], slope: Double, intercept: Double)
      /// Words.
      case categories([String])
    }

    /// A pair.
    public init(eta: String, covariate: String, unit: String?, etas: [Double], values: Values, note: String) {
      (self.eta, self.covariate, self.unit) = (eta, covariate, unit)
      (self.etas, self.values, self.note) = (etas, values, note)
    }
  }

  /// The pairs.
  public var panels: [Panel]
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of pairs.
  public init(_ panels: [Panel], caption: FigureCaption) { (self.panels, self.caption) = (panels, caption) }

  /// The figure.
  public var spec: PlotSpec {
    PlotSpec(
      kind: "eta-covariates", title: "Random effects against covariates",
      summary: panels.map { "η(\($0.eta)) against \($0.covariate): \($0.note)" }.joined(separator: "; "),
      caption: caption.lines, panels: panels.map(panel), columns: 3)
  }

  private func panel(_ panel: Panel) -> PlotPanel {
    let y = "η(\(panel.eta))"
    let x = AxisTitle.text(panel.covariate, panel.unit)
    var layers: [PlotLayer] = []
    switch panel.values {
    case .numbers(let numbers, let slope, let intercept):
      let data = PlotTable(["x", "y"], zip(numbers, panel.etas).map { [.number($0), .number($1)] })
      let range = numbers.extent() ?? 0...1
      let line: [[PlotValue]] = [range.lowerBound, range.upperBound].map {
        [.number($0), .number(intercept + slope * $0)]
      }
      let place: [PlotLayer.Place: Channel] = [
        .x: .number("x", x, scale: PlotScale(zero: false)), .y: .number("y", y),
      ]
      layers = [
        PlotLayer(Mark(.point, color: OkabeIto.black, size: 18, strokeWidth: 1), place, data: data),
        PlotLayer(
          Mark(.line, color: OkabeIto.vermilion, strokeWidth: 2), place, data: PlotTable(["x", "y"], line)),
      ]
    case .categories(let words):
      layers = BoxesWithPoints.layers(
        zip(words, panel.etas).map { ($0, $1) }, order: Set(words).sorted(), x: x, y: .number("y", y))
    }
    layers.append(ReferenceLine.horizontal([0], y: y))
    return PlotPanel(title: panel.note, width: 210, height: 170, layers: layers)
  }
}

/// Boxes of groups with every point beside its neighbours.
enum BoxesWithPoints {
  /// The layers of groups in an order; the channel is that of a column `y`.
  static func layers(
    _ values: [(group: String, y: Double)], order: [String], x title: String, y: Channel, color: String? = nil
  ) -> [PlotLayer] {
    var counts: [String: Int] = [:]
    let rows = values.map { group, value -> [PlotValue] in
      let number = counts[group, default: 0]
      counts[group] = number + 1
      // Places across the box: a low-discrepancy sequence, so that equal values do not hide one another.
      let share = (Double(number) * 0.618033988749895).truncatingRemainder(dividingBy: 1)
      return [.text(group), .number(value), .number(share - 0.5)]
    }
    let data = PlotTable(["x", "y", "offset"], rows)
    var box = Mark(.boxplot, color: color ?? OkabeIto.skyBlue, opacity: 0.6)
    (box.extent, box.size, box.median) = ("min-max", 28, Mark.Median(color: OkabeIto.vermilion))
    let category = Channel.category("x", title, sort: order, axis: .shown(upright))
    var offset = Channel.number("offset", nil, scale: PlotScale(domain: [-1.6, 1.6]))
    offset.legend = .hidden
    return [
      PlotLayer(box, [.x: category, .y: y], data: data),
      PlotLayer(
        Mark(.point, color: OkabeIto.black, filled: true, size: 8, opacity: values.count > 400 ? 0.25 : 0.6),
        [.x: category, .y: y, .xOffset: offset], data: data),
    ]
  }

  private static var upright: GuideProperties {
    var properties = GuideProperties()
    properties.labelAngle = 0
    return properties
  }
}
