import PKText
import PKUnits

extension RegimenParser {
  typealias Measure = PhraseScanner.Measure

  /// A number and its unit; a missing unit is reported as such.
  mutating func measure(what: String, such example: String) -> Measure? {
    guard let number = scanner.number() else { return nil }
    let next = scanner.peekWord
    let isKeyword = next.map { Self.keywords.contains($0.key) && (try? Unit($0.text)) == nil } ?? false
    guard !isKeyword, !isAtPhaseEnd, !scanner.isAtNumber else {
      scanner.report(
        Diagnostic(
          "PK4006", "the unit of the \(what) is missing", at: number.range, help: ["write for instance \(example)"]))
      return nil
    }
    let start = scanner.offsetOfNext
    guard let (unit, range) = scanner.unit() else {
      if scanner.position <= start {
        scanner.report(Diagnostic("PK4006", "the unit of the \(what) is missing", at: number.range))
      }
      return nil
    }
    return Measure(quantity: Quantity(number.value, unit), number: number.range, unit: range)
  }

  mutating func measureOrReport(after word: PhraseScanner.Word, such example: String) -> Measure? {
    guard scanner.isAtNumber else {
      scanner.report(
        Diagnostic("PK4002", "a number is missing after '\(word.text)'", at: word.range, help: ["write '\(example)'"]))
      return nil
    }
    return measure(what: "number after '\(word.text)'", such: "'\(example)'")
  }

  /// A positive time after one of the words that take one.
  mutating func duration(after word: PhraseScanner.Word) -> Measure? {
    guard let measure = measureOrReport(after: word, such: "\(word.text) \(word.key == "over" ? "60 min" : "21 days")")
    else { return nil }
    let unit = measure.quantity.unit
    guard unit.dimension == .time else {
      scanner.report(
        Diagnostic(
          "PK4104", "'\(unit)' is no unit of time: it measures \(unit.dimension)", at: measure.unit,
          help: ["write min, h, day or wk"]))
      return nil
    }
    guard measure.quantity.value > 0 else {
      scanner.report(
        Diagnostic("PK4105", "the time after '\(word.text)' must be more than nothing", at: measure.range))
      return nil
    }
    // Within these limits every dose time is finite and no two of a regimen are the same.
    guard let hours = measure.quantity.value(in: .hour), Self.hours.contains(hours) else {
      let extreme = measure.quantity.value > 1 ? "long" : "short"
      scanner.report(Diagnostic("PK4105", "the time after '\(word.text)' is too \(extreme)", at: measure.range))
      return nil
    }
    return measure
  }

  private static let hours = 1e-6...1e9
}

extension Unit {
  /// The units that abbreviations stand for; spelt as in the table of units, so that they always
  /// parse.
  static let hour = (try? Unit("h")) ?? .one
  static let day = (try? Unit("day")) ?? .one
  static let week = (try? Unit("wk")) ?? .one
}
