/// Why nothing was computed: the field, the value, the rule that it breaks, and what to do.
///
/// A refusal is a result like a dose, and goes into the record as one.
public struct Refusal: Error, Hashable, Sendable {
  /// What kind of refusal it is; stable.
  public let code: RefusalCode
  /// The input or rule it is about, such as `weight`.
  public let field: String
  /// The value as it was given; empty when there was none.
  public let value: String
  /// The rule that the value breaks.
  public let rule: String
  /// What to do about it.
  public let action: String

  /// Creates a refusal.
  public init(_ code: RefusalCode, field: String, value: String = "", rule: String, action: String) {
    self.code = code
    self.field = field
    self.value = Refusal.shown(value)
    self.rule = rule
    self.action = action
  }

  /// The refusal in one line: `weight '62,4 kg': the decimal mark is a point, not a comma`.
  public var message: String { value.isEmpty ? "\(field): \(rule)" : "\(field) '\(value)': \(rule)" }

  /// A value as a message shows it: without control characters, and not for ever.
  static func shown(_ value: String) -> String {
    let scalars = value.unicodeScalars.prefix(80).map { $0.value < 32 || $0.value == 127 ? " " : $0 }
    var text = String(String.UnicodeScalarView(scalars))
    if value.unicodeScalars.count > 80 { text += "…" }
    return text
  }
}
