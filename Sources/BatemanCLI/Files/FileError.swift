/// Why a file could not be read or written: facts only.
enum FileError: Error, Hashable {
  /// There is no such file; perhaps the nearest name in its folder was meant.
  case notFound(path: String, nearest: [String])
  /// A folder stands where a file should.
  case isFolder(path: String)
  /// The system would not let it be read.
  case cannotRead(path: String, reason: String)
  /// The file is larger than anything of its kind.
  case tooLarge(path: String, limit: Int)
  /// The file is there already, and nobody said it may go.
  case exists(path: String)
  /// The system would not let it be written.
  case cannotWrite(path: String, reason: String)
}
