/// The doses of a profile as an interval sees them.
struct Dosing {
  /// The last dose at or before the start of the interval; without one, the first dose.
  private(set) var current: NCADose?
  /// When the dose after the start is given.
  private(set) var next: Double?
  /// Whether no dose comes before the current one.
  private(set) var isFirst = true
  private(set) var notes: [NCANote] = []
  private let start: Double

  init(of doses: [NCADose], at start: Double) throws(ProfileError) {
    self.start = start
    for dose in doses {
      guard dose.time.isFinite, dose.amount.map({ $0 >= 0 && $0.isFinite }) ?? true,
        dose.route.infusionDuration.map({ $0 >= 0 && $0.isFinite }) ?? true
      else { throw ProfileError(.badDose) }
      if dose.time > start {
        next = min(next ?? .infinity, dose.time)
      } else if let earlier = current {
        try take(dose, after: earlier)
      } else {
        current = dose
      }
    }
  }

  private mutating func take(_ dose: NCADose, after earlier: NCADose) throws(ProfileError) {
    guard dose.time == earlier.time else {
      isFirst = false
      if dose.time > earlier.time { current = dose }
      return
    }
    guard dose.route == earlier.route else { throw ProfileError(.mixedRoutes(time: dose.time)) }
    current?.amount = earlier.amount.flatMap { first in dose.amount.map { first + $0 } }
    notes = [.dosesCombined(2)]
  }

  /// The dose at the very start of the interval.
  var atStart: NCADose? { current.flatMap { $0.time == start ? $0 : nil } }

  /// How the current dose entered; extravascular when there is none.
  var route: NCARoute { current?.route ?? .extravascular }
}
