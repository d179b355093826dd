import PKText
import PKYAML

/// A regimen put together from the texts of a YAML mapping, in the words of the regimen language, so that both
/// have one grammar and one set of messages; remembers where in the file each word is from.
struct RegimenPhrase {
  private struct Piece {
    var phrase: Range<Int>
    var file: Range<Int>
    var isVerbatim: Bool
  }

  private var text = ""
  private var pieces: [Piece] = []

  /// Adds a word of our own, which stands for the whole of a node.
  mutating func append(_ word: String, for node: YAMLNode) {
    add(word, at: node.range, isVerbatim: false)
  }

  /// Adds the words of a text.
  mutating func append(_ node: YAMLNode) {
    guard let text = node.text else { return }
    add(text, at: node.range, isVerbatim: node.verbatimStart != nil)
  }

  private mutating func add(_ word: String, at range: Range<Int>, isVerbatim: Bool) {
    let start = text.utf8.count
    text += word + " "
    pieces.append(Piece(phrase: start..<text.utf8.count, file: range, isVerbatim: isVerbatim))
  }

  /// The regimen, or what is wrong with it at its place in the file.
  func regimen(name: String?, routes: [String]?, in source: SourceText) throws(DiagnosticList) -> Regimen {
    do {
      var regimen = try Regimen(parsing: SourceText(name: source.name, text), routes: routes)
      regimen.name = name ?? regimen.phasesDescription
      return regimen
    } catch {
      throw DiagnosticList(error.diagnostics.map(moved), in: source)
    }
  }

  private func moved(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.range = fileRange(of: diagnostic.range)
    diagnostic.notes = diagnostic.notes.map { Diagnostic.Note($0.message, at: fileRange(of: $0.range)) }
    return diagnostic
  }

  private func fileRange(of range: Range<Int>) -> Range<Int> {
    guard let piece = pieces.last(where: { $0.phrase.lowerBound <= range.lowerBound }) ?? pieces.first else {
      return 0..<1
    }
    guard piece.isVerbatim else { return piece.file }
    let start = piece.file.lowerBound + max(0, range.lowerBound - piece.phrase.lowerBound)
    let end = min(start + range.count, piece.file.upperBound)
    return start < end ? start..<end : piece.file
  }
}
