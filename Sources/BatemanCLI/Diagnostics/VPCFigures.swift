import Bateman

extension PredictiveCheckFigure {
  /// The figure of a check.
  init(_ result: PredictiveCheckResult, _ subject: DiagnosticSubject, isLogarithmic: Bool) {
    func interval(_ own: PredictiveCheckResult.Interval) -> Interval {
      Interval(
        observed: own.observed.finite, lower: own.lower.finite, median: own.median.finite, upper: own.upper.finite)
    }
    let isSingle = result.panels.count == 1
    var caption = subject.caption
    (caption.replicates, caption.seed) = (result.check.replicates, result.seed)
    caption.observations = result.panels.reduce(0) { $0 + $1.points.count }
    if result.failures > 0 { caption.notes.append("\(result.failures) virtual patients could not be simulated.") }
    let leftOut = result.panels.reduce(0) { $0 + $1.leftOut }
    if leftOut > 0 { caption.notes.append("\(leftOut) observations have no place in a bin and are left out.") }
    self.init(
      result.panels.map { panel in
        Panel(
          title: isSingle && panel.stratum == nil
            ? nil : [panel.output, panel.stratum].compactMap(\.self).joined(separator: ", "),
          output: panel.output, unit: panel.unit, limit: panel.limit,
          bins: panel.bins.filter { $0.count > 0 }.map { bin in
            Bin(
              lower: bin.lower, upper: bin.upper, middle: bin.middle, count: bin.count,
              percentiles: bin.percentiles.map(interval), belowLimit: interval(bin.belowLimit))
          }, points: panel.points.map { IndividualFitsFigure.Point(x: $0.x, y: $0.y, isBelowLimit: $0.isBelowLimit) })
      }, percentiles: result.check.percentiles, level: result.check.level,
      abscissa: result.check.abscissa == .time ? "Time" : "Time after dose", unit: subject.timeUnit,
      isPredictionCorrected: result.check.isPredictionCorrected, isLogarithmic: isLogarithmic, caption: caption)
  }
}

extension DiscrepancyFigure {
  /// The figure of npde, or of npd.
  init(_ result: PredictionDistributionResult, _ subject: DiagnosticSubject, isDecorrelated: Bool = true) {
    var caption = subject.caption
    (caption.replicates, caption.seed) = (result.settings.replicates, result.seed)
    caption.observations = result.records.count
    if let tests = isDecorrelated ? result.tests() : result.discrepancyTests() {
      caption.notes.append(NPDEText.sentence(tests))
    }
    self.init(
      result.records.map {
        Point(
          time: $0.time, pred: $0.pred, npde: isDecorrelated ? $0.npde : $0.npd, isBelowLimit: $0.isBelowLimit)
      }, name: isDecorrelated ? "NPDE" : "NPD", timeUnit: subject.timeUnit, valueUnit: subject.valueUnit,
      caption: caption)
  }
}
