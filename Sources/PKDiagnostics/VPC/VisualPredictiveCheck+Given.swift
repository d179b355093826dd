extension VisualPredictiveCheck {
  /// Compares values with simulations that another program has made.
  ///
  /// - Parameters:
  ///   - x: the abscissa of each value.
  ///   - observed: the values that were measured.
  ///   - simulated: for each replicate as many simulated values.
  ///   - typical: the typical predictions, for a prediction-corrected check.
  ///   - limit: the limit below which a value counts as such.
  ///   - title: what is measured, and its unit.
  /// - Returns: the intervals of each bin, with what was measured.
  /// - Throws: `DiagnosticsError` when the bins fit no value.
  public func compare(
    x: [Double], observed: [Double], simulated: [[Double]], typical: [Double] = [], limit: Double? = nil,
    title: (name: String, unit: String) = ("value", "1")
  ) throws(DiagnosticsError) -> PredictiveCheckResult {
    let layout = try PanelLayout(
      self, x: x, typical: typical.isEmpty ? x.map { _ in 1 } : typical, limit: limit, title: title)
    func drawn(_ values: [Double]) -> [Double] { values.indices.map { layout.drawn(values[$0], $0) } }
    return layout.result(
      simulated.map { layout.statistics(of: drawn($0)) }, failures: 0, seed: 0, values: drawn(observed),
      reported: observed)
  }
}
