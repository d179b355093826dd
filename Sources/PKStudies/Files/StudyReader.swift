import PKLanguage
public import PKModel
public import PKText
import PKUnits
public import PKYAML

/// Reads a study from its file; see `Documentation/Studies.md` for the schema.
///
/// Unknown keys are errors, and everything that is wrong has its line and column.
public struct StudyReader {
  /// The keys of a study.
  public static let keys = [
    "study", "about", "model", "seed", "population", "parameters", "arms", "conduct", "reference", "outputs",
    "sampling", "lloq", "antibodies", "targets", "above", "ratios", "weight bands", "sizes", "optimize",
  ]

  private let loadModel: (String) throws -> Model
  private let readFile: (String) -> [UInt8]?
  private let overrides: [String: String]

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - loadModel: gives the model of a name or path.
  ///   - readFile: gives the bytes of a file that the study names; nil when it cannot be read.
  ///   - overrides: values of parameters in place of those of the file.
  public init(
    loadModel: @escaping (String) throws -> Model, readFile: @escaping (String) -> [UInt8]? = { _ in nil },
    overrides: [String: String] = [:]
  ) {
    self.loadModel = loadModel
    self.readFile = readFile
    self.overrides = overrides
  }

  /// The study of a text.
  ///
  /// - Throws: `DiagnosticList` with everything that is wrong with the file, or what loading the model throws.
  public func study(_ source: SourceText) throws -> Study {
    let faults = try YAMLFaults(source, codes: YAMLCodes(from: 5001))
    guard let root = YAMLFields(faults.root, "study", keys: Self.keys, in: faults) else {
      try faults.check()
      throw DiagnosticList([Diagnostic("PK5003", "the file is no study", at: 0..<1)], in: source)
    }
    guard let modelName = root.text("model") else {
      try faults.check()
      throw DiagnosticList([Diagnostic("PK5003", "the study has no model", at: 0..<1)], in: source)
    }
    let study = self.study(root, model: try loadModel(modelName), modelName: modelName)
    try faults.check()
    guard let study else {
      throw DiagnosticList([Diagnostic("PK5005", "the study cannot be read", at: 0..<1)], in: source)
    }
    return study
  }

  /// The study of a mapping within another file, such as one of a trial; what is wrong is reported in its faults.
  ///
  /// - Parameters:
  ///   - fields: the mapping, with the keys above.
  ///   - model: the model.
  ///   - modelName: what the file calls it.
  /// - Returns: the study, or nil when something is wrong with it.
  public func study(_ fields: YAMLFields, model: Model, modelName: String) -> Study? {
    StudyFile(
      root: fields, faults: fields.faults, model: model, modelName: modelName, readFile: readFile,
      overrides: overrides
    ).study()
  }
}

/// A study's file while it is read, its model known.
struct StudyFile {
  let root: YAMLFields
  let faults: YAMLFaults
  let model: Model
  let modelName: String
  let readFile: (String) -> [UInt8]?
  let overrides: [String: String]

  var outputNames: [String] { model.source.outputs.map(\.name) }
  var timeUnit: Unit { model.source.timeUnit }

  func study() -> Study? {
    let name = root.text("study")
    let seed = UInt64(root.optionalWhole("seed", 0...Int.max) ?? 1)
    let parameters = parameters()
    let population = population(seed)
    let common = root.value("conduct").map { conduct($0, Conduct()) } ?? Conduct()
    let arms = arms(parameters, common)
    let outputs = root.has("outputs") ? root.texts("outputs").compactMap { output($0) } : Array(outputNames.indices)
    let sampling =
      root.has("sampling")
      ? SamplingReader(faults: faults, timeUnit: timeUnit, outputs: outputNames).plans(root.nodes("sampling")) : []
    let levels = self.levels("above", what: "the level")
    let limits = self.levels("lloq", what: "the limit of quantification")
    let antibodies = root.value("antibodies").flatMap { self.antibodies($0, arms) }
    let targets = targets()
    checkLevels(targets, levels)
    let ratios = ratios()
    let bands = weightBands()
    let (rules, sizeArm) = sizes(arms.map(\.name))
    let searches = searches(arms.map(\.name), targets, parameters.map(\.name))
    // Where no arm could be read, that has been told, and nothing is to be said of the reference.
    let reference = root.has("reference") && !arms.isEmpty ? root.index("reference", among: arms.map(\.name)) : 0
    guard let name, let population, !arms.isEmpty, let reference else { return nil }
    var study = Study(name: name, model: model, population: population, arms: arms, seed: seed)
    (study.about, study.modelName, study.reference) = (root.optionalText("about"), modelName, reference)
    (study.outputs, study.sampling, study.quantificationLimits) = (outputs, sampling, limits)
    (study.antibodies, study.targets, study.levels, study.ratios) = (antibodies, targets, levels, ratios)
    (study.weightBands, study.sizeRules, study.sizeArm) = (bands, rules, sizeArm)
    (study.parameters, study.searches) = (parameters, searches)
    return study
  }

