import Foundation
import PKDosing
import PKText
import Testing

/// Records on the disk: a chain that shows every change, and survives crashes and company.
@Suite struct RecordFileTests {
  private static func record(_ weight: String = "60 kg") throws -> DoseRecord {
    dose(try TestProtocol().file(), [.weight: weight])
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// A file with doses and a refusal.
  private static func filled() throws -> String {
    let path = TestFiles.scratch()
    for weight in ["60 kg", "62,4 kg", "70.5 kg"] { _ = try RecordFile(path: path).append(record(weight)) }
    return path
  }

  @Test("records are chained and recomputed, refusals with them") func chain() throws {
    let path = try Self.filled()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let report = RecordVerification(try Self.bytes(path))
    #expect(report.mismatch == nil && report.records == 3 && report.refusals == 1)
    #expect(!report.endsTorn && report.tornLines.isEmpty)
  }

  @Test("control characters, which are escaped, come back as they were") func escapes() throws {
    let path = TestFiles.scratch()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let subject = String(String.UnicodeScalarView((0..<32).compactMap(UnicodeScalar.init))) + "\u{7f}é€\u{1f600}"
    _ = try RecordFile(path: path).append(dose(try TestProtocol().file(), [.weight: "60 kg", .subject: subject]))
    _ = try RecordFile(path: path).append(Self.record())
    let report = RecordVerification(try Self.bytes(path))
    #expect(report.mismatch == nil && report.records == 2)
  }

  @Test("law: the same request and protocol give the same bytes") func determinism() throws {
    let first = try Self.record().body.canonical
    #expect(try Self.record().body.canonical == first)
    // The bytes are known: a change of engine, schema or arithmetic shows here and needs a new engine version.
    #expect(first.contains("\"dose\":\"300\"") && first.contains("\"engine\":\"bateman-dosing/1\""))
  }

  @Test("one byte changed anywhere is found") func everyByte() throws {
    let path = try Self.filled()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let good = try Self.bytes(path)
    #if DEBUG
      let step = 397
    #else
      let step = 23
    #endif
    for index in stride(from: 0, to: good.count - 1, by: step) {
      for change in [1, 0x20] as [UInt8] {
        var bytes = good
        bytes[index] ^= change
        let report = RecordVerification(bytes)
        #expect(report.mismatch != nil || report.endsTorn, "byte \(index) ^ \(change) is not found")
      }
    }
  }

  @Test("a record taken out, put in twice or exchanged is found, with its line") func order() throws {
    let path = try Self.filled()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = try Self.bytes(path).split(separator: 10)
    func verify(_ order: [Int]) -> RecordVerification {
      RecordVerification(Array(order.map { Array(lines[$0]) }.joined(separator: [10])) + [10])
    }
    #expect(verify([0, 1, 2]).mismatch == nil)
    #expect(verify([0, 2]).mismatch?.line == 2)
    #expect(verify([1, 2]).mismatch?.line == 1)
    #expect(verify([0, 1, 1, 2]).mismatch?.line == 3)
    #expect(verify([0, 2, 1]).mismatch?.message.contains("does not follow the one before") == true)
  }

  /// Somebody who changes a record and seals it again is found by the recomputation.
  @Test("a resealed result is found by recomputing it, by its path") func resealed() throws {
    let path = try Self.filled()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = String(decoding: try Self.bytes(path).split(separator: 10)[0], as: UTF8.self)
    let forged = text.replacing("\"dose\":\"300\"", with: "\"dose\":\"900\"")
    #expect(forged != text)
    let resealed = RecordForgery.resealed(Array(forged.utf8))
    let report = RecordVerification(resealed + [10])
    #expect(report.mismatch?.message.hasPrefix("result.dose is \"900\", and recomputed it is \"300\"") == true)
  }

  @Test("a torn last line is reported, kept, marked, and hides nothing") func torn() throws {
    let path = try Self.filled()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let good = try Self.bytes(path)
    for cut in [1, 2, 40, 500] {
      // A crash wrote only a part of the fourth record.
      let fourth = Array(good.split(separator: 10)[0]).dropLast(cut)
      try Data(good + fourth).write(to: URL(fileURLWithPath: path))
      let before = RecordVerification(try Self.bytes(path))
      #expect(before.endsTorn && before.mismatch == nil && before.records == 3)
      let receipt = try RecordFile(path: path).append(Self.record())
      #expect(receipt.followsTornLine)
      let after = RecordVerification(try Self.bytes(path))
      #expect(
        after.mismatch == nil && after.records == 4 && after.tornLines == [4], "\(String(describing: after.mismatch))")
    }
  }

  /// The end is read backwards in pieces of 65,536 bytes: the last piece may be a single byte.
  @Test("a torn line of any length is read whole", arguments: [1, 65_535, 65_536, 65_537, 131_073])
  func tornLength(count: Int) throws {
    let path = TestFiles.scratch()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(repeating: UInt8(ascii: "x"), count: count).write(to: URL(fileURLWithPath: path))
    let receipt = try RecordFile(path: path).append(Self.record())
    #expect(receipt.followsTornLine && receipt.record["number"] == .number(1))
    let report = RecordVerification(try Self.bytes(path))
    #expect(report.mismatch == nil && report.records == 1 && report.tornLines == [1])
  }

  @Test("a complete record without its line end is a record") func withoutLineEnd() throws {
    let path = try Self.filled()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(try Self.bytes(path).dropLast()).write(to: URL(fileURLWithPath: path))
    #expect(try RecordFile(path: path).append(Self.record()).followsTornLine == false)
    let report = RecordVerification(try Self.bytes(path))
    #expect(report.mismatch == nil && report.records == 4)
  }

  @Test("nothing is added to a file whose last record was changed") func damaged() throws {
    let path = try Self.filled()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var bytes = try Self.bytes(path)
    bytes[bytes.count - 30] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(throws: RecordFile.Fault.damaged) { try RecordFile(path: path).append(Self.record()) }
    #expect(try Self.bytes(path) == bytes)
  }

  @Test("a file that cannot be written is an error, and no dose follows") func unwritable() throws {
    #expect(throws: RecordFile.Fault.self) { try RecordFile(path: "/nowhere/at/all.jsonl").append(Self.record()) }
    if FileManager.default.fileExists(atPath: "/dev/full") {
      #expect(throws: RecordFile.Fault.self) { try RecordFile(path: "/dev/full").append(Self.record()) }
    }
  }

  @Test("many writers at once make one chain") func company() async throws {
    let path = TestFiles.scratch()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let record = try Self.record()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { for _ in 0..<10 { _ = try RecordFile(path: path).append(record) } }
      }
      try await group.waitForAll()
    }
    let report = RecordVerification(try Self.bytes(path))
    #expect(report.mismatch == nil && report.records == 40)
  }
}
