/// Sums of states inside a step, lane after lane: a lane mostly has few times in a step, and others than its neighbours.
extension RungeKuttaSolver {
  /// Writes weighted sums of some states of one lane at times inside the attempted step.
  public mutating func interpolate(
    _ states: [Int], sums: Int, weights: borrowing LaneBuffer, ofLane lane: Int, at times: UnsafePointer<Double>,
    upTo last: Double, into target: UnsafeMutablePointer<Double>
  ) -> Int {
    guard interpolantDegree == 4, states.count <= Lanes.scalarCount else { return 0 }
    let place = OfLane(lane, start: startOfStep.scalar(0, lane: lane), perStep: perStepOfLanes.scalar(0, lane: lane))
    return states.withUnsafeBufferPointer { states in
      states.count == 1 && sums == 1
        ? writeOne(states[0], weights.scalar(0, lane: lane), place, times, last, target)
        : writeAll(states, sums, weights.numbers + lane, place, times, last, target)
    }
  }

  /// A lane, when its step began, and one over the step.
  private struct OfLane {
    let lane: Int
    let start, perStep: Double

    @inline(__always)
    init(_ lane: Int, start: Double, perStep: Double) {
      self.lane = lane
      self.start = start
      self.perStep = perStep
    }
  }

  /// One state times its weight.
  @inline(__always)
  private mutating func writeOne(
    _ state: Int, _ weight: Double, _ place: OfLane, _ times: UnsafePointer<Double>, _ last: Double,
    _ target: UnsafeMutablePointer<Double>
  ) -> Int {
    let curve = Curve(polynomial.numbers + 32 * state + place.lane, Self.number(self.state + state, place.lane))
    var count = 0
    var time = times[0]
    while time <= last {
      target[count] = weight * curve.value(at: (time - place.start) * place.perStep)
      count += 1
      time = times[count]
    }
    return count
  }

  private mutating func writeAll(
    _ states: UnsafeBufferPointer<Int>, _ sums: Int, _ weights: UnsafePointer<Double>, _ place: OfLane,
    _ times: UnsafePointer<Double>, _ last: Double, _ target: UnsafeMutablePointer<Double>
  ) -> Int {
    let (width, values, polynomial, present) = (Lanes.scalarCount, row.numbers, polynomial.numbers, state)
    var (count, target) = (0, target)
    while times[count] <= last {
      let theta = (times[count] - place.start) * place.perStep
      for (number, state) in states.enumerated() {
        let curve = Curve(polynomial + 32 * state + place.lane, Self.number(present + state, place.lane))
        values[number] = curve.value(at: theta)
      }
      var weight = weights
      for sum in 0..<sums {
        var total = weight.pointee * values[0]
        weight += width
        for number in 1..<max(1, states.count) {
          total += weight.pointee * values[number]
          weight += width
        }
        target[sum] = total
      }
      target += sums
      count += 1
    }
    return count
  }

  @inline(__always)
  private static func number(_ state: UnsafePointer<Lanes>, _ lane: Int) -> Double {
    UnsafeRawPointer(state).load(fromByteOffset: 8 * lane, as: Double.self)
  }

  /// The interpolant of one state in one lane: a start, and a polynomial of degree 4 from there.
  private struct Curve {
    let start, p1, p2, p3, p4: Double

    /// Takes the coefficients, each the value of one lane among eight.
    @inline(__always)
    init(_ first: UnsafePointer<Double>, _ start: Double) {
      self.start = start
      (p1, p2, p3, p4) = (first[0], first[8], first[16], first[24])
    }

    /// The value at a share of the step, by the operations of the interpolation of all lanes.
    @inline(__always)
    func value(at theta: Double) -> Double {
      let inner = p2 + theta * (p3 + theta * p4)
      return start + theta * (p1 + theta * inner)
    }
  }
}
