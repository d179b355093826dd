/// A blind second check: two entries of one dose by two people, compared field by field.
///
/// Each person enters the dose alone and has it recorded; whatever they typed and whatever came of it must be the same.
public struct RecordComparison: Hashable, Sendable {
  /// A field in which the entries differ.
  public struct Difference: Hashable, Sendable {
    /// The field, such as `request.inputs.weight` or `result.dose`.
    public let field: String
    /// What stands in either record; nil where there is nothing.
    public let first: String?, second: String?
  }

  /// Why two records are no first and second entry.
  public enum Fault: Error, Hashable, Sendable {
    /// There is no record of the number.
    case noRecord(Int)
    /// The record does not name who calculated it.
    case unnamed(Int)
    /// Both were calculated by one person.
    case samePerson(String)
  }

  /// Who made the first and the second entry: texts, not signatures.
  public let people: [String]
  /// Where the entries differ, in the order of the fields; none when they agree.
  public let differences: [Difference]

  /// Compares two records of a file; whether the file holds is for ``RecordVerification`` to say.
  ///
  /// - Parameters:
  ///   - bytes: the file's.
  ///   - first: the number of the first entry, from 1.
  ///   - second: the number of the second.
  /// - Throws: ``Fault`` when a record is missing, or the entries are not by two people.
  public init(_ bytes: [UInt8], first: Int, second: Int) throws(Fault) {
    let entries = [try Self.record(first, of: bytes), try Self.record(second, of: bytes)]
    let people = [try Self.person(entries[0], first), try Self.person(entries[1], second)]
    guard people[0] != people[1] else { throw .samePerson(people[0]) }
    let fields = entries.map(Self.fields)
    self.people = people
    differences = Set(fields[0].keys).union(fields[1].keys).sorted().compactMap { field in
      let values = fields.map { $0[field] }
      return values[0] == values[1] ? nil : Difference(field: field, first: values[0], second: values[1])
    }
  }

  private static func record(_ number: Int, of bytes: [UInt8]) throws(Fault) -> JSONValue {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if let record = try? JSONReader.value(of: line), record["number"] == .number(number) { return record }
    }
    throw .noRecord(number)
  }

  private static func person(_ record: JSONValue, _ number: Int) throws(Fault) -> String {
    let field = DoseRequest.Field.calculatedBy.rawValue
    guard let name = record["request"]?["inputs"]?[field]?.text, name.contains(where: { $0 != " " }) else {
      throw .unnamed(number)
    }
    return name
  }

  /// Everything that must be the same: what was typed, the protocol, and what came of it; not who typed it.
  private static func fields(_ record: JSONValue) -> [String: String] {
    var fields: [String: String] = [:]
    for key in ["request", "outcome", "result", "refusal"] { collect(record[key], key, into: &fields) }
    collect(record["protocol"]?["sha256"], "protocol.sha256", into: &fields)
    for field in [DoseRequest.Field.calculatedBy, .checkedBy] { fields["request.inputs.\(field.rawValue)"] = nil }
    return fields
  }

  private static func collect(_ value: JSONValue?, _ path: String, into fields: inout [String: String]) {
    switch value {
    case nil: break
    case .object(let members)?:
      for (key, member) in members { collect(member, "\(path).\(key)", into: &fields) }
    case .array(let members)?:
      for (index, member) in members.enumerated() { collect(member, "\(path)[\(index + 1)]", into: &fields) }
    case .string(let text)?: fields[path] = Refusal.shown(text)
    case let other?: fields[path] = other.canonical
    }
  }
}
