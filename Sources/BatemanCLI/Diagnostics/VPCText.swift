import Bateman

/// A visual predictive check as a table that people read.
struct VPCText {
  let result: PredictiveCheckResult
  let subject: DiagnosticSubject

  var text: String {
    var blocks = [heading]
    for panel in result.panels { blocks.append(table(panel)) }
    return blocks.joined(separator: "\n\n")
  }

  private var heading: String {
    let kind = result.check.isPredictionCorrected ? "prediction-corrected VPC" : "VPC"
    var lines = subject.caption.isSurrogate ? ["SURROGATE: the drug's own kinetics are not published."] : []
    lines.append(
      "\(subject.data.model.name): \(kind), \(result.check.replicates) replicates, seed \(result.seed), "
        + "\(subject.data.dataset.subjects.count) subjects")
    let all = result.panels.flatMap(\.bins).filter { $0.count > 0 }.flatMap(\.percentiles)
    lines.append(
      "\(all.count(where: \.isOutside)) of \(all.count) observed percentiles lie outside their "
        + "\(FitText.percent(100 * result.check.level)) % intervals (*)")
    if result.failures > 0 {
      lines.append("\(result.failures) virtual patients could not be simulated, and are left out")
    }
    return lines.joined(separator: "\n")
  }

  private func table(_ panel: PredictiveCheckResult.Panel) -> String {
    let shares = result.check.percentiles.map { FitText.percent(100 * $0) + " %" }
    var columns: [(title: String, alignment: TextTable.Alignment)] = [
      ("bin (\(subject.timeUnit))", .left), ("n", .right),
    ]
    for share in shares { columns += [(share, .right), ("simulated", .right), ("", .left)] }
    if panel.limit != nil { columns += [("below LLOQ %", .right), ("simulated", .right), ("", .left)] }
    var table = TextTable(columns)
    for bin in panel.bins where bin.count > 0 {
      var cells = ["\(bin.lower.shortText) – \(bin.upper.shortText)", "\(bin.count)"]
      for interval in bin.percentiles { cells += Self.cells(interval, factor: 1) }
      if panel.limit != nil { cells += Self.cells(bin.belowLimit, factor: 100) }
      table.append(cells)
    }
    let limit = panel.limit.map { ", LLOQ \($0.shortText)" } ?? ""
    let title = [panel.output + (panel.unit == "1" ? "" : " (\(panel.unit))"), panel.stratum].compactMap(\.self)
    let leftOut = panel.leftOut > 0 ? ["  \(panel.leftOut) observations are in no bin"] : []
    return ([title.joined(separator: ", ") + limit] + table.linesWithHeader + leftOut).joined(separator: "\n")
  }

  private static func cells(_ interval: PredictiveCheckResult.Interval, factor: Double) -> [String] {
    func text(_ value: Double) -> String { value == -.infinity ? "< LLOQ" : (factor * value).shortText }
    return [
      text(interval.observed), "\(text(interval.lower)) – \(text(interval.upper))", interval.isOutside ? "*" : "",
    ]
  }
}
