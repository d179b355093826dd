/// A dose as it was given: how much, where, how, and how often.
public struct Dose: Hashable, Sendable {
  /// How a dose enters.
  public enum Administration: Hashable, Sendable {
    /// At once.
    case bolus
    /// At a constant rate (amount per time); with bioavailability F it lasts amount·F/rate.
    case rate(Double)
    /// Over a given time; with bioavailability F its rate is amount·F/duration.
    case duration(Double)
    /// At the rate that the model's route declares.
    case modelledRate
    /// Over the duration that the model's route declares.
    case modelledDuration
  }

  /// Repeats of a dose: never a number without an interval.
  public struct Repeats: Hashable, Sendable {
    /// How many doses follow the first.
    public var additional: Int
    /// The time between two doses; positive.
    public var interval: Double

    /// Creates repeats.
    public init(additional: Int, interval: Double) {
      self.additional = additional
      self.interval = interval
    }
  }

  /// The steady state that a dose is given in: what the same dose, given time and again before it, has led to.
  public struct SteadyState: Hashable, Sendable {
    /// What has been given for ever.
    public enum Pattern: Hashable, Sendable {
      /// The dose itself, the last time one interval ago; the interval is positive.
      case doses(interval: Double)
      /// An infusion at the dose's rate, which ends with the record: the dose's amount is 0.
      case infusion
    }
    /// What the steady state does to what is there.
    public enum Effect: Hashable, Sendable {
      /// It takes the place of all amounts, running infusions and doses under way (SS 1).
      case replaces
      /// It is added to them (SS 2).
      case adds
    }

    /// What has been given for ever.
    public var pattern: Pattern
    /// What the steady state does to what is there.
    public var effect: Effect

    /// Creates a steady state.
    public init(_ pattern: Pattern, effect: Effect = .replaces) {
      self.pattern = pattern
      self.effect = effect
    }
  }

  /// Where it goes.
  public enum Site: Hashable, Sendable {
    /// By the model's only route, or its first.
    case standard
    /// By a named route.
    case route(String)
    /// Into a compartment, by name or number, with the attributes of the route that leads there, if
    /// any.
    case compartment(Selector)
  }

  /// How much; in the data set's unit of amount.
  public var amount: Double
  /// Where it goes.
  public var site: Site
  /// How it enters.
  public var administration: Administration
  /// How often it is repeated.
  public var repeats: Repeats?
  /// The steady state that it is given in.
  public var steadyState: SteadyState?

  /// Creates a dose.
  public init(
    amount: Double, site: Site = .standard, administration: Administration = .bolus, repeats: Repeats? = nil,
    steadyState: SteadyState? = nil
  ) {
    self.amount = amount
    self.site = site
    self.administration = administration
    self.repeats = repeats
    self.steadyState = steadyState
  }
}
