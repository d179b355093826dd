public import PKData
public import PKLanguage
import PKSimulation
public import PKUnits

extension PatientHistory {
  /// A dose of a mass as the history counts doses: in its unit, through the molar mass where that is one of substance.
  ///
  /// - Parameters:
  ///   - quantity: the amount; by weight or surface with the patient's last known ones.
  ///   - route: the route; nil for the model's only one.
  ///   - duration: how long an infusion lasts, in the model's time unit; nil for a dose that enters at once, or as the
  ///     route declares.
  ///   - model: the model.
  /// - Returns: the dose.
  /// - Throws: `ForecastError` when unit, route or size do not fit.
  public func dose(
    _ quantity: Quantity, route: String?, duration: Double?, model: CheckedModel
  ) throws(ForecastError) -> Dose {
    let names = model.routes.map(\.name)
    guard let place = route.map({ names.firstIndex(of: $0) }) ?? (names.count == 1 ? 0 : nil) else {
      throw .route(route, known: names)
    }
    let target = dataset.amountUnit ?? model.compartments[model.routes[place].compartment].unit
    let (amount, unit) = try flat(quantity, model)
    guard
      let factor = unit.factor(to: target)
        ?? molarFactor(unit, to: target, molecule: model.routes[place].molecule, model)
    else { throw .doseUnit("\(quantity.unit)", expected: "\(target)") }
    let declared = model.routes[place]
    let modelled: Dose.Administration =
      declared.duration != nil ? .modelledDuration : declared.rate != nil ? .modelledRate : .bolus
    return Dose(
      amount: amount * factor, site: .route(declared.name),
      administration: duration.map { .duration($0) } ?? modelled)
  }

  /// A dose by weight or surface as the amount for this patient.
  private func flat(_ quantity: Quantity, _ model: CheckedModel) throws(ForecastError) -> (Double, Unit) {
    guard let kg = try? Unit("kg"), let m2 = try? Unit("m2") else { return (quantity.value, quantity.unit) }
    let (name, size): (String, Unit)
    switch DoseBasis(of: quantity.unit) {
    case .flat, nil: return (quantity.value, quantity.unit)
    case .perWeight: (name, size) = ("WT", kg)
    case .perSurface: (name, size) = ("BSA", m2)
    }
    guard let value = lastValue(of: name, in: size, model: model) else { throw .noSize(covariate: name) }
    return (quantity.value * value, quantity.unit * size)
  }
}
