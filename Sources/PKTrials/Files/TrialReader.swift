public import PKModel
public import PKText
import PKYAML

/// Reads a trial from its file; see `Documentation/Trials.md` for the schema.
///
/// ```yaml
/// trial: example
/// levels: [10 mg, 30 mg, 100 mg]
/// design: {rule: 3+3, patients at MTD: 6}
/// dlt: {window: 21 days}
/// truth: {dlt: [5 %, 10 %, 30 %]}
/// ```
///
/// Unknown keys are errors, and every mistake is told with line and column.
public struct TrialReader {
  static let keys = ["trial", "title", "notes", "levels", "design", "dlt", "calendar", "treatment", "truth", "pk"]
  static let codes = YAMLCodes(from: 6101)

  /// What is put in place of what a file says.
  public struct Overrides: Sendable {
    /// The doses of the levels.
    public var levels: [String]?
    /// How doses are given, in the words of a regimen.
    public var dose: String?

    /// Overrides of nothing.
    public init() {}
  }

  private let loadModel: ((String) throws -> Model)?
  private let readFile: (String) -> [UInt8]?
  private let overrides: Overrides

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - loadModel: gives the model of a name or path; without it the section `pk` is passed over.
  ///   - readFile: gives the bytes of a file that the trial names; nil when it cannot be read.
  ///   - overrides: what is put in place of what the file says.
  public init(
    loadModel: ((String) throws -> Model)? = nil, readFile: @escaping (String) -> [UInt8]? = { _ in nil },
    overrides: Overrides = Overrides()
  ) {
    self.loadModel = loadModel
    self.readFile = readFile
    self.overrides = overrides
  }

  /// Reads a file.
  ///
  /// - Throws: `DiagnosticList` with everything that is wrong with it, or what loading the model throws.
  public func trial(in source: SourceText) throws -> Trial {
    let faults = try YAMLFaults(source, codes: Self.codes)
    let fields = YAMLFields(faults.root, title: "a trial file", keys: Self.keys, in: faults)
    var trial = fields.flatMap { self.trial($0) }
    if let fields, faults.diagnostics.isEmpty, var own = trial {
      try addPharmacology(fields, to: &own)
      trial = own
    }
    try faults.check()
    guard let trial else {
      // Nothing is missing without a report; should that ever fail, the file is refused all the same.
      throw DiagnosticList([Diagnostic(Self.codes.missing, "the file is no trial", at: 0..<1)], in: source)
    }
    return trial
  }

  private func trial(_ fields: YAMLFields) -> Trial? {
    let name = fields.text("trial")
    let title = fields.optionalText("title") ?? ""
    let notes = fields.texts("notes").compactMap(\.text)
    let levels = levels(fields)
    let design = fields.fields("design", keys: DesignReader.keys).flatMap {
      DesignReader(fields: $0, levelCount: levels.count).design()
    }
    let dlt = fields.fields("dlt", keys: ["window", "any of"])
    let window = dlt?.days("window", 1...1_000)
    let definition = dlt.flatMap { DLTReader.definition($0) }
    guard let name, let design, let window, !levels.isEmpty else { return nil }
    var trial = Trial(
      name: name, title: title, levels: levels, design: design, window: window,
      acceptable: Self.acceptable(design))
    trial.notes = notes
    trial.definition = definition
    if let calendar = fields.optionalFields("calendar", keys: CalendarReader.keys) {
      trial.calendar = CalendarReader.calendar(calendar)
    }
    if let treatment = fields.optionalFields("treatment", keys: TreatmentReader.keys) {
      trial.treatment = TreatmentReader.treatment(treatment)
    }
    if let truth = fields.optionalFields("truth", keys: TruthReader.keys) {
      let reader = TruthReader(fields: truth, levelCount: levels.count, moderateLevels: design.moderateLevels)
      trial.truth = reader.truth()
      trial.acceptable = reader.acceptable() ?? trial.acceptable
    }
    return trial
  }

  private func levels(_ fields: YAMLFields) -> [DoseLevel] {
    let nodes = fields.nodes("levels")
    if let given = overrides.levels { return given.map { DoseLevel(name: $0) } }
    var levels: [DoseLevel] = []
    for node in nodes {
      guard let text = node.text, !text.isEmpty else {
        fields.faults.report(Self.codes.value, "a level is a dose, such as '30 mg'", at: node)
        continue
      }
      if levels.contains(where: { $0.name == text }) {
        fields.faults.report(Self.codes.sense, "the level '\(text)' is there twice", at: node)
      }
      levels.append(DoseLevel(name: text))
    }
    if levels.count > 50 { fields.report("a trial has at most 50 levels", at: "levels") }
    return levels
  }

  /// The kinetics, where the file has them and a model can be had.
  private func addPharmacology(_ fields: YAMLFields, to trial: inout Trial) throws {
    guard let loadModel else { return }
    guard let pk = fields.optionalFields("pk", keys: PharmacologyReader.keys) else {
      if case .exposure? = trial.truth {
        fields.report("DLTs that follow from exposure need the section 'pk'", at: "truth")
      }
      return
    }
    guard let name = pk.text("model") else { return }
    let model = try loadModel(name)
    let nodes = overrides.levels == nil ? fields.nodes("levels") : []
    let reader = PharmacologyReader(
      fields: pk, model: model,
      levels: trial.levels.enumerated().map { ($1.name, $0 < nodes.count ? nodes[$0] : nil) }, dose: overrides.dose,
      cycleLength: trial.treatment.cycleLength, readFile: readFile)
    guard let pharmacology = reader.pharmacology() else { return }
    trial.pharmacology = pharmacology
    if pharmacology.isSurrogate {
      trial.notes.append("The kinetics are those of '\(name)', a SURROGATE: the drug's own are not published.")
    }
    if case .exposure(let relation, let moderate)? = trial.truth, let truth = fields.value("truth") {
      let own = reader.converted(relation, truth, pharmacology)
      trial.truth = .exposure(own, moderate: moderate)
    }
  }

  /// What counts as acceptable unless the file says so: between BOIN's φ₁ and φ₂, or one in six to one in three.
  private static func acceptable(_ design: any EscalationDesign) -> ClosedRange<Double> {
    guard let boin = design as? BOIN else { return (1.0 / 6)...(1.0 / 3) }
    return boin.settings.safe...boin.settings.toxic
  }
}
