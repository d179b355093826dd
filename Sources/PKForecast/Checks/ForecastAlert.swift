/// Something to know before a forecast is relied on.
public struct ForecastAlert: Hashable, Sendable {
  /// What it is about; stable, the most urgent first.
  public enum Kind: Int, Hashable, Sendable, CaseIterable {
    /// The model stands in for a drug whose own kinetics nobody has published, or was made to teach.
    case modelStatus
    /// A level far from everything that the model can explain.
    case outlier
    /// The levels together do not fit the model.
    case inconsistent
    /// A parameter far from the population's.
    case unusual
    /// The draws do not cover the distribution.
    case sampling
    /// Two things at one time, whose order the records cannot tell.
    case order
    /// No level, or only censored ones.
    case noLevels
    /// The levels say next to nothing of some parameters.
    case shrunken
  }

  /// What it is about.
  public let kind: Kind
  /// What was found, with its value and its limit.
  public let message: String
  /// What to do.
  public let action: String

  /// How many are shown of a result.
  public static let mostShown = 3
}

extension ForecastAlert.Kind {
  /// The name in results; stable.
  public var name: String {
    switch self {
    case .modelStatus: "model-status"
    case .outlier: "outlier-level"
    case .inconsistent: "inconsistent-levels"
    case .unusual: "unusual-parameter"
    case .sampling: "sampling"
    case .order: "order-of-records"
    case .noLevels: "no-levels"
    case .shrunken: "shrunken"
    }
  }
}
