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
  /// The texts of the columns that were kept, in the order of the data set's.
  public var kept: [String]

  /// Creates a record.
  public init(time: Double, action: Action, covariates: [Double] = [], row: Int = 0, kept: [String] = []) {
    self.time = time
    self.action = action
    self.covariates = covariates
    self.row = row
    self.kept = kept
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
  /// A compartment is emptied and takes nothing in until a dose enters it (EVID 2 with a negative CMT).
  case switchOff(Selector)
  /// A compartment that was switched off takes part again (EVID 2 with its CMT).
  case switchOn(Selector)
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
  /// The measured value, or the limit that a censored one is beyond; nil when missing (MDV 1).
  public var value: Double?
  /// On which side of `value` the true one lies, when it was not measured (CENS).
  public var censoring: Censoring

  /// What is known of a value that was not measured.
  public enum Censoring: Hashable, Sendable {
    /// It was measured.
    case none
    /// It is below `value` (CENS 1), and not below a limit when there is one (LIMIT).
    case below(downTo: Double?)
    /// It is above `value` (CENS −1), and not above a limit when there is one (LIMIT).
    case above(upTo: Double?)
  }

  /// Creates an observation.
  public init(output: Selector? = nil, compartment: Selector? = nil, value: Double? = nil, censoring: Censoring = .none)
  {
    self.output = output
    self.compartment = compartment
    self.value = value
    self.censoring = censoring
  }
}

/// A thing of the model that data refer to by name or by number from 1.
public enum Selector: Hashable, Sendable {
  /// By name.
  case name(String)
  /// By number, from 1.
  case number(Int)
}
