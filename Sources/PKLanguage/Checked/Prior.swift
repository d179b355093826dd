/// What is believed of a theta or sigma before the data.
public enum ParameterPrior: Hashable, Sendable {
  /// Normal.
  case normal(mean: Double, standardDeviation: Double)
  /// The logarithm is normal.
  case logNormal(median: Double, logDeviation: Double)
  /// The positive half of Cauchy's: for standard deviations.
  case halfCauchy(scale: Double)
}

/// What is believed of a block of (co)variances before the data.
public enum CovariancePrior: Hashable, Sendable {
  /// Half-Cauchy standard deviations, and correlations by Lewandowski, Kurowicka and Joe: density |C|^(shape − 1).
  case standardDeviations(scale: Double, shape: Double)
  /// Inverse Wishart, as NONMEM has it: degrees of freedom, and a mode-like matrix Ω₀ by which the scale is
  /// degrees·Ω₀; its lower triangle by rows.
  case inverseWishart(degreesOfFreedom: Double, matrix: [Double])
}
