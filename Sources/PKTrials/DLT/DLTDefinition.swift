/// What counts as a dose-limiting toxicity: any of its rules.
public struct DLTDefinition: Hashable, Sendable {
  /// The rules in the order of the file; the first that holds names the DLT.
  public var rules: [DLTRule]

  /// Creates a definition.
  public init(rules: [DLTRule]) { self.rules = rules }

  /// Whether an event within the window is a DLT.
  public func verdict(on event: AdverseEvent) -> DLTVerdict {
    var open: DLTVerdict?
    for rule in rules where rule.delayOver == nil {
      switch rule.verdict(on: event) {
      case .dlt(let name): return .dlt(name)
      case .undetermined(let rule, let missing): open = open ?? .undetermined(rule: rule, missing: missing)
      case .none: continue
      }
    }
    return open ?? .none
  }

  /// Whether a delay of cycle 2 by toxicity is a DLT.
  public func verdict(onDelay days: Double) -> DLTVerdict {
    rules.first { $0.delayOver.map { days > $0 } ?? false }.map { .dlt($0.name) } ?? .none
  }
}

/// What a definition says of an event.
public enum DLTVerdict: Hashable, Sendable {
  /// It is a DLT, by the rule of this name.
  case dlt(String)
  /// It is none.
  case none
  /// It depends on something that is not known.
  case undetermined(rule: String, missing: String)
}

/// A rule: conditions that must all hold.
public struct DLTRule: Hashable, Sendable {
  /// What the rule is called in reports.
  public var name: String
  /// At least this grade.
  public var grade = 1
  /// One of these terms; empty for any.
  public var terms: [String] = []
  /// None of these terms.
  public var exceptTerms: [String] = []
  /// Of this class; empty for any.
  public var category = ""
  /// Longer than so many days; nil for any time.
  public var longerThan: Double?
  /// Despite this intervention; empty when none is asked for.
  public var despite = ""
  /// A delay of cycle 2 of more than so many days; such a rule looks at nothing else.
  public var delayOver: Double?
  /// Whether only events that are related to the drug count.
  public var onlyRelated = true

  /// Creates a rule that holds for every related event.
  public init(name: String) { self.name = name }

  func verdict(on event: AdverseEvent) -> DLTVerdict {
    guard event.grade >= grade, event.isRelated || !onlyRelated, matches(event) else { return .none }
    guard let longerThan else { return .dlt(name) }
    guard let duration = event.duration else { return .undetermined(rule: name, missing: "duration") }
    return duration > longerThan ? .dlt(name) : .none
  }

  private func matches(_ event: AdverseEvent) -> Bool {
    func holds(_ list: [String]) -> Bool { list.contains { Self.isSame($0, event.term) } }
    return (terms.isEmpty || holds(terms)) && !holds(exceptTerms)
      && (category.isEmpty || Self.isSame(category, event.category))
      && (despite.isEmpty || Self.isSame(despite, event.intervention))
  }

  /// Terms are compared without regard to case.
  private static func isSame(_ a: String, _ b: String) -> Bool { a.lowercased() == b.lowercased() }

  /// The rule in words.
  public var words: String {
    if let delayOver { return "cycle 2 delayed by more than \(Rounded.text(delayOver, digits: 4)) days by toxicity" }
    var parts = ["grade ≥ \(grade)"]
    if !category.isEmpty { parts.append(category) }
    parts.append(terms.isEmpty ? "any event" : terms.joined(separator: " or "))
    if !exceptTerms.isEmpty { parts.append("except \(exceptTerms.joined(separator: ", "))") }
    if let longerThan { parts.append("for more than \(Rounded.text(longerThan, digits: 4)) days") }
    if !despite.isEmpty { parts.append("despite \(despite)") }
    if onlyRelated { parts.append("related") }
    return parts.joined(separator: ", ")
  }
}
