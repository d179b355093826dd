public import PKText

extension Regimen: CustomStringConvertible {
  /// Reads a regimen, such as `2.5 mg/kg iv over 60 min every 21 days x 6`.
  ///
  /// ```
  /// regimen  = [ name ":" ] phase { ( "," | "then" | ", then" ) phase }
  /// phase    = number unit { clause }
  /// clause   = route | "over" time | "bolus" | "once" | "every" time | "Q3W" | "x" count
  ///          | "for" time | "until" time | "max" amount
  /// ```
  ///
  /// - The clauses of a phase come in any order. `Q3W`, `Q21D`, `Q8H`, `QW`, `QD`, `BID`, `TID`,
  ///   `daily` and `weekly` stand for the `every` they abbreviate.
  /// - `for 126 days` gives every dose before 126 days of the phase have passed; `until 126 days`
  ///   counts from the first dose of the regimen.
  /// - A phase takes route and infusion time from the one before when it gives none; another route
  ///   or `bolus` ends the infusion.
  /// - A single dose (`once`) that is followed by another phase lasts for the interval of that
  ///   phase.
  /// - A regimen without a name is called by its text.
  ///
  /// - Parameters:
  ///   - source: the text, with the name that messages call it by.
  ///   - routes: the model's routes, when they are known: others are then errors, and case does not
  ///     matter.
  /// - Throws: diagnostics `PK4…`, up to 20.
  public init(parsing source: SourceText, routes: [String]? = nil) throws(DiagnosticList) {
    var parser = RegimenParser(source, routes: routes)
    self = try parser.regimen()
  }

  /// A text that reads back as the same regimen.
  public var description: String {
    let text = phasesDescription
    return name == text ? text : "\(name): \(text)"
  }

  /// The phases as text, without the name.
  public var phasesDescription: String {
    phases.indices.map { phases[$0].description(after: $0 > 0 ? phases[$0 - 1] : nil) }.joined(separator: ", then ")
  }
}

extension Regimen.Phase {
  /// The phase as text; only what it does not take from the phase before is written.
  func description(after previous: Regimen.Phase?) -> String {
    var parts = ["\(amount)"]
    let sameRoute = previous != nil && previous?.route == route
    if let route, !sameRoute { parts.append(route) }
    let inherited = sameRoute ? previous?.infusion : nil
    if infusion != inherited { parts.append(infusion.map { "over \($0)" } ?? "bolus") }
    parts.append(interval.map { "every \($0) x \(count)" } ?? "once")
    if let cap { parts.append("max \(cap)") }
    return parts.joined(separator: " ")
  }
}
