/// The decisions of a design by patients treated and toxicities seen at the current level.
public struct DecisionFigure: Sendable {
  /// A cell.
  public struct Cell: Hashable, Sendable {
    /// How many patients, how many of them with a DLT, and what is decided.
    public var patients: Int, dlts: Int, decision: String

    /// A cell.
    public init(patients: Int, dlts: Int, decision: String) {
      (self.patients, self.dlts, self.decision) = (patients, dlts, decision)
    }
  }

  /// The cells, and the decisions from the boldest to the most careful.
  public var cells: [Cell], decisions: [String]
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of cells.
  public init(_ cells: [Cell], decisions: [String], caption: FigureCaption) {
    (self.cells, self.decisions, self.caption) = (cells, decisions, caption)
  }

  /// The figure: colours, and the initials of the decisions, which say the same.
  public var spec: PlotSpec {
    let known = decisions.filter { decision in cells.contains { $0.decision == decision } }
    let letters = ["E", "S", "D", "U"]
    let colors = [OkabeIto.green, OkabeIto.skyBlue, OkabeIto.orange, OkabeIto.vermilion]
    let places = known.map { decisions.firstIndex(of: $0) ?? 0 }
    let (counts, dlts) = (Set(cells.map(\.patients)).sorted(), Set(cells.map(\.dlts)).sorted())
    let rows = cells.map { cell -> [PlotValue] in
      let place = decisions.firstIndex(of: cell.decision) ?? 0
      return [
        .text("\(cell.patients)"), .text("\(cell.dlts)"), .text(cell.decision), .text(letters[place % letters.count]),
      ]
    }
    var caption = caption
    caption.notes.append(
      places.map { "\(letters[$0 % letters.count]): \(decisions[$0])" }.joined(separator: "; ") + ".")
    var upright = GuideProperties()
    upright.labelAngle = 0
    let place: [PlotLayer.Place: Channel] = [
      .x: .category("patients", "Patients at the level", sort: counts.map { "\($0)" }, axis: .shown(upright)),
      .y: .category("dlts", "Patients with a DLT", sort: dlts.reversed().map { "\($0)" }),
    ]
    var legend = GuideProperties()
    (legend.labelLimit, legend.columns) = (320, 2)
    let color = Channel.category(
      "decision", "Decision", scale: .colors(known, places.map { colors[$0 % colors.count] }), legend: .shown(legend))
    var text = Mark(.text, color: OkabeIto.black)
    text.fontSize = 11
    return PlotSpec(
      kind: "decisions", title: "Decisions at the current level",
      summary: "What is decided after \(counts.first ?? 0) to \(counts.last ?? 0) patients.", caption: caption.lines,
      data: PlotTable(["patients", "dlts", "decision", "letter"], rows),
      panels: [
        PlotPanel(
          width: max(200, Double(counts.count) * 34), height: max(120, Double(dlts.count) * 26),
          layers: [
            PlotLayer(Mark(.rect, opacity: 0.75), place.merging([.color: color]) { first, _ in first }),
            PlotLayer(text, place.merging([.text: Channel(field: "letter")]) { first, _ in first }),
          ])
      ], columns: 1)
  }
}
