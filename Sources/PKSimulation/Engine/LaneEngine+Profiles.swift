import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// A dose that enters by its route's profile, by the parameters of this moment; nil when it has none.
  mutating func profile(of dose: PlannedDose, amount: Double, lag: Double, _ lane: Int) -> DoseEntry? {
    guard let route = dose.route, let slots = program.routes[route].shape else { return nil }
    let constants = lanes[lane].constants
    let routes = program.routeSensitivities
    var sensitivity = dose.sensitivity(constants, program.routes[route], routes, duration: nil)
    guard amount > 0 else { return DoseEntry(form: .bolus(amount), lag: lag, sensitivity: sensitivity) }
    let values = (constants[slots.first], constants[slots.second])
    let shape = InputShape(
      slots.kind, values.0, values.1, amount: amount, at: solver.time[lane] + lag, isDifferentiated: !routes.isEmpty)
    var moves: [InputShape.Move] = []
    for (direction, own) in routes.map({ $0[route] }).enumerated() {
      let given = sensitivity.map { ($0.size[direction] / amount, $0.start[direction]) } ?? (0, 0)
      let derivatives = own.shape.map { (constants[$0.first], constants[$0.second]) } ?? (0, 0)
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
    settleBorders(lane)
    if shape.startsEvenly {
      startEvenly(shape, moves, compartment, from: event.time, lane)
    } else {
      continueProfile(shape, moves, compartment, from: event.time, lane)
    }
    jumpSensitivities(event.sensitivity, into: compartment, from: before, lane)
  }

  /// Holds the rate up to the profile's floor, where it goes on as it is: a stop, since the derivatives' rates jump there.
  private mutating func startEvenly(
    _ shape: InputShape, _ moves: [InputShape.Move], _ compartment: Int, from start: Double, _ lane: Int
  ) {
    let end = start + shape.floor
    var shape = shape
    // As long as the clock makes it: near its beginning the rate is that steep.
    shape.floor = end - start
    let still = moves.map { _ in 0.0 }
    let sensitivity =
      moves.isEmpty
      ? nil : InputSensitivity(size: moves.map { shape.firstRateDerivative($0) }, start: still, end: still)
    lanes[lane].schedule(
      PendingEvent(
        time: end, kind: .infusionEnd(rate: shape.firstRate, compartment: compartment), sensitivity: sensitivity))
    lanes[lane].schedule(
      PendingEvent(time: end, kind: .profile(shape, moves, compartment: compartment, start: start)))
    sumInfusions(into: compartment, lane)
  }

  /// Below this relative tolerance errors are held to a share of it while a rate that goes with a broken power of time rises.
  ///
  /// Its steps all err to one side, that of the power's distance from a whole one, and grow until each errs by the tolerance: the
  /// sum of them, ten times as much, jumps where the power passes a whole number, and differences by it would show that.
  /// They are only taken of values at tight tolerances.
  private static var tight: Double { 1e-9 }
  private static var shareAtBends: Double { 1.0 / 32 }

  /// A rate has risen to where it is highest: others may still rise.
  mutating func passMilestone(_ lane: Int) {
    guard tolerances.relative < Self.tight else { return }
    let others = lanes[lane].pending.contains { if case .milestone = $0.kind { true } else { false } }
    if !others { solver.holdErrors(to: 1, lane) }
  }

  /// Lets a dose go on to enter that began at a time.
  mutating func continueProfile(
    _ shape: InputShape, _ moves: [InputShape.Move], _ compartment: Int, from start: Double, _ lane: Int
  ) {
    dynamics.profiles.add(shape, moves, into: compartment, at: start, lane)
    // A system at rest tells a solver nothing of an input that is still to come: it has to stop where that is highest.
    if shape.mode > 0, shape.mode < .infinity, start + shape.mode > solver.time[lane] {
      lanes[lane].schedule(PendingEvent(time: start + shape.mode, kind: .milestone))
      if shape.startsEvenly, tolerances.relative < Self.tight { solver.holdErrors(to: Self.shareAtBends, lane) }
    }
  }
}
