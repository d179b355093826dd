/// What the process tells the shell.
enum ExitStatus: Int32 {
  /// Done.
  case done = 0
  /// The run finished but its answer must not be trusted.
  case notTrusted = 1
  /// Wrong usage (EX_USAGE).
  case usage = 64
  /// Wrong data or model (EX_DATAERR).
  case badInput = 65
  /// A file is missing or cannot be read (EX_NOINPUT).
  case noInput = 66
  /// An error inside the program (EX_SOFTWARE).
  case software = 70
  /// A file cannot be written (EX_CANTCREAT).
  case cannotWrite = 73
}
