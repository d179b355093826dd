import PKNumerics
import Testing

/// Weighted sums inside a step lane by lane: to the last bit those of all lanes together.
@Suite struct InterpolatedSumsTests {
  private struct Saturable: LaneDynamics {
    var dimension: Int { 3 }

    mutating func evaluate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
    ) {
      derivative[0] = -2 * state[0] / (1 + state[0])
      derivative[1] = 0.5 * state[0] - 0.3 * state[1]
      derivative[2] = 0.3 * state[1] - 0.1 * state[2]
    }
  }

  @Test(arguments: [[1], [0, 2]], [1, 2]) func areThoseOfAllLanes(_ states: [Int], _ sums: Int) {
    var dynamics = Saturable()
    var solver = SwitchingSolver(dimension: 3, tolerances: Tolerances(relative: 1e-6, absolute: 1e-8))
    solver.state[0] = [1, 2, 3, 4, 5, 6, 7, 8]
    let (all, stop) = (LaneMask(repeating: true), Lanes(repeating: 50))
    solver.restart(all, before: stop, &dynamics)
    for _ in 0..<5 {
      solver.commit(solver.attempt(to: stop, active: all, &dynamics).accepted)
    }
    _ = solver.attempt(to: stop, active: all, &dynamics)
    solver.prepareInterpolant(of: states)
    let weights = LaneBuffer(count: sums * states.count)
    for place in 0..<weights.count { weights[place] = (0.3 + Double(place)) * Lanes(1, 2, 3, 4, 5, 6, 7, 8) }
    let inner = LaneBuffer(count: 3)
    let shares = [0, 0.25, 0.5, 0.9, 1]
    for lane in 0..<8 {
      let (start, end) = (solver.time[lane], solver.nextTime[lane])
      let times = shares.map { start + $0 * (end - start) } + [.infinity]
      var written = [Double](repeating: .nan, count: sums * shares.count)
      let count = times.withUnsafeBufferPointer { times in
        written.withUnsafeMutableBufferPointer { written in
          guard let time = times.baseAddress, let base = written.baseAddress else { return 0 }
          return solver.interpolate(
            states, sums: sums, weights: weights, ofLane: lane, at: time, upTo: end, into: base)
        }
      }
      #expect(count == times.count { $0 <= end })
      for place in 0..<count {
        solver.interpolate(states, at: Lanes(repeating: times[place]), into: inner.base)
        for sum in 0..<sums {
          var expected = weights[sum * states.count][lane] * inner[states[0]][lane]
          for number in 1..<max(1, states.count) {
            expected += weights[sum * states.count + number][lane] * inner[states[number]][lane]
          }
          #expect(written[place * sums + sum] == expected, "lane \(lane), time \(times[place])")
        }
      }
    }
  }
}
