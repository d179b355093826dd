/// A rule by which a dose-escalation trial goes from cohort to cohort.
///
/// The contract that every design keeps, and tests hold: a recommendation depends on the history alone; it never names a
/// level that the design has closed, nor one more than a step above the highest that was treated; and the rules are tried
/// in the order of ``rules``, so that the first that applies decides.
///
/// A design with a model behind it (CRM, BLRM with EWOC, mTPI-2) conforms in the same way: it fits its model to the
/// sums of the history.
public protocol EscalationDesign: Sendable {
  /// What the design is called.
  var name: String { get }
  /// How many dose levels there are.
  var levelCount: Int { get }
  /// The rules in the order in which they are tried.
  var rules: [DesignRule] { get }
  /// How many levels, from the lowest, count moderate events too; 0 for designs that go by DLTs alone.
  var moderateLevels: Int { get }

  /// What is to be done after a history.
  func recommend(from history: CohortHistory) -> Decision

  /// Whether a level must not be given any more.
  func isClosed(level: Int, in history: CohortHistory) -> Bool

  /// A history that leads to the same recommendations from here on, the same for as many histories as possible: what
  /// keeps an enumeration small.
  func essence(of history: CohortHistory) -> CohortHistory
}

extension EscalationDesign {
  /// Designs go by DLTs alone, unless they say otherwise.
  public var moderateLevels: Int { 0 }

  /// Every sum may matter, unless a design says otherwise.
  public func essence(of history: CohortHistory) -> CohortHistory { history }
}

/// A rule of a design: its name, and what it says.
public struct DesignRule: Hashable, Sendable {
  /// A short name, unique within the design.
  public var name: String
  /// When it applies, and what is then done; a sentence.
  public var statement: String

  /// Creates a rule.
  public init(_ name: String, _ statement: String) {
    self.name = name
    self.statement = statement
  }
}
