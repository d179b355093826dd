import PKData
import PKLanguage
import PKModel
import PKSimulation
import PKText
import PKUnits
import PKYAML

extension StudyFile {
  private static let antibodyKeys = [
    "onset", "by dose", "by exposure", "persistent", "transient for", "titre", "effect", "assay", "sampled",
  ]

  /// Antibodies against the drug.
  func antibodies(_ node: YAMLNode, _ arms: [Study.Arm]) -> AntibodyModel? {
    guard let fields = YAMLFields(node, "antibodies", keys: Self.antibodyKeys, in: faults),
      let onset = onset(fields)
    else { return nil }
    var result = AntibodyModel(onset: onset)
    result.byDose = byDose(fields, arms)
    result.byExposure = byExposure(fields)
    result.persistent = fields.optionalFraction("persistent") ?? 1
    result.duration = fields.optionalTime("transient for", in: timeUnit, such: "63 days") ?? 0
    if result.persistent < 1, result.duration <= 0 {
      fields.report(
        "nothing says how long antibodies that are not persistent last", help: ["add 'transient for: 63 days'"])
    }
    if let titre = fields.optionalFields("titre", keys: ["median", "cv"]) {
      result.titreMedian = titre.number("median", 1e-6...1e9) ?? 1
      let cv = titre.optionalFraction("cv", 0...10) ?? 0
      result.titreSD = logSD(cv)
    }
    result.effect = effect(fields)
    result.assay = assay(fields)
    result.sampledCycles = fields.optionalCycles("sampled") ?? Set(1...6)
    if case .event = onset {
      for key in ["by dose", "by exposure", "transient for", "effect"] where fields.has(key) {
        fields.report("'\(key)' does not go with an event of the model, whose equations say it", at: key)
      }
    }
    return result
  }

  private func onset(_ fields: YAMLFields) -> AntibodyModel.Onset? {
    guard let entry = fields.fields("onset", keys: ["hazard", "by cycle", "share", "at", "event"]) else { return nil }
    let given = ["hazard", "by cycle", "share", "event"].filter { entry.has($0) }
    guard given.count == 1 else {
      entry.report("the onset is by one of 'hazard', 'by cycle', 'share' (with 'at'), or 'event'")
      return nil
    }
    switch given[0] {
    case "hazard":
      return entry.value("hazard").flatMap { entry.hazard(of: $0, "hazard", in: timeUnit) }.map { .hazard($0) }
    case "by cycle":
      let shares = entry.nodes("by cycle").compactMap { entry.fraction(of: $0, "by cycle", 0...0.99999) }
      return shares.isEmpty ? nil : .cycles(shares)
    case "share":
      guard let share = entry.fraction("share", 0...0.99999),
        let time = entry.required("at").flatMap({ entry.time(of: $0, "at", in: timeUnit) }), time > 0
      else { return nil }
      return .hazard(hazard(share: share, by: time))
    default:
      return entry.index("event", among: model.source.events.map(\.name)).map { .event($0) }
    }
  }

  private func byDose(_ fields: YAMLFields, _ arms: [Study.Arm]) -> AntibodyModel.Modifier? {
    guard let entry = fields.optionalFields("by dose", keys: ["reference", "exponent"]),
      let measure = entry.measure("reference", such: "300 mg"), let exponent = entry.number("exponent", -10...10)
    else { return nil }
    guard let unit = try? Unit(measure.unit), DoseBasis(of: unit) == .flat, measure.value > 0 else {
      entry.reportValue("'reference' is a dose, such as 300 mg", at: "reference")
      return nil
    }
    // The dose in the compartment's unit, by the route of the first arm.
    let phase = arms.first?.regimen.phases.first
    let reference = Regimen.Phase(amount: Quantity(measure.value, unit), route: phase?.route, infusion: phase?.infusion)
    let simulation = CourseSimulation(of: model, settings: SimulationSettings())
    do throws(SetupError) {
      let amount = try simulation.bindings(of: [reference], arm: "reference").amount(of: 0, bodySize: 1)
      return AntibodyModel.Modifier(reference: amount, exponent: exponent)
    } catch {
      entry.report(error.description, at: "reference", help: error.help)
      return nil
    }
  }

  private func byExposure(_ fields: YAMLFields) -> AntibodyModel.ExposureModifier? {
    let keys = ["metric", "of", "reference", "exponent"]
    guard let entry = fields.optionalFields("by exposure", keys: keys),
      let metric = entry.choice("metric", ExposureMetric.self), let output = output("of", of: entry)
    else { return nil }
    let unit = metric.unit(of: model.source.outputs[output], timeUnit: timeUnit)
    guard metric != .timeAbove else {
      entry.report("the hazard does not go by the time above a level", at: "metric")
      return nil
    }
    let what = "\(metric.rawValue) of '\(outputNames[output])'"
    guard let reference = entry.quantity("reference", in: unit, what: what), reference > 0,
      let exponent = entry.number("exponent", -10...10)
    else { return nil }
    return AntibodyModel.ExposureModifier(
      metric: metric, output: output, modifier: .init(reference: reference, exponent: exponent))
  }

  private func effect(_ fields: YAMLFields) -> AntibodyModel.Effect? {
    guard let entry = fields.optionalFields("effect", keys: ["on", "change", "at titre", "power"]),
      let name = entry.text("on"), let change = entry.fraction("change", -0.99...100)
    else { return nil }
    let parameters = model.source.individuals
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      let names = parameters.map(\.name)
      entry.report(
        "the model has no individual parameter '\(name)'", at: "on",
        help: [didYouMean(name, among: names) ?? "it has \(names.joined(separator: ", "))"])
      return nil
    }
    guard parameter.transform == .logNormal, let random = parameter.effects.first(where: { $0.level == .subject })
    else {
      entry.report(
        "'\(name)' is not log-normal in the model, so a factor cannot be put on it", at: "on",
        help: ["write it with '~ logNormal' in the model, with a variance of 0 if it does not vary"])
      return nil
    }
    let titre = entry.optionalNumber("at titre", 1e-6...1e9) ?? 1
    return AntibodyModel.Effect(
      eta: random.eta, parameter: name, size: change, titre: titre, power: entry.optionalNumber("power", -5...5) ?? 0)
  }

  private func assay(_ fields: YAMLFields) -> AntibodyModel.Assay {
    var assay = AntibodyModel.Assay()
    let keys = ["sensitivity", "specificity", "least titre", "tolerance", "steepness", "of"]
    guard let entry = fields.optionalFields("assay", keys: keys) else { return assay }
    assay.sensitivity = entry.optionalFraction("sensitivity") ?? 1
    assay.specificity = entry.optionalFraction("specificity") ?? 1
    assay.leastTitre = entry.optionalNumber("least titre", 0...1e9) ?? 0
    guard entry.has("tolerance"), let output = output("of", of: entry) else { return assay }
    assay.output = output
    assay.tolerance =
      entry.quantity("tolerance", in: model.source.outputs[output].unit, what: "the drug tolerance") ?? .infinity
    assay.steepness =
      entry.value("steepness")?.text == "step" ? .infinity : entry.optionalNumber("steepness", 0.1...50) ?? 2
    return assay
  }
}
