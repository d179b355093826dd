import PKText
import PKUnits

/// Reads sampling times from their text.
struct SamplingParser {
  private var scanner: PhraseScanner
  private let timeUnit: Unit
  private let whole: Range<Int>

  init(_ source: SourceText, timeUnit: Unit) {
    scanner = PhraseScanner(source)
    self.timeUnit = timeUnit
    whole = 0..<source.bytes.count
  }

  mutating func items() throws(DiagnosticList) -> [SamplingSchedule.Item] {
    var items: [SamplingSchedule.Item] = []
    if scanner.isAtEnd {
      scanner.report(
        Diagnostic("PK4201", "no times are given", at: whole, help: ["write for instance '0, 1h, 6h, 1day'"]))
    }
    while !scanner.isAtEnd {
      if let item = item() { items.append(item) }
      endOfItem()
    }
    try scanner.check()
    return items
  }

  /// The step of `--every`: a single positive time.
  mutating func onlyStep() throws(DiagnosticList) -> Double {
    _ = scanner.take(word: "every")
    let step = step(after: "every")
    if !scanner.isAtEnd {
      scanner.report(Diagnostic("PK4203", "one time is enough here", at: scanner.rangeOfNext.lowerBound..<scanner.end))
    }
    try scanner.check()
    return step ?? 1
  }

  private mutating func item() -> SamplingSchedule.Item? {
    if scanner.take(word: "every") != nil {
      guard let step = step(after: "every") else { return nil }
      guard scanner.take(word: "until") != nil else { return .grid(start: 0, step: step, end: nil) }
      guard let end = time(after: "until") else { return nil }
      return .grid(start: 0, step: step, end: end)
    }
    let start = scanner.offsetOfNext
    guard let first = time(after: nil) else { return nil }
    guard scanner.take("...") else { return .time(first) }
    guard let last = time(after: "...") else { return nil }
    if last < first {
      scanner.report(Diagnostic("PK4204", "the range ends before it begins", at: start..<scanner.position))
    }
    let range = start..<scanner.position
    guard scanner.take(word: "by") != nil else {
      scanner.report(
        Diagnostic(
          "PK4204", "nothing says how far apart the times of the range are", at: range,
          help: ["add for instance 'by 6h'"]))
      return nil
    }
    guard let step = step(after: "by") else { return nil }
    return .grid(start: first, step: step, end: last)
  }

  private mutating func step(after word: String) -> Double? {
    let start = scanner.offsetOfNext
    guard let step = time(after: word) else { return nil }
    guard step > 0 else {
      scanner.report(Diagnostic("PK4202", "the step must be more than nothing", at: start..<scanner.position))
      return nil
    }
    return step
  }

  /// A time in the schedule's unit; not negative.
  private mutating func time(after word: String?) -> Double? {
    guard let number = scanner.number() else {
      let place = scanner.rangeOfNext
      let after = word.map { " after '\($0)'" } ?? ""
      scanner.report(
        Diagnostic("PK4201", "a time is missing\(after)", at: place, help: ["write a number and a unit, such as 6h"]))
      return nil
    }
    var range = number.range
    var value = number.value
    if isAtUnit {
      guard let (unit, place) = scanner.unit() else { return nil }
      guard let converted = unit.convert(value, to: timeUnit) else {
        scanner.report(
          Diagnostic(
            "PK4202", "'\(unit)' is no unit of time: it measures \(unit.dimension)", at: place,
            help: ["write min, h, day or wk"]))
        return nil
      }
      (value, range) = (converted, range.lowerBound..<place.upperBound)
    }
    guard value.isFinite else {
      scanner.report(Diagnostic("PK4202", "the time is too long", at: range))
      return nil
    }
    guard value >= 0 else {
      scanner.report(Diagnostic("PK4202", "times count from the first record and are not negative", at: range))
      return nil
    }
    return value
  }

  /// Whether the number has a unit behind it, and not one of the schedule's own words.
  private var isAtUnit: Bool {
    guard let byte = scanner.peek, byte != UInt8(ascii: "."), !scanner.isAtNumber else { return false }
    guard let word = scanner.peekWord else { return !scanner.rangeOfUnit.isEmpty }
    return word.key != "by" && word.key != "until" && word.key != "every"
  }

  /// Passes over the comma; what else stands before it is reported.
  private mutating func endOfItem() {
    if scanner.take(",") || scanner.take(";") {
      if scanner.isAtEnd { scanner.report(Diagnostic("PK4201", "no time follows the last comma", at: whole)) }
      return
    }
    guard !scanner.isAtEnd else { return }
    let start = scanner.offsetOfNext
    while let byte = scanner.peekExactly, byte != UInt8(ascii: ","), byte != UInt8(ascii: ";") {
      scanner.advance(to: scanner.position + 1)
    }
    // One item has one mistake: what follows a mistake says nothing new.
    if scanner.diagnostics.last.map({ $0.range.upperBound < start || $0.range.isEmpty }) ?? true {
      scanner.report(
        Diagnostic(
          "PK4203", "this is no time", at: start..<scanner.position, help: ["a comma stands between two times"]))
    }
    _ = scanner.take(",") || scanner.take(";")
  }
}
