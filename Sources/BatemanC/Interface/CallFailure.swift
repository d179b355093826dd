import Bateman

/// Why a request has no answer: the shape in which the command writes it with `--json`.
struct CallFailure: Error, Encodable {
  /// One thing that is wrong.
  struct Entry: Encodable {
    var code: String?
    var message: String
    var help: [String]
    var file: String?
    var line: Int?
    var column: Int?
  }

  var schema = 1
  var diagnostics: [Entry]

  static let noSimulation = CallFailure("there is no simulation")
  static let wrongSize = CallFailure("the arrays do not have the sizes of 'bateman_simulation_shape'")
  static let interrupted = CallFailure("the work ended without a result")
  static let notEncodable = CallFailure("the answer has a number that JSON does not have")

  init(_ message: String, help: [String] = []) {
    diagnostics = [Entry(message: message, help: help)]
  }

  /// Any error of the library.
  init(_ error: any Error) {
    switch error {
    case let failure as CallFailure: self = failure
    case let list as DiagnosticList: self.init(list)
    case let errors as DatasetErrors: self.init(errors)
    case let error as SetupError: self.init(error.description, help: error.help)
    case let error as FitProblemError: self.init(error.description, help: error.help)
    case let error as Refusal:
      self.init(error.message, help: [error.action])
      diagnostics[0].code = error.code.rawValue
    default: self.init("\(error)")
    }
  }

  private init(_ list: DiagnosticList) {
    diagnostics = list.diagnostics.map { diagnostic in
      let place = list.source.location(of: diagnostic.range.lowerBound)
      return Entry(
        code: diagnostic.code, message: diagnostic.message, help: diagnostic.help, file: list.source.name,
        line: place.line, column: place.column)
    }
  }

  private init(_ errors: DatasetErrors) {
    diagnostics = errors.errors.map { error in
      Entry(
        message: error.message, help: error.help.map { [$0] } ?? [], file: errors.name, line: error.row,
        column: error.column)
    }
  }

  /// A request that is no JSON, or has values of the wrong kind.
  init(decoding error: DecodingError) {
    let (context, what): (DecodingError.Context, String)
    switch error {
    case .keyNotFound(let key, let place): (context, what) = (place, "'\(key.stringValue)' is missing")
    case .typeMismatch(_, let place), .valueNotFound(_, let place):
      (context, what) = (place, "the value is of another kind")
    case .dataCorrupted(let place): (context, what) = (place, "the request cannot be read as JSON")
    @unknown default:
      self.init("the request cannot be read")
      return
    }
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    self.init(path.isEmpty ? what : "\(path): \(what)")
  }

  static func unknownKey(_ key: String, among known: [String]) -> CallFailure {
    CallFailure(
      "unknown key '\(key)'", help: [didYouMean(key, among: known) ?? "there are \(known.joined(separator: ", "))"])
  }

  var json: String { Call.json(self) }
}
