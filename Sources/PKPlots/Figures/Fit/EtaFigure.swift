import Glibc

/// Individual random effects: how each is distributed, and how they go together.
public struct EtaFigure: Sendable {
  /// A random effect.
  public struct Effect: Hashable, Sendable {
    /// Its name, the individual estimates, and the model's standard deviation ω.
    public var name: String, values: [Double], omega: Double
    /// What the tests say, in a short text.
    public var note: String

    /// An effect.
    public init(name: String, values: [Double], omega: Double, note: String = "") {
      (self.name, self.values, self.omega, self.note) = (name, values, omega, note)
    }
  }

  /// The effects.
  public var effects: [Effect]
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of effects.
  public init(_ effects: [Effect], caption: FigureCaption) { (self.effects, self.caption) = (effects, caption) }

  /// Histogram with the model's density, and normal quantiles, for each effect.
  public var distributions: PlotSpec {
    var caption = caption
    caption.notes.append("Curve and line: the model's normal distribution with variance ω².")
    return PlotSpec(
      kind: "eta", title: "Random effects (η)",
      summary: "Distributions of the individual estimates of \(effects.map(\.name).joined(separator: ", ")).",
      caption: caption.lines, panels: effects.flatMap { [histogram($0), quantiles($0)] }, columns: 4,
      table: PlotTable(["eta", "value"], effects.flatMap { e in e.values.map { [.text(e.name), .number($0)] } }))
  }

  /// Each pair of effects against one another.
  public var pairs: PlotSpec {
    var panels: [PlotPanel] = []
    for (index, y) in effects.enumerated() {
      for x in effects.prefix(index) { panels.append(pair(x, y)) }
    }
    return PlotSpec(
      kind: "eta-pairs", title: "Random effects against one another",
      summary: "\(panels.count) pairs of random effects.", caption: caption.lines, panels: panels,
      columns: min(3, max(panels.count, 1)))
  }

  private func histogram(_ effect: Effect) -> PlotPanel {
    let (bars, width) = Histogram.density(effect.values)
    let x = "η(\(effect.name))"
    let reach = max(3 * effect.omega, effect.values.map(\.magnitude).max() ?? 0)
    let curve = (0...80).map { step -> [PlotValue] in
      let at = reach * (Double(step) / 40 - 1)
      return [.number(at), .number(Histogram.normalDensity(at, deviation: effect.omega))]
    }
    var layers = [
      PlotLayer(
        Mark(.rect, color: OkabeIto.skyBlue, opacity: 0.8),
        [.x: .number("from", x), .x2: .end("to"), .y: .number("density", "Density"), .y2: .constant(0)],
        data: PlotTable(
          ["from", "to", "density"], bars.map { [.number($0.from), .number($0.from + width), .number($0.density)] }))
    ]
    if effect.omega > 0 {
      layers.append(
        PlotLayer(
          Mark(.line, color: OkabeIto.vermilion, strokeWidth: 2),
          [.x: .number("x", x), .y: .number("density", "Density")], data: PlotTable(["x", "density"], curve)))
    }
    return PlotPanel(title: effect.name + (effect.note.isEmpty ? "" : ": \(effect.note)"), width: 165, layers: layers)
  }

  private func quantiles(_ effect: Effect) -> PlotPanel {
    let sorted = effect.values.sorted()
    let points = sorted.enumerated().map { index, value -> [PlotValue] in
      [.number(Histogram.normalQuantile((Double(index) + 0.5) / Double(sorted.count))), .number(value)]
    }
    let (x, y) = ("Normal quantile", "η(\(effect.name))")
    let ends: [[PlotValue]] = [-2.5, 2.5].map { [.number($0), .number($0 * effect.omega)] }
    return PlotPanel(
      title: "Q–Q", width: 165,
      layers: [
        PlotLayer(
          Mark(.line, color: OkabeIto.vermilion), [.x: .number("x", x), .y: .number("y", y)],
          data: PlotTable(["x", "y"], ends)),
        PlotLayer(
          Mark(.point, color: OkabeIto.black, size: 18, strokeWidth: 1), [.x: .number("x", x), .y: .number("y", y)],
          data: PlotTable(["x", "y"], points)),
      ])
  }

  private func pair(_ x: Effect, _ y: Effect) -> PlotPanel {
    PlotPanel(
      width: 200, height: 180,
      data: PlotTable(["x", "y"], zip(x.values, y.values).map { [.number($0), .number($1)] }),
      layers: [
        PlotLayer(
          Mark(.point, color: OkabeIto.black, size: 18, opacity: 0.75, strokeWidth: 1),
          [.x: .number("x", "η(\(x.name))"), .y: .number("y", "η(\(y.name))")])
      ])
  }
}

/// What histograms and normal curves are made of.
enum Histogram {
  /// Bars of equal width whose areas sum to 1; about 2·∛n of them (Rice's rule).
  static func density(_ values: [Double]) -> (bars: [(from: Double, density: Double)], width: Double) {
    let known = values.filter(\.isFinite)
    guard let range = known.extent(), range.lowerBound < range.upperBound else {
      return (known.first.map { [($0 - 0.5, 1)] } ?? [], 1)
    }
    let count = max(5, min(30, Int((2 * cbrt(Double(known.count))).rounded(.up))))
    let width = (range.upperBound - range.lowerBound) / Double(count)
    var counts = [Int](repeating: 0, count: count)
    for value in known { counts[min(Int((value - range.lowerBound) / width), count - 1)] += 1 }
    let bars = counts.enumerated().map { index, n in
      (range.lowerBound + Double(index) * width, Double(n) / (Double(known.count) * width))
    }
    return (bars, width)
  }

  static func normalDensity(_ x: Double, deviation: Double) -> Double {
    let z = x / deviation
    return exp(-z * z / 2) / (deviation * (2 * Double.pi).squareRoot())
  }

  /// The standard normal quantile for drawing: bisection of erfc to 10⁻⁹.
  static func normalQuantile(_ p: Double) -> Double {
    var (low, high) = (-9.0, 9.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
