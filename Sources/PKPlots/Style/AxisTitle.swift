/// The titles of axes: what, and in which unit.
public enum AxisTitle {
  /// `name (unit)`; the name alone of what has no unit.
  public static func text(_ name: String, _ unit: String?) -> String {
    guard let unit, !unit.isEmpty, unit != "1" else { return name }
    return "\(name) (\(unit))"
  }
}

extension GuideProperties {
  /// An axis of names: upright where they have room beside one another, else slanted, and none left out.
  static func names(_ names: [String], width: Double) -> GuideProperties {
    var guide = GuideProperties()
    // About six pixels a letter of the axis' face.
    let needed = Double(names.map(\.count).max() ?? 0) * 6 + 8
    guide.labelAngle = needed > width / Double(max(names.count, 1)) ? -30 : 0
    (guide.labelOverlap, guide.labelLimit, guide.grid) = (false, 170, false)
    return guide
  }
}

/// Lines that many figures have.
enum ReferenceLine {
  /// Where x and y are equal.
  static func identity(_ range: ClosedRange<Double>, x: String, y: String) -> PlotLayer {
    PlotLayer(
      Mark(.line, color: OkabeIto.black, strokeWidth: 1), [.x: .number("x", x), .y: .number("y", y)],
      data: PlotTable(["x", "y"], [range.lowerBound, range.upperBound].map { [.number($0), .number($0)] }))
  }

  /// Lines across at heights.
  static func horizontal(
    _ values: [Double], y title: String, dashes: [Double] = [4, 3], color: String = OkabeIto.gray
  ) -> PlotLayer {
    PlotLayer(
      Mark(.rule, color: color, strokeDash: dashes, strokeWidth: 1), [.y: .number("y", title)],
      data: PlotTable(["y"], values.map { [.number($0)] }))
  }

  /// A limit of quantification, with its name at the left edge.
  static func limit(_ value: Double, y title: String) -> [PlotLayer] {
    var text = Mark(.text, color: OkabeIto.gray)
    (text.align, text.baseline, text.dy, text.fontSize) = ("left", "bottom", -2, 9)
    let data = PlotTable(["y", "label"], [[.number(value), "LLOQ"]])
    return [
      horizontal([value], y: title),
      PlotLayer(
        text, [.x: Channel(value: .number(4)), .y: .number("y", title), .text: Channel(field: "label")], data: data),
    ]
  }
}

extension Sequence<Double> {
  /// The least and the greatest finite number, positive ones alone where asked for; nil without any.
  func extent(positive: Bool = false) -> ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for value in self where value.isFinite && (!positive || value > 0) {
      range = range.map { Swift.min($0.lowerBound, value)...Swift.max($0.upperBound, value) } ?? value...value
    }
    return range
  }
}
