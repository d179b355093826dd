public import PKData
public import PKNumerics
import PKUnits

/// Who the virtual patients are: covariates from distributions with correlations, or rows of a table, of patients that
/// are eligible.
///
/// A patient is a function of the seed and the patient's number: patients who are not eligible are drawn again, and
/// counted. Correlations are those of the normal deviates behind the distributions (a Gaussian copula): for log-normal
/// variables the correlation of their logarithms; for truncated ones, and categories, that of what is behind them.
public struct VirtualPopulation: Sendable {
  /// What patients are drawn from.
  public enum Source: Sendable {
    /// Distributions, and the lower triangular factor of the correlations of their deviates; nil for independent ones.
    case distributions([CovariateSpecification], factor: Matrix?)
    /// Rows of a table, each as likely.
    case table(rows: [[Double]])
  }

  /// The least share of eligible patients that is tried.
  public static let leastAcceptance = 1e-3
  /// How often a patient is drawn before the search is given up.
  static let mostAttempts = 200_000

  /// How many patients.
  public var size: Int
  /// What is known of each: what is drawn, then what is computed from it.
  public let variables: [PopulationVariable]
  /// What patients are drawn from.
  public let source: Source
  /// Who may take part.
  public let criteria: [EligibilityCriterion]
  let computed: ComputedVariables

  init(
    size: Int, variables: [PopulationVariable], source: Source, criteria: [EligibilityCriterion],
    computed: ComputedVariables
  ) {
    self.size = size
    self.variables = variables
    self.source = source
    self.criteria = criteria
    self.computed = computed
  }

  /// Patients whose covariates are drawn from distributions, each by itself; all of them may take part.
  ///
  /// - Parameters:
  ///   - size: how many patients.
  ///   - covariates: a distribution for each covariate; a name once. Without any, patients differ by their random
  ///     effects alone.
  public init(size: Int, covariates: [CovariateSpecification] = []) {
    let variables = covariates.map { covariate in
      PopulationVariable(
        name: covariate.name, unit: covariate.categories == nil ? covariate.unit ?? .one : nil,
        categories: covariate.categories)
    }
    self.init(
      size: size, variables: variables, source: .distributions(covariates, factor: nil), criteria: [],
      computed: ComputedVariables())
  }

  /// A patient by number.
  ///
  /// - Parameters:
  ///   - number: the patient's number, from 0 on.
  ///   - seed: the seed of all random numbers.
  /// - Returns: the patient; nil when no eligible one was found.
  public func patient(_ number: Int, seed: UInt64) -> VirtualPatient? {
    patient(number, seed: seed, mostAttempts: Self.mostAttempts)
  }

  /// The share of patients that are eligible, from draws until `enough` are found or a thousand for each was drawn.
  public func acceptance(seed: UInt64, enough: Int = 20) -> Double {
    guard !criteria.isEmpty else { return 1 }
    var (found, drawn) = (0, 0)
    while found < enough, drawn < 1000 * enough {
      if let values = candidate(Int.max - drawn, attempt: 0, seed: seed), isEligible(values) { found += 1 }
      drawn += 1
    }
    return Double(found) / Double(drawn)
  }

  /// The index of a variable by name.
  public func index(of name: String) -> Int? { variables.firstIndex { $0.name == name } }

  private func patient(_ number: Int, seed: UInt64, mostAttempts: Int) -> VirtualPatient? {
    var rejectedBy = [Int](repeating: 0, count: criteria.count)
    for attempt in 0..<mostAttempts {
      guard let values = candidate(number, attempt: attempt, seed: seed) else { return nil }
      var isEligible = true
      for (index, criterion) in criteria.enumerated() where !criterion.isMet(by: values) {
        rejectedBy[index] += 1
        isEligible = false
      }
      if isEligible { return VirtualPatient(values: values, rejected: attempt, rejectedBy: rejectedBy) }
    }
    return nil
  }

  private func isEligible(_ values: [Double]) -> Bool { criteria.allSatisfy { $0.isMet(by: values) } }

  private func candidate(_ number: Int, attempt: Int, seed: UInt64) -> [Double]? {
    let stream = StudyStream.patient.stream(seed: seed, subject: number, replicate: attempt)
    switch source {
    case .table(let rows):
      let row = Int(stream.uniform(0) * Double(rows.count))
      return computed.extending(rows[min(row, rows.count - 1)])
    case .distributions(let specifications, let factor):
      var deviates = specifications.indices.map { stream.normal($0) }
      if let factor {
        guard let correlated = try? factor.multiplied(by: deviates) else { return nil }
        deviates = correlated
      }
      let values = zip(specifications, deviates).map { specification, z in
        specification.value(
          uniform: Normal.cdf(z), normalQuantile: Normal.quantile,
          normalCDF: Normal.cdf, exp: LaneMath.exp, log: LaneMath.log)
      }
      return computed.extending(values)
    }
  }
}

/// The computed variables of a population, and where their inputs are.
struct ComputedVariables: Sendable {
  struct Input: Sendable {
    var name: String
    var variable: Int
    var factor: Double
  }

  var covariates: [ComputedCovariate] = []
  var inputs: [Input] = []
  /// The variable SEX, and which of its categories is female.
  var sex: (variable: Int, female: Int)?

  /// Values with those that follow from them.
  func extending(_ values: [Double]) -> [Double] {
    guard !covariates.isEmpty else { return values }
    var body = BodyMeasures()
    for input in inputs { body.set(input.name, to: values[input.variable] * input.factor) }
    if let sex { body.isFemale = Int(values[sex.variable]) == sex.female }
    return values + covariates.map { $0.value(body) }
  }
}
