import Foundation

/// Any JSON, to be looked into by paths.
indirect enum JSONTree: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONTree].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONTree].self))
    }
  }

  /// The value at a path; nil when there is none.
  subscript(path: JSONPath) -> JSONTree? {
    path.elements.reduce(self) { (tree: JSONTree?, element) in tree?[element] }
  }

  private subscript(element: JSONPath.Element) -> JSONTree? {
    switch (self, element) {
    case (.object(let fields), .key(let key)): fields[key]
    case (.object(let fields), .count): .number(Double(fields.count))
    case (.list(let items), .index(let index)): index < items.count ? items[index] : nil
    case (.list(let items), .count): .number(Double(items.count))
    case (.list(let items), .match(let key, let value)): items.first { $0[.key(key)]?.plainText == value }
    default: nil
    }
  }

  /// A scalar as words.
  var plainText: String {
    switch self {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .number(let number): number.plainText
    case .text(let text): text
    case .list(let items): "a list of \(items.count)"
    case .object(let fields): "an object with \(fields.keys.sorted().joined(separator: ", "))"
    }
  }
}
