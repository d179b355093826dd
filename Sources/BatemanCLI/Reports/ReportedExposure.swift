import Bateman
import PKReport

/// The exposure of the subjects of a fit, of their individual predictions.
struct ReportedExposure {
  private let fit: FitCase

  init(_ fit: FitCase) { self.fit = fit }

  /// A table by output and dose.
  var blocks: [ReportBlock] {
    get throws {
      let data = try fit.diagnosticData()
      let effects = Dictionary(fit.record.individuals.map { ($0.id, $0.eta) }, uniquingKeysWith: { first, _ in first })
      var curves = IndividualCurves()
      // So close that the trapezoidal rule's error is far below what is shown.
      curves.points = 400
      let all = try curves.run(data, effects: fit.dataset.subjects.map { effects[$0.id] ?? [:] })
      let strata = (try? Stratification.dose.strata(of: fit.dataset)) ?? (names: ["all"], subjects: all.map { _ in 0 })
      var rows: [[String]] = []
      for (output, declared) in fit.model.outputs.enumerated() {
        for (stratum, name) in strata.names.enumerated() {
          let own = all.indices.filter { strata.subjects[$0] == stratum }.map { all[$0] }
          guard !own.isEmpty else { continue }
          let peaks = own.map { $0.individual[output].filter(\.isFinite).max() ?? .nan }
          let areas = own.map { Self.area($0.times, $0.individual[output]) }
          rows.append(
            [declared.name, name, "\(own.count)"] + Self.texts(peaks, "\(declared.unit)")
              + Self.texts(areas, "\(declared.unit)·\(fit.timeUnit)"))
        }
      }
      return [
        .table(
          ReportTable(
            title: "Individual predictions over each subject's records",
            columns: ["Output", "Dose", "n", "Cmax: median (range)", "unit", "AUC: median (range)", "unit"],
            numeric: [2, 3, 5], rows: rows,
            notes: ["By the linear trapezoidal rule over 400 times between the first and the last record."]))
      ]
    }
  }

  private static func area(_ times: [Double], _ values: [Double]) -> Double {
    var area = 0.0
    for index in times.indices.dropFirst() {
      area += (times[index] - times[index - 1]) * (values[index] + values[index - 1]) / 2
    }
    return area
  }

  private static func texts(_ values: [Double], _ unit: String) -> [String] {
    let sorted = values.filter(\.isFinite).sorted()
    guard let first = sorted.first, let last = sorted.last else { return ["–", ""] }
    let median = Quantile.value(ofSorted: sorted, 0.5)
    return ["\(median.shortText) (\(first.shortText) – \(last.shortText))", unit]
  }
}
