import PKNumerics

/// What one subject adds to the objective function, and how far from the typical one it is.
public struct SubjectContribution: Hashable, Sendable {
  /// The subject.
  public var id: String
  /// How many measurements it has.
  public var observations: Int
  /// What it adds to the objective function, and that per measurement.
  public var objective: Double, perObservation: Double
  /// (perObservation − median)/(1.4826·MAD) over the subjects; 0 when these do not differ.
  public var score: Double
  /// η̂'Ω⁻¹η̂, and the probability of one as large by χ²; nil without random effects.
  public var distance: Double?, pValue: Double?

  /// Whether it stands out: |score| above 3.5 (Iglewicz and Hoaglin 1993), or p below 0.001.
  public var isOutlying: Bool { score.magnitude > 3.5 || (pValue ?? 1) < 0.001 }
}

extension SubjectContribution {
  /// What is known of a subject.
  public struct Input: Sendable {
    /// The subject, its measurements, and what it adds to the objective function.
    public var id: String, observations: Int, objective: Double
    /// Its random effects, and their covariance Ω by rows.
    public var etas: [Double], omega: [[Double]]

    /// Creates an input.
    public init(id: String, observations: Int, objective: Double, etas: [Double] = [], omega: [[Double]] = []) {
      self.id = id
      self.observations = observations
      self.objective = objective
      self.etas = etas
      self.omega = omega
    }
  }

  /// The contributions of subjects, in their order.
  public static func contributions(of inputs: [Input]) -> [SubjectContribution] {
    let rates = inputs.map { $0.objective / Double(max($0.observations, 1)) }
    let known = rates.filter(\.isFinite).sorted()
    let median = Quantile.value(ofSorted: known, 0.5)
    let spread = 1.4826 * Quantile.value(ofSorted: known.map { ($0 - median).magnitude }.sorted(), 0.5)
    return zip(inputs, rates).map { input, rate in
      let distance = Self.distance(input)
      return SubjectContribution(
        id: input.id, observations: input.observations, objective: input.objective, perObservation: rate,
        score: spread > 0 ? (rate - median) / spread : 0, distance: distance,
        pValue: distance.map { ChiSquare.upperTail($0, degreesOfFreedom: Double(input.etas.count)) })
    }
  }

  private static func distance(_ input: Input) -> Double? {
    guard !input.etas.isEmpty, let omega = try? Matrix(input.omega), let factor = try? Cholesky(of: omega),
      let solved = try? factor.solve(input.etas)
    else { return nil }
    return zip(input.etas, solved).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
