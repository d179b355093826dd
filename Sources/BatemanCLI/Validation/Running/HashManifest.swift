import Bateman
import Foundation

/// A list of files with their SHA-256, in the form of `sha256sum`.
struct HashManifest {
  /// Names below the root, and the digests, in the order of the list.
  let entries: [(name: String, digest: String)]

  /// Reads a list; nil when a line is none.
  init?(_ text: String) {
    var entries: [(String, String)] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1).map(\.trimmed)
      guard words.count == 2, words[0].count == 64 else { return nil }
      entries.append((words[1], words[0]))
    }
    self.entries = entries
  }

  /// What differs in the folders that the list covers; files beyond the list are noted, since users add theirs.
  func findings(below root: URL) -> [CheckResult.Finding] {
    var findings: [CheckResult.Finding] = []
    for entry in entries {
      let bytes = (try? Data(contentsOf: root.appendingPathComponent(entry.name))).map { Array($0) }
      let digest = bytes.map { FileHash.sha256($0) }
      findings.append(
        CheckResult.Finding(
          what: entry.name, expected: String(entry.digest.prefix(12)),
          found: digest.map { String($0.prefix(12)) } ?? "no file",
          tolerance: "exact", passed: digest == entry.digest))
    }
    let extra = others(below: root)
    if !findings.isEmpty, !extra.isEmpty {
      findings[0].note = "not in the list, so not checked: \(extra.joined(separator: ", "))"
    }
    return findings
  }

  private func others(below root: URL) -> [String] {
    let known = Set(entries.map(\.name))
    let folders = Set(known.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
    return folders.flatMap { folder -> [String] in
      let paths = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
      let files = (paths?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".pkm") || $0.hasSuffix(".yaml") }
      return files.map { "\(folder)/\($0)" }.filter { !known.contains($0) }.sorted()
    }
  }
}
