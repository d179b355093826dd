/// Reads the JSON that records are made of: strict, without floating point, not nested too deeply.
package struct JSONReader {
  /// Why a text is not such JSON, and at which byte.
  package struct Fault: Error, Hashable, Sendable {
    package let message: String
    package let offset: Int
  }

  private static let deepest = 32
  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value that a text is.
  package static func value(of bytes: some Sequence<UInt8>) throws(Fault) -> JSONValue {
    var reader = JSONReader(Array(bytes))
    guard String(validating: reader.bytes, as: UTF8.self) != nil else {
      throw Fault(message: "the text is not UTF-8", offset: 0)
    }
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.position == reader.bytes.count else { throw reader.fault("there is something behind the value") }
    return value
  }

  private func fault(_ message: String) -> Fault { Fault(message: message, offset: position) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    guard depth < Self.deepest else { throw fault("the value is nested too deeply") }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || (byte >= 48 && byte <= 57): return try number()
    default: throw fault("a value is missing")
    }
  }

  private mutating func word(_ text: String, _ value: JSONValue) throws(Fault) -> JSONValue {
    guard bytes[position...].starts(with: text.utf8) else { throw fault("a value is missing") }
    position += text.utf8.count
    return value
  }

  /// A whole number that every implementation can hold.
  private mutating func number() throws(Fault) -> JSONValue {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    while let byte = next, byte >= 48, byte <= 57 { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Int(text), value.magnitude < 1 << 53, String(value) == text,
      next != UInt8(ascii: "."), next != UInt8(ascii: "e"), next != UInt8(ascii: "E")
    else { throw fault("a number is not a whole one in canonical form") }
    return .number(value)
  }

  private mutating func array(_ depth: Int) throws(Fault) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      values.append(try value(depth: depth + 1))
      if try separator(closing: UInt8(ascii: "]")) { return .array(values) }
    }
  }

  private mutating func object(_ depth: Int) throws(Fault) -> JSONValue {
    position += 1
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object([:])
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw fault("a key is missing") }
      let key = try string()
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw fault("a colon is missing") }
      position += 1
      guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
        throw fault("the key '\(Refusal.shown(key))' is said twice")
      }
      if try separator(closing: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  /// Passes over a comma or the closing bracket; true for the latter.
  private mutating func separator(closing: UInt8) throws(Fault) -> Bool {
    skipBlanks()
    guard let byte = next, byte == closing || byte == UInt8(ascii: ",") else { throw fault("a comma is missing") }
    position += 1
    return byte == closing
  }

  private mutating func string() throws(Fault) -> String {
    position += 1
    var units: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw fault("a control character is not escaped")
      default: units.append(byte)
      }
    }
    throw fault("a text does not end")
  }

  private mutating func escape() throws(Fault) -> Unicode.Scalar {
    guard let byte = next else { throw fault("a text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw fault("an escape has no meaning")
    }
  }

  private mutating func unicodeEscape() throws(Fault) -> Unicode.Scalar {
    let first = try hex()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first >= 0xD800, first < 0xDC00, bytes[position...].starts(with: [0x5C, 0x75]) else {
      throw fault("half of a pair of surrogates is missing")
    }
    position += 2
    let second = try hex()
    guard second >= 0xDC00, second < 0xE000,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("half of a pair of surrogates is missing") }
    return scalar
  }

  private mutating func hex() throws(Fault) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault("an escape is too short") }
    let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard text.utf8.allSatisfy({ Self.isHex($0) }), let value = UInt32(text, radix: 16) else {
      throw fault("an escape is not hexadecimal")
    }
    position += 4
    return value
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte | 0x20 >= 97 && byte | 0x20 <= 102)
  }
}
