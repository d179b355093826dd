/// Writes texts as fields of a comma-separated table (RFC 4180).
public enum CSVField {
  /// Appends a text, between quotation marks when it contains a separator, a quotation mark, a line
  /// end, or a blank at either side.
  public static func append(_ text: String, to buffer: inout [UInt8]) {
    let bytes = text.utf8
    let isEdged = bytes.first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ")
    guard isEdged || bytes.contains(where: Self.isSpecial) else { return buffer.append(contentsOf: bytes) }
    buffer.append(Self.quote)
    for byte in bytes {
      if byte == Self.quote { buffer.append(Self.quote) }
      buffer.append(byte)
    }
    buffer.append(Self.quote)
  }

  /// The text as a field.
  public static func string(_ text: String) -> String {
    var buffer: [UInt8] = []
    append(text, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  private static let quote = UInt8(ascii: "\"")

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case quote, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: false
    }
  }
}
