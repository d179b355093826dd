import PKData
import PKModel

extension Program {
  /// Whether the equations depend on time, be it that of the clock or that after a dose: by themselves, or by
  /// comparisons that switch.
  var dependsOnTime: Bool { dynamics.reads(timeRegister) || !switches.isEmpty }

  /// Finds out whether doses of a data set ask for a steady state that the dynamics cannot have.
  ///
  /// - Throws: `SetupError.steadyStateOfTime` for the first one.
  func requireSteadyStates(of dataset: Dataset, model: String) throws(SetupError) {
    guard dependsOnTime, let row = Self.firstSteadyState(of: dataset) else { return }
    throw .steadyStateOfTime(row: row, model: model)
  }

  /// Finds out whether doses of a data set ask for a steady state whose derivatives are not known: those through borders
  /// that states cross.
  ///
  /// - Throws: `SetupError.switchNotDifferentiable` for the first one.
  func requireSteadyDerivatives(of dataset: Dataset, model: String) throws(SetupError) {
    guard borders != nil, let row = Self.firstSteadyState(of: dataset) else { return }
    throw .switchNotDifferentiable(row: row, model: model)
  }

  /// The row of the first dose that is given in steady state.
  private static func firstSteadyState(of dataset: Dataset) -> Int? {
    for record in dataset.subjects.lazy.flatMap(\.records) {
      switch record.action {
      case .dose(let dose) where dose.steadyState != nil, .resetAndDose(let dose) where dose.steadyState != nil:
        return record.row
      default: continue
      }
    }
    return nil
  }
}
