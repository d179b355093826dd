import Bateman

/// Treatments compared, and dose proportionality.
struct NCAComparisons {
  /// One comparison of one parameter: what came of it, or why nothing did.
  struct Line: Encodable {
    var kind: String
    var parameter: String
    var analyte: String
    var interval: String
    var estimate: Double?
    var lower: Double?
    var upper: Double?
    var confidence = 0.9
    var degreesOfFreedom: Double?
    var residualCV: Double?
    var reason: String?
  }

  private(set) var results: [Line] = []
  private static let compared: [NCAParameter] = [.cmax, .auclst, .aucifo, .auctau]

  init(_ run: NCARun, output: NCAOutputOptions, dosing: NCADoseOptions) throws(CommandError) {
    let parameters = output.parameters == nil ? Self.compared : run.analysis.parameters
    let sets = Self.sets(run)
    if let treatments = output.compare {
      let contrast = try Contrast(treatments, "--compare", in: run, output.design, dosing)
      for set in sets { results += parameters.map { Self.ratio($0, set, contrast) } }
    }
    if let treatments = output.bioavailability {
      // Areas per dose, of which F is the ratio.
      let contrast = try Contrast(treatments, "--bioavailability", in: run, output.design, dosing)
      for set in sets {
        let isSteady = set.contains { $0.result.interval.isSteadyState }
        results.append(Self.ratio(isSteady ? .auctaud : .aucifod, set, contrast, name: "F \(treatments)"))
      }
    }
    guard output.proportionality else { return }
    for set in sets { results += parameters.map { Self.proportionality($0, set) } }
  }

  /// Two treatments, where they stand, and how they were given.
  private struct Contrast {
    var (test, reference): (String, String)
    var design: NCADesign
    var place: Int
    var dosing: NCADoseOptions

    init(
      _ text: String, _ option: String, in run: NCARun, _ design: NCADesign, _ dosing: NCADoseOptions
    ) throws(CommandError) {
      let sides = text.split(separator: "/").map(\.trimmed)
      guard sides.count == 2 else { throw .usage("\(option) takes two treatments, such as B/A, and not '\(text)'") }
      guard design != .crossover || dosing.periodColumn != nil else {
        throw .usage("a crossover needs --period-column")
      }
      guard let place = run.groupNames.firstIndex(of: dosing.treatmentColumn ?? run.groupNames.first ?? "") else {
        throw .usage("\(option) needs --treatment-column or --group, to say who got which treatment")
      }
      let known = Set(run.sources.map { $0.entry.groups[place] }).sorted()
      for name in sides where !known.contains(name) {
        throw .mismatch(
          "\(option): there is no treatment '\(name)'",
          help: [didYouMean(name, among: known) ?? "there are \(known.joined(separator: ", "))"])
      }
      (test, reference) = (sides[0], sides[1])
      (self.design, self.place, self.dosing) = (design, place, dosing)
    }

    func treatment(_ row: NCARun.Row) -> String { row.entry.groups[place] }
  }

  /// The rows of one analyte and one interval.
  private static func sets(_ run: NCARun) -> [[NCARun.Row]] {
    struct Key: Hashable {
      var analyte: String
      var interval: NCAInterval
    }
    var order: [Key] = []
    var sets: [Key: [NCARun.Row]] = [:]
    for row in run.rows {
      let key = Key(analyte: row.entry.analyte, interval: row.result.interval)
      if sets[key] == nil { order.append(key) }
      sets[key, default: []].append(row)
    }
    return order.map { sets[$0] ?? [] }
  }

  private static func line(_ kind: String, _ parameter: NCAParameter, _ rows: [NCARun.Row]) -> Line {
    let interval = rows.first?.result.interval ?? NCAInterval()
    return Line(
      kind: kind, parameter: parameter.name, analyte: rows.first?.entry.analyte ?? "",
      interval: "\(interval.start.plainText)–\(interval.end.map(\.plainText) ?? "")")
  }

  /// Values that exist, with their rows.
  private static func values(_ parameter: NCAParameter, _ rows: [NCARun.Row]) -> [(row: NCARun.Row, value: Double)] {
    rows.compactMap { row in row.result[parameter]?.number.map { (row, $0) } }
  }

  private static func ratio(
    _ parameter: NCAParameter, _ rows: [NCARun.Row], _ contrast: Contrast, name: String? = nil
  ) -> Line {
    let (test, reference) = (contrast.test, contrast.reference)
    var line = line("\(name ?? "\(test)/\(reference)") \(contrast.design.rawValue)", parameter, rows)
    let values = values(parameter, rows)
    let tested = values.filter { contrast.treatment($0.row) == test }
    let referred = values.filter { contrast.treatment($0.row) == reference }
    do throws(ComparisonError) {
      let result: GeometricMeanRatio
      switch contrast.design {
      case .parallel, .welch:
        result = try .parallel(
          test: tested.map(\.value), reference: referred.map(\.value),
          variances: contrast.design == .welch ? .separate : .pooled)
      case .paired:
        let partners = Dictionary(referred.map { ($0.row.entry.subject, $0.value) }) { first, _ in first }
        let pairs = tested.compactMap { item in partners[item.row.entry.subject].map { (item.value, $0) } }
        result = try .paired(test: pairs.map(\.0), reference: pairs.map(\.1))
      case .crossover:
        result = try .crossover(
          values.map {
            CrossoverValue(
              subject: $0.row.entry.subject, period: contrast.dosing.period(of: $0.row.entry),
              treatment: contrast.treatment($0.row), value: $0.value)
          }, test: test, reference: reference)
      }
      (line.estimate, line.lower, line.upper) = (result.ratio, result.interval.lowerBound, result.interval.upperBound)
      (line.degreesOfFreedom, line.residualCV) = (result.degreesOfFreedom, result.residualCV)
    } catch {
      line.reason = error.description
    }
    return line
  }

  private static func proportionality(_ parameter: NCAParameter, _ rows: [NCARun.Row]) -> Line {
    var line = line("dose proportionality", parameter, rows)
    let values = values(parameter, rows).compactMap { item in item.row.result.dose?.amount.map { ($0, item.value) } }
    do throws(ComparisonError) {
      let result = try DoseProportionality(doses: values.map(\.0), values: values.map(\.1))
      line.estimate = result.exponent
      (line.lower, line.upper) = (result.exponentInterval.lowerBound, result.exponentInterval.upperBound)
      line.degreesOfFreedom = result.degreesOfFreedom
    } catch {
      line.reason = error.description
    }
    return line
  }

  /// The lines that people read.
  var lines: [String] {
    guard !results.isEmpty else { return [] }
    var table = TextTable(
      [
        ("comparison", .left), ("parameter", .left), ("analyte", .left), ("interval", .left), ("estimate", .right),
        ("90 % interval", .left), ("df", .right), ("CV", .right), ("", .left),
      ])
    for line in results {
      let interval = line.lower.flatMap { low in line.upper.map { "\(low.shortText) – \($0.shortText)" } }
      table.append([
        line.kind, line.parameter, line.analyte, line.interval, line.estimate?.shortText ?? "–", interval ?? "–",
        line.degreesOfFreedom.map { ReportNumber(.decimals($0 == $0.rounded() ? 0 : 1)).string($0) } ?? "",
        line.residualCV.map { ReportNumber(.decimals(1)).string($0 * 100) + " %" } ?? "", line.reason ?? "",
      ])
    }
    return ["", "Geometric mean ratio, or exponent of the power model"] + table.linesWithHeader
  }
}
