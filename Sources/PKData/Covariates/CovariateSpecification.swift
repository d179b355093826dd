public import PKUnits

/// What a covariate of virtual patients is: one value, or a distribution to draw it from.
public struct CovariateSpecification: Hashable, Sendable {
  /// The kinds of values; numbers are in the specification's unit.
  public enum Kind: Hashable, Sendable {
    /// Everybody has the same number.
    case fixed(Double)
    /// Everybody is of the same category.
    case category(String)
    /// ln x is normal about ln(median) with variance ω² = ln(1 + cv²).
    ///
    /// `median` is the median, not the mean; `cv` is the coefficient of variation of the
    /// distribution before truncation.
    case logNormal(median: Double, cv: Double)
    /// Normal, before truncation.
    case normal(mean: Double, sd: Double)
    /// Every number between two is as likely.
    case uniform(lower: Double, upper: Double)
    /// Categories with probabilities that sum to 1.
    case categorical([Category])
  }

  /// One of several categories.
  public struct Category: Hashable, Sendable {
    /// Its name, as the model declares it.
    public var name: String
    /// How likely it is.
    public var probability: Double

    /// Creates a category.
    public init(name: String, probability: Double) {
      self.name = name
      self.probability = probability
    }
  }

  /// The covariate's name.
  public var name: String
  /// The unit of the numbers; nil when the text gives none, which means the model's unit.
  public var unit: Unit?
  /// The kind of value.
  public var kind: Kind
  /// The range to which a normal or log-normal distribution is truncated.
  public var range: ClosedRange<Double>?

  /// Creates a specification.
  public init(name: String, unit: Unit? = nil, kind: Kind, range: ClosedRange<Double>? = nil) {
    self.name = name
    self.unit = unit
    self.kind = kind
    self.range = range
  }

  /// The same specification with its numbers in another unit; nil when that measures something
  /// else.
  ///
  /// A specification without a unit is taken to be in `other` already.
  public func converted(to other: Unit) -> CovariateSpecification? {
    guard let unit else { return CovariateSpecification(name: name, unit: other, kind: kind, range: range) }
    func convert(_ value: Double) -> Double? { unit.convert(value, to: other) }
    guard convert(1) != nil else { return nil }
    var converted = self
    converted.unit = other
    converted.range = range.flatMap { range in
      convert(range.lowerBound).flatMap { lower in convert(range.upperBound).map { lower...max(lower, $0) } }
    }
    switch kind {
    case .fixed(let value): converted.kind = .fixed(convert(value) ?? value)
    case .logNormal(let median, let cv): converted.kind = .logNormal(median: convert(median) ?? median, cv: cv)
    case .normal(let mean, let sd): converted.kind = .normal(mean: convert(mean) ?? mean, sd: convert(sd) ?? sd)
    case .uniform(let lower, let upper):
      converted.kind = .uniform(lower: convert(lower) ?? lower, upper: convert(upper) ?? upper)
    case .category, .categorical: break
    }
    return converted
  }
}
