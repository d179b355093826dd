/// How an observation that is no measured quantity is distributed; the prediction is its expectation, a pure number.
public enum OutcomeDistribution: String, Hashable, Sendable, CaseIterable {
  /// Yes (1) or no (0): the prediction is the probability of yes.
  case bernoulli
  /// A count, 0, 1, 2 …: the prediction is the expected one.
  case poisson

  /// Whether an observation can have a value that a table says.
  public func hasValue(_ value: Double) -> Bool {
    switch self {
    case .bernoulli: value == 0 || value == 1
    case .poisson: value >= 0 && value < 1e15 && value == value.rounded()
    }
  }

  /// Whether a prediction can be its expectation; NaN cannot.
  public func hasExpectation(_ expectation: Double) -> Bool {
    switch self {
    case .bernoulli: expectation >= 0 && expectation <= 1
    case .poisson: expectation >= 0 && expectation < .infinity
    }
  }

  /// What the prediction is, in words.
  public var expectationWords: String {
    switch self {
    case .bernoulli: "probability"
    case .poisson: "expected count"
    }
  }

  /// Which values there are, in words.
  public var valueWords: String {
    switch self {
    case .bernoulli: "0 or 1"
    case .poisson: "0, 1, 2 …"
    }
  }
}
