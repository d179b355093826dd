import ArgumentParser
import Bateman

/// `bateman record`: what can be done with a file of records.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Verify files of dose records, and compare two entries of one dose.",
    subcommands: [RecordVerifyCommand.self, RecordCompareCommand.self])
}

/// `bateman record verify`: recomputes every record and checks the chain.
struct RecordVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute every record of a file and check that none was changed, removed or put in.",
    discussion: """
      Each record contains its inputs and the text of its protocol, so nothing else is needed. Names the first line \
      that does not hold and what differs. A torn last line, as a crash leaves it, is reported; the records before it \
      are checked all the same.

      Example:
        bateman record verify doses.jsonl
      """)

  @Argument(help: "The file of records.", completion: .file(extensions: ["jsonl"]))
  var file: String

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func run() throws {
    let report = RecordVerification(try InputFile.bytes(at: file, limit: InputFile.tableLimit))
    let held =
      "the \(report.records) record\(report.records == 1 ? "" : "s") before it hold\(report.records == 1 ? "s" : "")"
    for line in report.tornLines {
      Terminal.note("warning: line \(line) was torn off by a crash; the record after it marks it")
    }
    if let mismatch = report.mismatch {
      throw CommandError.notTrusted(
        "line \(mismatch.line) of '\(file)' does not hold: \(mismatch.message)",
        help: [held, "do not rely on the lines from there on"])
    }
    if report.endsTorn {
      throw CommandError.notTrusted(
        "the last line of '\(file)' is torn off", help: [held])
    }
    if json { return try StandardOutput.write(json: Summary(records: report.records, refusals: report.refusals)) }
    try StandardOutput.write("\(report.records) records hold, \(report.refusals) of them refusals")
  }

  private struct Summary: Encodable {
    var schema = 1
    var records: Int
    var refusals: Int
  }
}
