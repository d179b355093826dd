import ArgumentParser
import Bateman

/// `bateman record compare`: a second person's own entry against the first.
struct RecordCompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two people's entries of one dose field by field: a blind second check.",
    discussion: """
      Each person enters the dose alone, with --calculated-by and --record, and sees nothing of the other's entry. \
      What both typed, the protocol, and the results must be the same, to the letter. Ends with 1 when they differ.

      Example:
        bateman dose Protocols/hlx43_escc.yaml --arm 2.5 --cycle 1 --weight "62.4 kg" --calculated-by A --record d.jsonl
        bateman dose Protocols/hlx43_escc.yaml --arm 2.5 --cycle 1 --weight "64.2 kg" --calculated-by B --record d.jsonl
        bateman record compare d.jsonl 1 2
      """)

  @Argument(help: "The file of records.", completion: .file(extensions: ["jsonl"]))
  var file: String

  @Argument(help: "The number of the first entry's record, which its worksheet shows.")
  var first: Int

  @Argument(help: "The number of the second entry's record.")
  var second: Int

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func run() throws {
    let bytes = try InputFile.bytes(at: file, limit: InputFile.tableLimit)
    if let mismatch = RecordVerification(bytes).mismatch {
      throw CommandError.notTrusted(
        "line \(mismatch.line) of '\(file)' does not hold: \(mismatch.message)",
        help: ["nothing of this file is compared before it does"])
    }
    let comparison = try compared(bytes)
    if json {
      try StandardOutput.write(json: Report(comparison))
    } else {
      try StandardOutput.write(text(comparison))
    }
    if !comparison.differences.isEmpty { throw CommandError.reported(.notTrusted) }
  }

  private func compared(_ bytes: [UInt8]) throws -> RecordComparison {
    do {
      return try RecordComparison(bytes, first: first, second: second)
    } catch .noRecord(let number) {
      throw CommandError.mismatch(
        "'\(file)' has no record \(number)", help: ["'bateman record verify \(file)' counts its records"])
    } catch .unnamed(let number) {
      throw CommandError.mismatch(
        "record \(number) does not name who calculated it, so it is no entry of a second check",
        help: ["enter the dose with --calculated-by"])
    } catch .samePerson(let name) {
      throw CommandError.mismatch(
        "both records are by '\(name)': a second check needs a second person",
        help: ["the second person enters the dose with a --calculated-by of their own"])
    }
  }

  private func text(_ comparison: RecordComparison) -> String {
    let people = "record \(first) by \(comparison.people[0]), record \(second) by \(comparison.people[1])"
    guard !comparison.differences.isEmpty else { return "\(people): the entries agree in every field" }
    let lines = comparison.differences.map { "  \($0.field): \($0.first ?? "–") and \($0.second ?? "–")" }
    return ([people + ": the entries DIFFER; give nothing before it is known which is right"] + lines).joined(
      separator: "\n")
  }

  private struct Report: Encodable {
    struct Difference: Encodable {
      var field: String
      var first: String?
      var second: String?
    }

    var schema = 1
    var agree: Bool
    var people: [String]
    var differences: [Difference]

    init(_ comparison: RecordComparison) {
      agree = comparison.differences.isEmpty
      people = comparison.people
      differences = comparison.differences.map { Difference(field: $0.field, first: $0.first, second: $0.second) }
    }
  }
}
