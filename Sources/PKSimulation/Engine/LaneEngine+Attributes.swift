import PKModel
import PKNumerics

/// What the parameters of a moment say of a dose, and whether there can be such a dose.
extension LaneEngine where Stepper: ~Copyable {
  /// Ends the subject of a lane whose parameters ask for an impossible dose; true when there is such a dose.
  ///
  /// Bioavailability and lag are at least 0, a modelled rate is above 0, a modelled duration at least 0: one of 0 is a
  /// dose at once. What does not apply to the dose is not looked at.
  mutating func canGive(_ dose: PlannedDose, _ lane: Int, _ results: inout ChunkResults) -> Bool {
    guard let slots = dose.route.map({ program.routes[$0] }) else { return true }
    let isEndless = dose.steadyState?.interval == .infinity
    let wanted: [(attribute: DoseAttribute, slot: Int?, isNeeded: Bool)] = [
      (.bioavailability, slots.bioavailability, !isEndless), (.lag, slots.lag, !isEndless),
      (.duration, slots.duration, dose.input.isModelledDuration), (.rate, slots.rate, dose.input.isModelledRate),
    ]
    for (attribute, slot, isNeeded) in wanted where isNeeded {
      guard let slot else { continue }
      let value = lanes[lane].constants[slot]
      guard !(value >= 0 && value < .infinity) || (attribute == .rate && value == 0) else { continue }
      let reason = SolverError.impossibleInput(time: solver.time[lane], value: value)
      fail(lane, reason, &results, row: dose.row > 0 ? dose.row : nil, attribute: attribute)
      return false
    }
    return true
  }
}

extension PlannedDose.Input {
  var isModelledDuration: Bool { if case .modelledDuration = self { true } else { false } }
  var isModelledRate: Bool { if case .modelledRate = self { true } else { false } }
}
