import Bateman
import PKReport

/// A non-compartmental analysis as a document, of what `bateman nca --json` wrote.
struct NCAReportDocument {
  private struct Result: Decodable {
    struct Value: Decodable {
      var code: String
      var label: String
      var unit: String?
      var value: Double?
      var status: String
      var reason: String?
    }
    struct Interval: Decodable {
      var start: Double
      var end: Double?
    }
    struct Profile: Decodable {
      var subject: String
      var groups: [String: String]
      var analyte: String
      var interval: Interval
      var dose: Double?
      var route: String?
      var notes: [String]
      var parameters: [Value]
    }
    struct Statistics: Decodable {
      var code: String
      var unit: String?
      var n: Int
      var mean: Double?
      var sd: Double?
      var geometricMean: Double?
      var geometricCV: Double?
      var median: Double?
      var minimum: Double?
      var maximum: Double?
    }
    struct Group: Decodable {
      var groups: [String: String]
      var analyte: String
      var parameters: [Statistics]
    }

    var table: String?
    var rules: [String: String]
    var words: [String: String]?
    var profiles: [Profile]?
    var summary: [Group]?
  }

  /// The parameters that a table of subjects shows, where they are there.
  private static let shown = ["CMAX", "TMAX", "AUCLST", "AUCIFO", "LAMZHL", "CLO", "CLFO", "VZO", "VZFO", "AUCTAU"]

  private let result: Result
  private let path: String
  private let hash: String
  private let text: ReportLanguage
  private let purpose: String?
  private let command: String

  init(_ file: ResultFile, language: ReportLanguage, purpose: String?, command: String) throws(CommandError) {
    result = try file.decoded()
    (path, hash, text) = (file.path, FileHash.sha256(file.bytes), language)
    (self.purpose, self.command) = (purpose, command)
  }

  /// The document.
  func document() -> ReportDocument {
    var sections = [
      ReportSection(
        text(.purpose),
        [
          .paragraph(
            purpose ?? "To calculate non-compartmental parameters of the profiles in \(result.table ?? "a table")."
          )
        ]),
      ReportSection(text(.dataInventory), [.facts(inventory)]),
      ReportSection(
        text(.rules),
        [.facts(result.rules.sorted { $0.key < $1.key }.map { ReportFact($0.key, $0.value) })]),
    ]
    if let profiles = result.profiles {
      sections.append(ReportSection(text(.results), tables(profiles)))
      sections.append(ReportSection(text(.exposure), figures(profiles).map { .figure($0) }))
    }
    if let summary = result.summary {
      sections.append(ReportSection(text(.summary), summary.map { .table(table($0)) }))
    }
    sections.append(
      ReportSection(
        text(.reproducibility),
        [
          .facts([
            ReportFact("Program", "bateman \(BatemanCommand.currentVersion)"),
            ReportFact("Result", "\(path), SHA-256 \(hash)"), ReportFact("Table", result.table ?? "–"),
          ]), .code(command),
        ]))
    return ReportDocument(
      title: "Non-compartmental analysis", subtitle: result.table ?? "", language: text, sections: sections)
  }

  private var inventory: [ReportFact] {
    var facts = [ReportFact("Table", result.table ?? "–")]
    if let profiles = result.profiles {
      facts.append(ReportFact("Subjects", "\(Set(profiles.map(\.subject)).count)"))
      facts.append(ReportFact("Profiles", "\(profiles.count)"))
      let analytes = Set(profiles.map(\.analyte).filter { !$0.isEmpty }).sorted()
      if !analytes.isEmpty { facts.append(ReportFact("Analytes", analytes.joined(separator: ", "))) }
      let doubtful = profiles.flatMap(\.parameters)
      facts.append(
        ReportFact(
          "Values",
          "\(doubtful.count { $0.status == "ok" }) calculated, \(doubtful.count { $0.status == "doubtful" }) "
            + "doubtful, \(doubtful.count { $0.status == "absent" }) absent"))
    }
    return facts + (result.words ?? [:]).sorted { $0.key < $1.key }.map { ReportFact("'\($0.key)'", $0.value) }
  }

  private static func name(_ groups: [String: String]) -> String {
    groups.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  // MARK: - Profiles

  private func tables(_ profiles: [Result.Profile]) -> [ReportBlock] {
    let codes = Self.shown.filter { code in profiles.contains { $0.parameters.contains { $0.code == code } } }
    var analytes: [String] = []
    for profile in profiles where !analytes.contains(profile.analyte) { analytes.append(profile.analyte) }
    return analytes.map { analyte in
      let own = profiles.filter { $0.analyte == analyte }
      let columns = codes.map { code -> String in
        let unit = own.lazy.flatMap(\.parameters).first { $0.code == code && $0.unit != nil }?.unit
        return code + (unit.map { " (\($0))" } ?? "")
      }
      var notes: [String] = []
      let rows = own.map { profile -> [String] in
        let cells = codes.map { code -> String in
          guard let value = profile.parameters.first(where: { $0.code == code }) else { return "" }
          if let reason = value.reason, !notes.contains("\(code): \(reason)") { notes.append("\(code): \(reason)") }
          return (value.value?.shortText ?? "–") + (value.status == "doubtful" ? " *" : "")
        }
        return [profile.subject, Self.name(profile.groups), profile.dose?.shortText ?? ""] + cells
      }
      let starred = own.flatMap(\.parameters).contains { $0.status == "doubtful" } ? ["* doubtful"] : []
      return .table(
        ReportTable(
          title: analyte.isEmpty ? nil : analyte, columns: ["Subject", "Group", "Dose"] + columns,
          numeric: Set(2..<(3 + codes.count)), rows: rows, notes: starred + notes.prefix(12)))
    }
  }

  /// Cmax and AUC by group.
  private func figures(_ profiles: [Result.Profile]) -> [PlotSpec] {
    ["CMAX", "AUCLST", "AUCIFO"].compactMap { code in
      let values = profiles.compactMap { profile -> ExposureFigure.Value? in
        guard let value = profile.parameters.first(where: { $0.code == code })?.value else { return nil }
        let group = Self.name(profile.groups)
        return ExposureFigure.Value(
          arm: group.isEmpty ? "all" : group, cycle: profile.analyte.isEmpty ? "All profiles" : profile.analyte,
          value: value)
      }
      guard let parameter = profiles.lazy.flatMap(\.parameters).first(where: { $0.code == code && $0.value != nil })
      else { return nil }
      return ExposureFigure(
        values, quantity: parameter.label, unit: parameter.unit,
        caption: FigureCaption(
          method: "Non-compartmental analysis of \(result.table ?? "a table")",
          subjects: Set(profiles.map(\.subject)).count)
      ).spec
    }
  }

  // MARK: - Summary

  private func table(_ group: Result.Group) -> ReportTable {
    let title = [group.analyte, Self.name(group.groups)].filter { !$0.isEmpty }.joined(separator: ", ")
    return ReportTable(
      title: title.isEmpty ? nil : title,
      columns: ["Parameter", "Unit", "n", "Mean", "SD", "Geo. mean", "Geo. CV %", "Median", "Min", "Max"],
      numeric: Set(2...9),
      rows: group.parameters.map { line in
        let numbers = [
          line.mean, line.sd, line.geometricMean, line.geometricCV, line.median, line.minimum, line.maximum,
        ]
        return [line.code, line.unit ?? "", "\(line.n)"] + numbers.map { $0?.shortText ?? "–" }
      })
  }
}
