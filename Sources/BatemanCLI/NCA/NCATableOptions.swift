import ArgumentParser
import Bateman

/// Where the samples are, and which column is what.
struct NCATableOptions: ParsableArguments {
  @Argument(
    help: "The table of samples (.csv): a row for each sample, or, with times as names of columns, for each profile.",
    completion: .file(extensions: ["csv"]))
  var table: String?

  @Option(
    help: ArgumentHelp(
      "Profiles that 'bateman simulate --output' wrote: arm, id, time[unit], outputs.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "Collections of urine, with or without a table of samples: id, start, end, volume, conc (or amount).",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var urine: String?

  @Flag(help: "Subjects gave few samples each: the area under the mean curve of each group, with its error.")
  var sparse = false

  @Option(help: ArgumentHelp("The column of subjects (default: id, subject, subjid or usubjid).", valueName: "name"))
  var subjectColumn: String?

  @Option(help: ArgumentHelp("The column of times (default: time).", valueName: "name"))
  var timeColumn: String?

  @Option(help: ArgumentHelp("The column of nominal times, for --times nominal.", valueName: "name"))
  var nominalTimeColumn: String?

  @Option(
    name: .customLong("conc-column"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A column of concentrations; one for each analyte (default: conc, dv or aval).", valueName: "name"))
  var concentrationColumns: [String] = []

  @Option(help: ArgumentHelp("The column that says which analyte a row is of.", valueName: "name"))
  var analyteColumn: String?

  @Option(
    help: ArgumentHelp(
      "The column that says which unit a row's concentration is in (default: unit, units, avalu or pcstresu).",
      valueName: "name"))
  var unitColumn: String?

  @Option(
    name: .customLong("group"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A column to group subjects by; may be given several times.", valueName: "name"))
  var groups: [String] = []

  @Option(
    help: ArgumentHelp("A column that marks samples not to be used for lambda z (1, Y, YES, TRUE).", valueName: "name"))
  var excludeColumn: String?

  @Option(help: ArgumentHelp("Units that the header does not give: \"time=h,conc=mg/L,dose=mg\".", valueName: "units"))
  var units: String?

  @Option(help: ArgumentHelp("The lower limit of quantification, for words such as BLQ.", valueName: "number"))
  var lloq: Double?

  @Option(
    name: .customLong("blq-text"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A further word for 'below the limit of quantification'.", valueName: "word"))
  var belowLimitWords: [String] = []

  @Option(
    name: .customLong("missing-text"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A further word for 'no value'.", valueName: "word"))
  var missingWords: [String] = []

  func validate() throws {
    if table != nil, from != nil { throw ValidationError("Name one table: --from takes the place of the argument.") }
    if let lloq, !(lloq >= 0 && lloq.isFinite) { throw ValidationError("--lloq takes a number of at least 0.") }
  }

  /// Reads the table; nil when there is none, and urine only.
  func read(dosing: NCADoseOptions) throws -> ConcentrationTable? {
    guard let path = table ?? from else {
      if urine != nil { return nil }
      throw CommandError.usage("name a table of samples, --from profiles.csv, or --urine urine.csv")
    }
    return try ConcentrationTable(try Self.bytes(path), name: path, columns: columns(dosing), text: words)
  }

  /// Reads a table of urine collections.
  func readUrine(_ path: String, dosing: NCADoseOptions) throws -> UrineTable {
    try UrineTable(
      try Self.bytes(path), name: path, groups: groupNames(dosing), subject: subjectColumn, analyte: analyteColumn,
      text: words)
  }

  private static func bytes(_ path: String) throws(CommandError) -> [UInt8] {
    do throws(FileError) {
      return try InputFile.bytes(at: path, limit: InputFile.tableLimit)
    } catch {
      throw .file(error)
    }
  }

  private var words: ConcentrationText {
    var words = ConcentrationText(limit: lloq)
    words.belowLimit.formUnion(belowLimitWords.map { $0.uppercased() })
    words.missing.formUnion(missingWords.map { $0.uppercased() })
    return words
  }

  /// The columns that subjects are grouped by; treatments that are compared are groups too.
  func groupNames(_ dosing: NCADoseOptions) -> [String] {
    let names = groups.isEmpty && from != nil ? ConcentrationColumns.simulated.groups : groups
    guard let treatment = dosing.treatmentColumn, !names.contains(treatment) else { return names }
    return names + [treatment]
  }

  private func columns(_ dosing: NCADoseOptions) -> ConcentrationColumns {
    var columns = from == nil ? ConcentrationColumns() : .simulated
    columns.subject = subjectColumn ?? columns.subject
    columns.time = timeColumn ?? columns.time
    columns.nominalTime = nominalTimeColumn
    if !concentrationColumns.isEmpty { columns.concentrations = concentrationColumns }
    columns.analyte = analyteColumn
    columns.unit = unitColumn
    columns.groups = groupNames(dosing)
    columns.excluded = excludeColumn
    columns.dose = dosing.doseColumn
    columns.duration = dosing.durationColumn
    columns.attributes = dosing.attributes
    return columns
  }

  /// The units of `--units` by what they are of.
  func givenUnits() throws(CommandError) -> [String: Unit] {
    var found: [String: Unit] = [:]
    for part in (units ?? "").split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map { $0.trimmed }
      guard sides.count == 2, ["time", "conc", "dose"].contains(sides[0].lowercased()) else {
        throw .usage("--units takes time=, conc= and dose=, as in \"time=h,conc=mg/L,dose=mg\", and not '\(part)'")
      }
      do throws(UnitError) {
        found[sides[0].lowercased()] = try Unit(sides[1])
      } catch {
        throw .usage("'\(sides[1])' is no unit: \(error.description)")
      }
    }
    if let time = found["time"], time.dimension != .time { throw .usage("'\(time)' is no unit of time") }
    return found
  }
}

extension Substring {
  /// Without blanks at either side.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
