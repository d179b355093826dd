import PKNumerics
import PKTestSupport
import Testing

/// A linear system with its derivatives by directions, all of its states the same in every lane.
private struct Differentiated: LaneDynamics, ~Copyable {
  let system: DifferentiatedCase
  var dimension: Int { system.dimension }

  func evaluate(at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>) {
    for row in 0..<dimension {
      var sum = Lanes(repeating: system.input[row])
      for column in 0..<dimension { sum += system.whole(row, column) * state[column] }
      derivative[row] = sum
    }
  }

  func writeLinearSystem(of lane: Int, matrix: inout [Double], input: inout [Double]) {
    for place in matrix.indices { matrix[place] = system.whole(place % dimension, place / dimension) }
    input = system.input
  }
}

/// A system x' = A·x + b with random derivatives of A and b by some directions.
struct DifferentiatedCase: Sendable, CustomTestStringConvertible {
  var name: String
  var a: [[Double]]
  /// By direction, the derivatives of A.
  var changes: [[[Double]]]
  /// b, and its derivatives direction by direction; likewise the state at the start.
  var input: [Double]
  var start: [Double]
  var testDescription: String { name }
  var order: Int { a.count }
  var dimension: Int { order * (changes.count + 1) }

  /// A case in which directions move whatever is not 0 in A, and what is wanted beyond.
  init(_ system: LinearCase, directions: Int, seed: UInt64) {
    let draw = RandomStream(seed: seed, stream: 3, subject: UInt64(system.order))
    name = "\(system.name), \(directions) directions"
    a = system.a
    changes = (0..<directions).map { direction in
      system.a.enumerated().map { row, values in
        values.enumerated().map { $1 == 0 ? 0 : $1 * draw.normal(1000 * direction + 10 * row + $0) }
      }
    }
    input = system.b + (0..<directions * system.order).map { system.b[$0 % system.order] * draw.normal(5000 + $0) }
    start = system.start + (0..<directions * system.order).map { draw.normal(7000 + $0) }
  }

  /// The matrix of all states: A on the diagonal, its derivatives in the first columns.
  func whole(_ row: Int, _ column: Int) -> Double {
    let (own, other) = (row / order, column / order)
    if own == other { return a[row % order][column % order] }
    return other == 0 ? changes[own - 1][row % order][column % order] : 0
  }

  /// All states at some times, by the modes and their derivatives, or by the exponential of the whole matrix: its
  /// eigenvalues are repeated, so that it has no modes.
  func solved(at times: [Double], differentiated: Bool) -> (lanes: [[Double]], series: [[Double]]) {
    let structure = LinearStructure(dimension: dimension, directions: differentiated ? changes.count : 0) {
      whole($0, $1) != 0
    }
    var solver = LinearSolver(structure, followsPeaks: false)
    var dynamics = Differentiated(system: self)
    let all = LaneMask(repeating: true)
    let states = Array(0..<dimension)
    for state in states { solver.state[state] = Lanes(repeating: start[state]) }
    let stop = Lanes(repeating: times.last ?? 0)
    solver.restart(all, before: stop, &dynamics)
    _ = solver.attempt(to: stop, active: all, &dynamics)
    let inside = LaneBuffer(count: dimension)
    let alone = times.map { time in
      solver.interpolate(states, at: Lanes(repeating: time), into: inside.base)
      return states.map { inside[$0][5] }
    }
    let series = LaneBuffer(count: (times.count + 7) / 8 * dimension)
    times.withUnsafeBufferPointer { solver.interpolate(states, ofLane: 5, at: $0, into: series.base) }
    return (
      alone, times.indices.map { time in states.map { series[time / 8 * dimension + $0][time % 8] } }
    )
  }
}

