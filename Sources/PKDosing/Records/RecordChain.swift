/// How records hang together: each contains the fingerprint of the one before.
enum RecordChain {
  /// What the first record has in place of a fingerprint.
  static let start = "none"

  /// A record with its place in the chain and its own fingerprint.
  static func sealed(_ body: JSONValue, number: Int, after previous: String, torn: String?) -> JSONValue {
    guard case .object(var members) = body else { return body }
    members["number"] = .number(number)
    members["previousRecord"] = .string(previous)
    if let torn { members["afterTornLine"] = .string(torn) }
    members["recordHash"] = .string(Fingerprint.sha256(Array(JSONValue.object(members).canonical.utf8)))
    return .object(members)
  }

  /// The fingerprint that a record should have; nil when it is no record.
  static func fingerprint(of record: JSONValue) -> String? {
    guard case .object(var members) = record, members.removeValue(forKey: "recordHash") != nil else { return nil }
    return Fingerprint.sha256(Array(JSONValue.object(members).canonical.utf8))
  }

  /// Whether a record carries its own fingerprint.
  static func isIntact(_ record: JSONValue) -> Bool {
    fingerprint(of: record) != nil && record["recordHash"]?.text == fingerprint(of: record)
  }

  /// A record without its place in the chain.
  static func body(of record: JSONValue) -> JSONValue {
    guard case .object(var members) = record else { return record }
    for key in ["number", "previousRecord", "afterTornLine", "recordHash"] { members[key] = nil }
    return .object(members)
  }
}

/// Lines of records without a file, honest and forged; for tests of the recomputation.
package enum RecordForgery {
  /// The line that a record is in a file of its own.
  package static func single(_ record: DoseRecord) -> [UInt8] {
    Array((RecordChain.sealed(record.body, number: 1, after: RecordChain.start, torn: nil).canonical + "\n").utf8)
  }

  /// The line of a record with a fingerprint that fits its changed content.
  package static func resealed(_ line: [UInt8]) -> [UInt8] {
    guard let record = try? JSONReader.value(of: line), case .object(var members) = record,
      let hash = RecordChain.fingerprint(of: record)
    else { return line }
    members["recordHash"] = .string(hash)
    return Array(JSONValue.object(members).canonical.utf8)
  }
}
