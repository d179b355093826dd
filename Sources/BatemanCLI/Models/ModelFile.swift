import Bateman
import Foundation

/// A model file, read, checked and compiled.
struct ModelFile {
  /// The text, for diagnostics that point into it.
  let source: SourceText
  /// The compiled model.
  let model: Model

  /// Reads a file, or a model of the library by its name: a text without an ending and a folder is a name, unless
  /// there is a file of that name.
  ///
  /// - Throws: `CommandError.file` when it cannot be read, `.text` with everything that is wrong with it,
  ///   `.mismatch` when it is too large to compile, or when the library has no such model.
  init(at pathOrName: String) throws(CommandError) {
    let isName = !pathOrName.contains("/") && !pathOrName.contains(".") && !pathOrName.isEmpty
    guard isName, !FileManager.default.fileExists(atPath: pathOrName) else {
      try self.init(atPath: pathOrName)
      return
    }
    try self.init(atPath: ModelLibrary(at: nil).file(named: pathOrName).path)
  }

  /// Reads a file.
  ///
  /// - Throws: `CommandError.file` when it cannot be read, `.text` with everything that is wrong with it,
  ///   `.mismatch` when it is too large to compile.
  init(atPath path: String) throws(CommandError) {
    do throws(FileError) {
      source = try InputFile.text(at: path)
    } catch {
      throw .file(error)
    }
    let checked: CheckedModel
    do throws(DiagnosticList) {
      checked = try CheckedModel(parsing: source)
    } catch {
      throw .text(error)
    }
    do throws(Model.CompilationError) {
      model = try Model(compiling: checked)
    } catch {
      throw .mismatch("\(error)")
    }
  }

  /// Shows the author's warnings on standard error.
  func noteWarnings() {
    for warning in model.source.warnings {
      Terminal.note(Terminal.current.colored(warning.rendered(in: source)))
    }
  }
}
