import PKNumerics

/// A value of a crossover study: whose, in which period, under which treatment.
public struct CrossoverValue: Hashable, Sendable {
  /// The subject; its sequence is one of its properties, and needs not be named.
  public var subject: String
  /// The period.
  public var period: String
  /// The treatment.
  public var treatment: String
  /// The parameter, positive.
  public var value: Double

  /// Creates a value.
  public init(subject: String, period: String, treatment: String, value: Double) {
    self.subject = subject
    self.period = period
    self.treatment = treatment
    self.value = value
  }
}

extension GeometricMeanRatio {
  /// From a crossover study, by analysis of variance with fixed effects of subject, period and treatment on the
  /// logarithms (FDA 2001, Statistical Approaches to Establishing Bioequivalence, with subjects within
  /// sequences: a sequence is a sum of its subjects' effects and changes neither estimate nor interval).
  ///
  /// Subjects without the other treatment do no harm and no good. The model is solved by singular values
  /// (LAPACK), and the error of the treatment effect is s²/‖M t‖², M t the part of the treatment's column that
  /// the other columns do not explain (Frisch and Waugh).
  ///
  /// - Throws: `ComparisonError`; `confounded` where the design cannot tell treatment from the rest.
  public static func crossover(
    _ values: [CrossoverValue], test: String, reference: String, confidence: Double = 0.9
  ) throws(ComparisonError) -> GeometricMeanRatio {
    try check(confidence: confidence)
    for name in [test, reference] where !values.contains(where: { $0.treatment == name }) {
      throw .unknownTreatment(name)
    }
    let used = values.filter { $0.treatment == test || $0.treatment == reference }
    let logs = try logarithms(used.map(\.value))
    let treatment = used.map { $0.treatment == test ? 1.0 : 0 }
    let others = design(used)
    let rows = zip(others, treatment).map { $0 + [$1] }
    guard let fit = try? LeastSquares(fitting: Matrix(rows), to: logs),
      let rest = try? LeastSquares(fitting: Matrix(others), to: treatment)
    else { throw .notSolvable }
    let freedom = used.count - fit.rank
    // The column is of zeros and ones: what is explained leaves rounding errors only.
    guard rest.residualSumOfSquares > 1e-9 else { throw .confounded }
    guard freedom > 0 else { throw .tooFewValues(needed: fit.rank + 1, found: used.count) }
    let variance = fit.residualSumOfSquares / Double(freedom)
    return try GeometricMeanRatio(
      log: fit.solution[fit.solution.count - 1], standardError: (variance / rest.residualSumOfSquares).squareRoot(),
      degreesOfFreedom: Double(freedom), confidence: confidence, residualVariance: variance)
  }

  /// A column for each subject, and one for each period but the first.
  private static func design(_ values: [CrossoverValue]) -> [[Double]] {
    let subjects = distinct(values.map(\.subject))
    let periods = distinct(values.map(\.period)).dropFirst()
    return values.map { value in
      subjects.map { $0 == value.subject ? 1 : 0 } + periods.map { $0 == value.period ? 1 : 0 }
    }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
