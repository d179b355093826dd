import PKNumerics

/// The area under the mean curve of sparse data, with its standard error.
///
/// Each subject gives one sample (serial sampling: Bailer, J. Pharmacokinet. Biopharm. 16:303, 1988), or some of
/// the samples (batches: Nedelman and Jia, J. Biopharm. Stat. 8:317, 1998, with the covariance of Holder,
/// J. Biopharm. Stat. 11:75, 2001).
public struct SparseArea: Hashable, Sendable {
  /// One concentration.
  public struct Sample: Hashable, Sendable {
    /// Whose it is.
    public var subject: String
    /// When it was to be taken.
    public var time: Double
    /// What was found; 0 when below the limit of quantification.
    public var concentration: Double

    /// Creates a sample.
    public init(subject: String, time: Double, concentration: Double) {
      self.subject = subject
      self.time = time
      self.concentration = concentration
    }
  }

  /// The mean curve.
  public let mean: ConcentrationCurve
  /// Σ wᵢ x̄ᵢ with the weights of the linear trapezoidal rule, to the last mean above 0.
  public let area: NCAValue
  /// √(Σᵢⱼ wᵢ wⱼ cov(x̄ᵢ, x̄ⱼ)).
  public let standardError: NCAValue
  /// Satterthwaite's degrees of freedom where every subject gives one sample.
  public let degreesOfFreedom: NCAValue

  /// Calculates the area of samples; those that are negative or not finite make it nil.
  public init?(_ samples: [Sample]) {
    let times = Set(samples.map(\.time)).sorted()
    let groups = times.map { time in samples.filter { $0.time == time } }
    let means = groups.map { group in group.reduce(0) { $0 + $1.concentration } / Double(group.count) }
    guard samples.allSatisfy({ $0.concentration >= 0 }),
      let curve = ConcentrationCurve(times: times, concentrations: means)
    else { return nil }
    mean = curve
    area =
      times.first.map { curve.integral(of: .area, from: $0, to: .infinity, method: .linear, tail: .none) }
      ?? .notCalculable(because: .noSamples)
    guard case .value = area, let last = curve.lastIndex, last > 0 else {
      standardError = .notCalculable(because: area.reason ?? .noMeasurableConcentration)
      degreesOfFreedom = standardError
      return
    }
    let spread = Spread(Array(groups[...last]), Array(means[...last]), Array(times[...last]))
    standardError = spread.standardError
    degreesOfFreedom = spread.degreesOfFreedom
  }

  /// A confidence interval, by t where the degrees of freedom are known and else by the normal distribution.
  public func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    guard let area = area.number, let error = standardError.number, confidence > 0, confidence < 1 else { return nil }
    let p = (1 + confidence) / 2
    let quantile =
      degreesOfFreedom.number.map { StudentT.quantile(p, degreesOfFreedom: $0) } ?? Normal.quantile(p)
    return (area - quantile * error)...(area + quantile * error)
  }
}

/// The variance of a weighted sum of means.
private struct Spread {
  let standardError: NCAValue
  let degreesOfFreedom: NCAValue

  init(_ groups: [[SparseArea.Sample]], _ means: [Double], _ times: [Double]) {
    let weights = times.indices.map { index in
      let left = index > 0 ? times[index] - times[index - 1] : 0
      let right = index + 1 < times.count ? times[index + 1] - times[index] : 0
      return (left + right) / 2
    }
    if let lone = groups.indices.first(where: { groups[$0].count < 2 }) {
      let reason = NCAReason.oneSubjectAt(times[lone])
      standardError = .notCalculable(because: reason)
      degreesOfFreedom = .notCalculable(because: reason)
      return
    }
    var (variance, squares, isSerial) = (0.0, 0.0, true)
    for i in groups.indices {
      let n = Double(groups[i].count)
      let own = groups[i].reduce(0) { $0 + ($1.concentration - means[i]) * ($1.concentration - means[i]) } / (n - 1)
      let part = weights[i] * weights[i] * own / n
      variance += part
      squares += part * part / (n - 1)
      for j in groups.indices where j > i {
        let (covariance, common) = Self.covariance(groups[i], means[i], groups[j], means[j])
        if common > 0 { isSerial = false }
        variance += 2 * weights[i] * weights[j] * Double(common) * covariance / (n * Double(groups[j].count))
      }
    }
    standardError = variance >= 0 ? .value(variance.squareRoot()) : .notCalculable(because: .notFinite)
    degreesOfFreedom =
      isSerial
      ? .ratio(variance * variance, squares, zero: "the variance") : .notCalculable(because: .severalSamplesEach)
  }

  /// Holder's covariance of two times over the subjects that both have.
  private static func covariance(
    _ a: [SparseArea.Sample], _ meanA: Double, _ b: [SparseArea.Sample], _ meanB: Double
  ) -> (covariance: Double, common: Int) {
    var (sum, common) = (0.0, 0)
    for first in a {
      guard let second = b.first(where: { $0.subject == first.subject }) else { continue }
      sum += (first.concentration - meanA) * (second.concentration - meanB)
      common += 1
    }
    guard common > 0 else { return (0, 0) }
    let r = Double(common)
    let denominator = (r - 1) + (1 - r / Double(a.count)) * (1 - r / Double(b.count))
    return (denominator > 0 ? sum / denominator : 0, common)
  }
}
