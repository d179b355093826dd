import ArgumentParser
import Bateman
import Foundation

/// The one place that turns errors into words, an exit code and a stream.
struct ErrorReport {
  /// What a person reads, without a line ending; empty when there is nothing to say.
  var text: String
  /// What the shell is told.
  var status: ExitStatus
  /// The same facts for a program; none where it has been told.
  var records: [DiagnosticRecord]

  /// A message with help below it.
  init(_ message: String, help: [String] = [], status: ExitStatus) {
    text = (["error: \(message)"] + help.map { "  = help: \($0)" }).joined(separator: "\n")
    self.status = status
    records = [DiagnosticRecord(message: message, help: help)]
  }

  /// Diagnostics, each with its place and caret.
  init(_ list: DiagnosticList, status: ExitStatus) {
    text = list.rendered()
    self.status = status
    records = list.diagnostics.map { DiagnosticRecord($0, in: list.source) }
  }

  /// Any error that a command can throw; nil for what ArgumentParser tells itself, such as help.
  init?(_ error: any Error) {
    switch error {
    case let error as CommandError: self.init(command: error)
    case let error as FileError: self.init(file: error)
    case let error as SetupError: self.init(error.description, help: error.help, status: .badInput)
    case let error as ForecastError: self.init(error.description, help: error.help, status: error.status)
    case let error as FitProblemError: self.init(error.description, help: error.help, status: .badInput)
    case let error as DiagnosticsError: self.init(error.description, help: error.help, status: .badInput)
    case let error as DatasetErrors: self.init(table: error)
    case let error as DiagnosticList: self.init(error, status: .badInput)
    case let error as Refusal: self.init(refusal: error)
    case let error as RecordFile.Fault: self.init(record: error)
    case _ where String(reflecting: type(of: error)).hasPrefix("ArgumentParser."): return nil
    default: self.init("\(error)", help: ["this is an error inside Bateman, not in your files"], status: .software)
    }
  }

  private init(command error: CommandError) {
    switch error {
    case .usage(let message, let help): self.init(message, help: help, status: .usage)
    case .option(let list): self.init(list, status: .usage)
    case .text(let list): self.init(list, status: .badInput)
    case .mismatch(let message, let help): self.init(message, help: help, status: .badInput)
    case .reported(let status): self.init(reported: status)
    case .notTrusted(let message, let help, let isInJSON):
      self.init(message, help: help, status: .notTrusted)
      if isInJSON { records = [] }
    case .file(let error): self.init(file: error)
    }
  }

  /// Nothing is left to say.
  private init(reported status: ExitStatus) {
    text = ""
    self.status = status
    records = []
  }

  private init(refusal error: Refusal) {
    self.init(error.message, help: [error.action], status: .badInput)
    text = "refused: \(error.message)\n  = help: \(error.action)"
    records[0].code = error.code.rawValue
  }

  private init(record error: RecordFile.Fault) {
    let help = ["a dose that is not recorded is not shown"]
    switch error {
    case .cannotOpen(let reason): self.init("the record cannot be opened: \(reason)", help: help, status: .cannotWrite)
    case .cannotWrite(let reason): self.init("the record is not written: \(reason)", help: help, status: .cannotWrite)
    case .damaged:
      self.init(
        "the last record of the file is damaged",
        help: help + ["'bateman record verify' says where; begin another file"], status: .cannotWrite)
    }
  }

  private init(table error: DatasetErrors) {
    text = error.errors.map { Self.words(of: $0, in: error.name) }.joined(separator: "\n\n")
    if error.isCutShort { text += "\n\nthere may be more; reading stopped here" }
    status = .badInput
    records = error.errors.map { DiagnosticRecord($0, in: error.name) }
  }

  private static func words(of error: DatasetError, in table: String) -> String {
    let column = error.column.map { "column \($0)" + (error.columnName.map { " (\($0))" } ?? "") }
    let place = [error.row.map { "row \($0)" }, column].compactMap(\.self).joined(separator: ", ")
    let lines = ["error: \(error.message)", "  --> \(table)" + (place.isEmpty ? "" : ", \(place)")]
    return (lines + (error.help.map { ["  = help: \($0)"] } ?? [])).joined(separator: "\n")
  }

  private init(file error: FileError) {
    switch error {
    case .notFound(let path, let nearest):
      let names = nearest.map { "'\($0)'" }.joined(separator: ", ")
      let help =
        nearest.count == 1 ? ["did you mean \(names)?"] : nearest.isEmpty ? [] : ["in that folder there are \(names)"]
      self.init("there is no file '\(path)'", help: help, status: .noInput)
    case .isFolder(let path):
      self.init("'\(path)' is a folder, not a file", status: .noInput)
    case .cannotRead(let path, let reason):
      self.init("'\(path)' cannot be read: \(reason)", status: .noInput)
    case .tooLarge(let path, let limit):
      self.init("'\(path)' is larger than \(limit >> 20) MB, the most that such a file may have", status: .badInput)
    case .exists(let path):
      self.init("'\(path)' is there already", help: ["--force overwrites it"], status: .cannotWrite)
    case .cannotWrite(let path, let reason):
      self.init("'\(path)' cannot be written: \(reason)", status: .cannotWrite)
    }
  }
}

extension ForecastError {
  /// A forecast that was computed and must not be trusted is not shown; everything else is wrong input.
  fileprivate var status: ExitStatus {
    switch self {
    case .notFound, .unsolved, .modelFails: .notTrusted
    default: .badInput
    }
  }
}
