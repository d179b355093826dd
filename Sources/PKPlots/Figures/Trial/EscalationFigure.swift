/// A dose escalation as it went: the level of each patient in order of entry, with what happened, and who comes next.
public struct EscalationFigure: Sendable {
  /// What happened to a patient.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// No dose-limiting toxicity.
    case none = "no DLT"
    /// An event that ends an accelerated phase, and is no DLT.
    case moderate = "moderate event"
    /// A dose-limiting toxicity.
    case toxicity = "DLT"
    /// The patient could not be evaluated.
    case notEvaluable = "not evaluable"
    /// The patient is still to come.
    case planned = "next"
  }

  /// A patient.
  public struct Patient: Hashable, Sendable {
    /// The cohort from 1, the level's place from 0, and what happened.
    public var cohort: Int, level: Int, outcome: Outcome

    /// A patient.
    public init(cohort: Int, level: Int, outcome: Outcome) {
      (self.cohort, self.level, self.outcome) = (cohort, level, outcome)
    }
  }

  /// The patients in order, and the names of the levels from the lowest.
  public var patients: [Patient], levels: [String]
  /// What is recommended: a dose, or the next step.
  public var recommended: String?
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of patients.
  public init(_ patients: [Patient], levels: [String], recommended: String?, caption: FigureCaption) {
    (self.patients, self.levels, self.recommended, self.caption) = (patients, levels, recommended, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let treated = patients.filter { $0.outcome != .planned }
    var caption = caption
    if let recommended { caption.notes.append("Recommended: \(recommended).") }
    let data = PlotTable(["patient", "level", "outcome", "cohort"], patients.enumerated().map(row))
    return PlotSpec(
      kind: "escalation", title: "Dose escalation",
      summary: "\(treated.count) patient\(treated.count == 1 ? "" : "s") in "
        + "\(Set(treated.map(\.cohort)).count) cohorts; "
        + "\(treated.count { $0.outcome == .toxicity }) with dose-limiting toxicity."
        + (recommended.map { " Recommended: \($0)." } ?? ""),
      caption: caption.lines, data: data,
      panels: [
        PlotPanel(
          width: max(300, min(700, Double(patients.count) * 32)), height: max(120, Double(levels.count) * 30),
          layers: layers)
      ], columns: 1)
  }

  private func row(_ index: Int, _ patient: Patient) -> [PlotValue] {
    let name = levels.indices.contains(patient.level) ? levels[patient.level] : "\(patient.level + 1)"
    return [
      .number(Double(index + 1)), .text(name), .text(patient.outcome.rawValue), .number(Double(patient.cohort)),
    ]
  }

  private var layers: [PlotLayer] {
    var ticks = GuideProperties()
    (ticks.format, ticks.tickMinStep, ticks.grid) = ("d", 1, false)
    let range = PlotScale(domain: [0.5, .number(Double(max(patients.count, 3)) + 0.5)], nice: false)
    let x = Channel.number("patient", "Patient in order of entry", scale: range, axis: .shown(ticks))
    let domain = PlotScale(domain: levels.reversed().map { .text($0) })
    var lines = GuideProperties()
    lines.grid = true
    let y = Channel.category(
      "level", "Dose level", sort: levels.reversed(), scale: domain, axis: .shown(lines))
    let known = Outcome.allCases.filter { outcome in
      outcome == .none || outcome == .toxicity || patients.contains { $0.outcome == outcome }
    }
    let looks: [Outcome: (color: String, shape: String)] = [
      .none: (OkabeIto.blue, "circle"), .moderate: (OkabeIto.orange, "triangle-up"),
      .toxicity: (OkabeIto.vermilion, "cross"), .notEvaluable: (OkabeIto.gray, "diamond"),
      .planned: ("#C8C8C8", "square"),
    ]
    let names = known.map(\.rawValue)
    return [
      PlotLayer(
        Mark(.line, color: OkabeIto.gray, strokeWidth: 1, interpolate: "step-after"),
        [.x: x, .y: y, .order: .number("patient")]),
      PlotLayer(
        Mark(.point, filled: true, size: 90, opacity: 1),
        [
          .x: x, .y: y,
          .color: .category(
            "outcome", "Outcome", scale: .colors(names, known.map { looks[$0]?.color ?? OkabeIto.black })),
          .shape: .category("outcome", "Outcome", scale: .colors(names, known.map { looks[$0]?.shape ?? "circle" })),
        ]),
    ]
  }
}
