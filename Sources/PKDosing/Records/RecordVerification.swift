import PKText

/// What came of recomputing a file of records.
public struct RecordVerification: Sendable {
  /// The first thing that does not hold.
  public struct Mismatch: Hashable, Sendable {
    /// The line of the file, from 1.
    public let line: Int
    /// What does not hold.
    public let message: String
  }

  /// How many records hold.
  public private(set) var records = 0
  /// How many of them are refusals.
  public private(set) var refusals = 0
  /// The first thing that does not hold, or nil.
  public private(set) var mismatch: Mismatch?
  /// Torn lines that a later record has marked, by line.
  public private(set) var tornLines: [Int] = []
  /// Whether the last line is torn.
  public private(set) var endsTorn = false

  private var previous = RecordChain.start
  private var pendingTorn: ArraySlice<UInt8>?

  /// Recomputes every record of a file's bytes and checks the chain; stops at the first mismatch.
  public init(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      if line.isEmpty, isLast { break }
      check(line, number: index + 1, isLast: isLast)
      if mismatch != nil { return }
    }
    if endsTorn { return }
    if let torn = pendingTorn { fail(lines.count, "a line of \(torn.count) bytes is not a record") }
  }

  private mutating func fail(_ line: Int, _ message: String) {
    mismatch = Mismatch(line: line, message: message)
  }

  private mutating func check(_ line: ArraySlice<UInt8>, number: Int, isLast: Bool) {
    let record: JSONValue
    do {
      record = try JSONReader.value(of: line)
    } catch {
      // A torn line has lost its end; one that still has it has been changed.
      guard line.last != UInt8(ascii: "}") else {
        return fail(number, "the line is not JSON at byte \(error.offset + 1): \(error.message)")
      }
      pendingTorn = pendingTorn.map { $0 + [UInt8(ascii: "\n")] + line } ?? line
      if isLast { endsTorn = true } else { tornLines.append(number) }
      return
    }
    if let message = fault(of: record, line) { return fail(number, message) }
    previous = record["recordHash"]?.text ?? previous
    pendingTorn = nil
    records += 1
    if record["outcome"]?.text == "refused" { refusals += 1 }
  }

  /// What does not hold of a record, or nil.
  private func fault(of record: JSONValue, _ line: ArraySlice<UInt8>) -> String? {
    guard RecordChain.isIntact(record) else { return "the record does not have the fingerprint it carries" }
    guard record.canonical.utf8.elementsEqual(line) else { return "the record is not in canonical form" }
    guard record["previousRecord"]?.text == previous else { return "the record does not follow the one before" }
    guard record["number"] == .number(records + 1) else { return "the record's number is not \(records + 1)" }
    let torn = pendingTorn.map { Fingerprint.sha256(Array($0)) }
    guard record["afterTornLine"]?.text == torn else {
      return "the torn line before the record is not the one it marks"
    }
    return Self.difference(of: record)
  }

  /// Recomputes the record from its own request and protocol; the path of the first difference, or nil.
  private static func difference(of record: JSONValue) -> String? {
    guard let file = record["protocol"]?["file"]?.text,
      let request = record["request"].flatMap({ DoseRequest(json: $0) })
    else { return "the record has no request" }
    if record["engine"]?.text != DoseRecord.engine {
      return
        "the record is of engine '\(Refusal.shown(record["engine"]?.text ?? ""))', and this is '\(DoseRecord.engine)'"
    }
    let isRefused = record["outcome"]?.text == "refused" && record["result"] == nil
    guard let text = record["protocol"]?["text"]?.text else {
      return isRefused ? nil : "the record has no protocol to recompute its dose by"
    }
    // A refusal before the computation, such as a bad row of a table, has nothing to recompute.
    if isRefused, record["refusal"]?["field"]?.text == "row" { return nil }
    let again = DoseRecord(
      request, protocol: SourceText(name: file, text), pin: record["request"]?["pin"]?.text)
    return difference(RecordChain.body(of: record), again.body, at: "")
  }

  private static func difference(_ stored: JSONValue, _ computed: JSONValue, at path: String) -> String? {
    if stored == computed { return nil }
    switch (stored, computed) {
    case (.object(let a), .object(let b)):
      for key in Set(a.keys).union(b.keys).sorted() {
        let found = difference(a[key] ?? .null, b[key] ?? .null, at: path.isEmpty ? key : "\(path).\(key)")
        if let found { return found }
      }
      return nil
    case (.array(let a), .array(let b)) where a.count == b.count:
      for (index, pair) in zip(a, b).enumerated() {
        if let found = difference(pair.0, pair.1, at: "\(path)[\(index + 1)]") { return found }
      }
      return nil
    default:
      return "\(path) is \(Refusal.shown(stored.canonical)), and recomputed it is \(Refusal.shown(computed.canonical))"
    }
  }
}
