extension Decision {
  /// What is to be done, in words.
  ///
  /// - Parameter levels: what the levels are called, such as `30 mg`.
  /// - Returns: an order, such as `treat 3 patients at level 4 (30 mg)`.
  public func instruction(levels: [String]) -> String {
    switch action {
    case .treat(let level, let patients):
      "treat \(patients) patient\(patients == 1 ? "" : "s") at \(Self.words(level, levels))"
    case .stop(let conclusion): "stop: \(conclusion.words(levels: levels))"
    }
  }

  /// What was observed, in words.
  public func observation(levels: [String]) -> String {
    let tally = finding.tally
    guard tally.treated > 0 else { return "nobody has been treated" }
    var text = "\(tally.dlts) DLT\(tally.dlts == 1 ? "" : "s") in \(tally.treated) "
    text += "patient\(tally.treated == 1 ? "" : "s") at \(Self.words(finding.level, levels))"
    if case .trigger(let events, _) = finding.boundary {
      text += ", \(events) moderate event\(events == 1 ? "" : "s") in the accelerated phase"
    }
    return text
  }

  /// What the observation was held against, in words.
  public var comparison: String { finding.boundary.words(finding.tally) }

  /// A level with its number and dose.
  static func words(_ level: Int, _ levels: [String]) -> String {
    levels.indices.contains(level) ? "level \(level + 1) (\(levels[level]))" : "level \(level + 1)"
  }
}

extension Conclusion {
  /// The conclusion in words.
  public func words(levels: [String]) -> String {
    switch self {
    case .mtd(let level): "the MTD is \(Decision.words(level, levels))"
    case .mad(let level): "no MTD; the maximum administered dose (MAD) is \(Decision.words(level, levels))"
    case .noneTolerated: "no dose is tolerated"
    case .inconclusive: "no dose can be selected"
    }
  }

  /// A short name for tables: MTD, MAD or none.
  public var kind: String {
    switch self {
    case .mtd: "MTD"
    case .mad: "MAD"
    case .noneTolerated: "none tolerated"
    case .inconclusive: "inconclusive"
    }
  }
}

extension Boundary {
  func words(_ tally: LevelTally) -> String {
    func rate() -> String { tally.treated > 0 ? Rounded.text(tally.rate, digits: 4) : "–" }
    switch self {
    case .none: return "the trial begins"
    case .cohort(let size): return "\(tally.treated) of \(size) patients are there: the cohort is not complete"
    case .atMost(let most): return "\(tally.dlts) ≤ \(most) of \(tally.treated)"
    case .atLeast(let least): return "\(tally.dlts) ≥ \(least) of \(tally.treated)"
    case .between(let low, let high): return "\(low) < \(tally.dlts) < \(high) of \(tally.treated)"
    case .rateAtMost(let lambda, let dlts):
      return "\(rate()) ≤ λe = \(Rounded.text(lambda, digits: 6)), which is at most \(dlts) of \(tally.treated)"
    case .rateAtLeast(let lambda, let dlts):
      return "\(rate()) ≥ λd = \(Rounded.text(lambda, digits: 6)), which is at least \(dlts) of \(tally.treated)"
    case .rateBetween(let low, let high):
      return "λe = \(Rounded.text(low, digits: 6)) < \(rate()) < λd = \(Rounded.text(high, digits: 6))"
    case .posterior(let probability, let most):
      return "P(rate > target) = \(Rounded.text(probability, digits: 4)) > \(Rounded.text(most, digits: 4))"
    case .trigger(let events, let needed):
      return events >= needed || tally.dlts > 0
        ? "\(events) of \(needed) events and \(tally.dlts) DLTs: the accelerated phase ends"
        : "\(events) of \(needed) events and no DLT: the accelerated phase goes on"
    case .patientsAtLevel(let count): return "\(tally.treated) patients at the level, \(count) are wanted"
    case .patients(let count): return "\(count) patients is the most that the trial may have"
    }
  }
}
