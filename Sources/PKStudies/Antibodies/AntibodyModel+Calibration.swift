import PKNumerics

/// The constant hazard by which a share of patients has had an event at a time: −ln(1 − share)/time.
func hazard(share: Double, by time: Double) -> Double { -LaneMath.log(1 - share) / time }

/// The standard deviation of the logarithm of a log-normal variable with a coefficient of variation.
func logSD(_ cv: Double) -> Double { LaneMath.log(1 + cv * cv).squareRoot() }

extension AntibodyModel {
  /// The natural logarithm, with the same bits everywhere.
  static func logarithm(_ x: Double) -> Double { LaneMath.log(x) }
}
