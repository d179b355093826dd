import PKText
import Testing

/// Checks what every list of diagnostics owes its reader: places inside the text, and lines that
/// can be printed.
func check(_ list: DiagnosticList, of text: [UInt8]) {
  var isSound = !list.diagnostics.isEmpty && list.diagnostics.contains { $0.severity == .error }
  for diagnostic in list.diagnostics {
    for range in [diagnostic.range] + diagnostic.notes.map(\.range) {
      isSound = isSound && range.lowerBound >= 0 && range.upperBound <= text.count
    }
    isSound = isSound && !diagnostic.message.isEmpty && diagnostic.code.hasPrefix("PK")
  }
  let lines = list.rendered()
  isSound = isSound && lines.contains("error[") && lines.contains("^")
  if !isSound { Issue.record("unsound diagnostics of \(shown(text)):\n\(lines)") }
}

/// A text in a form that can be pasted into a test.
func shown(_ text: [UInt8]) -> String { String(decoding: text, as: UTF8.self).debugDescription }
