import PKData
import PKEstimation
import PKLanguage
import PKModel
import PKSimulation

/// Which measurement belongs to which bin of which panel, and how it is corrected: what all replicates share.
struct PanelLayout: Sendable {
  /// A panel: an output in a stratum.
  struct Panel: Sendable {
    var output: Int
    var stratum: String?
    var bins: Bins
    /// For each bin its measurements, by index.
    var members: [[Int]]
    var limit: Double?
    /// How many measurements have no place in it, and why.
    var leftOut: Int
  }

  let check: VisualPredictiveCheck
  let panels: [Panel]
  /// The abscissa of each measurement; NaN without one.
  let x: [Double]
  /// What each measurement is multiplied by; 1 without correction.
  let correction: [Double]
  /// The limit below which a simulated value of each measurement counts as such; −∞ without one.
  let limits: [Double]
  private let titles: [(name: String, unit: String)]

  init(_ check: VisualPredictiveCheck, _ data: DiagnosticData, typical: [Double]) throws(DiagnosticsError) {
    self.check = check
    titles = data.model.source.outputs.map { ($0.name, "\($0.unit)") }
    x = data.observations.map {
      check.abscissa == .time ? $0.bound.time : $0.timeAfterDose ?? .nan
    }
    guard x.contains(where: \.isFinite) else { throw .noDoses }
    let shown = data.lowerLimits
    let outputLimits = titles.indices.map { check.lowerLimits[$0] ?? shown[$0] }
    limits = data.observations.map { outputLimits[$0.bound.output] ?? -.infinity }
    let strata = try check.stratification?.strata(of: data.dataset)
    var panels: [Panel] = []
    for output in titles.indices {
      let own = data.observations.indices.filter { data.observations[$0].bound.output == output }
      guard !own.isEmpty else { continue }
      guard let strata else {
        panels.append(try Self.panel(check, output, nil, own, x, typical, outputLimits[output]))
        continue
      }
      for (stratum, name) in strata.names.enumerated() {
        let members = own.filter { strata.subjects[data.observations[$0].subject] == stratum }
        guard !members.isEmpty else { throw .emptyStratum(name, output: titles[output].name) }
        panels.append(try Self.panel(check, output, name, members, x, typical, outputLimits[output]))
      }
    }
    self.panels = panels
    correction = Self.correction(panels, typical, isWanted: check.isPredictionCorrected)
  }

  /// One panel of values that are given with their simulations.
  init(
    _ check: VisualPredictiveCheck, x: [Double], typical: [Double], limit: Double?, title: (name: String, unit: String)
  ) throws(DiagnosticsError) {
    self.check = check
    self.x = x
    titles = [title]
    limits = x.map { _ in limit ?? -.infinity }
    panels = [try Self.panel(check, 0, nil, Array(x.indices), x, typical, limit)]
    correction = Self.correction(panels, typical, isWanted: check.isPredictionCorrected)
  }

  private static func panel(
    _ check: VisualPredictiveCheck, _ output: Int, _ stratum: String?, _ own: [Int], _ x: [Double],
    _ typical: [Double], _ limit: Double?
  ) throws(DiagnosticsError) -> Panel {
    // Without a positive typical prediction there is nothing to correct by.
    let usable = own.filter { x[$0].isFinite && (!check.isPredictionCorrected || typical[$0] > 0) }
    let bins = try check.binning.bins(of: usable.map { x[$0] })
    var members = [[Int]](repeating: [], count: bins.count)
    var leftOut = own.count - usable.count
    for index in usable {
      if let bin = bins.index(of: x[index]) { members[bin].append(index) } else { leftOut += 1 }
    }
    return Panel(output: output, stratum: stratum, bins: bins, members: members, limit: limit, leftOut: leftOut)
  }

  /// The median of the typical predictions of a bin over that of the measurement.
  private static func correction(_ panels: [Panel], _ typical: [Double], isWanted: Bool) -> [Double] {
    var factors = [Double](repeating: 1, count: typical.count)
    guard isWanted else { return factors }
    for members in panels.flatMap(\.members) {
      let median = Quantile.value(ofSorted: members.map { typical[$0] }.sorted(), 0.5)
      for index in members { factors[index] = median / typical[index] }
    }
    return factors
  }

