/// Operating characteristics of dose-escalation designs by level: truth, selection as MTD, patients, toxicities.
public struct CharacteristicsFigure: Sendable {
  /// A number with its Monte-Carlo standard error, and the exact value where a design can be enumerated.
  public struct Number: Hashable, Sendable {
    /// The value, its standard error, and the exact value.
    public var value: Double, error: Double, exact: Double?

    /// A number.
    public init(value: Double, error: Double, exact: Double? = nil) {
      (self.value, self.error, self.exact) = (value, error, exact)
    }
  }

  /// A level of a scenario or a design.
  public struct Level: Hashable, Sendable {
    /// The scenario or design, and the dose; the dose is `none` for trials that select nothing.
    public var group: String, dose: String
    /// The true probability of a DLT, as a share; nil where there is none.
    public var truth: Double?
    /// The share of trials that select the level, and mean patients and DLTs; nil where there are none.
    public var selected: Number, patients: Number?, dlts: Number?

    /// A level.
    public init(group: String, dose: String, truth: Double?, selected: Number, patients: Number?, dlts: Number?) {
      (self.group, self.dose, self.truth) = (group, dose, truth)
      (self.selected, self.patients, self.dlts) = (selected, patients, dlts)
    }
  }

  /// The levels from the lowest.
  public var levels: [Level]
  /// What the groups are: scenarios, or designs.
  public var group: String
  /// The probabilities of a DLT that are acceptable at an MTD.
  public var acceptable: ClosedRange<Double>?
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of levels.
  public init(_ levels: [Level], group: String, acceptable: ClosedRange<Double>?, caption: FigureCaption) {
    (self.levels, self.group, self.acceptable, self.caption) = (levels, group, acceptable, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    var caption = caption
    let hasExact = levels.contains { $0.selected.exact != nil }
    caption.notes.append(
      "Bars: mean of the simulated trials; lines: ± 1.96 Monte-Carlo standard errors"
        + (hasExact ? "; diamonds: exact values by enumeration of the design" : "")
        + (acceptable == nil ? "." : "; green: probabilities of a DLT that are acceptable at the MTD."))
    return PlotSpec(
      kind: "characteristics", title: "Operating characteristics", summary: summary, caption: caption.lines,
      panels: [
        truthPanel, panel("Selected as MTD", "Trials that select the level (%)", scale: 100) { $0.selected },
        panel("Patients", "Patients per trial") { $0.patients },
        panel("Dose-limiting toxicities", "DLTs per trial") { $0.dlts },
      ].compactMap(\.self), columns: 2, table: table)
  }

  private var groups: [String] { ExposureFigure.distinct(levels.map(\.group)) }
  private var doses: [String] { ExposureFigure.distinct(levels.map(\.dose)) }

  private var summary: String {
    groups.map { group in
      let own = levels.filter { $0.group == group }
      let best = own.max { $0.selected.value < $1.selected.value }
      let patients = own.compactMap(\.patients?.value).reduce(0, +)
      return (groups.count > 1 ? "\(group): " : "") + "selected most often: \(best?.dose ?? "none") "
        + "(\(Digits.text(100 * (best?.selected.value ?? 0))) % of trials), \(Digits.text(patients)) patients a trial"
    }.joined(separator: "; ") + "."
  }

  private var x: Channel {
    .category("dose", "Dose level", sort: doses, axis: .shown(.names(doses, width: width)))
  }

  private var style: GroupStyle { GroupStyle(groups, title: group) }

  private var truthPanel: PlotPanel? {
    let rows = levels.compactMap { level in
      level.truth.map { [PlotValue.text(level.dose), .text(level.group), .number(100 * $0)] }
    }
    guard !rows.isEmpty else { return nil }
    let title = "True probability of a DLT (%)"
    var layers: [PlotLayer] = []
    if let acceptable {
      layers.append(
        PlotLayer(
          Mark(.rect, color: OkabeIto.green, opacity: 0.15), [.y: .number("from", title), .y2: .end("to")],
          data: PlotTable(
            ["from", "to"], [[.number(100 * acceptable.lowerBound), .number(100 * acceptable.upperBound)]])))
    }
    layers += style.lines([.x: x, .y: .number("value", title)])
    layers.append(
      PlotLayer(
        Mark(.point, filled: true, size: 45, opacity: 1),
        [.x: x, .y: .number("value", title), .color: style.color(), .shape: style.shape()]))
    return PlotPanel(
      title: "Truth", width: width, height: 190, data: PlotTable(["dose", "group", "value"], rows), layers: layers)
  }

  private var width: Double { max(240, Double(doses.count * (groups.count * 12 + 16))) }

  private func panel(
    _ title: String, _ y: String, scale: Double = 1, _ number: (Level) -> Number?
  ) -> PlotPanel? {
    let rows = levels.compactMap { level -> [PlotValue]? in
      guard let own = number(level) else { return nil }
      let half = 1.96 * own.error
      return [
        .text(level.dose), .text(level.group), .number(scale * own.value),
        .number(scale * max(0, own.value - half)), .number(scale * (own.value + half)),
        .number(scale * (own.exact ?? .nan)),
      ]
    }
    guard !rows.isEmpty else { return nil }
    let common: [PlotLayer.Place: Channel] = [.x: x, .xOffset: .category("group", nil, sort: groups)]
    func with(_ more: [PlotLayer.Place: Channel]) -> [PlotLayer.Place: Channel] {
      common.merging(more) { first, _ in first }
    }
    return PlotPanel(
      title: title, width: width, height: 190,
      data: PlotTable(["dose", "group", "value", "lower", "upper", "exact"], rows),
      layers: [
        PlotLayer(Mark(.bar, opacity: 0.75), with([.y: .number("value", y), .color: style.color()])),
        PlotLayer(
          Mark(.rule, color: OkabeIto.black, strokeWidth: 1.2),
          with([.y: .number("lower", y), .y2: .end("upper")])),
        PlotLayer(
          Mark(.point, color: OkabeIto.black, shape: "diamond", filled: false, size: 40, strokeWidth: 1.2),
          with([.y: .number("exact", y)])),
      ])
  }

  private var table: PlotTable {
    PlotTable(
      [
        group.lowercased(), "dose", "P(DLT) %", "selected %", "standard error", "exact %", "patients",
        "standard error of patients", "DLTs", "standard error of DLTs",
      ],
      levels.map { level in
        let numbers = [
          level.truth.map { 100 * $0 }, 100 * level.selected.value, 100 * level.selected.error,
          level.selected.exact.map { 100 * $0 }, level.patients?.value, level.patients?.error, level.dlts?.value,
          level.dlts?.error,
        ]
        return [.text(level.group), .text(level.dose)] + numbers.map { .number($0 ?? .nan) }
      })
  }
}
