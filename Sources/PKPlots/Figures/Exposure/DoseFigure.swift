/// The dose that a protocol gives by the patient's weight, with the patients it was computed for.
public struct DoseFigure: Sendable {
  /// A weight with its dose.
  public struct Point: Hashable, Sendable {
    /// The weight in kg and the dose in mg.
    public var weight: Double, dose: Double

    /// A point.
    public init(weight: Double, dose: Double) { (self.weight, self.dose) = (weight, dose) }
  }

  /// The doses of the protocol, by ascending weight, and those of patients.
  public var rule: [Point], patients: [Point]
  /// What is dosed.
  public var substance: String
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of doses.
  public init(rule: [Point], patients: [Point], substance: String, caption: FigureCaption) {
    (self.rule, self.patients, self.substance, self.caption) = (rule, patients, substance, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let y = "Dose of \(substance) (mg)"
    let scale = PlotScale(zero: false)
    let place: [PlotLayer.Place: Channel] = [
      .x: .number("weight", "Weight (kg)", scale: scale), .y: .number("dose", y, scale: scale),
    ]
    func table(_ points: [Point]) -> PlotTable {
      PlotTable(["weight", "dose"], points.map { [.number($0.weight), .number($0.dose)] })
    }
    var caption = caption
    caption.notes.append("Dots: the protocol's dose after cap and rounding at whole kilograms; diamond: patient.")
    return PlotSpec(
      kind: "dose", title: "Dose by weight",
      summary: patients.prefix(5).map { "\(Digits.text($0.weight)) kg: \($0.dose) mg" }.joined(separator: "; ") + ".",
      caption: caption.lines,
      panels: [
        PlotPanel(
          width: 420, height: 240,
          layers: [
            PlotLayer(
              Mark(.point, color: OkabeIto.blue, filled: true, size: 10, opacity: 1), place, data: table(rule)),
            PlotLayer(
              Mark(.point, color: OkabeIto.vermilion, shape: "diamond", filled: true, size: 80, opacity: 1), place,
              data: table(patients)),
          ])
      ], columns: 1, table: table(patients))
  }
}