  // MARK: - Statistics

  /// The statistics of each replicate of a chunk.
  func statistics(of chunk: SimulationChunk, in data: DiagnosticData) -> [[Double]] {
    let subjects = data.dataset.subjects.count
    var values = [Double](repeating: .nan, count: data.observations.count)
    return stride(from: chunk.subjects.lowerBound, to: chunk.subjects.upperBound, by: subjects).map { first in
      for subject in 0..<subjects {
        for index in data.starts[subject]..<data.starts[subject + 1] {
          let bound = data.observations[index].bound
          let value = chunk.prediction(subject: first + subject, time: bound.record, output: bound.output)
          values[index] = drawn(value, index)
        }
      }
      return statistics(of: values)
    }
  }

  /// A value as it is compared: corrected, or −∞ below the limit.
  func drawn(_ value: Double, _ index: Int) -> Double {
    value < limits[index] ? -.infinity : value * correction[index]
  }

  /// What was measured, corrected; −∞ below the limit, and for a value above the highest measurable that limit.
  func observedValues(_ data: DiagnosticData) -> [Double] {
    data.observations.indices.map { index in
      switch data.observations[index].bound.bounds {
      case .measured(let value): return drawn(value, index)
      case .within(_, let upper, let reported):
        return upper == reported ? -.infinity : reported * correction[index]
      }
    }
  }

  /// Panel by panel and bin by bin: the percentiles, and the share below the limit.
  func statistics(of values: [Double]) -> [Double] {
    var result: [Double] = []
    for panel in panels {
      for members in panel.members {
        let sorted = members.lazy.map { values[$0] }.filter { !$0.isNaN }.sorted()
        for p in check.percentiles { result.append(Quantile.value(ofSorted: sorted, p)) }
        let below = sorted.prefix { $0 == -.infinity }.count
        result.append(sorted.isEmpty ? .nan : Double(below) / Double(sorted.count))
      }
    }
    return result
  }

  // MARK: - Result

  /// The statistics of all replicates as intervals.
  func result(
    _ statistics: [[Double]], failures: Int, seed: UInt64, values: [Double], reported: [Double]
  ) -> PredictiveCheckResult {
    let observed = self.statistics(of: values)
    var place = 0
    func interval() -> PredictiveCheckResult.Interval {
      let sorted = statistics.lazy.map { $0[place] }.filter { !$0.isNaN }.sorted()
      let tail = (1 - check.level) / 2
      defer { place += 1 }
      return PredictiveCheckResult.Interval(
        observed: observed[place], lower: Quantile.value(ofSorted: sorted, tail),
        median: Quantile.value(ofSorted: sorted, 0.5), upper: Quantile.value(ofSorted: sorted, 1 - tail))
    }
    let panels = panels.map { panel in
      PredictiveCheckResult.Panel(
        output: titles[panel.output].name, unit: titles[panel.output].unit, stratum: panel.stratum,
        limit: panel.limit, leftOut: panel.leftOut,
        bins: panel.members.indices.map { bin in
          let sorted = panel.members[bin].map { x[$0] }.sorted()
          return PredictiveCheckResult.Bin(
            lower: panel.bins.edges[bin], upper: panel.bins.edges[bin + 1], count: sorted.count,
            middle: Quantile.value(ofSorted: sorted, 0.5), percentiles: check.percentiles.map { _ in interval() },
            belowLimit: interval())
        }, points: panel.members.flatMap(\.self).map { point($0, values[$0], reported[$0]) })
    }
    return PredictiveCheckResult(check: check, panels: panels, failures: failures, seed: seed)
  }

  private func point(_ index: Int, _ value: Double, _ reported: Double) -> PredictiveCheckResult.Point {
    PredictiveCheckResult.Point(
      x: x[index], y: value == -.infinity ? reported * correction[index] : value, isBelowLimit: value == -.infinity)
  }
}
