import PKText
import PKUnits

extension RegimenParser {
  /// Phases from what their texts say: what is inherited is filled in, and what contradicts is
  /// reported.
  mutating func phases(from clauses: [PhaseClauses]) -> [Regimen.Phase] {
    var phases: [Regimen.Phase] = []
    var elapsed = 0.0
    for (index, clause) in clauses.enumerated() {
      let following = index + 1 < clauses.count ? clauses[index + 1] : nil
      let interval = interval(of: clause, before: following)
      let count = count(of: clause, interval: interval, elapsed: elapsed)
      let (route, infusion) = entry(of: clause, after: phases.last)
      checkInfusion(infusion, interval: interval, of: clause)
      checkCap(of: clause)
      elapsed += Double(count) * (interval?.value(in: .hour) ?? 0)
      guard let amount = clause.amount?.quantity else { continue }
      phases.append(
        Regimen.Phase(
          amount: amount, cap: clause.cap?.value.quantity, route: route, infusion: infusion, interval: interval,
          count: count))
    }
    return phases
  }

  /// Route and infusion time, the phase's own or those of the phase before.
  private mutating func entry(
    of clause: PhaseClauses, after previous: Regimen.Phase?
  ) -> (route: String?, infusion: Quantity?) {
    if let bolus = clause.isBolus, let infusion = clause.infusion {
      scanner.report(
        Diagnostic(
          "PK4107", "a bolus has no infusion time", at: infusion.range, notes: [.init("said here", at: bolus.range)]))
    }
    let route = clause.route?.value ?? previous?.route
    if clause.isBolus != nil { return (route, nil) }
    let inherited = route == previous?.route ? previous?.infusion : nil
    return (route, clause.infusion?.value.quantity ?? inherited)
  }

  /// The phase's interval; a single dose lasts as long as the interval of the phase that follows.
  private mutating func interval(of clause: PhaseClauses, before following: PhaseClauses?) -> Quantity? {
    let isOnce = if case .once? = clause.extent?.value { true } else { false }
    if isOnce, let interval = clause.interval {
      scanner.report(
        Diagnostic(
          "PK4107", "'once' and an interval contradict each other", at: interval.range,
          help: ["write 'x 1' for one dose and the time until the next phase"]))
    }
    if let interval = clause.interval { return interval.value }
    if isOnce {
      if let following, following.interval == nil, !following.isDamaged {
        scanner.report(
          Diagnostic(
            "PK4106", "nothing says how long after this dose the next phase begins", at: clause.range,
            help: ["write for instance 'every 21 days x 1' instead of 'once'"]))
      }
      return following?.interval?.value
    }
    if !clause.isDamaged {
      scanner.report(
        Diagnostic(
          "PK4106", "nothing says how often the dose is given", at: clause.range,
          help: ["add 'once', or for instance 'every 21 days x 6'"]))
    }
    return nil
  }

  private mutating func count(of clause: PhaseClauses, interval: Quantity?, elapsed: Double) -> Int {
    switch clause.extent?.value {
    case .once: return 1
    case .count(let count): return count
    case .duration(let time): return count(within: time, from: 0, interval: interval)
    case .until(let time): return count(within: time, from: elapsed, interval: interval)
    case nil:
      if let place = clause.interval?.range, !clause.isDamaged {
        scanner.report(
          Diagnostic(
            "PK4106", "nothing says how many doses there are", at: place,
            help: ["add 'x 6' for six doses, or 'for 126 days'"]))
      }
      return 1
    }
  }

  /// How many doses begin before a time is over.
  private mutating func count(within time: Measure, from elapsed: Double, interval: Quantity?) -> Int {
    guard let step = interval?.value(in: .hour), let end = time.quantity.value(in: .hour), step > 0 else { return 1 }
    // A dose at the very end is not given, whichever way the last bit of the quotient was rounded.
    let doses = ((end - elapsed) / step * (1 - 4 * Double.ulpOfOne)).rounded(.up)
    guard doses >= 1, doses <= Double(Self.mostDoses) else {
      let message =
        doses < 1 ? "the phase would begin at or after this time" : "these are more than \(Self.mostDoses) doses"
      scanner.report(Diagnostic("PK4103", message, at: time.range))
      return 1
    }
    return Int(doses)
  }

  private mutating func checkInfusion(_ infusion: Quantity?, interval: Quantity?, of clause: PhaseClauses) {
    guard let infusion, let interval, let lasts = infusion.value(in: .hour), let every = interval.value(in: .hour),
      lasts > every
    else { return }
    scanner.report(
      Diagnostic(
        "PK4108", "an infusion over \(infusion) is longer than the interval of \(interval)",
        at: clause.infusion?.range ?? clause.range, help: ["one infusion must end before the next begins"]))
  }

  private mutating func checkCap(of clause: PhaseClauses) {
    guard let cap = clause.cap, let amount = clause.amount?.quantity, let basis = DoseBasis(of: amount.unit) else {
      return
    }
    if basis == .flat {
      scanner.report(
        Diagnostic("PK4109", "a largest dose has a meaning only for doses per kg or per m2", at: cap.range))
    } else if cap.value.quantity.unit.dimension != amount.unit.numerator.dimension {
      scanner.report(
        Diagnostic(
          "PK4109", "the largest dose is in \(cap.value.quantity.unit), but the dose in \(amount.unit)", at: cap.range,
          help: ["write the largest dose in \(amount.unit.numerator)"]))
    }
  }
}
