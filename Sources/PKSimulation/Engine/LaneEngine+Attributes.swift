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
    if !isEndless {
      guard canBe(.bioavailability, slots.bioavailability, dose, lane, &results) else { return false }
      guard canBe(.lag, slots.lag, dose, lane, &results) else { return false }
    }
    return switch dose.input {
    case .modelledDuration: canBe(.duration, slots.duration, dose, lane, &results)
    case .modelledRate: canBe(.rate, slots.rate, dose, lane, &results)
    default: true
    }
  }

  /// Ends the subject of a lane where an attribute of a dose has an impossible value; true when it has none such.
  private mutating func canBe(
    _ attribute: DoseAttribute, _ slot: Int?, _ dose: PlannedDose, _ lane: Int, _ results: inout ChunkResults
  ) -> Bool {
    guard let slot else { return true }
    let value = lanes[lane].constants[slot]
    if value >= 0, value < .infinity, attribute != .rate || value > 0 { return true }
    let reason = SolverError.impossibleInput(time: solver.time[lane], value: value)
    fail(lane, reason, &results, row: dose.row > 0 ? dose.row : nil, attribute: attribute)
    return false
  }
}
