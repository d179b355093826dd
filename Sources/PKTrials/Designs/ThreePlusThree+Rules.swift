extension ThreePlusThree {
  enum Names {
    static let start = "start"
    static let notTolerated = "not tolerated"
    static let complete = "complete"
    static let expand = "expand"
    static let escalate = "escalate"
    static let six = "six at the MTD"
    static let mtd = "MTD"
    static let top = "top level"
  }

  /// The rules in the order in which they are tried.
  public var rules: [DesignRule] {
    let most = toleratedInSix
    let below =
      deescalates
      ? "the level below is treated until it has six patients, and is the MTD if it stays tolerated; else the next lower"
      : "the trial stops and the level below is the MTD"
    var rules = [
      DesignRule(Names.start, "Nobody has been treated: three patients at level \(start + 1)."),
      DesignRule(
        Names.notTolerated,
        "Two or more DLTs in three patients, or more than \(most) in six: the level is not tolerated and is closed with "
          + "all above; \(below). At the lowest level no dose is tolerated."),
      DesignRule(
        Names.complete,
        "A cohort is not complete: it is completed before anything is decided"
          + (decidesEarly ? ", unless two patients have had a DLT already." : ".")),
      DesignRule(Names.expand, "One DLT in three patients: three more at the same level."),
      DesignRule(
        Names.escalate,
        "No DLT in three patients, or at most \(most) in six, and the level above is open: three patients there."),
    ]
    if patientsAtMTD == 6 {
      rules.append(
        DesignRule(Names.six, "Tolerated, and no level above is open, but fewer than six patients: six are treated."))
    }
    return rules + [
      DesignRule(
        Names.top, "The highest level is tolerated: the trial stops; it is the maximum administered dose (MAD)."),
      DesignRule(Names.mtd, "Tolerated, and the level above is not: the trial stops and this level is the MTD."),
    ]
  }
}
