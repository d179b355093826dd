/// Makes new texts from a corpus by the mistakes that people and programs make; the same seed gives
/// the same.
///
/// A mutant is one to four changes of a corpus text: bytes flipped, replaced, repeated or removed,
/// pieces doubled, moved, cut off or exchanged with another text, and words of a dictionary put in
/// or swapped.
struct Mutator {
  private let corpus: [[UInt8]]
  private let dictionary: [[UInt8]]
  private var state: UInt64

  /// Creates a mutator; the corpus must not be empty.
  init(corpus: [String], dictionary: [String], seed: UInt64) {
    self.corpus = corpus.isEmpty ? [[]] : corpus.map { Array($0.utf8) }
    self.dictionary = (dictionary + Self.troublemakers).map { Array($0.utf8) }
    // Neighbouring seeds must not give one stream shifted by a step.
    state = (seed &+ 1) &* 0xD1B5_4A32_D192_ED03
    state ^= state >> 29
  }

  /// What breaks parsers of any language.
  private static let troublemakers = [
    "0", "-1", "1e999", "1e-999", "9223372036854775808", "99999999999999999999", "NaN", "inf", "0x1p3", "\"", "'", "\\",
    "\n", "\r\n", "\t", "\0", "(", ")", "((((((((((((((((((((((((", "))))", "[", "]", "{", "}", "/", "//", "#", "^",
    "^^",
    "...", "..", ".", ",", ";", ":", "=", "~", "%", "@", "é", "µ", "μ", "²", "⁻", "×", "🙂", "\u{FEFF}", "\u{301}",
    "\u{0}",
  ]

  /// The next mutant.
  mutating func next() -> [UInt8] {
    var text = corpus[below(corpus.count)]
    for _ in 0...below(4) { mutate(&text) }
    return text.count > 20_000 ? Array(text.prefix(20_000)) : text
  }

  /// A whole number from 0 to below a limit (SplitMix64).
  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return limit > 0 ? Int(z % UInt64(limit)) : 0
  }

  private mutating func mutate(_ text: inout [UInt8]) {
    let place = below(text.count + 1)
    let piece = place..<min(text.count, place + 1 + below(12))
    switch below(10) {
    case 0: if place < text.count { text[place] ^= 1 << UInt8(below(8)) }
    case 1: if place < text.count { text[place] = UInt8(below(256)) }
    case 2: text.removeSubrange(piece)
    case 3: text.removeSubrange(place...)
    case 4: text.insert(contentsOf: text[piece], at: place)
    case 5: text.insert(contentsOf: text[piece], at: below(text.count + 1))
    case 6: text.insert(contentsOf: dictionary[below(dictionary.count)], at: place)
    case 7: swapWord(in: &text, near: place)
    case 8: splice(into: &text, at: place)
    default: repeatByte(in: &text, at: place)
    }
  }

  /// Replaces the run of letters and digits at a place by a word of the dictionary.
  private mutating func swapWord(in text: inout [UInt8], near place: Int) {
    func isWord(_ byte: UInt8) -> Bool { (byte | 0x20) >= 97 && (byte | 0x20) <= 122 || byte >= 48 && byte <= 57 }
    var (start, end) = (place, place)
    while start > 0, isWord(text[start - 1]) { start -= 1 }
    while end < text.count, isWord(text[end]) { end += 1 }
    text.replaceSubrange(start..<end, with: dictionary[below(dictionary.count)])
  }

  /// Goes on with the rest of another text.
  private mutating func splice(into text: inout [UInt8], at place: Int) {
    let other = corpus[below(corpus.count)]
    text.replaceSubrange(place..., with: other[below(other.count + 1)...])
  }

  private mutating func repeatByte(in text: inout [UInt8], at place: Int) {
    guard place < text.count else { return }
    text.insert(contentsOf: repeatElement(text[place], count: 1 + below(200)), at: place)
  }
}

/// How much fuzzing a run does: chunks are test arguments, so that a failure names its seed and
/// they run side by side.
enum Fuzzing {
  /// The seeds of the chunks.
  static let seeds: [UInt64] = [1, 2, 3, 4]

  /// How many mutants a chunk tries.
  static let mutantsPerChunk: Int = {
    #if DEBUG
      return 750
    #else
      return 30_000
    #endif
  }()
}
