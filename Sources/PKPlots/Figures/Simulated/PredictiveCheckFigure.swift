/// A visual predictive check: observed percentiles within the intervals of the simulated ones.
public struct PredictiveCheckFigure: Sendable {
  /// A statistic of a bin; nil where it lies below the limit of quantification.
  public struct Interval: Hashable, Sendable {
    /// Of the data, and the simulated interval with its median.
    public var observed: Double?, lower: Double?, median: Double?, upper: Double?

    /// An interval.
    public init(observed: Double?, lower: Double?, median: Double?, upper: Double?) {
      (self.observed, self.lower, self.median, self.upper) = (observed, lower, median, upper)
    }
  }

  /// A bin.
  public struct Bin: Hashable, Sendable {
    /// Its edges, the middle of its abscissas, and how many values it has.
    public var lower: Double, upper: Double, middle: Double, count: Int
    /// The percentiles in order, and the share below the limit.
    public var percentiles: [Interval], belowLimit: Interval

    /// A bin.
    public init(
      lower: Double, upper: Double, middle: Double, count: Int, percentiles: [Interval], belowLimit: Interval
    ) {
      (self.lower, self.upper, self.middle, self.count) = (lower, upper, middle, count)
      (self.percentiles, self.belowLimit) = (percentiles, belowLimit)
    }
  }

  /// An output in a stratum.
  public struct Panel: Hashable, Sendable {
    /// What stands above it, the output, its unit, and the limit of quantification.
    public var title: String?, output: String, unit: String, limit: Double?
    /// The bins, and the values as (x, y).
    public var bins: [Bin], points: [IndividualFitsFigure.Point]

    /// A panel.
    public init(
      title: String?, output: String, unit: String, limit: Double?, bins: [Bin], points: [IndividualFitsFigure.Point]
    ) {
      (self.title, self.output, self.unit, self.limit) = (title, output, unit, limit)
      (self.bins, self.points) = (bins, points)
    }
  }

  /// The panels.
  public var panels: [Panel]
  /// The percentiles, as shares, and the level of the intervals.
  public var percentiles: [Double], level: Double
  /// What is on the abscissa, and its unit.
  public var abscissa: String, unit: String?
  /// Whether values are corrected, and whether they are on a logarithmic axis.
  public var isPredictionCorrected: Bool, isLogarithmic: Bool
  /// Whether every value is shown.
  public var showsPoints = true
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of panels.
  public init(
    _ panels: [Panel], percentiles: [Double], level: Double, abscissa: String, unit: String?,
    isPredictionCorrected: Bool, isLogarithmic: Bool, caption: FigureCaption
  ) {
    (self.panels, self.percentiles, self.level) = (panels, percentiles, level)
    (self.abscissa, self.unit) = (abscissa, unit)
    (self.isPredictionCorrected, self.isLogarithmic) = (isPredictionCorrected, isLogarithmic)
    self.caption = caption
  }

  /// The figure.
  public var spec: PlotSpec {
    let title = isPredictionCorrected ? "Prediction-corrected visual predictive check" : "Visual predictive check"
    var caption = caption
    let shares = percentiles.map { Self.name($0) }.joined(separator: ", ")
    caption.notes.append(
      "Points: observations. Lines: observed percentiles (\(shares)); shaded: \(Self.percent(level)) % intervals of the "
        + "same percentiles over the simulated data sets. Ticks: edges of bins.")
    let values = panels.map { valuePanel($0) }
    let censored = panels.contains { $0.limit != nil } ? panels.map { limitPanel($0) } : []
    let columns = min(panels.count, panels.count == 4 ? 2 : 3)
    return PlotSpec(
      kind: isPredictionCorrected ? "pcvpc" : "vpc", title: title, summary: summary(title), caption: caption.lines,
      panels: values + censored, columns: max(columns, 1), table: table)
  }

  private func summary(_ title: String) -> String {
    let all = panels.flatMap(\.bins).flatMap(\.percentiles)
    let outside = all.count { interval in
      guard let observed = interval.observed, let lower = interval.lower, let upper = interval.upper else {
        return false
      }
      return observed < lower || observed > upper
    }
    return "\(title) of \(panels.count) panel\(panels.count == 1 ? "" : "s"): "
      + "\(outside) of \(all.count) observed percentiles lie outside their intervals."
  }

  private var table: PlotTable {
    var columns = ["panel", "bin from", "bin to", "n"]
    for share in percentiles { columns += ["", " lower", " median", " upper"].map { Self.name(share) + $0 } }
    return PlotTable(
      columns,
      panels.flatMap { panel in
        panel.bins.map { bin in
          [.text(panel.title ?? panel.output), .number(bin.lower), .number(bin.upper), .number(Double(bin.count))]
            + bin.percentiles.flatMap { [$0.observed, $0.lower, $0.median, $0.upper].map { .number($0 ?? .nan) } }
        }
      })
  }

  static func name(_ share: Double) -> String {
    let text = percent(share)
    let ending =
      text.hasSuffix("11") || text.hasSuffix("12") || text.hasSuffix("13") || text.contains(".")
      ? "th" : text.hasSuffix("1") ? "st" : text.hasSuffix("2") ? "nd" : text.hasSuffix("3") ? "rd" : "th"
    return text + ending
  }

  static func percent(_ share: Double) -> String {
    let value = (share * 1000).rounded() / 10
    return value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}
