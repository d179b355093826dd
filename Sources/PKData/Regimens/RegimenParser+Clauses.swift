import PKText
import PKUnits

extension RegimenParser {
  static let keywords = [
    "over", "bolus", "once", "every", "x", "for", "until", "max", "then", "daily", "weekly", "bid", "tid",
  ]

  /// Everything up to the end of a phase.
  mutating func phaseClauses() -> PhaseClauses {
    let start = scanner.offsetOfNext
    let before = scanner.diagnostics.count
    var phase = PhaseClauses(range: start..<start)
    phase.amount = doseAmount()
    while !isAtPhaseEnd {
      let here = scanner.position
      clause(of: &phase)
      // Whatever happens, the parser moves on.
      if scanner.position == here { scanner.advance(to: scanner.rangeOfNext.upperBound) }
    }
    phase.range = start..<max(start, scanner.position)
    phase.isDamaged = scanner.diagnostics.count > before
    return phase
  }

  /// The number and unit that a phase begins with.
  private mutating func doseAmount() -> PhraseScanner.Measure? {
    guard scanner.isAtNumber else {
      let help = "a phase begins with a number and a unit, such as 2.5 mg/kg or 300 mg"
      scanner.report(Diagnostic("PK4002", "a dose is missing", at: scanner.rangeOfNext, help: [help]))
      skipToKeyword()
      return nil
    }
    guard let measure = measure(what: "dose", such: "2.5 mg/kg or 300 mg") else { return nil }
    if measure.quantity.value <= 0 {
      let help = measure.quantity.value == 0 ? "leave the phase out when nothing is given" : "write it without the sign"
      scanner.report(
        Diagnostic(
          "PK4101", "the dose is \(measure.quantity), but a dose is more than nothing", at: measure.range, help: [help])
      )
    }
    if DoseBasis(of: measure.quantity.unit) == nil {
      let unit = measure.quantity.unit
      scanner.report(
        Diagnostic(
          "PK4102", "'\(unit)' is no unit of a dose: it measures \(unit.dimension)", at: measure.unit,
          help: ["write an amount (mg, nmol, IU), or an amount per kg or m2"]))
    }
    return measure
  }

  private mutating func skipToKeyword() {
    while !isAtPhaseEnd, !scanner.isAtNumber {
      if let word = scanner.peekWord, Self.keywords.contains(word.key) { return }
      scanner.advance(to: scanner.peekWord?.range.upperBound ?? scanner.rangeOfNext.upperBound)
    }
  }

  private mutating func clause(of phase: inout PhaseClauses) {
    if scanner.isTimesSign(at: scanner.offsetOfNext) { return timesSign(of: &phase) }
    if scanner.isAtNumber { return strayNumber() }
    guard let word = scanner.word() else {
      let range = scanner.rangeOfNext
      scanner.report(Diagnostic("PK4005", "'\(scanner.source[range])' has no meaning in a regimen", at: range))
      return
    }
    switch word.key {
    case "over": set(\.infusion, time(after: word), of: &phase)
    case "bolus": set(\.isBolus, (true, word.range), of: &phase)
    case "once": set(\.extent, (.once, word.range), of: &phase)
    case "every": set(\.interval, time(after: word).map { ($0.quantity, $1) }, of: &phase)
    case "x": count(word, of: &phase)
    case "for": set(\.extent, time(after: word).map { (.duration($0), $1) }, of: &phase)
    case "until": set(\.extent, time(after: word).map { (.until($0), $1) }, of: &phase)
    case "max": cap(word, of: &phase)
    default: otherWord(word, of: &phase)
    }
  }

  /// Sets a clause, unless the phase has it already.
  mutating func set<Value>(
    _ clause: WritableKeyPath<PhaseClauses, PhaseClauses.Placed<Value>?>, _ value: (Value, Range<Int>)?,
    of phase: inout PhaseClauses
  ) {
    guard let (value, range) = value else { return }
    if let first = phase[keyPath: clause] {
      let diagnostic = Diagnostic(
        "PK4007", "'\(scanner.source[range])' says again what the phase has said", at: range,
        notes: [.init("first said here", at: first.range)], help: ["remove one of the two"])
      return scanner.report(diagnostic)
    }
    phase[keyPath: clause] = .init(value: value, range: range)
  }

  /// A time and the place of it and the word before it.
  private mutating func time(after word: PhraseScanner.Word) -> (PhraseScanner.Measure, Range<Int>)? {
    duration(after: word).map { ($0, word.range.lowerBound..<$0.range.upperBound) }
  }

  private mutating func cap(_ word: PhraseScanner.Word, of phase: inout PhaseClauses) {
    guard let measure = measureOrReport(after: word, such: "max 250 mg") else { return }
    let range = word.range.lowerBound..<measure.range.upperBound
    if measure.quantity.value <= 0 {
      scanner.report(Diagnostic("PK4101", "the largest dose must be more than nothing", at: measure.range))
    }
    if DoseBasis(of: measure.quantity.unit) != .flat {
      scanner.report(
        Diagnostic(
          "PK4102", "'\(measure.quantity.unit)' is no unit of a largest dose", at: measure.unit,
          help: ["write an amount, such as mg"]))
      return
    }
    set(\.cap, (measure, range), of: &phase)
  }

  private mutating func strayNumber() {
    guard let number = scanner.number() else { return }
    let unit = scanner.peekWord.flatMap { _ in try? Unit(scanner.source[scanner.rangeOfUnit]) }
    var help = ["a comma or 'then' stands between two phases"]
    if scanner.take(word: "times") != nil { help = ["write 'x \(scanner.source[number.range])'"] }
    if unit?.dimension == .time {
      let end = scanner.rangeOfUnit.upperBound
      let text = scanner.source[number.range.lowerBound..<end]
      help = ["write 'over \(text)' for an infusion, 'every \(text)' for an interval"]
      scanner.advance(to: end)
    }
    scanner.report(
      Diagnostic("PK4005", "no word says what '\(scanner.source[number.range])' is", at: number.range, help: help))
  }
}
