import PKModel

/// How a dose's size and times depend on the directions that a program differentiates by; one number for each.
struct InputSensitivity {
  /// The derivatives of the amount of a bolus, or of the rate of an infusion.
  var size: [Double]
  /// The derivatives of the time at which it starts, and at which it ends.
  var start: [Double]
  var end: [Double]
}

extension PlannedDose {
  /// The derivatives of a dose that is given now.
  ///
  /// - Parameters:
  ///   - attributes: the outputs of the program's prologue.
  ///   - slots: where the attributes of the route are.
  ///   - derivatives: where the derivatives of all routes' attributes are, for each direction.
  ///   - duration: how long the input takes; nil for a bolus.
  /// - Returns: nil when there are no directions.
  func sensitivity(
    _ attributes: [Double], _ slots: Program.RouteSlots?, _ derivatives: [[Program.RouteSlots]], duration: Double?
  ) -> InputSensitivity? {
    guard !derivatives.isEmpty else { return nil }
    func value(_ slot: Int?, default standard: Double) -> Double { slot.map { attributes[$0] } ?? standard }
    let total = amount * value(slots?.bioavailability, default: 1)
    let isLagged = value(slots?.lag, default: 0) > 0 || slots?.lag != nil
    var result = InputSensitivity(size: [], start: [], end: [])
    result.size.reserveCapacity(derivatives.count)
    result.start.reserveCapacity(derivatives.count)
    result.end.reserveCapacity(derivatives.count)
    for routes in derivatives {
      let own = route.map { routes[$0] }
      let amount = self.amount * value(own?.bioavailability, default: 0)
      let start = isLagged ? value(own?.lag, default: 0) : 0
      var size = amount
      var longer = 0.0
      if let duration, duration > 0 {
        let rate = total / duration
        switch input {
        case .bolus: break
        case .rate(let fixed):
          size = 0
          longer = amount / fixed
        case .modelledRate:
          size = value(own?.rate, default: 0)
          longer = (amount - duration * size) / rate
        case .duration: size = amount / duration
        case .modelledDuration:
          longer = value(own?.duration, default: 0)
          size = (amount - rate * longer) / duration
        }
      }
      result.size.append(size)
      result.start.append(start)
      result.end.append(start + longer)
    }
    return result
  }
}
