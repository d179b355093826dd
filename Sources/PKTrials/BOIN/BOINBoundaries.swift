import PKNumerics

/// The numbers of DLTs at which BOIN acts, by the number of patients at a level.
///
/// λe = ln[(1−φ₁)/(1−φ)] / ln[φ(1−φ₁)/(φ₁(1−φ))], λd = ln[(1−φ)/(1−φ₂)] / ln[φ₂(1−φ)/(φ(1−φ₂))]:
/// Liu and Yuan, J R Stat Soc C 64 (2015) 507, equations 2 and 3.
public struct BOINBoundaries: Hashable, Sendable {
  /// The boundaries for one number of patients.
  public struct Row: Hashable, Sendable {
    /// How many patients the level has.
    public var patients: Int
    /// At most so many DLTs: escalate.
    public var escalate: Int
    /// At least so many: de-escalate.
    public var deescalate: Int
    /// At least so many: never again; nil when no number does it.
    public var eliminate: Int?
    /// At least so many at the lowest level: the trial stops; nil without that rule, or when no number does it.
    public var stop: Int?
  }

  /// The rate of DLTs at which, or below which, the dose goes up.
  public let escalation: Double
  /// The rate at which, or above which, it goes down.
  public let deescalation: Double
  /// The rows for 1, 2, … patients.
  public let rows: [Row]

  /// Computes the boundaries.
  ///
  /// - Parameters:
  ///   - settings: target, φ₁, φ₂, cutoffs.
  ///   - patients: up to how many patients; at least 1.
  public init(_ settings: BOIN.Settings, upTo patients: Int) {
    let (target, safe, toxic) = (settings.target, settings.safe, settings.toxic)
    func log(_ x: Double) -> Double { LaneMath.log(x) }
    let lambdaE = log((1 - safe) / (1 - target)) / log(target * (1 - safe) / (safe * (1 - target)))
    let lambdaD = log((1 - target) / (1 - toxic)) / log(toxic * (1 - target) / (target * (1 - toxic)))
    escalation = lambdaE
    deescalation = lambdaD
    rows = (1...max(1, patients)).map { n in
      func least(_ cutoff: Double) -> Int? {
        guard n >= 3 else { return nil }
        return (1...n).first { BOIN.probability(rateAbove: target, dlts: $0, of: n) > cutoff }
      }
      return Row(
        patients: n, escalate: Int((lambdaE * Double(n)).rounded(.down)),
        deescalate: Int((lambdaD * Double(n)).rounded(.up)), eliminate: least(settings.cutoff),
        stop: settings.extraSafeOffset.flatMap { least(settings.cutoff - $0) })
    }
  }
}

extension BOIN {
  /// The posterior probability that a rate is above `target`, after x DLTs in n patients and a uniform prior.
  ///
  /// P(p > φ | Beta(1 + x, 1 + n − x)) = P(Binomial(n + 1, φ) ≤ x), a finite sum.
  public static func probability(rateAbove target: Double, dlts: Int, of treated: Int) -> Double {
    guard dlts <= treated else { return 1 }
    var term = 1.0
    for _ in 0..<(treated + 1) { term *= 1 - target }
    var sum = term
    for k in stride(from: 1, through: dlts, by: 1) {
      term *= Double(treated + 2 - k) / Double(k) * target / (1 - target)
      sum += term
    }
    return min(1, sum)
  }
}
