import Bateman
import Yams

/// Reads the file of published exposures of a model, `NAME.checks.yaml`.
///
/// ```yaml
/// checks:
///   - name: steady state
///     source: "Nobody 2021, Table 3"
///     regimen: 5.4 mg/kg iv over 30 min every 21 days x 8
///     patients: WT = 70 kg            # else the model's reference patient
///     subjects: 1000                  # else the typical patient
///     statistic: median               # with subjects: mean, median or geometric mean
///     until: 200 day                  # else the end of the last cycle
///     expect:
///       - {output: serum, metric: AUC, cycle: 8, value: 735 ug*day/mL, tolerance: 5 %, because: "rounded"}
///       - {output: serum, metric: concentration, at: 7 day, value: 12 mg/L, tolerance: 1 %, because: "…"}
///       - {output: serum, metric: half-life, from: 60 day, to: 90 day, value: 5.7 day, tolerance: 2 %, because: "…"}
///       - {output: serum, metric: AUC, cycle: 8, relative to cycle: 1, value: 1.35, tolerance: 5 %, because: "…"}
///       - {output: serum, metric: AUC, relative to: 70 kg, value: 0.84, tolerance: 2 %, because: "…"}
/// ```
///
/// `reproduced: no` says that a difference is known. Unknown keys are errors.
struct ChecksFile {
  /// The text, for diagnostics.
  let source: SourceText
  /// The checks in their order.
  let checks: [ExposureCheck]

  private static let checkKeys = [
    "name", "source", "regimen", "patients", "subjects", "statistic", "until", "expect",
  ]

  /// Reads a file.
  ///
  /// - Throws: `CommandError` with everything that is wrong with it, at line and column.
  init(at path: String, for model: CheckedModel) throws(CommandError) {
    do throws(FileError) {
      source = try InputFile.text(at: path)
    } catch {
      throw .file(error)
    }
    do throws(DiagnosticList) {
      checks = try Self.checks(in: source, for: model)
    } catch {
      throw .text(error)
    }
  }

  /// The checks of a text.
  static func checks(in source: SourceText, for model: CheckedModel) throws(DiagnosticList) -> [ExposureCheck] {
    var fields = CheckFields(source)
    let root = try fields.yaml.root()
    var checks: [ExposureCheck] = []
    if let mapping = root?.mapping, let list = mapping["checks"]?.sequence, !list.isEmpty {
      fields.checkKeys(of: mapping, known: ["checks"], what: "a file of checks")
      for node in list {
        if let check = check(node, for: model, in: &fields) { checks.append(check) }
      }
      checkNames(of: checks, list, in: &fields)
    } else {
      fields.report("PK4913", "the file is a list 'checks' of at least one check", at: root)
    }
    if !fields.diagnostics.isEmpty { throw DiagnosticList(fields.diagnostics, in: source) }
    return checks
  }

  private static func check(_ node: Node, for model: CheckedModel, in fields: inout CheckFields) -> ExposureCheck? {
    guard let mapping = node.mapping else {
      fields.report("PK4914", "a check has fields such as 'regimen' and 'expect'", at: node)
      return nil
    }
    fields.checkKeys(of: mapping, known: checkKeys, what: "a check")
    let name = fields.text("name", of: mapping, at: node)
    let published = fields.text("source", of: mapping, at: node)
    let regimen = regimen(mapping, at: node, for: model, in: &fields)
    let patients = patients(mapping, for: model, in: &fields)
    let population = population(mapping, in: &fields)
    let end = mapping["until"].flatMap { _ in fields.time("until", of: mapping, at: node, in: model.timeUnit) }
    guard let list = mapping["expect"]?.sequence, !list.isEmpty else {
      fields.report("PK4913", "'expect' is a list of at least one published number", at: mapping["expect"] ?? node)
      return nil
    }
    let expectations = list.compactMap { ExpectationReader.expectation($0, for: model, in: &fields) }
    guard let name, let published, let regimen, let patients else { return nil }
    return ExposureCheck(
      name: name, source: published, regimen: regimen, patients: patients, population: population, end: end,
      expectations: expectations)
  }

  private static func regimen(
    _ mapping: Node.Mapping, at node: Node, for model: CheckedModel, in fields: inout CheckFields
  ) -> Regimen? {
    guard fields.text("regimen", of: mapping, at: node) != nil, let value = mapping["regimen"],
      let scalar = value.scalar
    else { return nil }
    var phrase = RegimenPhrase()
    phrase.append(scalar, of: value, in: fields.yaml)
    do throws(DiagnosticList) {
      return try phrase.regimen(name: nil, routes: model.routes.map(\.name), in: fields.yaml)
    } catch {
      for diagnostic in error.diagnostics { fields.add(diagnostic) }
      return nil
    }
  }

  private static func patients(
    _ mapping: Node.Mapping, for model: CheckedModel, in fields: inout CheckFields
  ) -> [CovariateSpecification]? {
    guard let node = mapping["patients"] else { return [] }
    let names = model.covariates.map(\.name)
    do throws(DiagnosticList) {
      return try CovariateSpecification.list(
        parsing: SourceText(name: "patients", node.scalar?.string ?? ""),
        names: names + ["WT", "BSA"].filter { !names.contains($0) })
    } catch {
      for diagnostic in error.diagnostics {
        fields.report(diagnostic.code, diagnostic.message, at: node, help: diagnostic.help)
      }
      return nil
    }
  }

  private static func population(
    _ mapping: Node.Mapping, in fields: inout CheckFields
  ) -> (count: Int, statistic: ExposureCheck.Statistic)? {
    let count = fields.count("subjects", of: mapping, most: 100_000)
    let known = ExposureCheck.Statistic.allCases.map(\.rawValue)
    guard let node = mapping["statistic"] else {
      return count.map { ($0, .median) }
    }
    guard let statistic = ExposureCheck.Statistic(rawValue: node.scalar?.string ?? "") else {
      fields.report("PK4914", "'statistic' takes \(known.joined(separator: ", "))", at: node)
      return nil
    }
    if count == nil { fields.report("PK4913", "'statistic' goes with 'subjects'", at: node) }
    return count.map { ($0, statistic) }
  }

  /// Checks are told apart by name, and relative ones name another.
  private static func checkNames(of checks: [ExposureCheck], _ nodes: Node.Sequence, in fields: inout CheckFields) {
    var names = Set<String>()
    for (check, node) in zip(checks, nodes) where !names.insert(check.name).inserted {
      fields.report("PK4915", "two checks are called '\(check.name)'", at: node)
    }
    for expectation in checks.flatMap(\.expectations) {
      guard case .check(let name)? = expectation.reference, !names.contains(name) else { continue }
      let help = didYouMean(name, among: names.sorted()).map { [$0] } ?? []
      fields.add(Diagnostic("PK4915", "no check is called '\(name)'", at: expectation.range, help: help))
    }
  }
}
