/// Exposure by arm and cycle: a panel for each cycle, a shape, a box and points for each arm.
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

  /// The arms of a cycle.
  public struct Cycle: Hashable, Sendable {
    /// What the cycle is called, and its arms.
    public var name: String, arms: [Spread]

    /// A cycle.
    public init(name: String, arms: [Spread]) { (self.name, self.arms) = (name, arms) }
  }

  /// The cycles in order.
  public var cycles: [Cycle]
  /// The quantity, such as `AUC of conc`, and its unit.
  public var quantity: String, unit: String?
  /// What the groups are: arms, or dose levels.
  public var group: String
  /// Whether values are on a logarithmic axis.
  public var isLogarithmic: Bool
  /// What stands below.
  public var caption: FigureCaption

  /// A figure of cycles.
  public init(
    _ cycles: [Cycle], quantity: String, unit: String?, group: String = "Arm", isLogarithmic: Bool = true,
    caption: FigureCaption
  ) {
    (self.cycles, self.quantity, self.unit, self.group) = (cycles, quantity, unit, group)
    (self.isLogarithmic, self.caption) = (isLogarithmic, caption)
  }

  /// A figure of patients' values.
  public init(_ values: [Value], quantity: String, unit: String?, isLogarithmic: Bool = true, caption: FigureCaption) {
    var places: [String: [String: [Double]]] = [:]
    for value in values { places[value.cycle, default: [:]][value.arm, default: []].append(value.value) }
    let arms = Self.distinct(values.map(\.arm))
    let cycles = Self.distinct(values.map(\.cycle)).map { cycle in
      Cycle(name: cycle, arms: arms.compactMap { Spread(group: $0, values: places[cycle]?[$0] ?? []) })
    }
    self.init(cycles, quantity: quantity, unit: unit, isLogarithmic: isLogarithmic, caption: caption)
  }

  /// The figure.
  public var spec: PlotSpec {
    let arms = Self.distinct(cycles.flatMap { $0.arms.map(\.group) })
    let all = cycles.flatMap(\.arms)
    // What is not positive has no place on a logarithmic axis; a box that reaches there makes the axis linear.
    let isLogarithmic = isLogarithmic && all.allSatisfy { $0.p5 > 0 }
    var caption = caption
    caption.notes.append(numbers(arms) + " " + SpreadLayers.note(all))
    let y = Channel.number(
      "y", AxisTitle.text(quantity, unit), scale: SpreadLayers.scale(all, isLogarithmic: isLogarithmic))
    return PlotSpec(
      kind: "exposure", title: "\(quantity) by \(group.lowercased()) and cycle",
      summary: "\(quantity) of \(arms.count) \(group.lowercased())s over \(cycles.count) "
        + "cycle\(cycles.count == 1 ? "" : "s"). " + (cycles.last.map { Self.words($0, unit) } ?? ""),
      caption: caption.lines,
      panels: cycles.map { cycle in
        let layers = SpreadLayers(
          spreads: cycle.arms, order: arms, title: group, y: y, isLogarithmic: isLogarithmic)
        return PlotPanel(title: cycle.name, width: layers.width, height: 240, layers: layers.layers)
      }, columns: arms.count > 5 ? 2 : 3, table: table)
  }

  /// How many patients each arm has, in the first and the last cycle.
  private func numbers(_ arms: [String]) -> String {
    let texts = arms.map { arm -> String in
      let counts = cycles.map { $0.arms.first { $0.group == arm }?.count ?? 0 }
      guard let first = counts.first, let last = counts.last, first != last else {
        return "\(arm): \(counts.first ?? 0)"
      }
      return "\(arm): \(first) to \(last)"
    }
    return "n, from the first to the last cycle: " + texts.joined(separator: "; ") + "."
  }

  private static func words(_ cycle: Cycle, _ unit: String?) -> String {
    let medians = cycle.arms.map { "\($0.group) \(Digits.text($0.median))" }
    return "Medians of \(cycle.name.lowercased())\(unit.map { " in \($0)" } ?? ""): "
      + medians.joined(separator: ", ") + "."
  }

  private var table: PlotTable {
    PlotTable(
      [group.lowercased(), "cycle"] + Spread.columns,
      cycles.flatMap { cycle in cycle.arms.map { [.text($0.group), .text(cycle.name)] + $0.cells } })
  }

  static func distinct(_ names: [String]) -> [String] {
    var result: [String] = []
    var seen: Set<String> = []
    for name in names where seen.insert(name).inserted { result.append(name) }
    return result
  }
}
