import PKNumerics
import PKTestSupport
import Testing

/// Weighted sums of the states of a closed form at evenly spaced times, against those at any times.
@Suite struct EvenSeriesTests {
  /// Each state decays at its own rate and feeds the next one: as many modes as states.
  private struct Cascade: LaneDynamics, ~Copyable {
    let dimension: Int

    mutating func evaluate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
    ) {
      for i in 0..<dimension {
        derivative[i] = -(0.3 + 0.4 * Double(i)) * state[i]
        if i > 0 { derivative[i] += 0.3 * state[i - 1] }
      }
    }
  }

  private static func solver(_ dynamics: inout Cascade) -> LinearSolver {
    let structure = LinearStructure(dimension: dynamics.dimension) { row, column in row == column || row == column + 1 }
    var solver = LinearSolver(structure, followsPeaks: false)
    for state in 0..<dynamics.dimension { solver.state[state] = Lanes(repeating: 100 - 30 * Double(state)) }
    solver.time = Lanes(repeating: 0.05)
    solver.restart(LaneMask(repeating: true), before: Lanes(repeating: 100), &dynamics)
    return solver
  }

  /// By one mode to four; fewer times than are reached from one exponential, more of them, and more than from eight.
  ///
  /// Three exponentials are multiplied instead of taking one: each is off by 0.64 units in the last place and by the rounding of
  /// its argument, which is at most 25 here, and each product by half a unit; times are off their spacing by half a unit of
  /// theirs. Together that is below 2·10⁻¹⁴ of the terms' size.
  @Test(arguments: [1, 2, 3, 4], [17, 100, 700])
  func areThoseAtAnyTimes(_ dimension: Int, _ count: Int) {
    var dynamics = Cascade(dimension: dimension)
    var solver = Self.solver(&dynamics)
    let spacing = 17.3 / Double(count)
    let times = (0..<count).map { 0.2 + spacing * Double($0) }
    for sums in [1, 2] {
      let weights = (0..<sums * dimension).map { 0.5 - 0.7 * Double($0 % 3) }
      var even = [Double](repeating: .nan, count: sums * count)
      let (groups, lane) = ((count + 7) / 8, 5)
      let any = LaneBuffer(count: sums * groups)
      let states = LaneBuffer(count: dimension * groups)
      times.withUnsafeBufferPointer { times in
        even.withUnsafeMutableBufferPointer { even in
          guard let base = even.baseAddress else { return }
          let addsUp = solver.interpolate(sums: weights, ofLane: lane, at: times, spacing: spacing, into: base)
          #expect(addsUp)
        }
        // A solver of its own, which has seen no spacing: so that its exponentials are taken at each time.
        var other = Self.solver(&dynamics)
        for (group, first) in stride(from: 0, to: count, by: 8).enumerated() {
          let some = UnsafeBufferPointer(rebasing: times[first..<min(first + 8, count)])
          other.forget(LaneMask(repeating: true))
          other.interpolate(Array(0..<dimension), ofLane: lane, at: some, into: states.base + group * dimension)
          other.forget(LaneMask(repeating: true))
          let addsUp = other.interpolate(sums: weights, ofLane: lane, at: some, into: any.base + group * sums)
          #expect(addsUp)
        }
      }
      for place in 0..<count {
        for sum in 0..<sums {
          let size = (0..<dimension).reduce(0.0) {
            $0 + abs(weights[sum * dimension + $1] * states[place / 8 * dimension + $1][place % 8])
          }
          #expect(
            isClose(
              even[place * sums + sum], any[place / 8 * sums + sum][place % 8], relative: 0, absolute: 2e-14 * size),
            "sum \(sum) at \(times[place])")
        }
      }
    }
  }

  /// What a spacing left behind says nothing of another one, and the same times give the same bits.
  @Test func anotherSpacingBeginsAnew() {
    var dynamics = Cascade(dimension: 2)
    var solver = Self.solver(&dynamics)
    func values(_ spacing: Double, _ count: Int) -> [Double] {
      var result = [Double](repeating: .nan, count: count)
      let times = (0..<count).map { 1 + spacing * Double($0) }
      times.withUnsafeBufferPointer { times in
        result.withUnsafeMutableBufferPointer { result in
          guard let base = result.baseAddress else { return }
          _ = solver.interpolate(sums: [1, 2], ofLane: 3, at: times, spacing: spacing, into: base)
        }
      }
      return result
    }
    let (few, other, many) = (values(0.25, 8), values(0.125, 90), values(0.25, 90))
    #expect(few == Array(many[..<8]))
    #expect(isClose(other[80], many[40], relative: 1e-13, absolute: 0))
    #expect(values(0.25, 90) == many)
  }
}
