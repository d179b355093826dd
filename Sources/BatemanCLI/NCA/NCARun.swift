import Bateman

/// All profiles of a table with their results.
struct NCARun {
  /// The result of one interval of one profile.
  struct Row {
    var entry: ConcentrationTable.Entry
    var result: NCAResult
    var units: NCAUnits
    /// Ratios to an earlier interval or another analyte.
    var ratios: [RowRatio] = []
  }

  /// A ratio to another result, and its unit: a pure number, or one unit over the other.
  struct RowRatio {
    var ratio: NCARatio
    var value: NCAValue
    var unit: Unit?

    /// The code with the unit where it is no pure number.
    var heading: String { ratio.code + (unit.map { $0.isPureNumber ? "" : "[\($0)]" } ?? "") }
  }

  /// A profile as the analysis sees it.
  struct Source {
    var entry: ConcentrationTable.Entry
    var profile: ConcentrationProfile
    var units: NCAUnits
  }

  /// The table of samples; nil when there is urine only.
  let table: ConcentrationTable?
  let groupNames: [String]
  let analysis: NCAAnalysis
  /// The profiles in the order of the table.
  private(set) var sources: [Source] = []
  /// The results; empty when sampling is sparse, for then no subject has a profile.
  var rows: [Row] = []
  var findings: [NCAFinding] = []
  /// Words in cells of concentrations and how often each stands there.
  var words: [String: Int] = [:]

  init(samples: NCATableOptions, dosing: NCADoseOptions, analysis: NCAAnalysis, isSparse: Bool) throws {
    let table = try samples.read(dosing: dosing)
    self.table = table
    self.analysis = analysis
    groupNames = samples.groupNames(dosing)
    words = table?.words ?? [:]
    let given = try samples.givenUnits()
    let doseUnit = try dosing.unit()
    for entry in table?.entries ?? [] {
      let units = try Self.units(of: entry, in: table, given: given, dose: doseUnit)
      let doses = try dosing.doses(of: entry, in: units, of: table)
      let source = Source(
        entry: entry, profile: ConcentrationProfile(samples: entry.samples, doses: doses), units: units)
      sources.append(source)
      if !isSparse { try addRows(of: source, dosing) }
    }
  }

  private mutating func addRows(of source: Source, _ dosing: NCADoseOptions) throws {
    var intervals = try dosing.intervals(between: source.profile.doses, in: source.units)
    if let path = dosing.intervals { intervals = try NCAIntervalFile.read(path, units: source.units) }
    let first = rows.count
    for var interval in intervals {
      if dosing.steadyState, interval.end != nil { interval.isSteadyState = true }
      do throws(ProfileError) {
        let result = try analysis.result(for: source.profile, in: interval)
        rows.append(Row(entry: source.entry, result: result, units: source.units))
      } catch {
        throw self.error(error, in: source)
      }
    }
    accumulate(from: first)
  }

  /// An error of a profile as one of the table.
  func error(_ error: ProfileError, in source: Source) -> any Error {
    table?.error(error, in: source.entry) ?? CommandError.mismatch("\(error)")
  }

  /// What the user should know, on standard error.
  var notes: [String] {
    var notes = words.sorted { $0.key < $1.key }.map { word, count in
      "'\(word)' stands \(count) times for \(meaning(of: word))"
    }
    if !rows.isEmpty, sources.contains(where: { $0.profile.doses.contains { $0.amount == nil } }) {
      notes.append("no dose is given: what needs one is not calculated; --dose \"100 mg\" gives it")
    }
    if table?.timeUnit == nil, sources.contains(where: { $0.units.time == nil }) {
      notes.append("times have no unit: time[h] in the header, or --units time=h, gives it")
    }
    return notes
  }

  /// What a word among the concentrations was taken for.
  func meaning(of word: String) -> String {
    ConcentrationText().missing.contains(word.uppercased()) ? "no value" : "below the limit of quantification"
  }

  private static func units(
    of entry: ConcentrationTable.Entry, in table: ConcentrationTable?, given: [String: Unit], dose: Unit?
  ) throws(CommandError) -> NCAUnits {
    NCAUnits(
      time: try one("time", table?.timeUnit, given["time"]),
      concentration: try one("conc", table?.concentrationUnits[entry.analyte], given["conc"]),
      dose: try one("dose", dose ?? table?.doseUnit, given["dose"]))
  }

  /// The unit that header or option gives; both must agree.
  private static func one(_ what: String, _ own: Unit?, _ given: Unit?) throws(CommandError) -> Unit? {
    if let own, let given, own.factor(to: given) != 1 {
      throw .usage("--units \(what)=\(given) contradicts the unit \(own) that is given with the data")
    }
    return own ?? given
  }
}

/// Whose a profile is: subject, groups, analyte and attributes.
struct NCAProfileKey: Hashable {
  var subject: String
  var groups: [String]
  var analyte: String
  var attributes: [String]

  init(_ entry: ConcentrationTable.Entry) {
    (subject, groups, analyte, attributes) = (entry.subject, entry.groups, entry.analyte, entry.attributes)
  }
}

extension NCARun.Row {
  /// The profile it is a result of.
  var profile: NCAProfileKey { NCAProfileKey(entry) }

  /// Subject and group, for people.
  var name: String { ([entry.subject] + entry.groups).filter { !$0.isEmpty }.joined(separator: " / ") }

  /// A parameter's value in its unit.
  func value(_ parameter: NCAParameter, _ value: NCAValue) -> (value: NCAValue, unit: Unit?) {
    let (unit, factor) = units.unit(of: parameter.quantity)
    return (factor == 1 ? value : value.map { $0 * factor }, unit)
  }
}
