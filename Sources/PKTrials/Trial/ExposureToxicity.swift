import PKNumerics

/// How the probability of a DLT follows from a patient's exposure in cycle 1.
public struct ExposureToxicity: Hashable, Sendable {
  /// The exposure that it goes by.
  public enum Metric: String, Hashable, Sendable, CaseIterable {
    /// The area under the output over the first cycle.
    case auc = "AUC"
    /// The highest value of the first cycle.
    case cmax = "Cmax"
  }

  /// The form of the relation.
  public enum Link: String, Hashable, Sendable, CaseIterable {
    /// logit p = logit p₀ + β·ln(E/E₀).
    case logit
    /// p = 1 − exp(−H), H = H₀·(E/E₀)^β: a hazard over the DLT window that grows with exposure.
    case hazard
  }

  /// The exposure that it goes by.
  public var metric: Metric
  /// The form.
  public var link: Link
  /// E₀, in the unit of the output (times the model's time unit for an area).
  public var reference: Double
  /// p₀, the probability of a DLT at E₀; between 0 and 1, both excluded.
  public var atReference: Double
  /// β.
  public var slope: Double

  /// Creates a relation.
  public init(metric: Metric, link: Link, reference: Double, atReference: Double, slope: Double) {
    self.metric = metric
    self.link = link
    self.reference = reference
    self.atReference = atReference
    self.slope = slope
  }

  /// The probability of a DLT at an exposure: 0 without exposure, and no number for what is none.
  public func probability(at exposure: Double) -> Double {
    guard exposure > 0 else { return exposure.isNaN ? .nan : 0 }
    let ratio = slope * LaneMath.log(exposure / reference)
    switch link {
    case .logit:
      let logit = LaneMath.log(atReference / (1 - atReference)) + ratio
      return 1 / (1 + LaneMath.exp(-logit))
    case .hazard:
      return 1 - LaneMath.exp(LaneMath.log(1 - atReference) * LaneMath.exp(ratio))
    }
  }
}
