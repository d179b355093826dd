/// The interpolant of one state in one lane, y + θ(c₁ + θ(c₂ + …)), at a few times.
struct LaneCurve {
  /// The length of the step.
  let step: Double
  /// How far each time is along the step: θ.
  private let shares: UnsafeMutablePointer<Double>
  private let count: Int

  /// Begins with a step and up to eight times inside it, in memory for so many numbers.
  @inline(__always)
  init(start: Double, step: Double, _ times: UnsafeBufferPointer<Double>, in memory: UnsafeMutablePointer<Double>) {
    self.step = step
    shares = memory
    count = times.count
    for place in 0..<count { shares[place] = (times[place] - start) / step }
  }

  /// Writes the values of the polynomial of degree 4 or 8 to lanes of a target, from a column on.
  @inline(__always)
  func write(
    from y: Double, _ c: Lanes, isLong: Bool, into target: UnsafeMutablePointer<Lanes>, _ column: Int
  ) {
    let row = UnsafeMutableRawPointer(target).assumingMemoryBound(to: Double.self) + column
    for place in 0..<count {
      let θ = shares[place]
      let rest = isLong ? c[3] + θ * (c[4] + θ * (c[5] + θ * (c[6] + θ * c[7]))) : c[3]
      row[place] = y + θ * (c[0] + θ * (c[1] + θ * (c[2] + θ * rest)))
    }
  }
}
