import Bateman

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

  private static let codes = YAMLCodes(
    syntax: "PK4901", unknownKey: "PK4912", missing: "PK4913", value: "PK4914", sense: "PK4915")
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
    let faults = try YAMLFaults(source, codes: codes)
    var checks: [ExposureCheck] = []
    if let fields = YAMLFields(faults.root, title: "a file of checks", keys: ["checks"], in: faults) {
      let nodes = fields.nodes("checks")
      for node in nodes {
        let fields = YAMLFields(node, title: "a check", keys: checkKeys, in: faults)
        if let check = fields.flatMap({ check($0, for: model) }) { checks.append(check) }
      }
      checkNames(of: checks, nodes, in: faults)
    }
    try faults.check()
    return checks
  }

  private static func check(_ fields: YAMLFields, for model: CheckedModel) -> ExposureCheck? {
    let name = fields.text("name")
    let published = fields.text("source")
    let regimen = fields.required("regimen").flatMap {
      RegimenReader(in: fields.faults, routes: model.routes.map(\.name)).regimen($0, name: nil)
    }
    let patients = patients(fields, for: model)
    let population = population(fields)
    let end = fields.has("until") ? fields.time("until", in: model.timeUnit) : nil
    let expectations = fields.nodes("expect").compactMap { node in
      ExpectationReader(node, for: model, in: fields.faults)?.expectation()
    }
    guard let name, let published, let regimen, let patients else { return nil }
    return ExposureCheck(
      name: name, source: published, regimen: regimen, patients: patients, population: population, end: end,
      expectations: expectations)
  }

  private static func patients(_ fields: YAMLFields, for model: CheckedModel) -> [CovariateSpecification]? {
    guard let node = fields.value("patients") else { return [] }
    let names = model.covariates.map(\.name)
    do throws(DiagnosticList) {
      return try CovariateSpecification.list(
        parsing: SourceText(name: "patients", node.text ?? ""),
        names: names + ["WT", "BSA"].filter { !names.contains($0) })
    } catch {
      fields.faults.add(error, in: node)
      return nil
    }
  }

  private static func population(_ fields: YAMLFields) -> (count: Int, statistic: ExposureCheck.Statistic)? {
    let count = fields.optionalWhole("subjects", 1...100_000)
    guard fields.has("statistic") else { return count.map { ($0, .median) } }
    guard let statistic = fields.choice("statistic", ExposureCheck.Statistic.self) else { return nil }
    if count == nil { fields.report("'statistic' goes with 'subjects'", at: "statistic") }
    return count.map { ($0, statistic) }
  }

  /// Checks are told apart by name, and relative ones name another.
  private static func checkNames(of checks: [ExposureCheck], _ nodes: [YAMLNode], in faults: YAMLFaults) {
    var names = Set<String>()
    for (check, node) in zip(checks, nodes) where !names.insert(check.name).inserted {
      faults.report("PK4915", "two checks are called '\(check.name)'", at: node)
    }
    for expectation in checks.flatMap(\.expectations) {
      guard case .check(let name)? = expectation.reference, !names.contains(name) else { continue }
      let help = didYouMean(name, among: names.sorted()).map { [$0] } ?? []
      faults.add(Diagnostic("PK4915", "no check is called '\(name)'", at: expectation.range, help: help))
    }
  }
}
