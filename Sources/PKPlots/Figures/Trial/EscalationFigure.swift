/// A dose escalation as it went: the level of each cohort in order, patients with and without toxicity.
public struct EscalationFigure: Sendable {
  /// A patient.
  public struct Patient: Hashable, Sendable {
    /// The cohort from 1, the level's place from 0, and whether a dose-limiting toxicity happened.
    public var cohort: Int, level: Int, hasToxicity: Bool

    /// A patient.
    public init(cohort: Int, level: Int, hasToxicity: Bool) {
      (self.cohort, self.level, self.hasToxicity) = (cohort, level, hasToxicity)
    }
  }

  /// The patients in order, and the names of the levels from the lowest.
  public var patients: [Patient], levels: [String]
  /// The level recommended at the end.
  public var recommended: String?
  /// What stands below.
  public var caption: FigureCaption

  private static let kinds = ["no DLT", "DLT"]

  /// A figure of patients.
  public init(_ patients: [Patient], levels: [String], recommended: String?, caption: FigureCaption) {
    (self.patients, self.levels, self.recommended, self.caption) = (patients, levels, recommended, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    var caption = caption
    if let recommended { caption.notes.append("Recommended dose: \(recommended).") }
    let name = { (level: Int) in levels.indices.contains(level) ? levels[level] : "\(level + 1)" }
    let data = PlotTable(
      ["patient", "level", "outcome", "cohort"],
      patients.enumerated().map { index, patient in
        [
          .number(Double(index + 1)), .text(name(patient.level)), .text(Self.kinds[patient.hasToxicity ? 1 : 0]),
          .number(Double(patient.cohort)),
        ]
      })
    var ticks = GuideProperties()
    (ticks.format, ticks.tickMinStep) = ("d", 1)
    let range = PlotScale(domain: [.number(0.5), .number(Double(patients.count) + 0.5)], nice: false)
    let x = Channel.number("patient", "Patient in order of entry", scale: range, axis: .shown(ticks))
    let y = Channel.category("level", "Dose level", sort: levels.reversed(), scale: domain)
    let color = PlotScale.colors(Self.kinds, [OkabeIto.blue, OkabeIto.vermilion])
    let shape = PlotScale.colors(Self.kinds, ["circle", "cross"])
    return PlotSpec(
      kind: "escalation", title: "Dose escalation",
      summary: "\(patients.count) patients in \(Set(patients.map(\.cohort)).count) cohorts; "
        + "\(patients.count { $0.hasToxicity }) with dose-limiting toxicity.",
      caption: caption.lines, data: data,
      panels: [
        PlotPanel(
          width: 540, height: max(120, Double(levels.count) * 36),
          layers: [
            PlotLayer(
              Mark(.line, color: OkabeIto.gray, strokeWidth: 1, interpolate: "step-after"),
              [.x: x, .y: y, .order: .number("patient")]),
            PlotLayer(
              Mark(.point, filled: true, size: 70),
              [
                .x: x, .y: y, .color: .category("outcome", "Outcome", scale: color),
                .shape: .category("outcome", "Outcome", scale: shape),
              ]),
          ])
      ], columns: 1)
  }

  private var domain: PlotScale { PlotScale(domain: levels.reversed().map { .text($0) }) }
}
