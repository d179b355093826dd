/// What a design says is to be done next, and why.
public struct Decision: Hashable, Sendable {
  /// What is to be done.
  public var action: Action
  /// The rule that decided, by its name in ``EscalationDesign/rules``.
  public var rule: String
  /// What the rule looked at.
  public var finding: Finding

  /// Creates a decision.
  public init(_ action: Action, rule: String, finding: Finding) {
    self.action = action
    self.rule = rule
    self.finding = finding
  }

  /// What is to be done.
  public enum Action: Hashable, Sendable {
    /// Treat so many patients at a level.
    case treat(level: Int, patients: Int)
    /// The trial is over.
    case stop(Conclusion)
  }

  /// The level that is treated next; nil when the trial is over.
  public var nextLevel: Int? {
    if case .treat(let level, _) = action { level } else { nil }
  }

  /// What the trial has found; nil while it goes on.
  public var conclusion: Conclusion? {
    if case .stop(let conclusion) = action { conclusion } else { nil }
  }
}

/// What a trial has found.
public enum Conclusion: Hashable, Sendable {
  /// The maximum tolerated dose is this level.
  case mtd(Int)
  /// The highest level was tolerated: the maximum administered dose, no MTD was found.
  case mad(Int)
  /// Not even the lowest level was tolerated.
  case noneTolerated
  /// The trial ended without evidence for any level.
  case inconclusive

  /// The level that is selected, if one is.
  public var level: Int? {
    switch self {
    case .mtd(let level), .mad(let level): level
    case .noneTolerated, .inconclusive: nil
    }
  }
}

/// What a rule looked at: a level, what was observed there, and the boundary it was held against.
public struct Finding: Hashable, Sendable {
  /// The level looked at.
  public var level: Int
  /// What was seen there.
  public var tally: LevelTally
  /// What it was held against.
  public var boundary: Boundary

  /// Creates a finding.
  public init(level: Int, tally: LevelTally, boundary: Boundary) {
    self.level = level
    self.tally = tally
    self.boundary = boundary
  }
}

/// What an observation is held against.
public enum Boundary: Hashable, Sendable {
  /// Nothing: nobody has been treated.
  case none
  /// A cohort of so many is to be completed.
  case cohort(of: Int)
  /// At most so many DLTs.
  case atMost(Int)
  /// At least so many DLTs.
  case atLeast(Int)
  /// More DLTs than the first number and fewer than the second.
  case between(Int, Int)
  /// A rate of DLTs at most, at least, or between: BOIN's λ's.
  case rateAtMost(Double, dlts: Int)
  /// A rate of DLTs of at least λ.
  case rateAtLeast(Double, dlts: Int)
  /// A rate of DLTs between the λ's.
  case rateBetween(Double, Double)
  /// The posterior probability that the rate exceeds the target, and the most that it may be.
  case posterior(Double, most: Double)
  /// So many events of the accelerated phase, and the number that ends it.
  case trigger(events: Int, of: Int)
  /// So many patients at the level that it has enough.
  case patientsAtLevel(Int)
  /// So many patients that the trial has enough.
  case patients(Int)
}
