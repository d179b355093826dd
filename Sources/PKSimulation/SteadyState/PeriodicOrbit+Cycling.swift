import PKNumerics

extension PeriodicOrbit where Stepper: ~Copyable {
  /// How living through periods ended.
  enum Cycling {
    case settled([Double])
    case restless(Int)
  }

  /// Lives through periods until what is left to come, by the rate at which changes shrink, is within the tolerances.
  mutating func cycle(_ start: [Double], _ doses: PeriodicInput) throws(SolverError) -> Cycling {
    var x = start
    var last = Double.infinity
    var worst = 0
    for _ in 0..<Self.mostPeriods {
      let end = try advance([x], doses, until: doses.interval)[0]
      let now = size(from: x, to: end)
      let ratio = now / last
      worst = (0..<count).max { relative(x, end, $0) < relative(x, end, $1) } ?? worst
      x = end
      if now == 0 || (ratio < 1 && now / (1 - ratio) <= 1) { return .settled(x) }
      last = now
    }
    return .restless(worst)
  }

  /// The largest change of a state, in units of what it is to be known to.
  func size(from start: [Double], to end: [Double]) -> Double {
    (0..<count).reduce(0) { max($0, relative(start, end, $1)) }
  }

  func relative(_ start: [Double], _ end: [Double], _ i: Int) -> Double {
    abs(end[i] - start[i]) / (tolerances.absolute + tolerances.relative * abs(end[i]))
  }
}
