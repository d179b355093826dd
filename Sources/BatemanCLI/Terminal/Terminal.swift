import Foundation

/// What the command knows of where its output goes.
struct Terminal: Sendable {
  /// Whether standard error is a terminal that can rewrite a line.
  let showsProgress: Bool
  /// Whether standard error takes colour.
  let colorsErrors: Bool

  /// The terminal of this process: `NO_COLOR` and `TERM=dumb` are respected.
  static let current = Terminal(environment: ProcessInfo.processInfo.environment, isInteractive: isatty(2) == 1)

  init(environment: [String: String], isInteractive: Bool) {
    let isCapable = isInteractive && environment["TERM"] != "dumb"
    showsProgress = isCapable
    colorsErrors = isCapable && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Writes lines to standard error.
  static func note(_ text: String) {
    write(text + "\n")
  }

  /// Writes a text to standard error as it is.
  static func write(_ text: String) {
    // Where even an error cannot be told, nothing can be done about it.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// The rendered diagnostics with the words 'error' and 'warning' in colour, where the terminal takes it.
  func colored(_ text: String) -> String {
    guard colorsErrors else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      for (word, code) in [("error", "31"), ("warning", "33")] where line.hasPrefix(word) {
        return "\u{1B}[1;\(code)m\(word)\u{1B}[0m" + line.dropFirst(word.count)
      }
      return String(line)
    }.joined(separator: "\n")
  }
}
