/// A command line as words, as a shell would split it; only quotation marks are special.
enum CommandWords {
  /// The words; nil when a quotation mark is not closed.
  static func words(of line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let last = word { words.append(last) }
    return quote == nil ? words : nil
  }

  /// The words as a line that splits into them again.
  static func line(of words: [String]) -> String {
    words.map { word in
      let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,+".contains($0) }
      return isPlain ? word : word.contains("\"") ? "'\(word)'" : "\"\(word)\""
    }.joined(separator: " ")
  }
}
