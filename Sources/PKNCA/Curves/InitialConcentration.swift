/// The concentration at the time of a bolus, found without an analysis around it.
public enum InitialConcentration {
  /// C0 by the first method that gives one.
  ///
  /// - Parameters:
  ///   - curve: Concentrations without an inserted start.
  ///   - time: When the bolus was given, on the curve's clock; nil when that is not known.
  ///   - methods: The methods in the order of trying.
  /// - Returns: The concentration, or why there is none.
  public static func value(
    of curve: ConcentrationCurve, doseTime time: Double? = 0, methods: [InitialConcentrationMethod]
  ) -> NCAValue {
    // Where 0 comes first, neither a time nor a sample changes it.
    if methods.first == .zero { return .value(0) }
    guard let time else { return .notCalculable(because: .noDose) }
    guard let last = curve.times.last else { return .notCalculable(because: .noSamples) }
    guard last >= time || methods == [.minimum] else {
      return .notCalculable(because: .noSamplesAfterDose(time))
    }
    let found = StartPoint.initial(curve.times, curve.concentrations, doseTime: time, methods: methods)
    return found.map { .value($0.concentration) } ?? .notCalculable(because: .noInitialConcentration)
  }
}
