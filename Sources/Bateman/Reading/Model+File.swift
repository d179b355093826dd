public import PKLanguage
public import PKModel
import PKText

extension CheckedModel {
  /// Reads a model file (`.pkm`).
  ///
  /// - Throws: `UnreadableFile`, or `DiagnosticList` with everything that is wrong with the model.
  public init(contentsOf path: String) throws {
    try self.init(parsing: SourceText(contentsOf: path))
  }
}

extension Model {
  /// Reads and compiles a model file (`.pkm`).
  ///
  /// - Throws: `UnreadableFile`, `DiagnosticList` with everything that is wrong with the model, or `CompilationError`.
  public init(contentsOf path: String) throws {
    try self.init(compiling: CheckedModel(contentsOf: path))
  }
}
