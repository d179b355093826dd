/// Single patients on the lowest levels until a trigger or the last accelerated level, then 3+3.
///
/// After Simon et al., J Natl Cancer Inst 89 (1997) 1138 (designs 2 to 4), with a fixed list of accelerated levels. The
/// level of the trigger is filled to three patients and judged by the 3+3 rules, which hold from there on.
public struct AcceleratedTitration: Hashable, Sendable {
  /// What ends the accelerated phase.
  public enum Trigger: Hashable, Sendable {
    /// The first DLT.
    case dlt
    /// The first DLT, or the k-th patient with an event of a grade (related, within the DLT window).
    case moderate(count: Int, grade: Int)
  }

  /// The rules from the trigger on.
  public var base: ThreePlusThree
  /// How many levels, from the lowest, are accelerated.
  public var acceleratedLevels: Int
  /// What ends the accelerated phase.
  public var trigger: Trigger

  /// Creates a design.
  public init(acceleratedLevels: Int, trigger: Trigger, then base: ThreePlusThree) {
    self.acceleratedLevels = acceleratedLevels
    self.trigger = trigger
    self.base = base
  }

  /// How many events have been seen of those that the trigger counts, and how many end the phase.
  func events(in history: CohortHistory) -> (seen: Int, needed: Int) {
    guard case .moderate(let count, _) = trigger else { return (0, 1) }
    return (history.tallies.prefix(acceleratedLevels).reduce(0) { $0 + $1.moderate }, count)
  }

  /// Whether the accelerated phase has ended by its trigger.
  public func isTriggered(in history: CohortHistory) -> Bool {
    let (seen, needed) = events(in: history)
    return seen >= needed || history.dlts > 0
  }
}

extension AcceleratedTitration: EscalationDesign {
  /// What the design is called.
  public var name: String { "accelerated titration, then 3+3" }
  /// How many dose levels there are.
  public var levelCount: Int { base.levelCount }
  /// How many levels count moderate events: the accelerated ones, where the trigger does.
  public var moderateLevels: Int {
    if case .moderate = trigger { acceleratedLevels } else { 0 }
  }

  /// Whether a level is not tolerated, or above one that is not.
  public func isClosed(level: Int, in history: CohortHistory) -> Bool { base.isClosed(level: level, in: history) }

  /// Where moderate events were does not matter, and once the phase has ended not even how many there were.
  public func essence(of history: CohortHistory) -> CohortHistory {
    let (seen, needed) = events(in: history)
    return history.keepingModerate(history.dlts > 0 ? 0 : min(seen, needed))
  }

  /// What is to be done after a history.
  public func recommend(from history: CohortHistory) -> Decision {
    let current = history.current ?? base.start
    guard current < acceleratedLevels else { return base.recommend(from: history) }
    let tally = history.tallies[current]
    let (seen, needed) = events(in: history)
    let finding = Finding(level: current, tally: tally, boundary: .trigger(events: seen, of: needed))
    guard history.current != nil else {
      return Decision(.treat(level: current, patients: 1), rule: Names.start, finding: finding)
    }
    guard isTriggered(in: history) else {
      let next = current + 1
      // With every level accelerated the last one is judged by 3+3 too.
      guard next < levelCount else { return base.recommend(from: history) }
      let patients = next < acceleratedLevels ? 1 : 3
      return Decision(.treat(level: next, patients: patients), rule: Names.accelerate, finding: finding)
    }
    var decision = base.recommend(from: history)
    if decision.rule == ThreePlusThree.Names.complete, tally.treated < 3 { decision.rule = Names.trigger }
    return decision
  }

  enum Names {
    static let start = "start"
    static let accelerate = "accelerate"
    static let trigger = "trigger"
  }

  /// The rules in the order in which they are tried.
  public var rules: [DesignRule] {
    let what =
      switch trigger {
      case .dlt: "a DLT"
      case .moderate(let count, let grade):
        "a DLT, or \(count == 1 ? "a patient" : "\(count) patients") with a related event of grade \(grade) or more"
      }
    return [
      DesignRule(Names.start, "Nobody has been treated: one patient at level \(base.start + 1)."),
      DesignRule(
        Names.accelerate,
        "Levels 1 to \(acceleratedLevels), and there has not been \(what): one patient at the next level, three from "
          + "level \(acceleratedLevels + 1) on."),
      DesignRule(
        Names.trigger,
        "There has been \(what): the level is filled to three patients and the rules below hold from there on."),
    ] + base.rules.dropFirst()
  }
}
