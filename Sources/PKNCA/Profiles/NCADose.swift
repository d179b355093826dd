/// A dose as the analysis needs it.
public struct NCADose: Hashable, Sendable {
  /// When it was given (an infusion: when it began), on the clock of the profile.
  public var time: Double
  /// How much; nil when that is not known.
  public var amount: Double?
  /// How it entered.
  public var route: NCARoute

  /// Creates a dose.
  public init(amount: Double?, at time: Double = 0, route: NCARoute) {
    self.time = time
    self.amount = amount
    self.route = route
  }
}

/// How a dose enters the body.
public enum NCARoute: Hashable, Sendable {
  /// Into a vein at once.
  case bolus
  /// Into a vein at a constant rate, over a time; nil when that is not known.
  case infusion(duration: Double?)
  /// Any other way: by mouth, under the skin, into a muscle.
  case extravascular

  /// How long the infusion lasts: 0 for what is no infusion, nil for an infusion of unknown duration.
  public var infusionDuration: Double? { if case .infusion(let duration) = self { duration } else { 0 } }

  /// Whether the dose entered a vein.
  public var isIntravenous: Bool { self != .extravascular }
}

/// A set of routes: those that a parameter is defined for.
public struct NCARoutes: OptionSet, Hashable, Sendable {
  /// One bit a route.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Into a vein at once.
  public static let bolus = NCARoutes(rawValue: 1)
  /// Into a vein over a time.
  public static let infusion = NCARoutes(rawValue: 2)
  /// Any other way.
  public static let extravascular = NCARoutes(rawValue: 4)
  /// Into a vein.
  public static let intravenous: NCARoutes = [.bolus, .infusion]
  /// Any route.
  public static let all: NCARoutes = [.bolus, .infusion, .extravascular]

  /// The set of one route.
  public init(_ route: NCARoute) {
    switch route {
    case .bolus: self = .bolus
    case .infusion: self = .infusion
    case .extravascular: self = .extravascular
    }
  }
}