  private func population(_ seed: UInt64) -> VirtualPopulation? {
    guard let fields = root.fields("population", keys: PopulationReader.keys) else { return nil }
    var units: [String: Unit] = [:]
    for covariate in model.source.covariates {
      if case .continuous(let unit, _, _) = covariate.kind { units[covariate.name] = unit }
    }
    let reader = PopulationReader(fields, readFile: readFile)
    return reader.population(units: units, wanted: ComputedCovariate.allCases, seed: seed)
  }

  /// The parameters of the file, with the values that were given in their place.
  private func parameters() -> [(name: String, value: String, assumption: String?)] {
    var result: [(name: String, value: String, assumption: String?)] = []
    for pair in root.value("parameters")?.pairs ?? [] {
      let name = pair.key.text ?? ""
      let keys = ["value", "assumption"]
      guard let fields = YAMLFields(pair.value, name, keys: keys, in: faults), let value = fields.text("value") else {
        continue
      }
      result.append((name, overrides[name] ?? value, fields.optionalText("assumption")))
    }
    if root.has("parameters"), root.value("parameters")?.pairs == nil {
      root.reportValue("'parameters' has names, each with a 'value'", at: "parameters")
    }
    for name in overrides.keys.sorted() where !result.contains(where: { $0.name == name }) {
      let help = didYouMean(name, among: result.map(\.name)).map { [$0] } ?? []
      root.report("there is no parameter '\(name)' to set", at: "parameters", help: help)
    }
    return result
  }

  func output(_ node: YAMLNode) -> Int? {
    if let index = outputNames.firstIndex(of: node.text ?? "") { return index }
    let help =
      didYouMean(node.text ?? "", among: outputNames) ?? "it has \(outputNames.joined(separator: ", "))"
    faults.report(faults.codes.sense, "the model has no output '\(node.text ?? "")'", at: node, help: [help])
    return nil
  }

  func output(_ key: String, of fields: YAMLFields) -> Int? {
    guard let node = fields.value(key) else {
      if outputNames.count == 1 { return 0 }
      _ = fields.required(key)
      return nil
    }
    return output(node)
  }

  /// Levels of outputs below a key: `{serum: 10 mg/L}`.
  private func levels(_ key: String, what: String) -> [Double?] {
    var levels = [Double?](repeating: nil, count: outputNames.count)
    guard let node = root.value(key) else { return levels }
    guard let fields = YAMLFields(node, key, keys: outputNames, in: faults) else { return levels }
    for (index, output) in model.source.outputs.enumerated() where fields.has(output.name) {
      levels[index] = fields.quantity(output.name, in: output.unit, what: "\(what) of '\(output.name)'")
    }
    return levels
  }

  private func weightBands() -> [Double] {
    guard root.has("weight bands") else { return [] }
    guard let kg = try? Unit("kg") else { return [] }
    let bands = root.nodes("weight bands").compactMap { node -> Double? in
      guard let measure = root.measure(of: node, "weight bands", such: "60 kg") else { return nil }
      if let factor = (try? Unit(measure.unit))?.factor(to: kg) { return measure.value * factor }
      faults.report(faults.codes.value, "'\(measure.unit)' is no unit of weight", at: node)
      return nil
    }
    if zip(bands, bands.dropFirst()).contains(where: { $0 >= $1 }) {
      root.report("the ends of the bands are in order", at: "weight bands")
    }
    return bands
  }
}
