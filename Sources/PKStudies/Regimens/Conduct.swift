/// How a regimen is carried out: windows, delays, reductions, missed doses, stopping.
///
/// Times are in the model's time unit. What happens to a patient in a cycle is the same in every arm, as far as its
/// chance is.
public struct Conduct: Hashable, Sendable {
  /// When something happens.
  public enum Chance: Hashable, Sendable {
    /// With a probability in each cycle.
    case probability(Double)
    /// With a hazard per time; in a cycle that follows one of length L with probability 1 − exp(−hL).
    case hazard(Double)
    /// In some cycles, from 1 on.
    case given(Set<Int>)
  }

  /// Something that may happen at the dose of a cycle.
  public struct Rule: Hashable, Sendable {
    /// When it happens.
    public var chance: Chance
    /// A delay in time, or the share of the dose that a reduction leaves.
    public var amount: Double
    /// The first cycle in which it may.
    public var fromCycle: Int
    /// How often it may happen to a patient; nil without limit.
    public var most: Int?

    /// Creates a rule.
    public init(_ chance: Chance, amount: Double, fromCycle: Int = 2, most: Int? = nil) {
      self.chance = chance
      self.amount = amount
      self.fromCycle = fromCycle
      self.most = most
    }
  }

  /// How a day within a window is chosen.
  public enum Distribution: String, CaseIterable, Hashable, Sendable {
    /// Every moment of the window is as likely.
    case uniform
    /// Most likely the planned moment, least the ends.
    case triangular
    /// Normal with a standard deviation of half the window, and cut at its ends.
    case normal
  }

  /// By how much doses may be off the plan.
  public struct Window: Hashable, Sendable {
    /// How early and how late they may be.
    public var earliest: Double, latest: Double
    /// The first cycle with a window.
    public var fromCycle: Int
    /// How a moment is chosen.
    public var distribution: Distribution

    /// Creates a window, which begins `earliest`, a negative number, before the planned moment.
    public init(earliest: Double, latest: Double, fromCycle: Int = 2, distribution: Distribution = .uniform) {
      self.earliest = earliest
      self.latest = latest
      self.fromCycle = fromCycle
      self.distribution = distribution
    }
  }

  /// When a patient stops.
  public struct Stop: Hashable, Sendable {
    /// After so many cycles.
    public var cycles: Int?
    /// By a constant hazard per time.
    public var hazard: Double?
    /// At an event of the model, by index, or at the onset of antibodies.
    public var event: Event?

    /// What ends the treatment.
    public enum Event: Hashable, Sendable {
      case antibodies
      case model(Int)
    }
  }

  /// The window; nil for doses on their days.
  public var window: Window?
  /// Delays, which move all that follows.
  public var delays: [Rule] = []
  /// Reductions, which stay.
  public var reductions: [Rule] = []
  /// Doses that are left out.
  public var missed: [Rule] = []
  /// When a patient stops.
  public var stop = Stop()

  /// Everything as planned.
  public init() {}
}
