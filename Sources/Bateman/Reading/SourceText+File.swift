import FoundationEssentials
public import PKText

/// A file that cannot be read.
public struct UnreadableFile: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path as it was given.
  public let path: String

  /// The error in words.
  public var description: String { "the file '\(path)' is not there or cannot be read" }
}

extension SourceText {
  /// Reads a text file; messages call it by its path.
  ///
  /// - Throws: `UnreadableFile`; what is in the file is not looked at.
  public init(contentsOf path: String) throws(UnreadableFile) {
    guard let data = FileManager.default.contents(atPath: path) else { throw UnreadableFile(path: path) }
    self.init(name: path, bytes: Array(data))
  }
}
