import Foundation
import PKDosing
import Testing

/// A second person's entry against the first.
@Suite struct RecordComparisonTests {
  /// A file of entries: who, and what weight.
  private static func compared(
    _ entries: [(person: String?, weight: String)], _ first: Int = 1, _ second: Int = 2
  ) throws -> RecordComparison {
    let path = TestFiles.scratch()
    defer { try? FileManager.default.removeItem(atPath: path) }
    for entry in entries {
      var inputs: [DoseRequest.Field: String] = [.weight: entry.weight]
      inputs[.calculatedBy] = entry.person
      _ = try RecordFile(path: path).append(dose(try TestProtocol().file(), inputs))
    }
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    return try RecordComparison(bytes, first: first, second: second)
  }

  @Test("two people who typed the same agree") func agreement() throws {
    let comparison = try Self.compared([("A", "60 kg"), ("B", "60 kg")])
    #expect(comparison.people == ["A", "B"] && comparison.differences.isEmpty)
  }

  @Test("another weight differs as input and in what follows from it") func difference() throws {
    let differences = try Self.compared([("A", "60 kg"), ("B", "66 kg")]).differences
    let weight = differences.first { $0.field == "request.inputs.weight" }
    #expect(weight?.first == "60 kg" && weight?.second == "66 kg")
    let dose = differences.first { $0.field == "result.dose" }
    #expect(dose?.first == "300" && dose?.second == "330")
    #expect(!differences.contains { $0.field.contains("calculated-by") })
  }

  @Test("a dose and a refusal differ; the number typed otherwise differs as input alone") func outcomes() throws {
    let refused = try Self.compared([("A", "60 kg"), ("B", "60,0 kg")]).differences
    #expect(refused.contains { $0.field == "outcome" && $0.first == "dose" && $0.second == "refused" })
    let typed = try Self.compared([("A", "60 kg"), ("B", "60.0 kg")]).differences
    #expect(typed.contains { $0.field == "request.inputs.weight" } && !typed.contains { $0.field == "result.dose" })
  }

  @Test("one person, nobody, no record: no second check") func faults() throws {
    #expect(throws: RecordComparison.Fault.samePerson("A")) {
      try Self.compared([("A", "60 kg"), ("A", "60 kg")])
    }
    #expect(throws: RecordComparison.Fault.unnamed(2)) { try Self.compared([("A", "60 kg"), (nil, "60 kg")]) }
    #expect(throws: RecordComparison.Fault.unnamed(1)) { try Self.compared([("  ", "60 kg"), ("B", "60 kg")]) }
    #expect(throws: RecordComparison.Fault.noRecord(3)) { try Self.compared([("A", "60 kg"), ("B", "60 kg")], 1, 3) }
  }
}
