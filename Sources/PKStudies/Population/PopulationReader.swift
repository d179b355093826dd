import PKData
import PKNumerics
import PKText
public import PKUnits
public import PKYAML

/// Reads a virtual population from a mapping of a YAML file.
///
/// ```yaml
/// population:
///   size: 1000
///   covariates:
///     - WT ~ lognormal(60 kg, cv 20%) in 35...120 kg
///     - SEX ~ categorical(male 60%, female 40%)
///   correlations:
///     - {between: [WT, HT], is: 0.5}
///   eligibility:
///     - AGE in 18...75 yr
///     - CrCl >= 50 mL/min
/// ```
///
/// With `table: {file: patients.csv, units: {WT: kg}}` in place of `covariates`, patients are rows of a table.
public struct PopulationReader {
  /// The keys of a population.
  public static let keys = ["size", "covariates", "correlations", "table", "eligibility"]

  let fields: YAMLFields
  private let readFile: (String) -> [UInt8]?

  /// The reader of a population.
  ///
  /// - Parameters:
  ///   - fields: the mapping, with the keys above.
  ///   - readFile: gives the bytes of a file named in it, or nil when it cannot be read.
  public init(_ fields: YAMLFields, readFile: @escaping (String) -> [UInt8]?) {
    self.fields = fields
    self.readFile = readFile
  }

  /// The population, or nil when something is wrong with it, which has been reported.
  ///
  /// - Parameters:
  ///   - units: units of variables that are given without one, such as those of the model's covariates.
  ///   - wanted: computed covariates that are needed beside those of the criteria.
  ///   - seed: the seed with which the share of eligible patients is tried.
  /// - Returns: the population.
  public func population(
    units: [String: Unit] = [:], wanted: [ComputedCovariate] = [], seed: UInt64
  ) -> VirtualPopulation? {
    let before = fields.faults.diagnostics.count
    let size = fields.optionalWhole("size", 1...10_000_000) ?? 1000
    guard let (variables, source) = fields.has("table") ? table() : distributions(units) else { return nil }
    let nodes = fields.texts("eligibility")
    let needed = ComputedCovariate.allCases.filter { covariate in
      guard !variables.contains(where: { $0.name == covariate.rawValue }) else { return false }
      let isAsked = nodes.contains { $0.text?.split(separator: " ").first == Substring(covariate.rawValue) }
      let canBe = covariate.inputs.allSatisfy { input in variables.contains { $0.name == input } }
      return isAsked || (wanted.contains(covariate) && canBe)
    }
    let computed = self.computed(needed, from: variables, nodes)
    let all = variables + needed.map { PopulationVariable(name: $0.rawValue, unit: try? Unit($0.unitText)) }
    let criteria = nodes.compactMap { criterion($0, among: all) }
    guard fields.faults.diagnostics.count == before else { return nil }
    let population = VirtualPopulation(
      size: size, variables: all, source: source, criteria: criteria, computed: computed)
    return isFeasible(population, seed) ? population : nil
  }

  private func isFeasible(_ population: VirtualPopulation, _ seed: UInt64) -> Bool {
    let acceptance = population.acceptance(seed: seed)
    if acceptance >= VirtualPopulation.leastAcceptance { return true }
    let worst = population.criteria.map { criterion in
      VirtualPopulation(
        size: 1, variables: population.variables, source: population.source, criteria: [criterion],
        computed: population.computed
      ).acceptance(seed: seed)
    }
    let help = zip(population.criteria, worst).min { $0.1 < $1.1 }.map { criterion, share in
      "'\(criterion.text)' alone is met by \(Int((share * 1000).rounded())) in 1,000"
    }
    fields.report(
      "fewer than 1 in 1,000 patients are eligible", at: "eligibility", help: help.map { [$0] } ?? [])
    return false
  }

  // MARK: - Distributions

  private func distributions(_ units: [String: Unit]) -> ([PopulationVariable], VirtualPopulation.Source)? {
    var specifications: [CovariateSpecification] = []
    for node in fields.texts("covariates") {
      do throws(DiagnosticList) {
        let list = try CovariateSpecification.list(parsing: SourceText(name: "covariates", node.text ?? ""))
        for specification in list {
          if specifications.contains(where: { $0.name == specification.name }) {
            fields.faults.report(fields.faults.codes.sense, "'\(specification.name)' is given twice", at: node)
          }
          specifications.append(settled(specification, units, node))
        }
      } catch {
        fields.faults.add(error, in: node)
      }
    }
    // A model without covariates has patients who differ by their random effects alone.
    if !units.isEmpty, !fields.has("covariates") { _ = fields.required("covariates") }
    let variables = specifications.map { specification in
      PopulationVariable(
        name: specification.name, unit: specification.categories == nil ? specification.unit ?? .one : nil,
        categories: specification.categories)
    }
    guard let factor = factor(for: specifications.map(\.name)) else { return nil }
    return (variables, .distributions(specifications, factor: factor.isIdentity ? nil : factor.matrix))
  }

  /// A specification in a unit that is known: its own, the model's, or that of a formula.
  private func settled(
    _ specification: CovariateSpecification, _ units: [String: Unit], _ node: YAMLNode
  ) -> CovariateSpecification {
    guard specification.categories == nil, specification.unit == nil, let unit = units[specification.name] else {
      return specification
    }
    return specification.converted(to: unit) ?? specification
  }

  /// The factor of the correlations; nil when they are wrong, which has been reported.
  private func factor(for names: [String]) -> (matrix: Matrix, isIdentity: Bool)? {
    let n = names.count
    var matrix = Matrix(rows: n, columns: n)
    for index in 0..<n { matrix[index, index] = 1 }
    guard fields.has("correlations") else { return (matrix, true) }
    for entry in fields.list("correlations", keys: ["between", "is"]) {
      let pair = entry.nodes("between").compactMap { node -> Int? in
        if let index = names.firstIndex(of: node.text ?? "") { return index }
        let help = didYouMean(node.text ?? "", among: names) ?? "there are \(names.joined(separator: ", "))"
        entry.faults.report(
          entry.faults.codes.sense, "'\(node.text ?? "")' is not among the covariates", at: node, help: [help])
        return nil
      }
      guard let value = entry.number("is", -1...1), pair.count == 2, pair[0] != pair[1] else {
        if pair.count != 2 || pair.first == pair.last {
          entry.report("a correlation is between two covariates", at: "between")
        }
        return nil
      }
      (matrix[pair[0], pair[1]], matrix[pair[1], pair[0]]) = (value, value)
    }
    do throws(LinearAlgebraError) {
      return (try Cholesky(of: matrix).factor, false)
    } catch {
      var help = ["no patients can have these correlations together: make some of them smaller"]
      if case .notPositiveDefinite(let minor) = error {
        help.insert("it fails with '\(names[minor - 1])', given those before it", at: 0)
      }
      fields.report("the matrix of correlations is not positive definite", at: "correlations", help: help)
      return nil
    }
  }

  private func table() -> ([PopulationVariable], VirtualPopulation.Source)? {
    for key in ["covariates", "correlations"] where fields.has(key) {
      fields.report("'\(key)' does not go with 'table': patients are rows of it", at: key)
    }
    guard let entry = fields.fields("table", keys: ["file", "units", "columns"]), let path = entry.text("file") else {
      return nil
    }
    guard let bytes = readFile(path) else {
      entry.report("the file '\(path)' cannot be read", at: "file")
      return nil
    }
    return PatientTable(entry, bytes: bytes).map { ($0.variables, .table(rows: $0.rows)) }
  }
}
