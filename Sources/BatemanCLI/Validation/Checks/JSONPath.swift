/// A place in a JSON text: `models[0].holds`, `arms[name=low].cycles[0].outputs[0].auc.median`.
struct JSONPath {
  /// A step from a value to one inside it.
  enum Element: Equatable {
    case key(String)
    case index(Int)
    /// The first object of a list whose key has a text or number that reads so.
    case match(key: String, value: String)
    /// How many elements there are.
    case count
  }

  let text: String
  let elements: [Element]

  /// Reads a path; nil when it is none.
  init?(_ text: String) {
    var elements: [Element] = []
    for part in Self.parts(of: text) {
      if part.hasPrefix("[") {
        guard part.hasSuffix("]"), let element = Self.element(inBrackets: part.dropFirst().dropLast()) else {
          return nil
        }
        elements.append(element)
      } else if part == "#" {
        elements.append(.count)
      } else {
        elements.append(.key(String(part)))
      }
    }
    guard !elements.isEmpty else { return nil }
    self.text = text
    self.elements = elements
  }

  private static func element(inBrackets text: Substring) -> Element? {
    if let index = Int(text), index >= 0 { return .index(index) }
    let sides = text.split(separator: "=", maxSplits: 1)
    return sides.count == 2 ? .match(key: String(sides[0]), value: String(sides[1])) : nil
  }

  /// Splits at points that are not in brackets, and before brackets.
  private static func parts(of text: String) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var isInBrackets = false
    for index in text.indices {
      let character = text[index]
      if character == "]" { isInBrackets = false }
      guard !isInBrackets, character == "." || character == "[" else { continue }
      parts.append(text[start..<index])
      isInBrackets = character == "["
      start = character == "." ? text.index(after: index) : index
    }
    return (parts + [text[start...]]).filter { !$0.isEmpty }
  }
}
