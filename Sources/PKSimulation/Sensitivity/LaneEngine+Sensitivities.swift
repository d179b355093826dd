import PKModel
import PKNumerics

/// What events do to the derivatives of the states.
///
/// At a jump x⁺ = x⁻ + b at a time τ, with x' = f⁻ before and f⁺ after, the derivative by p jumps by
/// ∂b/∂p + (f⁻ − f⁺)·∂τ/∂p. (Rozenvasser, Automation and Remote Control 28 (1967) 1018.)
extension LaneEngine where Stepper: ~Copyable {
  /// The compartment that holds the derivative of another by a direction.
  func derivativeState(of compartment: Int, by direction: Int) -> Int {
    let compartments = program.compartmentCount / (program.routeSensitivities.count + 1)
    return compartments * (direction + 1) + compartment
  }

  /// The derivatives of a lane's states now, when the time of what is about to happen depends on a direction.
  mutating func derivativesIfMoved(_ moves: [Double]?, _ lane: Int) -> [Double]? {
    guard let moves, moves.contains(where: { $0 != 0 }) else { return nil }
    dynamics.evaluate(at: solver.time, solver.state, into: innerDerivative.base)
    return (0..<program.compartmentCount).map { innerDerivative.base[$0][lane] }
  }

  /// After a bolus: its size depends on the directions, and its time may.
  mutating func jumpSensitivities(
    _ sensitivity: InputSensitivity?, into compartment: Int, from before: [Double]?, _ lane: Int
  ) {
    guard let sensitivity else { return }
    for (direction, size) in sensitivity.size.enumerated() {
      solver.state[derivativeState(of: compartment, by: direction)][lane] += size
    }
    if let before { moveSensitivities(sensitivity.start, from: before, lane) }
  }

  /// After a jump of the states or the equations at a time that moves, given what the derivatives were before it.
  mutating func moveSensitivities(_ moves: [Double], from before: [Double], _ lane: Int) {
    guard let after = derivativesIfMoved(moves, lane) else { return }
    let compartments = program.compartmentCount / (moves.count + 1)
    for (direction, move) in moves.enumerated() where move != 0 {
      for state in 0..<compartments {
        solver.state[derivativeState(of: state, by: direction)][lane] += (before[state] - after[state]) * move
      }
    }
  }

  /// When an infusion starts or ends: f jumps by its rate in one compartment, at a time that may move.
  mutating func moveSensitivities(by rate: Double, _ moves: [Double]?, _ compartment: Int, _ lane: Int) {
    for (direction, move) in (moves ?? []).enumerated() where move != 0 {
      solver.state[derivativeState(of: compartment, by: direction)][lane] += rate * move
    }
  }
}
