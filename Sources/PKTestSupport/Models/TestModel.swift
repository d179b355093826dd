public import PKLanguage
public import PKModel
import PKText

/// A small model for tests, as a model file's text; its numbers are round, and no drug's.
public struct TestModel: Sendable, CustomStringConvertible {
  /// What the model is called.
  public let name: String
  /// The model file's text.
  public let text: String

  /// Creates a model from a file's text.
  public init(name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  /// The name.
  public var description: String { name }

  /// The model, read and checked.
  ///
  /// - Throws: the diagnostics of a text that is no model.
  public func checked() throws -> CheckedModel { try CheckedModel(parsing: SourceText(name: name, text)) }

  /// The model, ready to run.
  ///
  /// - Throws: the diagnostics of a text that is no model.
  public func compiled() throws -> Model { try Model(compiling: checked()) }
}
