import Bateman
import Foundation
import PKReport

/// A dose's record as a worksheet on one page, to be checked and signed on paper.
///
/// The record holds its request and the text of its protocol: the dose is computed again, and a record that says something
/// else is not printed.
struct DoseReportDocument {
  private struct Record: Decodable {
    struct Request: Decodable {
      var inputs: [String: String]
      var parameters: [String: String]
      var training: Bool
      var pin: String?
    }
    struct Source: Decodable {
      var file: String
      var text: String?
    }
    struct Result: Decodable {
      var dose: String
      var exactDose: String
    }

    var schema: String
    var request: Request
    var `protocol`: Source
    var inputHash: String
    var result: Result?
    var recordHash: String?
  }

  /// The schema that this version reads.
  static let schema = "bateman-dose-record/1"

  private let record: Record
  private let recomputed: DoseRecord
  private let path: String
  private let text: ReportLanguage

  init(_ file: ResultFile, language: ReportLanguage) throws(CommandError) {
    record = try file.decoded()
    (path, text) = (file.path, language)
    guard record.schema == Self.schema else {
      throw .mismatch("'\(file.path)' has schema \(record.schema); this version reads \(Self.schema)")
    }
    guard let source = record.protocol.text else {
      throw .mismatch("'\(file.path)' has no text of its protocol, so that its dose cannot be computed again")
    }
    var request = DoseRequest(parameters: record.request.parameters, isTraining: record.request.training)
    for (name, value) in record.request.inputs {
      guard let field = DoseRequest.Field(rawValue: name) else {
        throw .mismatch("'\(file.path)' has the input '\(name)', which this version does not know")
      }
      request[field] = value
    }
    recomputed = DoseRecord(
      request, protocol: SourceText(name: record.protocol.file, source), pin: record.request.pin)
    let own = recomputed.body
    guard own["inputHash"]?.text == record.inputHash, own["result"]?["dose"]?.text == record.result?.dose,
      own["result"]?["exactDose"]?.text == record.result?.exactDose
    else {
      throw .mismatch(
        "'\(file.path)' does not say what its request and protocol lead to: it has been changed",
        help: ["compute the dose again with 'bateman dose'; do not use this record"])
    }
  }

  /// The page.
  func document() throws -> ReportDocument {
    switch recomputed.outcome {
    case .refused(let refusal): return refused(refusal)
    case .dose(let result, let file): return page(result, file)
    }
  }

  private var request: DoseRequest { recomputed.request }

  private func document(_ title: String, _ sections: [ReportSection]) -> ReportDocument {
    let subtitle = text(.notValidated) + (text == .chinese ? "（方案文本为原文。）" : "")
    return ReportDocument(
      title: title, subtitle: subtitle, banner: recomputed.isTraining ? text(.training) : nil, language: text,
      sections: sections, isWorksheet: true)
  }

  private func refused(_ refusal: Refusal) -> ReportDocument {
    document(
      "\(text(.worksheet)): \(text(.refused))",
      [
        ReportSection(
          text(.refused), [.warning(refusal.message), .facts([ReportFact(text(.action), refusal.action)])]),
        ReportSection(text(.record), recordBlocks(nil)),
      ])
  }

  private func page(_ result: DoseResult, _ file: ProtocolFile) -> ReportDocument {
    document(
      text(.worksheet),
      [
        ReportSection(text(.protocolTitle), [.facts(head(result, file.rules))]),
        ReportSection(text(.dose), [.facts(dose(result, file.rules))] + alerts(result)),
        ReportSection(text(.preparation), preparation(result)),
        ReportSection(text(.window), [.facts(calendar(result))]),
        ReportSection(text(.derivation), [.table(derivation(result)), .table(limits(result))]),
        ReportSection(text(.record), recordBlocks(file)),
      ])
  }