struct LinearDerivativeTests {
  static let times = [0, 0.01, 0.5, 1, 2.5, 3, 7, 12, 12.5, 13, 13.25, 19]
  static let cases =
    LinearCase.random.enumerated().map { DifferentiatedCase($1, directions: 1 + $0 % 4, seed: UInt64($0)) }
    + LinearCase.hard.map { DifferentiatedCase($0, directions: 3, seed: 77) }
  /// Rates of absorption and elimination that differ by less and less, on both sides of where modes are given up.
  static let near = [1e-1, 1e-2, 3e-3, 8.1e-3, 7.9e-3, 1e-3, 1e-4, 1e-8, 1e-15].map { gap in
    DifferentiatedCase(
      LinearCase(
        name: "KA = k(1 + \(gap))", a: [[-0.7, 0], [0.7, -0.7 * (1 + gap)]], b: [2, 0.5], start: [10, 3]),
      directions: 2, seed: 5)
  }
  /// Two depots with the same rate, or nearly, that do not feed each other.
  static let parallel = [0, 1e-12, 1e-4, 1e-2].map { gap in
    DifferentiatedCase(
      LinearCase(
        name: "two depots, \(gap) apart", a: [[-0.7, 0, 0], [0, -0.7 * (1 + gap), 0], [0.7, 0.7 * (1 + gap), -0.2]],
        b: [0, 1, 0], start: [10, 3, 1]), directions: 2, seed: 6)
  }

  /// Of each direction's largest state: what the condition of the eigenvectors leaves of 16 digits.
  @Test(arguments: cases + near + parallel)
  func agreeWithTheExponentialOfTheWholeMatrix(system: DifferentiatedCase) {
    let modes = system.solved(at: Self.times, differentiated: true)
    let whole = system.solved(at: Self.times, differentiated: false)
    let n = system.order
    for time in Self.times.indices {
      for first in stride(from: 0, to: system.dimension, by: n) {
        let size = whole.lanes[time][first..<first + n].reduce(1e-3) { max($0, abs($1)) }
        for state in first..<first + n {
          let reference = whole.lanes[time][state]
          let difference = modes.lanes[time][state] - reference
          #expect(
            abs(difference) <= 1e-9 * size,
            "state \(state) at \(Self.times[time]): \(modes.lanes[time][state]) against \(reference)")
          #expect(abs(modes.series[time][state] - modes.lanes[time][state]) <= 1e-11 * size)
          #expect(abs(whole.series[time][state] - reference) <= 1e-11 * size)
        }
      }
    }
  }

  /// The propagator of steady states is the solver's closed form, and a fixed point of a period is one.
  @Test(arguments: LinearCase.random.prefix(16).map { DifferentiatedCase($0, directions: 2, seed: 8) })
  func modesCarryOneState(system: DifferentiatedCase) throws {
    let n = system.dimension
    let structure = LinearStructure(dimension: n, directions: 2) { system.whole($0, $1) != 0 }
    let leading = (0..<n * system.order).map { system.whole($0 % n, $0 / n) }
    let propagator = try #require(ModalPropagator(structure, leading))
    #expect(propagator.fades(within: 5))
    let input = propagator.coordinates(of: system.input)
    let end = propagator.states(
      of: propagator.advanced(propagator.coordinates(of: system.start), input: input, by: 2.5))
    let expected = system.solved(at: [0, 2.5], differentiated: false).lanes[1]
    let size = expected.reduce(1e-3) { max($0, abs($1)) }
    for state in 0..<n { #expect(isClose(end[state], expected[state], absolute: 1e-10 * size)) }

    let dose = propagator.coordinates(of: system.start)
    func period(_ coordinates: [Double]) -> [Double] {
      propagator.advanced(zip(coordinates, dose).map { $0 + $1 }, input: input, by: 5)
    }
    let fixed = propagator.fixedPoint(interval: 5, period)
    let again = period(fixed)
    let largest = fixed.reduce(0) { max($0, abs($1)) }
    for place in 0..<n { #expect(isClose(again[place], fixed[place], absolute: 1e-12 * largest)) }
  }

  /// A grid is solved with the exponentials of its spacing: over thousands of times no error adds up.
  @Test(arguments: [0.25, 0.1])
  func longGridsKeepTheirDigits(spacing: Double) {
    let rate = 0.013
    let times = (0..<5000).map { spacing * Double($0) }
    let system = DifferentiatedCase(
      LinearCase(name: "elimination", a: [[-rate]], b: [0], start: [100]), directions: 0, seed: 1)
    let solved = system.solved(at: times, differentiated: true).series
    for (time, values) in zip(times, solved) {
      let exact = 100 * LaneMath.exp(-rate * time)
      #expect(isClose(values[0], exact, relative: 1e-15 * (3 + rate * time)))
    }
  }
}
