import Glibc

/// The terminal phase of each profile: the samples that the line was drawn through, and the line.
public struct TerminalFitsFigure: Sendable {
  /// A profile.
  public struct Profile: Hashable, Sendable {
    /// What stands above it.
    public var title: String
    /// The samples, and which of them the line was drawn through.
    public var samples: [IndividualFitsFigure.Point], used: Set<Double>
    /// λz, and the intercept of the line at time 0; nil without a fit.
    public var lambdaZ: Double?, intercept: Double?
    /// Adjusted R², or why there is none.
    public var note: String

    /// A profile.
    public init(
      title: String, samples: [IndividualFitsFigure.Point], used: Set<Double>, lambdaZ: Double?, intercept: Double?,
      note: String
    ) {
      (self.title, self.samples, self.used) = (title, samples, used)
      (self.lambdaZ, self.intercept, self.note) = (lambdaZ, intercept, note)
    }
  }

  /// The profiles.
  public var profiles: [Profile]
  /// What is measured, and the units.
  public var analyte: String, timeUnit: String?, unit: String?
  /// How many panels a page has.
  public var perPage = 12
  /// What stands below.
  public var caption: FigureCaption

  private static let kinds = ["used for λz", "not used"]

  /// A figure of profiles.
  public init(_ profiles: [Profile], analyte: String, timeUnit: String?, unit: String?, caption: FigureCaption) {
    (self.profiles, self.analyte, self.timeUnit, self.unit) = (profiles, analyte, timeUnit, unit)
    self.caption = caption
  }

  /// The pages.
  public var pages: [PlotSpec] {
    let count = (profiles.count + perPage - 1) / perPage
    return (0..<count).map { page in
      let own = profiles[(page * perPage)..<min((page + 1) * perPage, profiles.count)]
      let number = count > 1 ? ", page \(page + 1) of \(count)" : ""
      return PlotSpec(
        kind: "lambda-z", title: "Terminal phase (λz)\(number)",
        summary: own.map { "\($0.title): \($0.note)" }.joined(separator: "; "), caption: caption.lines,
        panels: own.map(panel), columns: 4,
        table: PlotTable(
          ["profile", "lambda z", "note"], own.map { [.text($0.title), .number($0.lambdaZ ?? .nan), .text($0.note)] }))
    }
  }

  private func panel(_ profile: Profile) -> PlotPanel {
    let (x, y) = (AxisTitle.text("Time", timeUnit), AxisTitle.text(analyte, unit))
    let scale = PlotScale.axis(isLogarithmic: true)
    let rows = profile.samples.filter { $0.y > 0 }.map { sample -> [PlotValue] in
      [.number(sample.x), .number(sample.y), .text(Self.kinds[profile.used.contains(sample.x) ? 0 : 1])]
    }
    let place: [PlotLayer.Place: Channel] = [.x: .number("x", x), .y: .number("y", y, scale: scale)]
    let color = PlotScale.colors(Self.kinds, [OkabeIto.vermilion, OkabeIto.black])
    let shape = PlotScale.colors(Self.kinds, ["circle", "cross"])
    var layers = [
      PlotLayer(
        Mark(.point, filled: true, size: 26),
        place.merging([
          .color: .category("kind", "Sample", scale: color), .shape: .category("kind", "Sample", scale: shape),
        ]) { first, _ in first }, data: PlotTable(["x", "y", "kind"], rows))
    ]
    if let lambda = profile.lambdaZ, let intercept = profile.intercept, let first = profile.used.min(),
      let last = profile.used.max()
    {
      layers.append(
        PlotLayer(
          Mark(.line, color: OkabeIto.vermilion, strokeWidth: 1.5), place,
          data: PlotTable(
            ["x", "y"], [first, last].map { [.number($0), .number(exp(intercept - lambda * $0))] })))
    }
    return PlotPanel(title: "\(profile.title): \(profile.note)", width: 165, height: 125, layers: layers)
  }
}
