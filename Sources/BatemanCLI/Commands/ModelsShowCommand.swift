import ArgumentParser
import Bateman

/// `bateman models show`: all that is known of one model.
struct ModelsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one model: its sources, assumptions, parameters and states.",
    discussion: """
      Prints what stands at the head of the file and what 'bateman check' says of it, or, with --source, the file.

      Example:
        bateman models show sacituzumab_govitecan
      """)

  @Argument(help: "The model's name.")
  var name: String

  @Flag(help: "Print the model file itself.")
  var source = false

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @OptionGroup
  var place: LibraryOptions

  func run() throws {
    let entry = try place.library().file(named: name)
    let file = try ModelFile(atPath: entry.path)
    if source { return try StandardOutput.write(bytes: file.source.bytes) }
    let report = CheckReport(file)
    if json { return try StandardOutput.write(json: report) }
    let checks = entry.hasChecks ? "\(entry.checksPath); run them with 'bateman models check \(name)'" : "none"
    let head = file.headComment.isEmpty ? [] : [file.headComment, ""]
    try StandardOutput.write(
      (["file    \(entry.path)", "checks  \(checks)", ""] + head + [report.text]).joined(separator: "\n"))
  }
}

extension ModelFile {
  /// The comment above the model, without its slashes.
  fileprivate var headComment: String {
    let lines = String(decoding: source.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    let head = lines.prefix { $0.hasPrefix("//") || $0.allSatisfy(\.isWhitespace) }
    let words = head.map { $0.hasPrefix("// ") ? $0.dropFirst(3) : $0.hasPrefix("//") ? $0.dropFirst(2) : $0 }
    return words.joined(separator: "\n").trimmingSuffix()
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text
  }
}
