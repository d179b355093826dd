/// What each subject adds to the objective function, those that stand out by name.
public struct ContributionFigure: Sendable {
  /// A subject.
  public struct Subject: Hashable, Sendable {
    /// Its identifier, its contribution per observation, and whether it stands out.
    public var id: String, value: Double, isOutlying: Bool

    /// A subject.
    public init(id: String, value: Double, isOutlying: Bool) {
      (self.id, self.value, self.isOutlying) = (id, value, isOutlying)
    }
  }

  /// The subjects.
  public var subjects: [Subject]
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of subjects.
  public init(_ subjects: [Subject], caption: FigureCaption) { (self.subjects, self.caption) = (subjects, caption) }

  /// The figure.
  public var spec: PlotSpec {
    let sorted = subjects.filter { $0.value.isFinite }.sorted { $0.value < $1.value }
    let kinds = ["within the others", "stands out"]
    let data = PlotTable(
      ["rank", "value", "id", "kind"],
      sorted.enumerated().map { rank, subject in
        [
          .number(Double(rank + 1)), .number(subject.value), .text(subject.id),
          .text(kinds[subject.isOutlying ? 1 : 0]),
        ]
      })
    let (x, y) = ("Rank of the subject", "OFV per observation")
    var label = Mark(.text, color: OkabeIto.vermilion)
    (label.align, label.dx, label.fontSize) = ("right", -6, 9)
    let color = PlotScale.colors(kinds, [OkabeIto.blue, OkabeIto.vermilion])
    let shape = PlotScale.colors(kinds, ["circle", "diamond"])
    var layers = [
      PlotLayer(
        Mark(.point, filled: true, size: 36),
        [
          .x: .number("rank", x), .y: .number("value", y, scale: PlotScale(zero: false)),
          .color: .category("kind", "Subject", scale: color), .shape: .category("kind", "Subject", scale: shape),
        ])
    ]
    // Without one of them the layer would have no row.
    if sorted.contains(where: \.isOutlying) {
      layers.append(
        PlotLayer(
          label, [.x: .number("rank", x), .y: .number("value", y), .text: Channel(field: "id")],
          transform: [.filter("kind", equals: .text(kinds[1]))]))
    }
    return PlotSpec(
      kind: "influence", title: "Contributions to the objective function",
      summary: "OFV per observation of \(sorted.count) subjects; outlying: "
        + (sorted.filter(\.isOutlying).map(\.id).joined(separator: ", ").nilIfEmpty ?? "none") + ".",
      caption: caption.lines, data: data,
      panels: [
        PlotPanel(width: 520, height: 240, layers: layers)
      ], columns: 1)
  }
}

extension String {
  fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
