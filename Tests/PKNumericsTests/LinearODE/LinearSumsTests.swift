import PKNumerics
import PKTestSupport
import Testing

/// Weighted sums of the states of a closed form, against the states added up.
struct LinearSumsTests {
  private struct Chain: LaneDynamics, ~Copyable {
    var dimension: Int { 3 }
    var input = 0.0

    mutating func evaluate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
    ) {
      derivative[0] = -1.3 * state[0]
      derivative[1] = 1.3 * state[0] - 0.7 * state[1] + 0.2 * state[2] + input
      derivative[2] = 0.4 * state[1] - 0.2 * state[2]
    }
  }

  private static let weights = [0, 0.25, 0, 0.5, -2, 3]
  /// Regular, with a gap, and more of them than are computed at once.
  private static let times = (0..<83).map { 0.25 * Double($0) + ($0 > 70 ? 0.1 : 0) }

  private static func solver(_ dynamics: inout Chain) -> LinearSolver {
    let structure = LinearStructure(dimension: 3) { row, column in
      [[true, false, false], [true, true, true], [false, true, true]][row][column]
    }
    var solver = LinearSolver(structure, followsPeaks: false)
    for (state, amount) in [100.0, 5, 1].enumerated() { solver.state[state] = Lanes(repeating: amount) }
    solver.restart(LaneMask(repeating: true), before: Lanes(repeating: 30), &dynamics)
    return solver
  }

  /// To a few roundings of the largest term, 3·state 2 at most.
  @Test func areThoseOfTheStates() {
    var dynamics = Chain()
    var solver = Self.solver(&dynamics)
    let groups = (Self.times.count + 7) / 8
    let sums = LaneBuffer(count: 2 * groups)
    let states = LaneBuffer(count: 3 * groups)
    let addsUp = Self.times.withUnsafeBufferPointer { times in
      solver.interpolate([0, 1, 2], ofLane: 5, at: times, into: states.base)
      return solver.interpolate(sums: Self.weights, ofLane: 5, at: times, into: sums.base)
    }
    #expect(addsUp)
    for (place, time) in Self.times.enumerated() {
      let (group, lane) = (place / 8, place % 8)
      for sum in 0..<2 {
        let terms = (0..<3).map { Self.weights[3 * sum + $0] * states[3 * group + $0][lane] }
        let size = terms.reduce(0) { $0 + abs($1) }
        #expect(
          isClose(sums[2 * group + sum][lane], terms.reduce(0, +), relative: 0, absolute: 2e-14 * size + 1e-300),
          "sum \(sum) at \(time)")
      }
    }
  }

  /// With an input the states are more than exponentials, and the caller adds up.
  @Test func areLeftToTheCallerUnderAnInput() {
    var dynamics = Chain(input: 2)
    var solver = Self.solver(&dynamics)
    let sums = LaneBuffer(count: 2)
    let addsUp = Self.times[..<8].withUnsafeBufferPointer { times in
      solver.interpolate(sums: Self.weights, ofLane: 0, at: times, into: sums.base)
    }
    #expect(!addsUp)
  }
}
