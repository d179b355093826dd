extension PredictiveCheckFigure {
  private var groups: [String] { percentiles.map { Self.name($0) + " percentile" } }

  /// The outermost percentiles share a colour, the middle one has its own.
  private static func color(_ share: Double) -> String { share == 0.5 ? OkabeIto.vermilion : OkabeIto.blue }

  private var colors: PlotScale { .colors(groups, percentiles.map(Self.color)) }

  private var dashes: PlotScale {
    PlotScale(
      domain: groups.map { .text($0) },
      range: percentiles.map { $0 == 0.5 ? .dashes([1, 0]) : $0 < 0.5 ? .dashes([6, 3]) : .dashes([2, 2]) })
  }

  private var x: String { AxisTitle.text(abscissa, unit) }

  /// Observations, observed percentiles and the intervals of the simulated ones.
  func valuePanel(_ panel: Panel) -> PlotPanel {
    let name = isPredictionCorrected ? "Prediction-corrected \(panel.output)" : panel.output
    let y = AxisTitle.text(name, panel.unit)
    let scale = PlotScale.axis(isLogarithmic: isLogarithmic, zero: !isLogarithmic)
    let isDrawable = { (value: Double?) in value.map { !self.isLogarithmic || $0 > 0 } ?? false }
    var layers: [PlotLayer] = []
    for index in groups.indices {
      let rows = panel.bins.compactMap { bin -> [PlotValue]? in
        let interval = bin.percentiles[index]
        guard let upper = interval.upper, isDrawable(upper) else { return nil }
        // An interval that reaches below the limit of quantification is cut there.
        let lower = isDrawable(interval.lower) ? interval.lower : panel.limit
        return [.number(bin.middle), .number(lower ?? .nan), .number(upper)]
      }
      layers.append(
        PlotLayer(
          Mark(.area, color: Self.color(percentiles[index]), opacity: 0.22),
          [.x: .number("x", x), .y: .number("lower", y, scale: scale), .y2: .end("upper")],
          data: PlotTable(["x", "lower", "upper"], rows)))
    }
    layers += pointLayers(panel, y: y, scale: scale)
    for (index, group) in groups.enumerated() {
      let rows = panel.bins.filter { isDrawable($0.percentiles[index].observed) }.map { bin -> [PlotValue] in
        [.number(bin.middle), .number(bin.percentiles[index].observed ?? .nan), .text(group)]
      }
      layers.append(
        PlotLayer(
          Mark(.line, strokeWidth: 1.8),
          [
            .x: .number("x", x), .y: .number("y", y, scale: scale), .color: .category("group", "", scale: colors),
            .strokeDash: .category("group", "", scale: dashes),
          ], data: PlotTable(["x", "y", "group"], rows)))
    }
    if let limit = panel.limit { layers += ReferenceLine.limit(limit, y: y) }
    layers.append(edges(panel))
    return PlotPanel(title: panel.title, width: width, height: 260, layers: layers)
  }

  private var width: Double { panels.count == 1 ? 480 : panels.count == 2 ? 360 : 260 }

  private func pointLayers(_ panel: Panel, y: String, scale: PlotScale) -> [PlotLayer] {
    guard showsPoints else { return [] }
    func layer(_ points: [IndividualFitsFigure.Point], _ mark: Mark) -> PlotLayer {
      PlotLayer(
        mark, [.x: .number("x", x), .y: .number("y", y, scale: scale)],
        data: PlotTable(
          ["x", "y"], points.filter { !isLogarithmic || $0.y > 0 }.map { [.number($0.x), .number($0.y)] }))
    }
    let opacity = panel.points.count > 1000 ? 0.18 : 0.5
    var layers = [
      layer(
        panel.points.filter { !$0.isBelowLimit },
        Mark(.point, color: OkabeIto.black, filled: false, size: 10, opacity: opacity, strokeWidth: 0.8))
    ]
    let below = panel.points.filter(\.isBelowLimit)
    if !below.isEmpty {
      layers.append(
        layer(below, Mark(.point, color: OkabeIto.purple, shape: "triangle-down", size: 10, opacity: opacity)))
    }
    return layers
  }

  /// Small ticks at the edges of the bins, along the lower axis.
  private func edges(_ panel: Panel) -> PlotLayer {
    var mark = Mark(.tick, color: OkabeIto.gray)
    (mark.size, mark.thickness) = (8, 1)
    let edges = panel.bins.map(\.lower) + (panel.bins.last.map { [$0.upper] } ?? [])
    return PlotLayer(
      mark, [.x: .number("x", x), .y: Channel(value: .number(256))],
      data: PlotTable(["x"], edges.map { [.number($0)] }))
  }

  /// The share of values below the limit of quantification.
  func limitPanel(_ panel: Panel) -> PlotPanel {
    let y = "Below LLOQ (%)"
    let rows = panel.bins.filter { $0.count > 0 }.map { bin -> [PlotValue] in
      let own = bin.belowLimit
      return [.number(bin.middle)]
        + [own.lower, own.upper, own.observed, own.median].map { .number(100 * ($0 ?? .nan)) }
    }
    let data = PlotTable(["x", "lower", "upper", "observed", "median"], rows)
    let place: [PlotLayer.Place: Channel] = [.x: .number("x", x)]
    func with(_ y: Channel, _ rest: [PlotLayer.Place: Channel] = [:]) -> [PlotLayer.Place: Channel] {
      place.merging(rest.merging([.y: y]) { first, _ in first }) { first, _ in first }
    }
    return PlotPanel(
      title: [panel.title, "below LLOQ"].compactMap(\.self).joined(separator: ", "), width: width, height: 120,
      data: data,
      layers: [
        PlotLayer(
          Mark(.area, color: OkabeIto.green, opacity: 0.25), with(.number("lower", y), [.y2: .end("upper")])),
        PlotLayer(Mark(.line, color: OkabeIto.green, strokeDash: [5, 3]), with(.number("median", y))),
        PlotLayer(Mark(.line, color: OkabeIto.black, strokeWidth: 1.8), with(.number("observed", y))),
        PlotLayer(
          Mark(.point, color: OkabeIto.black, filled: true, size: 22), with(.number("observed", y))),
      ])
  }
}
