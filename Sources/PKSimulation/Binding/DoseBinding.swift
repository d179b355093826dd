import PKData
package import PKLanguage
package import PKUnits

/// How the doses of a phase become amounts in a compartment.
struct DoseBinding: Sendable {
  let basis: DoseBasis
  let compartment: Int
  let route: Int
  /// Amount in the compartment's unit = number × scale (× kg or m², by basis).
  let scale: Double
  let amount: Double
  /// The most that a dose may be, in the compartment's unit.
  let cap: Double?
  let input: PlannedDose.Input

  /// Binds a phase of an arm to a model.
  init(_ phase: Regimen.Phase, arm: String, model: CheckedModel) throws(SetupError) {
    let route = try Self.route(named: phase.route, arm: arm, model)
    self.route = route
    compartment = model.routes[route].compartment
    amount = phase.amount.value
    guard let basis = phase.basis else {
      let target = model.compartments[compartment]
      throw .doseUnit("\(phase.amount.unit)", arm: arm, compartment: target.name, unit: "\(target.unit)")
    }
    self.basis = basis
    let perPatient = phase.amount.unit * basis.bodyUnit
    scale = try Self.scale(perPatient, written: phase.amount.unit, arm: arm, route: route, model)
    if let given = phase.cap {
      cap = given.value * (try Self.scale(given.unit, written: given.unit, arm: arm, route: route, model))
    } else {
      cap = nil
    }
    if let infusion = phase.infusion {
      guard model.routes[route].input == nil else { throw .infusionByProfile(route: model.routes[route].name) }
      guard let duration = infusion.unit.factor(to: model.timeUnit) else { throw .timeUnit("\(infusion.unit)") }
      input = .duration(infusion.value * duration)
    } else {
      let declared = model.routes[route]
      input = declared.duration != nil ? .modelledDuration : declared.rate != nil ? .modelledRate : .bolus
    }
  }

  /// The dose of a patient, given weight in kg and surface in m² where the basis needs them.
  func dose(bodySize: Double) -> PlannedDose {
    let full = amount * scale * (basis == .flat ? 1 : bodySize)
    return PlannedDose(amount: min(full, cap ?? full), compartment: compartment, route: route, input: input)
  }

  private static func route(named name: String?, arm: String, _ model: CheckedModel) throws(SetupError) -> Int {
    let known = model.routes.map(\.name)
    guard !known.isEmpty else { throw .noRoute(model: model.name) }
    guard let name else {
      guard known.count == 1 else { throw .ambiguousRoute(arm: arm, known: known) }
      return 0
    }
    guard let index = known.firstIndex(of: name) else { throw .unknownRoute(name, arm: arm, known: known) }
    return index
  }

  /// The factor from a dose's unit to the compartment's, through the route's molar mass where the kinds differ.
  private static func scale(
    _ unit: Unit, written: Unit, arm: String, route: Int, _ model: CheckedModel
  ) throws(SetupError) -> Double {
    let target = model.compartments[model.routes[route].compartment]
    if let factor = unit.factor(to: target.unit) { return factor }
    if let factor = molarFactor(unit, to: target.unit, molecule: model.routes[route].molecule, model) { return factor }
    let kinds: Set<Dimension> = [unit.dimension, target.unit.dimension]
    if kinds == [.mass, .substance] {
      throw .noMolarMass(
        dose: "\(written)", arm: arm, compartment: target.name, unit: "\(target.unit)", route: model.routes[route].name)
    }
    throw .doseUnit("\(written)", arm: arm, compartment: target.name, unit: "\(target.unit)")
  }
}

/// The factor from a mass to an amount of substance or back, through a molecule's molar mass; nil when there is none.
package func molarFactor(_ unit: Unit, to target: Unit, molecule: Int?, _ model: CheckedModel) -> Double? {
  guard let molecule, let kg = try? Unit("kg"), let mol = try? Unit("mol") else { return nil }
  let molarMass = model.molecules[molecule].molarMass
  if let toKg = unit.factor(to: kg), let fromMol = mol.factor(to: target) { return toKg / molarMass * fromMol }
  if let toMol = unit.factor(to: mol), let fromKg = kg.factor(to: target) { return toMol * molarMass * fromKg }
  return nil
}

extension DoseBasis {
  /// The unit in which the patient's size is counted.
  var bodyUnit: Unit {
    let symbol: String? =
      switch self {
      case .flat: nil
      case .perWeight: "kg"
      case .perSurface: "m2"
      }
    return symbol.flatMap { try? Unit($0) } ?? .one
  }

  /// The covariate that holds the patient's size.
  var covariate: String? {
    switch self {
    case .flat: nil
    case .perWeight: "WT"
    case .perSurface: "BSA"
    }
  }
}
