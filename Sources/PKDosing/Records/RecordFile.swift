#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of records, one a line, to which records are only ever added.
///
/// A record is on the disk before ``append(_:)`` returns. Several processes may append at once: each holds
/// the file's lock from reading the last record to having written its own.
public struct RecordFile: Sendable {
  /// Why a record could not be added.
  public enum Fault: Error, Hashable, Sendable {
    case cannotOpen(reason: String)
    case cannotWrite(reason: String)
    /// The last line is neither a record nor the beginning of one.
    case damaged
  }

  /// What adding a record found and did.
  public struct Receipt: Sendable {
    /// The record with its place in the chain.
    public let record: JSONValue
    /// Whether the line before had been torn off, and is kept and marked.
    public let followsTornLine: Bool
  }

  /// Where the file is.
  public let path: String

  /// A file at a path; it is created by the first record.
  public init(path: String) { self.path = path }

  /// Adds a record and waits until it is on the disk.
  ///
  /// - Throws: when it is not there for certain; nothing of it may be used then.
  public func append(_ dose: DoseRecord) throws(Fault) -> Receipt {
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen(reason: Self.systemMessage) }
    defer { close(descriptor) }
    try lock(descriptor)
    let end = try RecordTail(descriptor)
    let sealed = RecordChain.sealed(
      dose.body, number: end.number + 1, after: end.fingerprint, torn: end.tornLine)
    let line = (end.needsLineEnd ? "\n" : "") + sealed.canonical + "\n"
    try write(Array(line.utf8), to: descriptor)
    guard fsync(descriptor) == 0 else { throw .cannotWrite(reason: Self.systemMessage) }
    if end.isEmpty { syncFolder() }
    return Receipt(record: sealed, followsTornLine: end.tornLine != nil)
  }

  private func lock(_ descriptor: Int32) throws(Fault) {
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .cannotOpen(reason: Self.systemMessage) }
    }
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Fault) {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        #if canImport(Darwin)
          Darwin.write(descriptor, buffer.baseAddress.map { $0 + start }, bytes.count - start)
        #elseif canImport(Musl)
          Musl.write(descriptor, buffer.baseAddress.map { $0 + start }, bytes.count - start)
        #else
          Glibc.write(descriptor, buffer.baseAddress.map { $0 + start }, bytes.count - start)
        #endif
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .cannotWrite(reason: Self.systemMessage) }
      start += written
    }
  }

  /// Makes the new file's name last as well.
  private func syncFolder() {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  static var systemMessage: String { String(cString: strerror(errno)) }
}
