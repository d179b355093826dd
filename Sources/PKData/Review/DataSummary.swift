public import PKUnits

/// What is in a table, in numbers.
public struct DataSummary: Hashable, Sendable {
  /// What doses there are.
  public struct Doses: Hashable, Sendable {
    /// How many dose records.
    public var records = 0
    /// How many doses, those of ADDL included.
    public var doses = 0
    /// How many dose records are infusions.
    public var infusions = 0
    /// How many are in steady state.
    public var steadyStates = 0
    /// The smallest and largest amount; nil without doses.
    public var amounts: ClosedRange<Double>?
    /// The fewest and the most doses that a subject has, those of ADDL included.
    public var perSubject: ClosedRange<Int> = 0...0
  }

  /// What was measured of one output.
  public struct Output: Hashable, Sendable {
    /// The output as the table calls it, by name or number; nil when it does not say.
    public var output: Selector?
    /// How many observations have a value, censored ones included.
    public var observations = 0
    /// How many are censored (CENS).
    public var censored = 0
    /// How many have no value (MDV 1 is not counted, which asks for a prediction).
    public var withoutValue = 0
    /// How many subjects have an observation.
    public var subjects = 0
    /// The fewest and the most observations of a subject that has any.
    public var perSubject: ClosedRange<Int>?
    /// The smallest and largest value.
    public var values: ClosedRange<Double>?
    /// The value in the middle.
    public var median = Double.nan
  }

  /// What a covariate's column has.
  public struct Covariate: Hashable, Sendable {
    /// The column.
    public var column: Dataset.Column
    /// How many records lack it.
    public var missingRecords = 0
    /// How many subjects lack it in every record.
    public var missingSubjects = 0
    /// In how many subjects it changes.
    public var changingSubjects = 0
    /// The smallest and largest of the subjects' first values; nil for words, and when all are missing.
    public var range: ClosedRange<Double>?
    /// The middle one of the subjects' first values.
    public var median = Double.nan
    /// How many subjects have each word, or each of at most six different numbers.
    public var counts: [Count] = []

    /// How many subjects have a value.
    public struct Count: Hashable, Sendable {
      /// The value as text.
      public var value: String
      /// How many subjects.
      public var subjects: Int
    }
  }

  /// How many subjects have a record that can be read.
  public var subjects = 0
  /// How many rows were read.
  public var rows = 0
  /// How many rows filters left out.
  public var filteredRows = 0
  /// How many records are resets (EVID 3 and 4).
  public var resets = 0
  /// How many records are neither doses nor observations.
  public var others = 0
  /// The doses.
  public var doses = Doses()
  /// The observations by output, in the order of first appearance.
  public var outputs: [Output] = []
  /// The column that says which output a row is of: DVID, or else CMT, as the header writes it; nil without both.
  public var outputColumn: String?
  /// The covariates in the table's order.
  public var covariates: [Covariate] = []
  /// The first and last time; nil without records.
  public var times: ClosedRange<Double>?
  /// The unit of times, where one is known.
  public var timeUnit: Unit?
  /// The unit of doses, where one is known.
  public var amountUnit: Unit?
  /// The unit of measured values, where one is known.
  public var valueUnit: Unit?
  /// Columns that were not read.
  public var droppedColumns: [String] = []
}
