extension DoseCalculation {
  /// Where this dose stands, and when the next is due.
  mutating func window() throws(Refusal) -> Window {
    let schedule = rules.schedule
    guard let date = inputs.date else {
      notes.append("calendar: not assessed without --date")
      return Window(status: .notAssessed, due: nil, nextDue: nil, rule: nil)
    }
    let next = nextDue(from: date)
    if choice.doseNumber == 1 {
      if inputs.lastDose != nil { notes.append("last-dose: given with the first dose, and not used for the calendar") }
      return Window(status: .first, due: nil, nextDue: next, rule: nil)
    }
    try checkInterval(date)
    guard let due = plannedDay() else {
      let input = schedule.anchor == .firstDose ? "--first-dose" : "--last-dose with its date"
      notes.append("calendar: this dose's window is not assessed without \(input)")
      return Window(status: .notAssessed, due: nil, nextDue: next, rule: nil)
    }
    let (before, after) = windowDays(cycle: inputs.cycle)
    let offset = date.days(since: due)
    let status: Window.Status =
      offset < -before ? .early : offset <= after ? .inWindow : offset <= schedule.missedAfter ? .late : .missed
    alertOfWindow(status, offset: offset, due: due)
    let rule: String? = status == .missed ? schedule.missedRule : status == .late ? schedule.delayRule : nil
    return Window(status: status, due: dueText(due, cycle: inputs.cycle), nextDue: next, rule: rule)
  }

  private func checkInterval(_ date: CivilDate) throws(Refusal) {
    guard let last = inputs.lastDose?.date else { return }
    let days = date.days(since: last)
    guard days < rules.schedule.minimumInterval else { return }
    throw Refusal(
      .interval, field: "last-dose", value: last.description,
      rule: "it is \(days) days ago, and the protocol wants at least \(rules.schedule.minimumInterval)",
      action: "dose on \(last.adding(days: rules.schedule.minimumInterval)) or later")
  }

  /// The planned day of this dose, or nil without what it is counted from.
  private func plannedDay() -> CivilDate? {
    let schedule = rules.schedule
    if schedule.anchor == .lastDose, let last = inputs.lastDose?.date {
      return last.adding(days: interval(before: choice.doseNumber))
    }
    return inputs.firstDose.map { $0.adding(days: dayOffset(of: choice.doseNumber)) }
  }

  /// Days from the first dose to another, by the plan.
  private func dayOffset(of number: Int) -> Int {
    let schedule = rules.schedule
    let (cycle, index) = ((number - 1) / schedule.days.count, (number - 1) % schedule.days.count)
    return cycle * schedule.cycleDays + schedule.days[index] - schedule.days[0]
  }

  private func interval(before number: Int) -> Int { dayOffset(of: number) - dayOffset(of: number - 1) }

  /// The days before and after the planned one; none before the cycle that the window begins with.
  private func windowDays(cycle: Int) -> (before: Int, after: Int) {
    let schedule = rules.schedule
    return cycle < schedule.windowFromCycle ? (0, 0) : (schedule.windowBefore, schedule.windowAfter)
  }

  private func nextDue(from date: CivilDate) -> String? {
    let schedule = rules.schedule
    let number = choice.doseNumber + 1
    let cycle = (number - 1) / schedule.days.count + 1
    if let most = schedule.maximumCycles, cycle > most { return nil }
    guard schedule.anchor == .firstDose, choice.doseNumber > 1 else {
      return dueText(date.adding(days: interval(before: number)), cycle: cycle)
    }
    return inputs.firstDose.map { dueText($0.adding(days: dayOffset(of: number)), cycle: cycle) }
  }

  private func dueText(_ day: CivilDate, cycle: Int) -> String {
    let (before, after) = windowDays(cycle: cycle)
    guard before > 0 || after > 0 else { return "\(day)" }
    return "\(day) (\(day.adding(days: -before)) to \(day.adding(days: after)))"
  }

  private mutating func alertOfWindow(_ status: Window.Status, offset: Int, due: CivilDate) {
    let schedule = rules.schedule
    switch status {
    case .early:
      alert(
        1, "the dose is \(-offset) days before its planned day, \(due), and outside the window",
        source: "schedule of the protocol", action: "wait for the window, or record the deviation")
    case .late:
      alert(
        2, "the dose is \(offset) days after its planned day, \(due): delayed",
        source: "schedule of the protocol", action: schedule.delayRule)
    case .missed:
      alert(
        1, "the dose is \(offset) days after its planned day, \(due): missed",
        source: "schedule of the protocol", action: schedule.missedRule)
    case .first, .inWindow, .notAssessed: break
    }
  }

  /// What holds after the last and before the first dose.
  func afterwards() -> [String] {
    var lines: [String] = []
    let rule = rules.afterwards
    for (months, who) in [(rule.contraceptionFemale, "female"), (rule.contraceptionMale, "male")] {
      guard let months, months > 0 else { continue }
      let until = inputs.date.map { ", that is until \($0.adding(months: months)) if this is the last dose" } ?? ""
      lines.append("contraception (\(who)): \(months) months after the last dose\(until)")
    }
    guard let washout = rule.washout, choice.doseNumber == 1 else { return lines }
    let words = "\(washout.days.text) or \(washout.halfLives) half-lives, whichever is \(washout.choice.rawValue)"
    let known = inputs.priorHalfLife.map { halfLife in
      let days = Elimination.washout(
        days: washout.days, halfLives: Rational(washout.halfLives), halfLife: halfLife, choice: washout.choice)
      return ": \(days.text) for a half-life of \(halfLife.value.over(24).shortText(decimals: 4)) days"
    }
    lines.append("washout of earlier treatment: \(words)\(known ?? "")")
    return lines
  }
}
