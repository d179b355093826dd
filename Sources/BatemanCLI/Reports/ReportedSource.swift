import Bateman
import PKReport

/// What a report says of a result's own files: they must be as they were, and are told by their fingerprints.
struct ReportedSource {
  let file: ResultFile
  let provenance: ResultProvenance?
  let language: ReportLanguage
  /// Where the model is now, when it has moved.
  var model: String?
  /// What the user typed.
  var command: String

  /// The model that the result is of.
  ///
  /// - Returns: nil of results that do not name its file.
  /// - Throws: when it is not there, or has changed since.
  func checkedModel() throws -> CheckedModel? {
    var known = provenance?.file("model")
    if known == nil, let model { known = ResultProvenance.File(role: "model", path: model, sha256: "") }
    guard let known else { return nil }
    let path = model ?? known.path
    let file = try Self.opened(path)
    let now = FileHash.sha256(file.source.bytes)
    guard known.sha256.isEmpty || now == known.sha256 else {
      throw CommandError.mismatch(
        "the model '\(path)' has changed since the result was made (SHA-256 \(now.prefix(12))… and not "
          + "\(known.sha256.prefix(12))…)",
        help: ["run '\(provenance?.command ?? "the command")' again, or give the model it was made with with --model"])
    }
    return file.model.source
  }

  private static func opened(_ path: String) throws(CommandError) -> ModelFile {
    do throws(CommandError) {
      return try ModelFile(at: path)
    } catch {
      guard case .file(.notFound) = error else { throw error }
      throw .mismatch(
        "the model of the result, '\(path)', is not there", help: ["say where it is now with --model FILE"])
    }
  }

  /// The sections of the model; what is missing is said.
  func modelSections() throws -> [ReportSection] {
    guard let model = try checkedModel() else {
      return [ReportSection(language(.model), [.paragraph(language(.modelNotFound))])]
    }
    let section = ModelSection(model: model, language: language)
    let about = model.about.map { [ReportBlock.paragraph("\(model.name): \($0)")] } ?? []
    return [
      ReportSection(language(.model), about + section.equations),
      ReportSection(language(.modelParameters), section.parameters),
    ]
  }

  /// Program, files with fingerprints, seed and commands.
  func reproducibility(seed: UInt64?) -> ReportSection {
    var facts = [
      ReportFact(
        language(.program),
        "bateman \(BatemanCommand.currentVersion)"
          + (provenance.map { $0.version == BatemanCommand.currentVersion ? "" : " (\($0.version))" } ?? "")),
      ReportFact(language(.resultFile), "\(file.path), SHA-256 \(FileHash.sha256(file.bytes))"),
    ]
    let names: [String: ReportText] = [
      "model": .roleModel, "study": .roleStudy, "trial": .roleTrial, "table": .roleTable, "patient": .rolePatient,
      "protocol": .roleProtocol, "scenarios": .roleScenarios,
    ]
    facts += (provenance?.files ?? []).map { own in
      ReportFact(names[own.role].map { language($0) } ?? own.role, "\(own.path), SHA-256 \(own.sha256)")
    }
    if let seed { facts.append(ReportFact(language(.seed), "\(seed)")) }
    let commands = [provenance?.command, command].compactMap(\.self)
    return ReportSection(language(.reproducibility), [.facts(facts), .code(commands.joined(separator: "\n"))])
  }
}
