import PKText
import PKUnits

/// Reads covariates from their text; reports several mistakes a run.
struct CovariateParser {
  typealias Specification = CovariateSpecification

  static let pointHelp = "write decimals with a point, such as 65.5"
  static let distributions = ["lognormal", "normal", "uniform", "categorical"]

  var scanner: PhraseScanner
  private let names: [String]?
  private var places: [String: Range<Int>] = [:]

  init(_ source: SourceText, names: [String]?) {
    scanner = PhraseScanner(source)
    self.names = names
  }

  mutating func specifications() throws(DiagnosticList) -> [Specification] {
    var list: [Specification] = []
    if scanner.isAtEnd {
      error("PK4301", "no covariates are given", at: 0..<scanner.end, help: "write for instance 'WT = 65 kg'")
    }
    while !scanner.isAtEnd {
      let reported = scanner.diagnostics.count
      let specification = self.specification()
      if scanner.diagnostics.count > reported { skipToSeparator() }
      if let specification { list.append(specification) }
      endOfSpecification()
    }
    try scanner.check()
    return list
  }

  mutating func error(_ code: String, _ message: String, at range: Range<Int>, help: String? = nil) {
    scanner.report(Diagnostic(code, message, at: range, help: help.map { [$0] } ?? []))
  }

  private mutating func specification() -> Specification? {
    guard let word = scanner.word() else {
      let help = scanner.isBehindDecimalComma ? Self.pointHelp : "write for instance 'WT = 65 kg'"
      error("PK4301", "a covariate's name is missing", at: scanner.rangeOfNext, help: help)
      return nil
    }
    checkName(word)
    if scanner.take("=") { return fixed(word) }
    if scanner.take("~") {
      guard var specification = distribution(word) else { return nil }
      if let keyword = scanner.take(word: "in") { truncate(&specification, after: keyword) }
      return specification
    }
    error(
      "PK4301", "'=' or '~' is missing after '\(word.text)'", at: word.range,
      help: "write '\(word.text) = 65 kg' for a value, '\(word.text) ~ lognormal(65 kg, cv 20%)' for a distribution")
    return nil
  }

  private mutating func checkName(_ word: PhraseScanner.Word) {
    if let names, !names.contains(word.text) {
      error(
        "PK4306", "the model has no covariate '\(word.text)'", at: word.range,
        help: didYouMean(word.text, among: names)
          ?? (names.isEmpty ? "it has none at all" : "it has \(names.joined(separator: ", "))"))
    }
    if let first = places[word.text] {
      scanner.report(
        Diagnostic(
          "PK4305", "'\(word.text)' is given twice", at: word.range, notes: [.init("first given here", at: first)],
          help: ["remove one of the two"]))
    }
    places[word.text] = word.range
  }

  private mutating func fixed(_ name: PhraseScanner.Word) -> Specification? {
    if let word = scanner.word() { return Specification(name: name.text, kind: .category(word.text)) }
    guard let number = scanner.number() else {
      error(
        "PK4301", "a value is missing after '='", at: scanner.rangeOfNext,
        help: "write a number with its unit, or a category")
      return nil
    }
    let unit = scanner.unit()?.unit
    return Specification(name: name.text, unit: unit, kind: .fixed(number.value))
  }

  // MARK: - Between specifications

  private mutating func endOfSpecification() {
    let start = scanner.offsetOfNext
    if scanner.take(",") || scanner.take(";") {
      if scanner.isAtEnd { error("PK4301", "no covariate follows the last separator", at: start..<(start + 1)) }
      return
    }
    guard !scanner.isAtEnd else { return }
    skipToSeparator()
    error(
      "PK4301", "'\(scanner.source[start..<min(scanner.position, start + 40)])' was not expected here",
      at: start..<scanner.position, help: "a comma stands between two covariates")
    _ = scanner.take(",") || scanner.take(";")
  }

  /// Passes over everything up to the comma or semicolon after the specification.
  private mutating func skipToSeparator() {
    var depth = 0
    var index = scanner.position
    // A mistake within parentheses leaves its specification only with their end.
    let open = scanner.source.bytes[(places.values.map(\.upperBound).filter { $0 <= index }.max() ?? 0)..<index]
    depth = max(0, open.reduce(0) { $0 + ($1 == UInt8(ascii: "(") ? 1 : $1 == UInt8(ascii: ")") ? -1 : 0) })
    while index < scanner.end {
      let byte = scanner.source.bytes[index]
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth = max(0, depth - 1) }
      if byte == UInt8(ascii: ";") || (byte == UInt8(ascii: ",") && depth == 0) { break }
      index += 1
    }
    scanner.advance(to: index)
  }
}