  private func head(_ result: DoseResult, _ rules: DosingProtocol) -> [ReportFact] {
    var facts = [
      ReportFact(text(.protocolTitle), "\(rules.id), \(rules.version): \(rules.title)"),
      ReportFact(text(.product), "\(rules.product.name) (\(rules.product.label))"),
    ]
    if !rules.product.notToBeConfusedWith.isEmpty {
      facts.append(ReportFact(text(.notToBeConfused), rules.product.notToBeConfusedWith.joined(separator: ", ")))
    }
    let level = result.isLoading ? "loading" : result.levelName
    return facts + [
      ReportFact(text(.patient), "\(request[.subject] ?? "–")    \(text(.date)): \(request[.date] ?? "–")"),
      ReportFact(
        text(.treatment),
        "\(text(.arm)) \(result.armName), \(text(.cycle)) \(result.cycle), \(text(.day)) \(result.day), "
          + "\(text(.level)) \(level) (\(result.amount))"),
    ]
  }

  private func dose(_ result: DoseResult, _ rules: DosingProtocol) -> [ReportFact] {
    let percent = (result.deviation * Rational(100)).text(decimals: 3)
    var facts = [
      ReportFact(text(.dose), "\(result.dose.text) \(rules.product.substance)"),
      ReportFact(
        text(.exactDose),
        "\(result.exactDose.value.shortText(decimals: 6)) mg; \(result.rounding); \(text(.deviation)) \(percent) %"),
      ReportFact(text(.cap), result.cap ?? text(.notApplied)),
    ]
    if let weight = result.weight {
      facts.append(ReportFact(text(.weight), "\(weight.used) (\(weight.measured)); \(weight.verdict)"))
    }
    return facts
  }

  private func alerts(_ result: DoseResult) -> [ReportBlock] {
    guard !result.alerts.isEmpty else { return [.facts([ReportFact(text(.alerts), text(.none))])] }
    return result.alerts.map { .warning("\(text(.alerts)): \($0.message) (\($0.source)); \($0.action)") }
  }

  private func preparation(_ result: DoseResult) -> [ReportBlock] {
    switch result.preparation {
    case .refused(let refusal): return [.warning("\(text(.refused)): \(refusal.message); \(refusal.action)")]
    case .prepared(let prepared):
      let vials = prepared.vials.map { "\($0.count) × \($0.strength)" }.joined(separator: " + ")
      return [
        .facts(
          [
            ReportFact(text(.volume), "\(prepared.volume) @ \(prepared.concentration)"),
            ReportFact(text(.checkBack), prepared.backCalculated),
            ReportFact(text(.vials), "\(vials); \(text(.waste)) \(prepared.waste)"),
          ] + prepared.lines.map { ReportFact("", $0) })
      ]
    }
  }

  private func calendar(_ result: DoseResult) -> [ReportFact] {
    var facts = [
      ReportFact(
        text(.window), [result.window.status.rawValue, result.window.due].compactMap(\.self).joined(separator: "; "))
    ]
    if let next = result.window.nextDue { facts.append(ReportFact(text(.nextDose), next)) }
    return facts
      + result.eligibility.map {
        ReportFact(text(.eligibility), "\($0.check): \($0.value), \($0.limit): \($0.outcome.rawValue)")
      }
  }

  private func derivation(_ result: DoseResult) -> ReportTable {
    ReportTable(
      columns: ["", text(.derivation), "", text(.rules)], numeric: [0],
      rows: result.steps.enumerated().map { index, step in
        ["\(index + 1)", "\(step.operation): \(step.expression)", step.value, step.rule]
      })
  }

  private func limits(_ result: DoseResult) -> ReportTable {
    ReportTable(
      columns: [text(.limits), "", "", ""],
      rows: result.checks.map { check in
        [
          check.name, check.value, "\(text(check.isHard ? .hardLimit : .softLimit)): \(check.limit)",
          text(check.passes ? .held : .passedOver),
        ]
      })
  }

  private func recordBlocks(_ file: ProtocolFile?) -> [ReportBlock] {
    let line = "______________________________"
    return [
      .facts(
        [
          ReportFact("SHA-256", "\(record.protocol.file): \(file?.sha256 ?? "–")"),
          ReportFact(text(.record), record.recordHash ?? text(.notKept)),
          ReportFact(text(.calculatedBy), "\(request[.calculatedBy] ?? line)    \(text(.date)) ____________"),
          ReportFact(text(.checkedBy), "\(request[.checkedBy] ?? line)    \(text(.date)) ____________"),
        ])
    ]
  }
}
