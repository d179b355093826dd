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
    guard dependsOnTime else { return }
    for record in dataset.subjects.lazy.flatMap(\.records) {
      switch record.action {
      case .dose(let dose) where dose.steadyState != nil, .resetAndDose(let dose) where dose.steadyState != nil:
        throw .steadyStateOfTime(row: record.row, model: model)
      default: continue
      }
    }
  }
}
