import PKNumerics
import PKTestSupport
import Testing

/// A linear system x' = A·x + b, the same in every lane; A is column-major.
private struct Linear: LaneDynamics, ~Copyable {
  let dimension: Int
  let a: [Double]
  let b: [Double]

  mutating func evaluate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
  ) {
    for i in 0..<dimension {
      var sum = Lanes(repeating: b[i])
      for j in 0..<dimension { sum += a[i + j * dimension] * state[j] }
      derivative[i] = sum
    }
  }
}

/// A system with its state at the start; `name` says what is hard about it.
struct LinearCase: Sendable, CustomTestStringConvertible {
  var name: String
  var a: [[Double]]
  var b: [Double]
  var start: [Double]
  var testDescription: String { name }
  var order: Int { start.count }
  var columnMajor: [Double] { (0..<order).flatMap { j in (0..<order).map { a[$0][j] } } }

  /// The state at a time by the library's explicit method of order 5 at a tolerance of 10⁻¹².
  func integrated(to end: Double) throws -> [Double] {
    var solver = RungeKuttaSolver(
      dimension: order, tolerances: Tolerances(relative: 1e-12, absolute: 1e-13))
    var dynamics = Linear(dimension: order, a: columnMajor, b: b)
    for i in 0..<order { solver.state[i] = Lanes(repeating: start[i]) }
    _ = try solver.solve(to: end, &dynamics)
    return (0..<order).map { solver.state[$0][0] }
  }

  /// The states at several times in closed form, in steps of whatever length the solver likes.
  func exact(at times: [Double], followsPeaks: Bool) -> [[Double]] {
    let structure = LinearStructure(dimension: order) { a[$0][$1] != 0 }
    var solver = LinearSolver(structure, followsPeaks: followsPeaks)
    var dynamics = Linear(dimension: order, a: columnMajor, b: b)
    let stop = Lanes(repeating: times.last ?? 0)
    let all = LaneMask(repeating: true)
    for i in 0..<order { solver.state[i] = Lanes(repeating: start[i]) }
    solver.restart(all, before: stop, &dynamics)
    let inside = LaneBuffer(count: order)
    var found: [[Double]] = []
    var next = 0
    while solver.time[0] < stop[0] {
      let attempt = solver.attempt(to: stop, active: all, &dynamics)
      guard attempt.accepted[0] else { return found }
      while next < times.count, times[next] <= solver.nextTime[0] {
        solver.interpolate(Array(0..<order), at: Lanes(repeating: times[next]), into: inside.base)
        found.append((0..<order).map { inside[$0][0] })
        next += 1
      }
      solver.commit(attempt.accepted)
    }
    return found
  }
}

extension LinearCase {
  /// Compartments that exchange at random, with elimination: what models of bodies look like.
  static func compartments(_ order: Int, seed: UInt64) -> LinearCase {
    let draw = RandomStream(seed: seed, stream: 1, subject: UInt64(order))
    var a = [[Double]](repeating: [Double](repeating: 0, count: order), count: order)
    for i in 0..<order {
      for j in 0..<order where i != j && (abs(i - j) == 1 || draw.uniform(i * order + j) < 0.3) {
        let rate = LaneMath.exp(draw.normal(100 + i * order + j) - 0.5)
        a[i][j] += rate
        a[j][j] -= rate
      }
    }
    a[0][0] -= 0.3 + draw.uniform(500)
    return LinearCase(
      name: "compartments \(order), seed \(seed)", a: a, b: (0..<order).map { $0 == 0 ? 2 : 0 },
      start: (0..<order).map { 10 * draw.uniform(600 + $0) })
  }

