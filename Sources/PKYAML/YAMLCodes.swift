/// The stable codes of what a kind of YAML file can have wrong with it.
public struct YAMLCodes: Hashable, Sendable {
  /// The file is no YAML that we read.
  public var syntax: String
  /// A key that nobody knows.
  public var unknownKey: String
  /// A key that is not there.
  public var missing: String
  /// A value of the wrong kind.
  public var value: String
  /// Values that make no sense together.
  public var sense: String

  /// Creates codes.
  public init(syntax: String, unknownKey: String, missing: String, value: String, sense: String) {
    self.syntax = syntax
    self.unknownKey = unknownKey
    self.missing = missing
    self.value = value
    self.sense = sense
  }

  /// Five codes that follow one another, from `PK` and a number.
  public init(from first: Int) {
    self.init(
      syntax: "PK\(first)", unknownKey: "PK\(first + 1)", missing: "PK\(first + 2)", value: "PK\(first + 3)",
      sense: "PK\(first + 4)")
  }
}
