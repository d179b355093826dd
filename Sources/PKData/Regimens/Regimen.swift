public import PKUnits

/// What is to be given to every patient of an arm: phases that follow one another.
///
/// `2.5 mg/kg iv over 60 min every 21 days x 6` is one phase;
/// `3.0 mg/kg iv over 60 min once, then 2.0 mg/kg every 21 days x 5` is two.
public struct Regimen: Hashable, Sendable {
  /// Doses of one size at one interval.
  public struct Phase: Hashable, Sendable {
    /// How much: a mass or amount of substance, or either per body weight or per body surface area.
    public var amount: Quantity
    /// The most that one dose may be, for doses by weight or surface.
    public var cap: Quantity?
    /// The model's route; nil for its only one.
    public var route: String?
    /// How long an infusion takes; nil for a bolus or what the route declares.
    public var infusion: Quantity?
    /// The time between two doses; nil only for the single dose of a last phase.
    public var interval: Quantity?
    /// How many doses; at least 1.
    public var count: Int

    /// Creates a phase.
    public init(
      amount: Quantity, cap: Quantity? = nil, route: String? = nil, infusion: Quantity? = nil,
      interval: Quantity? = nil, count: Int = 1
    ) {
      self.amount = amount
      self.cap = cap
      self.route = route
      self.infusion = infusion
      self.interval = interval
      self.count = count
    }
  }

  /// What the arm is called.
  public var name: String
  /// The phases in order; at least one.
  public var phases: [Phase]

  /// Creates a regimen.
  public init(name: String, phases: [Phase]) {
    self.name = name
    self.phases = phases
  }
}
