import Bateman
import Foundation

/// Reads whole files and says well what is wrong with those that cannot be read.
enum InputFile {
  /// The most that a model or a regimen file may hold; the largest known is a thousandth of it.
  static let textLimit = 16 << 20
  /// The most that a table may hold.
  static let tableLimit = 2 << 30

  /// The text of a file under the name that the user gave it.
  static func text(at path: String, limit: Int = textLimit) throws(FileError) -> SourceText {
    SourceText(name: path, bytes: try bytes(at: path, limit: limit))
  }

  /// The bytes of a file of at most `limit` bytes.
  static func bytes(at path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw openingError(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, reason: systemMessage()) }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isFolder(path: path) }
    // One byte more than the file has, so that its end is met without growing the buffer.
    let expected = min(max(Int(status.st_size), 0), limit)
    return try contents(of: descriptor, expecting: expected + 1, limit: limit, path: path)
  }

  /// Reads until the end or the limit; devices and pipes do not tell how much they hold.
  private static func contents(
    of descriptor: Int32, expecting size: Int, limit: Int, path: String
  ) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(size, 64 << 10))
    var count = 0
    while true {
      if count > limit { throw .tooLarge(path: path, limit: limit) }
      if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: count)) }
      let length = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      }
      if length < 0, errno == EINTR { continue }
      guard length >= 0 else { throw .cannotRead(path: path, reason: systemMessage()) }
      if length == 0 { break }
      count += length
    }
    bytes.removeSubrange(count...)
    return bytes
  }

  private static func openingError(_ path: String) -> FileError {
    errno == ENOENT || errno == ENOTDIR
      ? .notFound(path: path, nearest: nearestFiles(to: path))
      : .cannotRead(path: path, reason: systemMessage())
  }

  /// Files of the same folder whose names are near, or, where there are none, those with the same ending.
  static func nearestFiles(to path: String) -> [String] {
    let wanted = URL(fileURLWithPath: path)
    let folder = wanted.deletingLastPathComponent()
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    let prefix = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : ""
    if let nearest = nearestName(to: wanted.lastPathComponent, among: names) { return [prefix + nearest] }
    let alike = names.filter { !wanted.pathExtension.isEmpty && $0.hasSuffix("." + wanted.pathExtension) }
    return alike.prefix(5).map { prefix + $0 }
  }
}

/// The system's own words for the error that a call has just met.
func systemMessage() -> String {
  String(cString: strerror(errno))
}
