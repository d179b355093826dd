/// The inputs of one dose exactly as they were given; a record keeps them so.
///
/// Every input is a text; nothing is read, converted or assumed before ``DoseCalculator`` does it and
/// writes it down.
public struct DoseRequest: Hashable, Sendable {
  /// The inputs there are.
  public enum Field: String, CaseIterable, Hashable, Sendable {
    case arm, cycle, day, level, previousLevel = "previous-level", date, weight
    case weightSource = "weight-source", referenceWeight = "reference-weight", previousWeight = "previous-weight"
    case height, sex, birthDate = "birth-date", creatinine, qtcf, lvef, lastDose = "last-dose"
    case firstDose = "first-dose", cumulative, vials, concentration, bag, subject, priorHalfLife = "prior-half-life"
    case calculatedBy = "calculated-by", checkedBy = "checked-by", override
  }

  /// The inputs that were given.
  public var values: [Field: String]
  /// The protocol's own parameters that were given.
  public var parameters: [String: String]
  /// Whether a file without two approvals may be used, for training.
  public var isTraining: Bool

  /// Creates a request.
  public init(_ values: [Field: String] = [:], parameters: [String: String] = [:], isTraining: Bool = false) {
    self.values = values
    self.parameters = parameters
    self.isTraining = isTraining
  }

  /// The text of an input, or nil when it was not given.
  public subscript(field: Field) -> String? {
    get { values[field] }
    set { values[field] = newValue }
  }
}
