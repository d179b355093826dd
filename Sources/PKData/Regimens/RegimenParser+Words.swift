import PKText
import PKUnits

extension RegimenParser {
  /// A word that is none of the keywords: an abbreviation, `x6`, a route, or a mistake.
  mutating func otherWord(_ word: PhraseScanner.Word, of phase: inout PhaseClauses) {
    if let interval = Self.abbreviation(word.key) { return set(\.interval, (interval, word.range), of: &phase) }
    if word.key.first == "x", let digits = word.key.dropFirst().first, digits.isNumber {
      let start = word.range.lowerBound + 1
      return count(String(word.text.dropFirst()), at: start..<word.range.upperBound, from: word.range, of: &phase)
    }
    if word.key == "times" {
      return scanner.report(
        Diagnostic("PK4005", "'times' has no meaning in a regimen", at: word.range, help: ["write 'x 6' for six doses"])
      )
    }
    if let route = route(word) { return set(\.route, (route, word.range), of: &phase) }
    let known = routes.flatMap { $0.isEmpty ? nil : "routes of the model: \($0.joined(separator: ", "))" }
    let help = didYouMean(word.text, among: Self.keywords + (routes ?? [])) ?? known
    scanner.report(Diagnostic("PK4005", "unknown word '\(word.text)'", at: word.range, help: help.map { [$0] } ?? []))
    skipMeasure()
  }

  /// Passes over a number and its unit that belong to a word that was reported.
  private mutating func skipMeasure() {
    guard scanner.number() != nil, let next = scanner.peekWord, !Self.keywords.contains(next.key) else { return }
    if (try? Unit(next.text)) != nil { scanner.advance(to: next.range.upperBound) }
  }

  /// The route that a word names, as the model spells it; nil when it is none, or a misspelt
  /// keyword.
  private func route(_ word: PhraseScanner.Word) -> String? {
    if let routes { return routes.first { $0 == word.text } ?? routes.first { $0.lowercased() == word.key } }
    let keywords = Self.keywords.filter { $0.utf8.count > 3 }
    return word.text.utf8.count < 3 || nearestName(to: word.text, among: keywords) == nil ? word.text : nil
  }

  /// The interval of `q3w`, `qd`, `bid` and the like.
  static func abbreviation(_ key: String) -> Quantity? {
    switch key {
    case "daily", "qd": return Quantity(1, .day)
    case "weekly", "qw": return Quantity(1, .week)
    case "bid": return Quantity(12, .hour)
    case "tid": return Quantity(8, .hour)
    default: break
    }
    guard key.first == "q", let letter = key.last, let number = Int(key.dropFirst().dropLast()), number > 0,
      number <= 1_000
    else { return nil }
    switch letter {
    case "w": return Quantity(Double(number), .week)
    case "d": return Quantity(Double(number), .day)
    case "h": return Quantity(Double(number), .hour)
    default: return nil
    }
  }

  /// The number after `x`.
  mutating func count(_ word: PhraseScanner.Word, of phase: inout PhaseClauses) {
    guard let number = scanner.number() else {
      return scanner.report(
        Diagnostic("PK4103", "the number of doses is missing after 'x'", at: word.range, help: ["write 'x 6'"]))
    }
    let text = scanner.source[number.range]
    count(text, at: number.range, from: word.range.lowerBound..<number.range.upperBound, of: &phase)
  }

  private mutating func count(
    _ text: String, at place: Range<Int>, from range: Range<Int>, of phase: inout PhaseClauses
  ) {
    guard let value = Double(text), value == value.rounded(), value >= 1, value <= Double(Self.mostDoses) else {
      let help = "write a whole number from 1 to \(Self.mostDoses)"
      return scanner.report(
        Diagnostic("PK4103", "'\(text)' is no number of doses", at: place, help: [help]))
    }
    set(\.extent, (.count(Int(value)), range), of: &phase)
  }

  /// `×` is read as `x` would be, and reported.
  mutating func timesSign(of phase: inout PhaseClauses) {
    let range = scanner.rangeOfNext
    scanner.report(
      Diagnostic("PK4005", "'×' is not read as a word", at: range, help: ["write the letter x, as in 'x 6'"]))
    scanner.advance(to: range.upperBound)
    if let number = scanner.number() {
      set(\.extent, (.count(1), range.lowerBound..<number.range.upperBound), of: &phase)
    }
  }
}
