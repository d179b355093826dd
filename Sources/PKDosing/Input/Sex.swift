import PKText

/// The sex that a formula was fitted for.
public enum Sex: String, CaseIterable, Hashable, Sendable {
  case male, female

  /// Reads `male`/`m` or `female`/`f`.
  ///
  /// - Throws: a refusal for anything else; a sex is never assumed.
  public init(parsing text: String, field: String = "sex") throws(Refusal) {
    switch text.lowercased() {
    case "male", "m": self = .male
    case "female", "f": self = .female
    default:
      throw Refusal(
        .unknownName, field: field, value: text, rule: "the formulas know 'male' and 'female'",
        action: didYouMean(text, among: ["male", "female"]) ?? "write 'male' or 'female'")
    }
  }
}
