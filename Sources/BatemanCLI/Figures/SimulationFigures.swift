import Bateman

/// The figures of what `bateman simulate` wrote: exposures by arm and cycle, profiles with bands.
struct SimulationFigures {
  let table: CSVTable
  /// The model that was simulated, which the table does not name; nil when it is not told.
  let model: CheckedModel?
  var isLogarithmic = false

  private func caption(subjects: Int) -> FigureCaption {
    var caption = FigureCaption(
      model: model?.name, method: "Simulation (\(table.path))", subjects: subjects,
      isSurrogate: model?.status == .surrogate)
    if model == nil { caption.notes.append("The table does not name its model: --model does.") }
    return caption
  }

  /// How many patients there are, over all arms.
  private func patients() throws(CommandError) -> Int {
    let (arms, ids) = (try table.texts("arm"), try table.texts("id"))
    return Set(zip(arms, ids).map { "\($0)\u{0}\($1)" }).count
  }

  // MARK: - Exposure

  /// AUC and Cmax of each output by arm and cycle.
  func exposure() throws(CommandError) -> [PlotSpec] {
    let (arms, cycles, outputs) = (try table.texts("arm"), try table.texts("cycle"), try table.texts("output"))
    let caption = caption(subjects: try patients())
    var specs: [PlotSpec] = []
    for output in Set(outputs).sorted() {
      for (name, unit) in [("AUC", "AUC_unit"), ("Cmax", "unit")] {
        let (values, units) = (try table.numbers(name), try table.texts(unit))
        let rows = outputs.indices.filter { outputs[$0] == output && values[$0].isFinite }
        specs.append(
          ExposureFigure(
            rows.map { ExposureFigure.Value(arm: arms[$0], cycle: "Cycle \(cycles[$0])", value: values[$0]) },
            quantity: "\(name) of \(output)", unit: rows.first.map { units[$0] }, isLogarithmic: isLogarithmic,
            caption: caption
          ).spec)
      }
    }
    guard !specs.isEmpty else { throw .mismatch("'\(table.path)' has no exposure to draw") }
    return specs
  }

  // MARK: - Profiles

  /// The median of each output in each arm, with the band between the 5th and the 95th percentile.
  func bands() throws(CommandError) -> [PlotSpec] {
    guard let time = table.names.first(where: { $0.hasPrefix("time[") || $0 == "time" }) else {
      throw .mismatch(
        "'\(table.path)' has no column of times", help: ["'bateman simulate … --output FILE' writes profiles"])
    }
    let (arms, times) = (try table.texts("arm"), try table.numbers(time))
    let caption = caption(subjects: try patients())
    let outputs = table.names.filter { !["arm", "id", time].contains($0) }
    var places: [String: [Int]] = [:]
    var order: [String] = []
    for index in arms.indices {
      let key = "\(arms[index])\u{0}\(times[index])"
      if places[key] == nil { order.append(key) }
      places[key, default: []].append(index)
    }
    return try outputs.map { name throws(CommandError) in
      let values = try table.numbers(name)
      let points = order.compactMap { key -> BandsFigure.Point? in
        let own = places[key] ?? []
        let sorted = own.map { values[$0] }.filter(\.isFinite).sorted()
        guard let first = own.first, !sorted.isEmpty else { return nil }
        return BandsFigure.Point(
          arm: arms[first], time: times[first], lower: Quantile.value(ofSorted: sorted, 0.05),
          median: Quantile.value(ofSorted: sorted, 0.5), upper: Quantile.value(ofSorted: sorted, 0.95))
      }
      let label = Self.split(name)
      return BandsFigure(
        points, band: "5th to 95th percentile of the patients", output: label.name, timeUnit: Self.split(time).unit,
        unit: label.unit, isLogarithmic: isLogarithmic, caption: caption
      ).spec
    }
  }

  /// `conc[mg/L]` as a name and a unit.
  private static func split(_ heading: String) -> (name: String, unit: String?) {
    guard let bracket = heading.firstIndex(of: "["), heading.last == "]" else { return (heading, nil) }
    return (String(heading[..<bracket]), String(heading[heading.index(after: bracket)...].dropLast()))
  }
}
