extension Diagnostic {
  /// The diagnostic as a person reads it: message, place, the line of text with a caret, and help.
  ///
  /// ```
  /// error[PK2001]: unknown name 'VC'
  ///   --> iv2.pkm:12:14
  /// 12 |   C1 = A1 / VC
  ///    |             ^^
  ///    = help: did you mean 'V1'?
  /// ```
  public func rendered(in source: SourceText) -> String {
    let places = [range] + notes.map(\.range)
    let margin = places.map { String(source.location(of: $0.lowerBound).line).count }.max() ?? 1
    let gutter = String(repeating: " ", count: margin)
    var lines = ["\(severity.rawValue)[\(code)]: \(message)"]
    lines.append("\(gutter)--> \(source.name):\(source.location(of: range.lowerBound))")
    lines += Self.excerpt(of: range, in: source, margin: margin)
    for note in notes {
      lines.append("\(gutter) = note: \(note.message)")
      lines += Self.excerpt(of: note.range, in: source, margin: margin)
    }
    lines += help.map { "\(gutter) = help: \($0)" }
    return lines.joined(separator: "\n")
  }

  /// The line that a range begins in, and carets under the part of it that the range covers.
  ///
  /// Long lines are cut around the range, and tabs and control characters are shown as spaces, so that the
  /// carets stand where they should in any terminal.
  private static func excerpt(of range: Range<Int>, in source: SourceText, margin: Int) -> [String] {
    let place = source.location(of: range.lowerBound)
    let lineRange = source.lineRange(place.line)
    // Only the neighbourhood of the range is decoded: a line can be 100 MB long.
    let start = max(lineRange.lowerBound, min(range.lowerBound, lineRange.upperBound) - 60)
    let end = max(start, min(lineRange.upperBound, max(range.lowerBound, start) + 80))
    let pointed = min(range.lowerBound, end)
    let pointedEnd = min(max(range.upperBound, pointed), end)
    let (lead, trail) = (start > lineRange.lowerBound ? "…" : "", end < lineRange.upperBound ? "…" : "")
    func shown(_ part: Range<Int>) -> String {
      String(source[part].map { $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? " " : $0 })
    }
    let before = lead + shown(start..<pointed)
    let carets = String(repeating: "^", count: max(1, shown(pointed..<pointedEnd).count))
    let number = String(place.line)
    let pad = String(repeating: " ", count: margin - number.count)
    let text = before + shown(pointed..<end) + trail
    return [
      "\(pad)\(number) | \(text)",
      "\(String(repeating: " ", count: margin)) | \(String(repeating: " ", count: before.count))\(carets)",
    ]
  }
}

extension DiagnosticList: CustomStringConvertible {
  /// Every diagnostic as a person reads it.
  public var description: String { rendered() }

  /// Every diagnostic as a person reads it, an empty line between two.
  public func rendered() -> String {
    diagnostics.map { $0.rendered(in: source) }.joined(separator: "\n\n")
  }
}
