import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// A dose that enters by its route's profile, by the parameters of this moment; nil when it has none.
  mutating func profile(of dose: PlannedDose, amount: Double, lag: Double, _ lane: Int) -> DoseEntry? {
    guard let route = dose.route, let slots = program.routes[route].shape else { return nil }
    let constants = lanes[lane].constants
    let derivatives = program.routeSensitivities
    var sensitivity = dose.sensitivity(constants, program.routes[route], derivatives, duration: nil)
    guard amount > 0 else { return DoseEntry(form: .bolus(amount), lag: lag, sensitivity: sensitivity) }
    let values = (constants[slots.first], constants[slots.second])
    let shape = InputShape(slots.kind, values.0, values.1, amount: amount, at: solver.time[lane] + lag)
    var moves: [InputShape.Move] = []
    for (direction, routes) in derivatives.enumerated() {
      let given = sensitivity.map { ($0.size[direction] / amount, $0.start[direction]) } ?? (0, 0)
      let derivatives = routes[route].shape.map { (constants[$0.first], constants[$0.second]) } ?? (0, 0)
      moves.append(shape.move(slots.kind, values, derivatives, logAmount: given.0, start: given.1))
    }
    // What enters at once is only the lump.
    sensitivity?.size = moves.map(\.lump)
    return DoseEntry(form: .profile(shape, moves), lag: lag, sensitivity: sensitivity)
  }

  /// Lets a dose enter by its profile from now on.
  mutating func startProfile(
    _ shape: InputShape, _ moves: [InputShape.Move], _ compartment: Int, _ event: PendingEvent, _ lane: Int
  ) {
    let before = derivativesIfMoved(event.sensitivity?.start, lane)
    solver.state[compartment][lane] += shape.lump
    continueProfile(shape, moves, compartment, from: event.time, lane)
    jumpSensitivities(event.sensitivity, into: compartment, from: before, lane)
  }

  /// Lets a dose go on to enter that began at a time.
  mutating func continueProfile(
    _ shape: InputShape, _ moves: [InputShape.Move], _ compartment: Int, from start: Double, _ lane: Int
  ) {
    dynamics.profiles.add(shape, moves, into: compartment, at: start, lane)
    // A system at rest tells a solver nothing of an input that is still to come: it has to stop where that is highest.
    if shape.mode > 0, shape.mode < .infinity, start + shape.mode > solver.time[lane] {
      lanes[lane].schedule(PendingEvent(time: start + shape.mode, kind: .milestone))
    }
  }
}
