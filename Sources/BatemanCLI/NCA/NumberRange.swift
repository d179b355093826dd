/// Two numbers with three dots between them, as in `0...12`.
enum NumberRange {
  /// The numbers; nil when the text is none of this form.
  static func parse(_ text: String) -> (low: Double, high: Double)? {
    guard let dots = text.indices.first(where: { text[$0...].hasPrefix("...") }) else { return nil }
    let sides = [text[..<dots].trimmed, text[text.index(dots, offsetBy: 3)...].trimmed]
    let values = sides.compactMap { Double($0) }.filter(\.isFinite)
    return values.count == 2 ? (values[0], values[1]) : nil
  }
}
