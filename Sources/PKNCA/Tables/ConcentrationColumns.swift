/// Which columns of a table of concentrations mean what; names are matched without regard to case.
public struct ConcentrationColumns: Hashable, Sendable {
  /// Whose the samples are; by default the first of `id`, `subject`, `subjid` and `usubjid` that is there.
  ///
  /// A table without one is of one subject.
  public var subject: String?
  /// When samples were taken; by default `time`.
  public var time: String?
  /// When they should have been taken.
  public var nominalTime: String?
  /// The concentrations, one column for each analyte; by default the first of `conc`, `concentration`, `dv` and
  /// `aval`.
  public var concentrations: [String] = []
  /// The unit of the concentrations, one for each row; by default the first of `unit`, `units`, `avalu` and `pcstresu`
  /// that is there and has units in it.
  public var unit: String?
  /// Which analyte a row is of.
  public var analyte: String?
  /// What subjects are grouped by; a subject that is in two groups has a profile in each.
  public var groups: [String] = []
  /// The dose, one for each profile.
  public var dose: String?
  /// The duration of the infusion, one for each profile.
  public var duration: String?
  /// Samples that may not be points of the terminal phase: 1, Y, YES or TRUE.
  public var excluded: String?
  /// Other columns that tell profiles of one subject apart, such as the period.
  public var attributes: [String] = []
  /// Whether all columns that have no other meaning are concentrations, as in the simulator's profiles.
  public var takesAllOthers = false

  /// Creates the defaults.
  public init() {}

  /// The columns of profiles that `bateman simulate --output` writes: `arm,id,time[unit]`, then the outputs.
  public static var simulated: ConcentrationColumns {
    var columns = ConcentrationColumns()
    columns.subject = "id"
    columns.time = "time"
    columns.groups = ["arm"]
    columns.takesAllOthers = true
    return columns
  }

  static let subjectNames = ["id", "subject", "subjid", "usubjid"]
  static let unitNames = ["unit", "units", "avalu", "pcstresu"]
  static let concentrationNames = ["conc", "concentration", "dv", "aval"]
}
