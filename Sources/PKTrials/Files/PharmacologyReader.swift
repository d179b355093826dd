import PKData
import PKLanguage
import PKModel
import PKSimulation
import PKStudies
import PKText
import PKUnits
import PKYAML

/// Reads the section `pk`, for a model that has been read.
struct PharmacologyReader {
  static let keys = ["model", "dose", "output", "population", "antibodies", "sampling"]

  let fields: YAMLFields
  let model: Model
  /// The levels' doses, and where they stand; nil for those that were given elsewhere.
  let levels: [(dose: String, node: YAMLNode?)]
  /// How doses are given, in place of what the file says.
  let dose: String?
  let cycleLength: Double
  let readFile: (String) -> [UInt8]?

  func pharmacology() -> TrialPharmacology? {
    let source = model.source
    guard let dayUnit = try? Unit("day"), let day = dayUnit.factor(to: source.timeUnit) else { return nil }
    let phases = phases()
    let output = fields.has("output") ? fields.index("output", among: source.outputs.map(\.name)) : 0
    let population = population()
    var antibodies: AntibodyModel?
    if let node = fields.value("antibodies"), let dose = phases.first {
      antibodies = AntibodySection.antibodies(node, in: fields, of: model, dose: dose)
    }
    let sampling = sampling(day)
    guard let output, let population, phases.count == levels.count, !phases.isEmpty else { return nil }
    do throws(SetupError) {
      let occasions = CourseSimulation(of: model, settings: SimulationSettings()).occasionCovariates
      let patients = try PatientBinding(population, source, occasions: occasions)
      var sizes: [BodySize?] = []
      for (phase, level) in zip(phases, levels) { sizes.append(try patients.size(of: phase, arm: level.dose)) }
      return TrialPharmacology(
        model: model, modelName: fields.value("model")?.text ?? source.name, output: output, population: population,
        antibodies: antibodies, sampling: sampling, phases: phases, patients: patients,
        sizes: sizes, day: day)
    } catch {
      fields.report(error.description, at: fields.has("population") ? "population" : "model", help: error.help)
      return nil
    }
  }

  /// A phase for each level: the level's dose, and how it is given.
  private func phases() -> [Regimen.Phase] {
    let how = fields.value("dose")
    let words = self.dose ?? how?.text ?? ""
    var phases: [Regimen.Phase] = []
    for (dose, level) in levels {
      let text = SourceText(name: "dose", "\(dose) \(words) every \(Rounded.text(cycleLength, digits: 12)) day x 1")
      do throws(DiagnosticList) {
        let regimen = try Regimen(parsing: text, routes: model.source.routes.map(\.name))
        if regimen.phases.count == 1 { phases.append(regimen.phases[0]) }
      } catch {
        // What is wrong with the dose is the level's fault, what is wrong behind it that of 'dose'.
        let isDose = error.diagnostics.first.map { $0.range.lowerBound < dose.utf8.count } ?? true
        for diagnostic in error.diagnostics.prefix(1) {
          fields.faults.report(
            fields.faults.codes.value, diagnostic.message, at: (isDose ? level : how) ?? fields.node,
            help: diagnostic.help)
        }
        return []
      }
    }
    return phases
  }

  /// The patients; without a section, patients who have no covariates of their own.
  private func population() -> VirtualPopulation? {
    guard fields.has("population") else { return VirtualPopulation(size: 1) }
    let keys = PopulationReader.keys.filter { $0 != "size" }
    guard let inner = fields.fields("population", keys: keys) else { return nil }
    var units: [String: Unit] = [:]
    for covariate in model.source.covariates {
      if case .continuous(let unit, _, _) = covariate.kind { units[covariate.name] = unit }
    }
    return PopulationReader(inner, readFile: readFile).population(units: units, seed: 1)
  }

  private func sampling(_ day: Double) -> TrialPharmacology.Sampling {
    var sampling = TrialPharmacology.Sampling(cycles: Set(1...6), afterDose: 0)
    guard let inner = fields.optionalFields("sampling", keys: ["cycles", "after"]) else { return sampling }
    sampling.cycles = Set(1...(inner.optionalWhole("cycles", 1...60) ?? 6))
    sampling.afterDose = (inner.optionalDays("after", 0...cycleLength) ?? 0) * day
    return sampling
  }

  /// A relation whose reference is in the unit of the output, or of the area under it.
  func converted(
    _ relation: ExposureToxicity, _ truth: YAMLNode, _ plan: TrialPharmacology
  ) -> ExposureToxicity {
    var relation = relation
    let source = model.source
    let unit = source.outputs[plan.output].unit
    let wanted = relation.metric == .auc ? unit * source.timeUnit : unit
    let node = truth["exposure"]?["reference"]
    let words = (node?.text ?? "").split(separator: " ", maxSplits: 1)
    guard words.count == 2, let factor = (try? Unit(String(words[1])))?.factor(to: wanted) else {
      fields.faults.report(
        fields.faults.codes.sense, "'reference' is a \(relation.metric.rawValue) in \(wanted)", at: node ?? truth,
        help: ["write for instance '\(relation.metric == .auc ? "2000" : "200") \(wanted)'"])
      return relation
    }
    relation.reference *= factor
    return relation
  }
}
