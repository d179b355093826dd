/// Exposure by arm and cycle: a panel for each cycle, a box for each arm with every patient's point.
public struct ExposureFigure: Sendable {
  /// A patient's exposure over a cycle.
  public struct Value: Hashable, Sendable {
    /// The arm, the cycle as it is called, and the value.
    public var arm: String, cycle: String, value: Double

    /// A value.
    public init(arm: String, cycle: String, value: Double) {
      (self.arm, self.cycle, self.value) = (arm, cycle, value)
    }
  }

  /// What is shown of each patient.
  public var values: [Value]
  /// The quantity, such as `AUC of conc`, and its unit.
  public var quantity: String, unit: String?
  /// Whether values are on a logarithmic axis.
  public var isLogarithmic: Bool
  /// The most points that an arm shows, so that a figure of many patients can be opened; boxes count all.
  public static let pointLimit = 300
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of values.
  public init(_ values: [Value], quantity: String, unit: String?, isLogarithmic: Bool = true, caption: FigureCaption) {
    (self.values, self.quantity, self.unit) = (values, quantity, unit)
    (self.isLogarithmic, self.caption) = (isLogarithmic, caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let arms = Self.distinct(values.map(\.arm))
    let cycles = Self.distinct(values.map(\.cycle))
    var caption = caption
    let numbers = arms.map { arm in
      "\(arm): n = \(values.count { $0.arm == arm && $0.cycle == cycles.first })"
    }
    caption.notes.append(
      "Boxes: quartiles, whiskers to the extremes (\(numbers.joined(separator: "; "))); points: patients"
        + (isThinned(arms, cycles) ? ", \(Self.pointLimit) of each arm." : "."))
    let y = Channel.number(
      "y", AxisTitle.text(quantity, unit), scale: .axis(isLogarithmic: isLogarithmic, zero: false))
    return PlotSpec(
      kind: "exposure", title: "\(quantity) by arm and cycle",
      summary: "\(quantity) of \(arms.count) arms over \(cycles.count) cycles.", caption: caption.lines,
      panels: cycles.map { cycle in
        let own = values.filter { $0.cycle == cycle && (!isLogarithmic || $0.value > 0) }
        return PlotPanel(
          title: cycle, width: max(160, Double(arms.count) * 70), height: 240,
          layers: Self.layers(own, arms, y: y))
      }, columns: arms.count > 4 ? 2 : 3, table: summary(arms, cycles))
  }

  private func isThinned(_ arms: [String], _ cycles: [String]) -> Bool {
    arms.contains { arm in values.count { $0.arm == arm && $0.cycle == cycles.first } > Self.pointLimit }
  }

  private static func layers(_ values: [Value], _ arms: [String], y: Channel) -> [PlotLayer] {
    let all = BoxesWithPoints.layers(values.map { ($0.arm, $0.value) }, order: arms, x: "Arm", y: y)
    var shown: [Value] = []
    for arm in arms { shown += values.filter { $0.arm == arm }.prefix(pointLimit) }
    let few = BoxesWithPoints.layers(shown.map { ($0.arm, $0.value) }, order: arms, x: "Arm", y: y)
    return [all[0], few[1]]
  }

  private func summary(_ arms: [String], _ cycles: [String]) -> PlotTable {
    PlotTable(
      ["arm", "cycle", "n", "geometric mean", "geometric CV (%)", "median", "minimum", "maximum"],
      arms.flatMap { arm in
        cycles.map { cycle in
          let sorted = values.filter { $0.arm == arm && $0.cycle == cycle }.map(\.value).sorted()
          return [.text(arm), .text(cycle), .number(Double(sorted.count))] + Summary.columns(sorted)
        }
      })
  }

  static func distinct(_ names: [String]) -> [String] {
    var result: [String] = []
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted { result.append(name) }
    return result
  }
}
