import FoundationEssentials

/// Bytes as text.
enum Base64 {
  /// In base 64.
  static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
