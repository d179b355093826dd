public import PKUnits

/// The subjects of a study and the units that their numbers are in.
public struct Dataset: Sendable {
  /// A covariate's column.
  public struct Column: Hashable, Sendable {
    /// The name in the table's header.
    public var name: String
    /// The unit in the table's header (`WT[kg]`), when it gives one.
    public var unit: Unit?
    /// The texts behind the values of a column of words, which are indices into them.
    ///
    /// Nil for a column of numbers.
    public var categories: [String]?

    /// Creates a column.
    public init(name: String, unit: Unit? = nil, categories: [String]? = nil) {
      self.name = name
      self.unit = unit
      self.categories = categories
    }
  }

  /// The subjects in the order of the table.
  public var subjects: [Subject]
  /// The covariates, in the order of `Record.covariates`.
  public var covariates: [Column]
  /// The unit of times, when the table gives one (`TIME[h]`).
  public var timeUnit: Unit?
  /// The unit of doses, when the table gives one (`AMT[mg]`).
  public var amountUnit: Unit?
  /// The unit of measured values, when the table gives one (`DV[mg/L]`).
  public var valueUnit: Unit?
  /// The columns whose texts were kept, in the order of `Record.kept`.
  public var keptColumns: [String]

  /// Creates a data set.
  public init(
    subjects: [Subject], covariates: [Column] = [], timeUnit: Unit? = nil, amountUnit: Unit? = nil,
    valueUnit: Unit? = nil, keptColumns: [String] = []
  ) {
    self.subjects = subjects
    self.covariates = covariates
    self.timeUnit = timeUnit
    self.amountUnit = amountUnit
    self.valueUnit = valueUnit
    self.keptColumns = keptColumns
  }
}
