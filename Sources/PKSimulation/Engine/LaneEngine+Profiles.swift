import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// The form of a dose that enters by its route's profile, by the parameters of this moment; nil when it has none.
  mutating func profile(of route: Int?, amount: Double, at time: Double, _ lane: Int) -> DoseEntry.Form? {
    guard let slots = route.flatMap({ program.routes[$0].shape }) else { return nil }
    guard amount > 0 else { return .bolus(amount) }
    let constants = lanes[lane].constants
    return .profile(
      InputShape(slots.kind, constants[slots.first], constants[slots.second], amount: amount, at: time))
  }

  /// Lets a dose enter by its profile from now on.
  mutating func startProfile(_ shape: InputShape, _ compartment: Int, at time: Double, _ lane: Int) {
    solver.state[compartment][lane] += shape.lump
    dynamics.profiles.add(shape, into: compartment, at: time, lane)
    // A system at rest tells a solver nothing of an input that is still to come: it has to stop where that is highest.
    if shape.mode > 0, shape.mode < .infinity {
      lanes[lane].schedule(PendingEvent(time: time + shape.mode, kind: .milestone))
    }
  }
}
