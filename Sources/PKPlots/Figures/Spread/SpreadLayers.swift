import Glibc

/// Groups side by side: the shape of each (violin), its quantiles (box), and single numbers (points).
struct SpreadLayers {
  /// The most points that a group shows, so that a figure of many patients can be opened; boxes and shapes count all.
  static let pointLimit = 120

  /// The groups, and in which order they stand.
  var spreads: [Spread], order: [String]
  /// The title of the groups' axis, and the channel of the numbers.
  var title: String, y: Channel
  var isLogarithmic = false

  /// The layers.
  var layers: [PlotLayer] { [violins, whiskers, boxes, medians, points].compactMap(\.self) }

  /// An axis that all panels of a figure share, so that they can be compared.
  static func scale(_ spreads: [Spread], isLogarithmic: Bool) -> PlotScale {
    let numbers = spreads.flatMap { [$0.p5, $0.p95] + $0.values.prefix(pointLimit) }
    let shapes = spreads.compactMap { $0.values.extent(positive: isLogarithmic) }.flatMap {
      [$0.lowerBound, $0.upperBound]
    }
    guard let range = (numbers + shapes).extent(positive: isLogarithmic) else {
      return .axis(isLogarithmic: isLogarithmic)
    }
    var scale = PlotScale.axis(isLogarithmic: isLogarithmic)
    let margin = isLogarithmic ? 1.08 : 0.03 * (range.upperBound - range.lowerBound)
    scale.domain =
      isLogarithmic
      ? [.number(range.lowerBound / margin), .number(range.upperBound * margin)]
      : [.number(range.lowerBound - (range.lowerBound > margin ? margin : 0)), .number(range.upperBound + margin)]
    scale.nice = !isLogarithmic
    return scale
  }

  /// What a caption says of them.
  static func note(_ spreads: [Spread]) -> String {
    let hasQuartiles = spreads.contains { $0.p25 != nil }
    let hasPoints = spreads.contains { !$0.values.isEmpty }
    let isThinned = spreads.contains { $0.values.count > pointLimit }
    return (hasQuartiles ? "Boxes: quartiles; red: median; whiskers" : "Red: median; whiskers")
      + ": 5th to 95th percentile"
      + (hasPoints
        ? "; shapes: kernel density; points: patients" + (isThinned ? " (\(pointLimit) of each group)" : "") : "")
      + "."
  }

  /// A width at which labels have room.
  var width: Double { max(160, Double(order.count) * 62) }

  private var x: Channel {
    var guide = GuideProperties.names(order, width: width)
    guide.values = order.indices.map { .number(Double($0 + 1)) }
    guide.labelExpr = "[" + order.map(Self.quoted).joined(separator: ", ") + "][datum.value - 1]"
    let scale = PlotScale(domain: [0.5, .number(Double(order.count) + 0.5)], zero: false, nice: false)
    return .number("x", title, scale: scale, axis: .shown(guide))
  }

  /// A text in the language of expressions.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private func place(_ spread: Spread) -> Double { Double((order.firstIndex(of: spread.group) ?? 0) + 1) }

  private func shown(_ spread: Spread) -> [Double] { isLogarithmic ? spread.values.filter { $0 > 0 } : spread.values }

  private func density(_ spread: Spread) -> KernelDensity? {
    KernelDensity(shown(spread).map { isLogarithmic ? log($0) : $0 })
  }

  private func at(_ field: String) -> Channel {
    var channel = y
    channel.field = field
    return channel
  }

  private func across(_ field: String) -> Channel {
    var channel = x
    channel.field = field
    return channel
  }

  private static let halfWidth = 0.4

  private var violins: PlotLayer? {
    let rows = spreads.flatMap { spread -> [[PlotValue]] in
      guard let density = density(spread) else { return [] }
      return zip(density.places, density.heights).map { place, height in
        let value = isLogarithmic ? exp(place) : place
        let half = Self.halfWidth * height
        return [
          .text(spread.group), .number(self.place(spread) - half), .number(self.place(spread) + half), .number(value),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    var mark = Mark(.area, color: OkabeIto.skyBlue, opacity: 0.35)
    mark.orient = "horizontal"
    var left = across("from")
    left.isStacked = false
    return PlotLayer(
      mark, [.x: left, .x2: .end("to"), .y: at("y"), .detail: .category("group")],
      data: PlotTable(["group", "from", "to", "y"], rows))
  }

  private var whiskers: PlotLayer {
    PlotLayer(
      Mark(.rule, color: OkabeIto.blue, strokeWidth: 1.2), [.x: x, .y: at("low"), .y2: .end("high")],
      data: PlotTable(
        ["x", "low", "high"], spreads.map { [.number(place($0)), .number($0.p5), .number($0.p95)] }))
  }

  private var boxes: PlotLayer? {
    let rows = spreads.compactMap { spread -> [PlotValue]? in
      guard let low = spread.p25, let high = spread.p75 else { return nil }
      let x = place(spread)
      return [.number(x - 0.12), .number(x + 0.12), .number(low), .number(high)]
    }
    guard !rows.isEmpty else { return nil }
    return PlotLayer(
      Mark(.rect, color: OkabeIto.blue, opacity: 0.55),
      [.x: across("from"), .x2: .end("to"), .y: at("low"), .y2: .end("high")],
      data: PlotTable(["from", "to", "low", "high"], rows))
  }

  private var medians: PlotLayer {
    PlotLayer(
      Mark(.rule, color: OkabeIto.vermilion, strokeWidth: 2.5),
      [.x: across("from"), .x2: .end("to"), .y: at("median")],
      data: PlotTable(
        ["from", "to", "median"],
        spreads.map { [.number(place($0) - 0.12), .number(place($0) + 0.12), .number($0.median)] }))
  }

  private var points: PlotLayer? {
    let rows = spreads.flatMap { spread -> [[PlotValue]] in
      let density = density(spread)
      return shown(spread).prefix(Self.pointLimit).enumerated().map { number, value in
        // Places across the shape: a low-discrepancy sequence, so that equal values do not hide one another.
        let share = (Double(number) * 0.618033988749895).truncatingRemainder(dividingBy: 1) - 0.5
        let height = density?.height(at: isLogarithmic ? log(value) : value) ?? 0.5
        return [.number(place(spread) + 2 * Self.halfWidth * 0.85 * share * height), .number(value)]
      }
    }
    guard !rows.isEmpty else { return nil }
    return PlotLayer(
      Mark(.point, color: OkabeIto.black, filled: true, size: 7, opacity: rows.count > 400 ? 0.3 : 0.6),
      [.x: x, .y: at("y")], data: PlotTable(["x", "y"], rows))
  }
}
