public import PKUnits

/// Something that is known of every virtual patient.
public struct PopulationVariable: Hashable, Sendable {
  /// Its name, as models and criteria use it.
  public var name: String
  /// The unit of its values; nil for categories.
  public var unit: Unit?
  /// The names of its categories, of which values are indices; nil for numbers.
  public var categories: [String]?

  /// Creates a variable.
  public init(name: String, unit: Unit?, categories: [String]? = nil) {
    self.name = name
    self.unit = unit
    self.categories = categories
  }
}

/// One virtual patient.
public struct VirtualPatient: Hashable, Sendable {
  /// The values, in the order of `VirtualPopulation.variables`; a category is its index.
  public var values: [Double]
  /// How many patients were drawn and found not eligible before this one.
  public var rejected: Int
  /// For each criterion how many of those did not meet it.
  public var rejectedBy: [Int]
}
