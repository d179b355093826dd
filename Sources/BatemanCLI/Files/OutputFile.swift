import Foundation

/// A file that appears complete or not at all.
///
/// Bytes go to a temporary name in the same folder; `commit()` gives the file its real name, and an output that
/// is never committed leaves nothing behind. A file that is there already is kept unless `overwriting`.
/// Devices and pipes are written as they are.
final class OutputFile {
  /// The name that the user gave.
  let path: String
  private let destination: String
  private let temporary: String?
  private let overwriting: Bool
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 256 << 10

  /// Opens the temporary file.
  ///
  /// - Throws: `FileError.exists` when the file is there and may not be overwritten; `.cannotWrite`.
  init(path: String, overwriting: Bool) throws(FileError) {
    self.path = path
    self.overwriting = overwriting
    // A link is followed, so that the file it leads to is replaced, and not the link.
    destination =
      realpath(path, nil).map { pointer in
        defer { free(pointer) }
        return String(cString: pointer)
      } ?? path
    var status = stat()
    let isThere = stat(destination, &status) == 0
    let kind = status.st_mode & S_IFMT
    if isThere, kind == S_IFDIR { throw .cannotWrite(path: path, reason: "it is a folder") }
    if isThere, kind != S_IFREG {
      temporary = nil
      descriptor = open(destination, O_WRONLY | O_CLOEXEC)
    } else {
      if isThere, !overwriting { throw .exists(path: path) }
      let name = Self.temporaryName(for: destination)
      temporary = name
      descriptor = TemporaryFiles.create(name)
    }
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: systemMessage()) }
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let temporary { TemporaryFiles.remove(temporary) }
  }

  /// Adds bytes to the file.
  func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Adds a text to the file.
  func write(_ text: String) throws(FileError) {
    try write(text.utf8)
  }

  /// Gives the file its real name; nothing may be written afterwards.
  func commit() throws(FileError) {
    try flush()
    let closed = close(descriptor) == 0
    descriptor = -1
    guard closed else { throw .cannotWrite(path: path, reason: systemMessage()) }
    guard let temporary else { return }
    defer { TemporaryFiles.remove(temporary) }
    if !overwriting {
      // A hard link fails where the name has been taken meanwhile; a rename would replace that file.
      if link(temporary, destination) == 0 { return }
      if errno == EEXIST { throw .exists(path: path) }
    }
    guard rename(temporary, destination) == 0 else { throw .cannotWrite(path: path, reason: systemMessage()) }
  }

  private func flush() throws(FileError) {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes { bytes in
        Foundation.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .cannotWrite(path: path, reason: systemMessage()) }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// A hidden name beside the destination that no other process uses.
  private static func temporaryName(for destination: String) -> String {
    let url = URL(fileURLWithPath: destination)
    let name = ".\(url.lastPathComponent.prefix(200)).\(getpid()).\(UInt32.random(in: 0...(.max))).tmp"
    return url.deletingLastPathComponent().appendingPathComponent(name).path
  }
}
