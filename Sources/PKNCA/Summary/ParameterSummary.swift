import PKNumerics

/// The distribution of one parameter over the subjects of a group.
public struct ParameterSummary: Hashable, Sendable {
  /// How many values there are.
  public let count: Int
  /// How many subjects have none.
  public let absent: Int
  /// How many of the values are flagged.
  public let flagged: Int
  /// The arithmetic mean.
  public let mean: NCAValue
  /// The standard deviation, with n − 1.
  public let standardDeviation: NCAValue
  /// The coefficient of variation, in percent.
  public let variation: NCAValue
  /// The geometric mean; 0 when a value is 0.
  public let geometricMean: NCAValue
  /// exp s, s the standard deviation of the logarithms.
  public let geometricDeviation: NCAValue
  /// The geometric coefficient of variation, 100 √(exp s² − 1), in percent.
  public let geometricVariation: NCAValue
  /// The median; the mean of the two in the middle for an even number.
  public let median: NCAValue
  /// The lowest value.
  public let minimum: NCAValue
  /// The highest value.
  public let maximum: NCAValue

  /// Summarises values.
  ///
  /// - Parameters:
  ///   - values: One for each subject.
  ///   - includesFlagged: Whether doubtful numbers count.
  ///   - minimumShare: The share of subjects that must have a number, below which nothing is told.
  public init(_ values: [NCAValue], includesFlagged: Bool = true, minimumShare: Double = 0) {
    let numbers = values.compactMap { value -> Double? in
      if case .flagged = value, !includesFlagged { return nil }
      return value.number
    }.sorted()
    count = numbers.count
    absent = values.count - numbers.count
    flagged = includesFlagged ? values.count { if case .flagged = $0 { true } else { false } } : 0
    let obstacle: NCAReason? =
      numbers.isEmpty
      ? .noValues
      : Double(numbers.count) < minimumShare * Double(values.count)
        ? .tooManyMissing(present: numbers.count, of: values.count) : nil
    let n = Double(numbers.count)
    func tell(_ value: @autoclosure () -> NCAValue) -> NCAValue {
      obstacle.map { .notCalculable(because: $0) } ?? value()
    }
    let mean = numbers.reduce(0, +) / max(n, 1)
    self.mean = tell(.checked(mean))
    standardDeviation = tell(Self.deviation(numbers, mean))
    variation = standardDeviation.scaled(by: 100, over: mean)
    let logs = numbers.map { LaneMath.log($0) }
    let logMean = logs.reduce(0, +) / max(n, 1)
    geometricMean = tell(
      numbers.first ?? 0 < 0
        ? .notCalculable(because: .notPositive) : numbers.first == 0 ? .value(0) : .checked(LaneMath.exp(logMean)))
    let logDeviation = tell(
      numbers.first ?? 0 > 0 ? Self.deviation(logs, logMean) : .notCalculable(because: .notPositive))
    geometricDeviation = logDeviation.map { LaneMath.exp($0) }
    geometricVariation = logDeviation.map { 100 * (LaneMath.exp($0 * $0) - 1).squareRoot() }
    let middle = numbers.count / 2
    median = tell(.checked(numbers.count % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2))
    minimum = tell(.checked(numbers[0]))
    maximum = tell(.checked(numbers[numbers.count - 1]))
  }

  private static func deviation(_ numbers: [Double], _ mean: Double) -> NCAValue {
    guard numbers.count > 1 else { return .notCalculable(because: .oneValue) }
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return .checked((squares / Double(numbers.count - 1)).squareRoot())
  }
}

extension NCAValue {
  fileprivate func scaled(by factor: Double, over denominator: Double) -> NCAValue {
    guard let number else { return self }
    return .ratio(factor * number, denominator, zero: "the mean")
  }
}
