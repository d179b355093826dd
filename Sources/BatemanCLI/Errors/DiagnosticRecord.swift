import Bateman

/// A diagnostic as JSON has it: one shape for every kind of error.
struct DiagnosticRecord: Encodable {
  var code: String?
  var severity = "error"
  var message: String
  var file: String?
  var line: Int?
  var column: Int?
  var help: [String]

  init(message: String, help: [String]) {
    self.message = message
    self.help = help
  }

  init(_ error: DatasetError, in table: String) {
    message = error.message
    file = table
    line = error.row
    column = error.column
    help = error.help.map { [$0] } ?? []
  }

  init(_ diagnostic: Diagnostic, in source: SourceText) {
    let place = source.location(of: diagnostic.range.lowerBound)
    code = diagnostic.code
    severity = diagnostic.severity.rawValue
    message = diagnostic.message
    file = source.name
    line = place.line
    column = place.column
    help = diagnostic.help
  }
}
