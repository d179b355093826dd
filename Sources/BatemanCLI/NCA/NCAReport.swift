import Bateman

/// Everything as JSON: rules, notes, values, and a reason for each that is absent or doubtful.
struct NCAReport: Encodable {
  struct Value: Encodable {
    var code: String
    var label: String
    var unit: String?
    var value: Double?
    var status: String
    var reason: String?

    init(_ code: String, _ label: String, _ value: NCAValue, unit: Unit?) {
      self.code = code
      self.label = label
      self.unit = unit.map { "\($0)" }
      self.value = value.number
      status = value.number == nil ? "absent" : value.reason == nil ? "ok" : "doubtful"
      reason = value.reason.map { "\($0)" }
    }
  }

  struct Interval: Encodable {
    var start: Double
    var end: Double?
    var isSteadyState: Bool

    init(_ interval: NCAInterval) {
      start = interval.start
      end = interval.end
      isSteadyState = interval.isSteadyState
    }
  }

  struct Profile: Encodable {
    var subject: String
    var groups: [String: String]
    var analyte: String
    var interval: Interval
    var dose: Double?
    var route: String?
    var notes: [String]
    var terminalTimes: [Double]?
    var parameters: [Value]
    var ratios: [Value]
  }

  struct Statistics: Encodable {
    var code: String
    var unit: String?
    var n: Int
    var absent: Int
    var doubtful: Int
    var mean: Double?
    var sd: Double?
    var cv: Double?
    var geometricMean: Double?
    var geometricCV: Double?
    var median: Double?
    var minimum: Double?
    var maximum: Double?
    /// Why values are absent or doubtful, and in how many subjects.
    var reasons: [String: Int]
  }

  struct Group: Encodable {
    var groups: [String: String]
    var analyte: String
    var interval: Interval
    var kind: String?
    var parameters: [Statistics]
  }

  struct Finding: Encodable {
    var kind: String
    var subject: String
    var groups: [String: String]
    var analyte: String
    var start: Double?
    var end: Double?
    var notes: [String]
    var value: Value
  }

  var schema = 1
  var table: String?
  var rules: [String: String]
  var words: [String: String]
  var profiles: [Profile]?
  var summary: [Group]?
  var findings: [Finding]
  var comparisons: [NCAComparisons.Line]

  init(_ run: NCARun, comparisons: NCAComparisons, isSummarised: Bool) {
    table = run.table?.name
    rules = Dictionary(run.analysis.rules.choices.map { ($0.rule, $0.choice) }) { first, _ in first }
    words = Dictionary(run.words.keys.map { ($0, run.meaning(of: $0)) }) { first, _ in first }
    self.comparisons = comparisons.results
    findings = run.findings.map { Self.finding($0, run) }
    if isSummarised {
      summary = NCASummary(run).groups.map { Self.group($0, run) }
    } else {
      profiles = run.rows.map { Self.profile($0, run) }
    }
  }

  private static func names(_ values: [String], _ run: NCARun) -> [String: String] {
    Dictionary(zip(run.groupNames, values).map { ($0, $1) }) { first, _ in first }
  }

  private static func finding(_ finding: NCAFinding, _ run: NCARun) -> Finding {
    let place = finding.place
    return Finding(
      kind: place.kind.rawValue, subject: place.subject, groups: names(place.groups, run), analyte: place.analyte,
      start: place.start, end: place.end, notes: finding.notes,
      value: Value(finding.code, finding.label, finding.value, unit: finding.unit))
  }

  private static func profile(_ row: NCARun.Row, _ run: NCARun) -> Profile {
    Profile(
      subject: row.entry.subject, groups: names(row.entry.groups, run), analyte: row.entry.analyte,
      interval: Interval(row.result.interval), dose: row.result.dose?.amount, route: row.result.dose?.route.name,
      notes: row.result.notes.map(\.description), terminalTimes: row.result.terminal?.times,
      parameters: row.result.entries.map { parameter, value in
        let told = row.value(parameter, value)
        return Value(parameter.name, parameter.label, told.value, unit: told.unit)
      },
      ratios: row.ratios.map { Value($0.ratio.code, $0.ratio.label, $0.value, unit: $0.unit) })
  }

  private static func group(_ group: NCASummary.Group, _ run: NCARun) -> Group {
    Group(
      groups: names(group.names, run), analyte: group.analyte, interval: Interval(group.interval),
      kind: group.kind?.rawValue,
      parameters: group.lines.map { line in
        let all = line.summary
        return Statistics(
          code: line.name, unit: line.unit.map { "\($0)" }, n: all.count, absent: all.absent,
          doubtful: all.flagged, mean: all.mean.number, sd: all.standardDeviation.number, cv: all.variation.number,
          geometricMean: all.geometricMean.number, geometricCV: all.geometricVariation.number,
          median: all.median.number, minimum: all.minimum.number, maximum: all.maximum.number,
          reasons: Dictionary((line.absent + line.doubtful).map { ("\($0)", 1) }, uniquingKeysWith: +))
      })
  }
}
