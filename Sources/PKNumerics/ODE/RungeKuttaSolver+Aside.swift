/// States inside a step where the interpolant will not do.
///
/// An interpolant of a high order is a polynomial of as high a degree: at a product of step and rate of decay of a few
/// units, where the method itself is stable and accurate, it amplifies what is left of a fast transient some hundredfold.
extension RungeKuttaSolver {
  /// How much of the tolerances the interpolant's defect over a step may be.
  ///
  /// The defect is the derivative of the error, which is that of a polynomial of degree 7 or 8: some times the error.
  private static var defectLimit: Double { 10 }

  /// The lanes in which the interpolant of the attempted step obeys the equations less well than the step does.
  ///
  /// Its defect in the middle tells (Enright, J Comput Appl Math 125 (2000) 159). None for a method whose interpolant has
  /// no stages of its own.
  public mutating func lanesWithCoarseInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) -> LaneMask {
    guard !method.extraC.isEmpty else { return LaneMask(repeating: false) }
    prepareInterpolant(of: allStates)
    let (n, h, p, degree) = (dimension, steps.tried, polynomial.base, interpolantDegree)
    let middle = time + 0.5 * h
    interpolate(allStates, at: middle, into: stage.base)
    dynamics.evaluate(at: middle, stage.base, into: aside.base)
    var worst = Lanes(repeating: 0)
    for i in 0..<n {
      var slope = Lanes(repeating: 0)
      for power in stride(from: degree - 1, through: 0, by: -1) {
        slope = Double(power + 1) * p[degree * i + power] + 0.5 * slope
      }
      worst = larger(worst, magnitude(slope - h * aside.base[i]) * precision.base[i])
    }
    return worst .> Lanes(repeating: Self.defectLimit)
  }

  /// Writes the states at times inside the attempted step, one for each lane, by a step of their own.
  public mutating func stepAside<D: LaneDynamics & ~Copyable>(
    to times: Lanes, _ dynamics: inout D, into target: UnsafeMutablePointer<Lanes>
  ) {
    let (n, y, h, k) = (dimension, state, times - time, aside.base)
    k.update(from: derivative, count: n)
    var row = a.base
    for s in 1..<method.stages {
      for i in 0..<n { target[i] = y[i] + h * Lanes(sumOf: s, row, k + i, stride: n) }
      row += s
      guard s < method.stages - 1 else { break }
      dynamics.evaluate(at: time + c.base[s] * h, target, into: k + s * n)
    }
  }
}
