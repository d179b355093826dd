import PKText
import PKUnits

/// Reads a regimen from its text; reports several mistakes a run.
struct RegimenParser {
  static let mostPhases = 100
  static let mostDoses = 10_000

  var scanner: PhraseScanner
  let routes: [String]?
  private let name: String
  private let start: Int

  init(_ source: SourceText, routes: [String]?) {
    self.routes = routes
    let bytes = source.bytes
    let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    start = colon.map { $0 + 1 } ?? 0
    scanner = PhraseScanner(source, in: start..<bytes.count, findsDecimalCommas: true)
    name = source[0..<min(colon ?? bytes.count, 1_000)].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if colon != nil, name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
      scanner.report(Diagnostic("PK4001", "the name contains characters that cannot be shown", at: 0..<start))
    }
    if colon != nil, name.isEmpty {
      let help = "write a name, such as 'load: 3 mg/kg once', or leave the ':' out"
      scanner.report(Diagnostic("PK4001", "nothing before the ':' names the regimen", at: 0..<start, help: [help]))
    }
  }

  mutating func regimen() throws(DiagnosticList) -> Regimen {
    if scanner.isAtEnd {
      let help = "write for instance '2.5 mg/kg iv over 60 min every 21 days x 6'"
      scanner.report(Diagnostic("PK4001", "the regimen is empty", at: start..<scanner.end, help: [help]))
    }
    var clauses: [PhaseClauses] = []
    while !scanner.isAtEnd, clauses.count < Self.mostPhases {
      clauses.append(phaseClauses())
      takeSeparator()
    }
    if !scanner.isAtEnd {
      scanner.report(Diagnostic("PK4001", "more than \(Self.mostPhases) phases", at: scanner.rangeOfNext))
    }
    let phases = self.phases(from: clauses)
    try scanner.check()
    return Regimen(name: name, phases: phases)
  }

  /// Passes over `,`, `then` or both; something must follow.
  private mutating func takeSeparator() {
    let start = scanner.offsetOfNext
    let comma = scanner.take(",") || scanner.take(";")
    let then = scanner.take(word: "then") != nil
    if comma || then, scanner.isAtEnd {
      let symbol = scanner.source[start..<scanner.position]
      scanner.report(
        Diagnostic(
          "PK4001", "no phase follows '\(symbol)'", at: start..<scanner.position, help: ["remove it, or add a phase"]))
    }
  }

  /// Whether the clauses of a phase end here.
  var isAtPhaseEnd: Bool {
    guard let byte = scanner.peek else { return true }
    return byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || scanner.peekWord?.key == "then"
  }
}