  static let hard: [LinearCase] = [
    LinearCase(name: "KA = k", a: [[-0.7, 0], [0.7, -0.7]], b: [0, 0], start: [10, 0]),
    LinearCase(name: "KA near k", a: [[-0.7, 0], [0.7, -0.7 * (1 + 1e-7)]], b: [0, 0], start: [10, 0]),
    LinearCase(
      name: "transit chain",
      a: [[-2, 0, 0, 0, 0], [2, -2, 0, 0, 0], [0, 2, -2, 0, 0], [0, 0, 2, -2, 0], [0, 0, 0, 2, -0.2]],
      b: [0, 0, 0, 0, 1], start: [100, 0, 0, 0, 0]),
    LinearCase(name: "oscillator", a: [[-0.1, 1], [-1, -0.1]], b: [0.5, 0], start: [1, 0]),
    LinearCase(
      name: "damped pair in a third", a: [[-0.1, 2, 0], [-2, -0.1, 0], [0.5, 0, -1]], b: [0, 0, 1],
      start: [1, 2, 3]),
    LinearCase(name: "no elimination", a: [[-1, 0.5], [1, -0.5]], b: [3, 0], start: [4, 0]),
    LinearCase(
      name: "area and urine", a: [[-1, 0, 0], [0.5, 0, 0], [0.1, 0, 0]], b: [2, 0, 0.25], start: [4, 1, 2]),
    LinearCase(name: "nothing moves", a: [[0]], b: [0], start: [7]),
    LinearCase(name: "only input", a: [[0, 0], [0, -1]], b: [2, 0], start: [0, 5]),
    LinearCase(name: "rates far apart", a: [[-40, 0], [40, -0.01]], b: [0, 0], start: [5, 0]),
    LinearCase(name: "growth", a: [[0.3]], b: [1], start: [1]),
  ]
  static let random = (1...6).flatMap { order in (0..<4).map { compartments(order, seed: 11 + $0) } }
}

struct LinearSolverTests {
  static let times = [0.0, 0.01, 0.5, 1, 2.5, 3, 7, 12]

  /// 10⁻⁹ of the largest state: the explicit method's global error at a tolerance of 10⁻¹².
  @Test(arguments: LinearCase.hard + LinearCase.random)
  func agreesWithTheExplicitMethod(system: LinearCase) throws {
    let inOne = system.exact(at: Self.times, followsPeaks: false)
    let inSteps = system.exact(at: Self.times, followsPeaks: true)
    #expect(inOne.count == Self.times.count && inSteps.count == Self.times.count)
    for (index, time) in Self.times.enumerated() {
      let reference = try system.integrated(to: time)
      let size = reference.reduce(1e-3) { max($0, abs($1)) }
      for i in reference.indices {
        #expect(isClose(inOne[index][i], reference[i], relative: 0, absolute: 1e-9 * size), "state \(i) at \(time)")
        #expect(isClose(inSteps[index][i], inOne[index][i], relative: 0, absolute: 1e-12 * size))
      }
    }
  }

  /// Bateman's function, 100·KA/(KA − k)·(e^{−kt} − e^{−KA·t}), to the last few bits, and its limit for KA = k.
  @Test func absorptionIsBatemansFunction() {
    let (absorption, elimination) = (1.3, 0.2)
    let system = LinearCase(
      name: "oral", a: [[-absorption, 0], [absorption, -elimination]], b: [0, 0], start: [100, 0])
    for (time, state) in zip(Self.times, system.exact(at: Self.times, followsPeaks: false)) {
      let expected =
        100 * absorption / (absorption - elimination)
        * (LaneMath.exp(-elimination * time) - LaneMath.exp(-absorption * time))
      #expect(isClose(state[1], expected, relative: 4e-15, absolute: 1e-14))
    }
    for (time, state) in zip(Self.times, LinearCase.hard[0].exact(at: Self.times, followsPeaks: false)) {
      #expect(isClose(state[1], 10 * 0.7 * time * LaneMath.exp(-0.7 * time), relative: 1e-13, absolute: 1e-15))
    }
  }

  /// e^{A}·e^{−A} = 1, the exponential of a rotation, and of a nilpotent matrix.
  @Test func exponentialsOfMatrices() throws {
    let rotation = try exponential(of: Matrix([[0, -2], [2, 0]]))
    // cos 2 and sin 2 to 17 digits.
    #expect(isClose(rotation[0, 0], -0.41614683654714239, relative: 1e-14))
    #expect(isClose(rotation[1, 0], 0.90929742682568170, relative: 1e-14))
    let nilpotent = try exponential(of: Matrix([[0, 3, 0], [0, 0, 5], [0, 0, 0]]))
    #expect(isClose(nilpotent[0, 2], 7.5, relative: 1e-15))
    let forth = try exponential(of: Matrix([[-1, 0.5, 2], [0.3, -2, 0.1], [1, 0, -0.5]]))
    let back = try exponential(of: Matrix([[1, -0.5, -2], [-0.3, 2, -0.1], [-1, 0, 0.5]]))
    let product = try forth.multiplied(by: back)
    for i in 0..<3 { for j in 0..<3 { #expect(isClose(product[i, j], i == j ? 1 : 0, absolute: 1e-14)) } }
    #expect(throws: LinearAlgebraError.self) { try exponential(of: Matrix([[.nan]])) }
    #expect(throws: LinearAlgebraError.self) { try exponential(of: Matrix([[1, 2]])) }
  }
}
