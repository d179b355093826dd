/// An adverse event of a patient, as a listing has it.
public struct AdverseEvent: Hashable, Sendable {
  /// What it is, such as `neutropenia`.
  public var term: String
  /// Its class, such as `haematological`; empty when the listing does not say.
  public var category = ""
  /// Its grade by CTCAE, 1 to 5.
  public var grade: Int
  /// The day of onset, counted from the first dose, which is day 1.
  public var day: Double
  /// How many days it lasted; nil when that is not known yet.
  public var duration: Double?
  /// Whether it is related to the drug.
  public var isRelated = true
  /// What was done about it, such as `supportive care`; empty for nothing.
  public var intervention = ""

  /// Creates an event.
  public init(term: String, grade: Int, day: Double) {
    self.term = term
    self.grade = grade
    self.day = day
  }
}
