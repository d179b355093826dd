import Bateman

/// What a command found wrong with what it was given: facts, and the way out.
enum CommandError: Error {
  /// Options that do not go together, or a value that cannot be meant.
  case usage(String, help: [String] = [])
  /// The text of an option is wrong.
  case option(DiagnosticList)
  /// The text of a file is wrong.
  case text(DiagnosticList)
  /// Model, regimen, patients or table do not fit together.
  case mismatch(String, help: [String] = [])
  /// The run finished, but its answer must not be trusted; JSON that was written may have said so already.
  case notTrusted(String, help: [String] = [], isInJSON: Bool = false)
  /// A report has said everything already; only the exit code is left.
  case reported(ExitStatus)
  /// A file cannot be read or written.
  case file(FileError)
}
