/// One patient's records, in order of time.
public struct Subject: Hashable, Sendable, Identifiable {
  /// The identifier, as the table writes it.
  public var id: String
  /// What happened and what was measured, in order of time; records of equal time keep the table's
  /// order.
  public var records: [Record]

  /// Creates a subject.
  public init(id: String, records: [Record]) {
    self.id = id
    self.records = records
  }
}

/// Something that happened, or was measured, at one time, and the covariates known then.
public struct Record: Hashable, Sendable {
  /// The time, in the data set's time unit.
  public var time: Double
  /// What happened.
  public var action: Action
  /// The covariates' values in the order of the data set's covariates; NaN where missing.
  public var covariates: [Double]
  /// The row of the table it comes from, counted as a spreadsheet does (the header is row 1); 0
  /// when none.
  public var row: Int

  /// Creates a record.
  public init(time: Double, action: Action, covariates: [Double] = [], row: Int = 0) {
    self.time = time
    self.action = action
    self.covariates = covariates
    self.row = row
  }
}

/// What a record says happened.
public enum Action: Hashable, Sendable {
  /// Something was, or is to be, measured (EVID 0).
  case observation(Observation)
  /// A dose was given (EVID 1).
  case dose(Dose)
  /// Nothing but the covariates and the clock (EVID 2).
  case other
  /// The system starts anew (EVID 3).
  case reset
  /// The system starts anew and a dose is given (EVID 4).
  case resetAndDose(Dose)
}

/// A measurement, or the wish for a prediction at its time.
public struct Observation: Hashable, Sendable {
  /// The output it is of, by name or by number from 1; nil when the table does not say.
  ///
  /// This is the column DVID or, in a table without one, CMT.
  public var output: Selector?
  /// The compartment that the column CMT gives, whether or not it is `output` too; nil when there
  /// is none.
  public var compartment: Selector?
  /// The measured value; nil when missing (MDV 1).
  public var value: Double?

  /// Creates an observation.
  public init(output: Selector? = nil, compartment: Selector? = nil, value: Double? = nil) {
    self.output = output
    self.compartment = compartment
    self.value = value
  }
}

/// A thing of the model that data refer to by name or by number from 1.
public enum Selector: Hashable, Sendable {
  /// By name.
  case name(String)
  /// By number, from 1.
  case number(Int)
}
