/// A parameter of one result over that of another: intervals, analytes, treatments.
///
/// A ratio is data as a parameter is: which parameters, and whether both are divided by their doses first.
public struct NCARatio: Hashable, Sendable {
  /// The short name.
  public let code: String
  /// The name.
  public let label: String
  /// What is divided.
  public let numerator: NCAParameter
  /// What it is divided by.
  public let denominator: NCAParameter
  /// Whether both are divided by the dose first, and by nothing where that is not known.
  public let isPerDose: Bool
  /// Whether the code is known to be one of CDISC's controlled terminology.
  public let isStandard: Bool

  /// Creates a ratio; without a second parameter, of the same one.
  public init(
    _ code: String, _ label: String, of numerator: NCAParameter, to denominator: NCAParameter? = nil,
    perDose isPerDose: Bool = false, isStandard: Bool = true
  ) {
    self.isStandard = isStandard
    self.code = code
    self.label = label
    self.numerator = numerator
    self.denominator = denominator ?? numerator
    self.isPerDose = isPerDose
  }

  /// The ratio of two results.
  public func value(of result: NCAResult, to reference: NCAResult) -> NCAValue {
    value(
      numerator: result[numerator], dose: result.dose?.amount, denominator: reference[denominator],
      referenceDose: reference.dose?.amount)
  }

  /// The ratio of two values; doubts of either are handed on.
  public func value(
    numerator above: NCAValue?, dose: Double?, denominator below: NCAValue?, referenceDose: Double?
  ) -> NCAValue {
    guard let above, let below else {
      return .notCalculable(because: .noReference(above == nil ? numerator.name : denominator.name))
    }
    guard let a = above.number else { return Self.lacking(numerator, above) }
    guard let b = below.number else { return Self.lacking(denominator, below) }
    var value = NCAValue.ratio(a, b, zero: denominator.name)
    if isPerDose {
      guard let dose, let referenceDose else { return .notCalculable(because: .noDose) }
      guard dose > 0, referenceDose > 0 else { return .notCalculable(because: .zeroDose) }
      value = .ratio(a / dose, b / referenceDose, zero: denominator.name)
    }
    let doubt =
      above.reason.map { NCAReason.dependency(numerator.name, $0) }
      ?? below.reason.map { .dependency(denominator.name, $0) }
    return value.flagged(because: doubt)
  }

  private static func lacking(_ parameter: NCAParameter, _ value: NCAValue) -> NCAValue {
    .notCalculable(because: .dependency(parameter.name, value.reason ?? .notFinite))
  }
}

extension NCARatio {
  /// Accumulation from the first interval to a later one of equal length.
  public static let accumulation = [
    NCARatio("ARAUC", "Accumulation Ratio AUCTAU", of: .auctau),
    NCARatio("ARCMAX", "Accumulation Ratio Cmax", of: .cmax),
    NCARatio("ARCTROUG", "Accumulation Ratio Ctrough", of: .ctrough),
  ]
  /// The linearity index: the area over the interval at steady state to that to infinity after the first dose.
  public static let linearity = NCARatio("SRAUC", "Stationarity Ratio AUC", of: .auctau, to: .aucifo, perDose: true)
  /// Bioavailability, relative to the route or form of the reference.
  public static let bioavailability = NCARatio("FREL", "Relative Bioavailability", of: .aucifo, perDose: true)

  /// The bioavailability of one result against another: absolute when the reference alone entered a vein, and by
  /// the areas over the dosing interval when both are at steady state.
  public static func bioavailability(of result: NCAResult, to reference: NCAResult) -> NCARatio {
    let isAbsolute = reference.dose?.route.isIntravenous == true && result.dose?.route.isIntravenous == false
    let isSteady = result.interval.isSteadyState && reference.interval.isSteadyState
    return NCARatio(
      isAbsolute ? "FABS" : "FREL", isAbsolute ? "Absolute Bioavailability" : "Relative Bioavailability",
      of: isSteady ? .auctau : .aucifo, perDose: true)
  }
  /// The ratios of one analyte to another, such as payload to ADC.
  public static let analytes = [
    NCARatio("RACMAX", "Ratio CMAX", of: .cmax, isStandard: false),
    NCARatio("RAAUCLST", "Ratio AUC to Last Nonzero Conc", of: .auclst, isStandard: false),
    NCARatio("RAAUCIFO", "Ratio AUC Infinity Obs", of: .aucifo, isStandard: false),
    NCARatio("RAAUCTAU", "Ratio AUC Over Dosing Interval", of: .auctau, isStandard: false),
  ]
}
