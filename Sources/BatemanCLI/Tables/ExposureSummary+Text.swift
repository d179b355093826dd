extension ExposureSummary {
  /// The summary as a table for each output; a typical patient an arm has no interval to show.
  func text(isTypical: Bool) -> String {
    if arms.allSatisfy({ $0.cycleCount == 0 }) {
      return "No cycle ends by --until, so there is no exposure to summarise."
    }
    return outputs.indices.map { table(of: $0, isTypical: isTypical) }.joined(separator: "\n\n")
  }

  private func table(of output: Int, isTypical: Bool) -> String {
    let labels = outputs[output]
    let spread = isTypical ? "" : ", median (5 % – 95 %)"
    var table = TextTable([
      ("arm", .left), ("cycle", .right), ("Cmax [\(labels.unit)]", .right), ("Ctrough [\(labels.unit)]", .right),
      ("AUC [\(labels.areaUnit)]", .right),
    ])
    for (index, arm) in arms.enumerated() {
      for cycle in 0..<arm.cycleCount {
        let cells = Metric.allCases.map { metric in
          Self.words(of: interval(arm: index, cycle: cycle, output: output, metric), isTypical: isTypical)
        }
        table.append([cycle == 0 ? arm.name : "", "\(cycle + 1)"] + cells)
      }
    }
    return (["\(labels.name)\(spread)"] + table.linesWithHeader).joined(separator: "\n")
  }

  private static func words(of interval: Interval?, isTypical: Bool) -> String {
    guard let interval else { return "–" }
    if isTypical { return interval.median.shortText }
    return "\(interval.median.shortText) (\(interval.p05.shortText) – \(interval.p95.shortText))"
  }
}
