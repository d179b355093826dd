extension BOIN {
  enum Names {
    static let start = "start"
    static let eliminate = "eliminate"
    static let extraSafe = "extra safe"
    static let maximum = "sample size"
    static let below = "below lowest"
    static let enough = "enough"
    static let escalate = "escalate"
    static let deescalate = "de-escalate"
    static let stay = "stay"
  }

  /// The rules in the order in which they are tried.
  public var rules: [DesignRule] {
    func rate(_ value: Double) -> String { Rounded.text(value, digits: 6) }
    let target = Rounded.text(settings.target, digits: 4)
    var rules = [
      DesignRule(
        Names.start, "Nobody has been treated: a cohort of \(settings.cohortSize) at level \(settings.start + 1)."),
      DesignRule(
        Names.eliminate,
        "At least 3 patients and P(rate > \(target)) > \(Rounded.text(settings.cutoff, digits: 4)): the level and all "
          + "above are never given again; at the lowest level the trial stops, and no dose is tolerated."),
    ]
    if let offset = settings.extraSafeOffset {
      let cutoff = Rounded.text(settings.cutoff - offset, digits: 4)
      rules.append(
        DesignRule(
          Names.extraSafe,
          "At the lowest level P(rate > \(target)) > \(cutoff): the trial stops, no dose is tolerated."))
    }
    rules.append(
      DesignRule(
        Names.maximum, "\(settings.maximum) patients have been treated: the trial stops, the MTD is selected."))
    if settings.stopsBelowLowest {
      rules.append(
        DesignRule(Names.below, "The lowest level asks for de-escalation: the trial stops, no dose is tolerated."))
    }
    if let enough = settings.enoughAtLevel {
      rules.append(
        DesignRule(
          Names.enough,
          "The next cohort would stay at a level with \(enough) patients: the trial stops, the MTD is selected."))
    }
    return rules + [
      DesignRule(
        Names.escalate,
        "DLTs/patients ≤ λe = \(rate(boundaries.escalation)): one level up, unless it is eliminated or there is none."),
      DesignRule(
        Names.deescalate,
        "DLTs/patients ≥ λd = \(rate(boundaries.deescalation)): one level down, unless it is the lowest."),
      DesignRule(Names.stay, "Otherwise: the same level."),
    ]
  }
}
