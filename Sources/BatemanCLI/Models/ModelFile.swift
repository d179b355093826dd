import Bateman

/// A model file, read, checked and compiled.
struct ModelFile {
  /// The text, for diagnostics that point into it.
  let source: SourceText
  /// The compiled model.
  let model: Model

  /// Reads a file.
  ///
  /// - Throws: `CommandError.file` when it cannot be read, `.text` with everything that is wrong with it,
  ///   `.mismatch` when it is too large to compile.
  init(at path: String) throws(CommandError) {
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
