import Bateman

/// All profiles of a table with their results.
struct NCARun {
  /// The result of one interval of one profile.
  struct Row {
    var entry: ConcentrationTable.Entry
    var result: NCAResult
    var units: NCAUnits
    /// Ratios to an earlier interval or another analyte.
    var ratios: [(ratio: NCARatio, value: NCAValue)] = []
  }

  let table: ConcentrationTable
  let groupNames: [String]
  let analysis: NCAAnalysis
  private(set) var rows: [Row] = []

  init(samples: NCATableOptions, dosing: NCADoseOptions, analysis: NCAAnalysis) throws {
    table = try samples.read(dosing: dosing)
    self.analysis = analysis
    groupNames = samples.groupNames(dosing)
    let given = try samples.givenUnits()
    let doseUnit = try dosing.unit()
    for entry in table.entries {
      let units = try Self.units(of: entry, in: table, given: given, dose: doseUnit)
      let doses = try dosing.doses(of: entry, in: units, of: table)
      let profile = ConcentrationProfile(samples: entry.samples, doses: doses)
      var intervals = try dosing.intervals(between: doses, in: units)
      if let path = dosing.intervals { intervals = try NCAIntervalFile.read(path, units: units) }
      let first = rows.count
      for var interval in intervals {
        if dosing.steadyState, interval.end != nil { interval.isSteadyState = true }
        do throws(ProfileError) {
          rows.append(Row(entry: entry, result: try analysis.result(for: profile, in: interval), units: units))
        } catch {
          throw table.error(error, in: entry)
        }
      }
      accumulate(from: first)
    }
  }

  /// Ratios of later intervals to the profile's first.
  private mutating func accumulate(from first: Int) {
    for index in rows.indices.dropFirst(first + 1) {
      let (result, reference) = (rows[index].result, rows[first].result)
      if let length = result.interval.length, length == reference.interval.length {
        rows[index].ratios += NCARatio.accumulation.map { ($0, $0.value(of: result, to: reference)) }
      }
      if result.interval.isSteadyState {
        rows[index].ratios.append((.linearity, NCARatio.linearity.value(of: result, to: reference)))
      }
    }
  }

  /// Adds the ratios of one analyte to another of the same subject, group and interval: `payload/ADC`.
  mutating func addRatios(_ text: String) throws(CommandError) {
    let sides = text.split(separator: "/").map(\.trimmed)
    let analytes = Set(rows.map(\.entry.analyte))
    guard sides.count == 2 else { throw .usage("--ratio takes two analytes, such as payload/ADC, and not '\(text)'") }
    for name in sides where !analytes.contains(name) {
      throw .mismatch(
        "there is no analyte '\(name)'",
        help: [didYouMean(name, among: analytes.sorted()) ?? "there are \(analytes.sorted().joined(separator: ", "))"])
    }
    addRatios(of: sides[0], to: sides[1])
  }

  private mutating func addRatios(of numerator: String, to denominator: String) {
    for index in rows.indices where rows[index].entry.analyte == numerator {
      let row = rows[index]
      let other = rows.first {
        $0.entry.analyte == denominator && $0.entry.subject == row.entry.subject && $0.entry.groups == row.entry.groups
          && $0.entry.attributes == row.entry.attributes && $0.result.interval == row.result.interval
      }
      rows[index].ratios += NCARatio.analytes.map { ratio in
        (
          ratio,
          other.map { ratio.value(of: row.result, to: $0.result) }
            ?? .notCalculable(because: .noReference(denominator))
        )
      }
    }
  }

  /// What the user should know, on standard error.
  var notes: [String] {
    var notes = table.words.sorted { $0.key < $1.key }.map { word, count in
      "'\(word)' stands \(count) times for \(meaning(of: word))"
    }
    if rows.contains(where: { $0.result.dose?.amount == nil }) {
      notes.append("no dose is given: what needs one is not calculated; --dose \"100 mg\" gives it")
    }
    if table.timeUnit == nil, rows.contains(where: { $0.units.time == nil }) {
      notes.append("times have no unit: time[h] in the header, or --units time=h, gives it")
    }
    return notes
  }

  /// What a word among the concentrations was taken for.
  func meaning(of word: String) -> String {
    ConcentrationText().missing.contains(word.uppercased()) ? "no value" : "below the limit of quantification"
  }

  private static func units(
    of entry: ConcentrationTable.Entry, in table: ConcentrationTable, given: [String: Unit], dose: Unit?
  ) throws(CommandError) -> NCAUnits {
    NCAUnits(
      time: try one("time", table.timeUnit, given["time"]),
      concentration: try one("conc", table.concentrationUnits[entry.analyte], given["conc"]),
      dose: try one("dose", dose ?? table.doseUnit, given["dose"]))
  }

  /// The unit that header or option gives; both must agree.
  private static func one(_ what: String, _ own: Unit?, _ given: Unit?) throws(CommandError) -> Unit? {
    if let own, let given, own.factor(to: given) != 1 {
      throw .usage("--units \(what)=\(given) contradicts the unit \(own) that is given with the data")
    }
    return own ?? given
  }
}

extension NCARun.Row {
  /// Subject and group, for people.
  var name: String { ([entry.subject] + entry.groups).filter { !$0.isEmpty }.joined(separator: " / ") }

  /// A parameter's value in its unit.
  func value(_ parameter: NCAParameter, _ value: NCAValue) -> (value: NCAValue, unit: Unit?) {
    let (unit, factor) = units.unit(of: parameter.quantity)
    return (factor == 1 ? value : value.map { $0 * factor }, unit)
  }
}
