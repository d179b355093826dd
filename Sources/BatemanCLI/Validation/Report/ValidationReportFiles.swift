import Foundation

/// The files of `--report`.
struct ValidationReportFiles {
  private let folder: String
  private let overwriting: Bool
  private static let names = ["report.html", "report.md", "results.json"]

  /// Makes the folder.
  ///
  /// - Throws: `FileError` when a report is there already, before anything is run.
  init(folder: String, overwriting: Bool) throws(FileError) {
    self.folder = folder
    self.overwriting = overwriting
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: folder, reason: systemMessage())
    }
    for name in Self.names where !overwriting && FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
      throw .exists(path: "\(folder)/\(name)")
    }
  }

  func write(_ report: ValidationReport) throws {
    let contents = [Array(report.html.utf8), Array(report.markdown.utf8), Array(try JSONText.data(report))]
    for (name, bytes) in zip(Self.names, contents) {
      let file = try OutputFile(path: "\(folder)/\(name)", overwriting: overwriting)
      try file.write(bytes)
      try file.commit()
    }
  }
}
