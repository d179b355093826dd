import PKModel
import PKNumerics

/// Compartments that a record switches off.
extension LaneEngine where Stepper: ~Copyable {
  /// Empties a compartment and ends the infusions into it; what is under way to it switches it on when it arrives.
  mutating func switchOff(_ compartment: Int, _ lane: Int) {
    lanes[lane].pending.removeAll { event in
      switch event.kind {
      case .infusionEnd(_, compartment), .profile(_, _, compartment, _): true
      default: false
      }
    }
    dynamics.profiles.removeAll(into: compartment, lane)
    for state in statesOf(compartment) {
      solver.state[state][lane] = 0
      dynamics.rates.base[state][lane] = 0
      dynamics.setOff(state, lane, true)
    }
  }

  /// Lets a compartment take part again.
  mutating func switchOn(_ compartment: Int, _ lane: Int) {
    guard dynamics.isOff(compartment, lane) else { return }
    for state in statesOf(compartment) { dynamics.setOff(state, lane, false) }
  }

  /// A compartment's amount and its derivatives by the program's directions.
  private mutating func statesOf(_ compartment: Int) -> [Int] {
    [compartment] + (0..<program.routeSensitivities.count).map { derivativeState(of: compartment, by: $0) }
  }
}
