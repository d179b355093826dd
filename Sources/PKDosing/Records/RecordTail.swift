#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The end of a file of records: the last one, and what a crash may have left behind it.
struct RecordTail {
  /// The number of the last record; 0 in an empty file.
  private(set) var number = 0
  /// The fingerprint of the last record.
  private(set) var fingerprint = RecordChain.start
  /// The fingerprint of a torn line behind the last record, or nil.
  private(set) var tornLine: String?
  /// Whether the file does not end with a line end.
  private(set) var needsLineEnd = false
  /// Whether the file has no bytes.
  private(set) var isEmpty = false

  /// Reads the end of a file.
  init(_ descriptor: Int32) throws(RecordFile.Fault) {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw .cannotOpen(reason: RecordFile.systemMessage) }
    isEmpty = size == 0
    var tail: [UInt8] = []
    var start = Int(size)
    while start > 0 {
      let block = min(start, 1 << 16)
      start -= block
      tail = try Self.read(descriptor, at: start, count: block) + tail
      if try find(in: tail, fromStart: start == 0) { return }
    }
    // Nothing but what a first, torn record has left.
    guard !tail.isEmpty else { return }
    try note(torn: tail[...])
  }

  /// Looks for the last record; true when it is found, false when more of the file is needed.
  private mutating func find(in tail: [UInt8], fromStart: Bool) throws(RecordFile.Fault) -> Bool {
    let newline = UInt8(ascii: "\n")
    needsLineEnd = tail.last != newline
    var end = needsLineEnd ? tail.count : tail.count - 1
    while end >= 0 {
      guard let before = tail[..<end].lastIndex(of: newline) ?? (fromStart ? -1 : nil) else { return false }
      let line = tail[(before + 1)..<end]
      if let record = try? JSONReader.value(of: line) {
        guard RecordChain.isIntact(record), let hash = record["recordHash"]?.text,
          case .number(let count)? = record["number"]
        else { throw .damaged }
        (number, fingerprint) = (count, hash)
        if end + 1 < tail.count { try note(torn: tail[(end + 1)...]) }
        return true
      }
      if before < 0 { return false }
      end = before
    }
    return false
  }

  /// A torn line has lost its end; one that still has it has been changed.
  private mutating func note(torn bytes: ArraySlice<UInt8>) throws(RecordFile.Fault) {
    var bytes = bytes
    while bytes.last == UInt8(ascii: "\n") { bytes = bytes.dropLast() }
    guard !bytes.isEmpty else { return }
    guard bytes.last != UInt8(ascii: "}") else { throw .damaged }
    tornLine = Fingerprint.sha256(Array(bytes))
  }

  private static func read(_ descriptor: Int32, at start: Int, count: Int) throws(RecordFile.Fault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress.map { $0 + done }, count - done, off_t(start + done))
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw .cannotOpen(reason: RecordFile.systemMessage) }
      done += got
    }
    return bytes
  }
}
