import Foundation
import PKNumerics

/// A system of equations with a solution that is known: the same in every lane, or shifted in time by lane.
struct InitialValueProblem: LaneDynamics, CustomStringConvertible, Sendable {
  typealias Derivative = @Sendable (Lanes, UnsafePointer<Lanes>, UnsafeMutablePointer<Lanes>) -> Void

  let name: String
  let initial: [Double]
  /// Where the solution is known, and what it is there.
  let end: Double
  let solution: [Double]
  private let derivative: Derivative
  /// How often the derivative was asked for.
  private(set) var evaluations = 0

  init(
    _ name: String, from initial: [Double], to end: Double = 20, _ solution: [Double],
    _ derivative: @escaping Derivative
  ) {
    self.name = name
    self.initial = initial
    self.end = end
    self.solution = solution
    self.derivative = derivative
  }

  /// The same problem to another end, where its solution is not known.
  func until(_ end: Double) -> InitialValueProblem { InitialValueProblem(name, from: initial, to: end, [], derivative) }

  var dimension: Int { initial.count }
  var description: String { name }

  mutating func evaluate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
  ) {
    evaluations += 1
    self.derivative(time, state, derivative)
  }

  /// A solver at the problem's start, all lanes alike.
  func solver(_ method: ButcherTableau = .tsit5, tolerances: Tolerances) -> RungeKuttaSolver {
    let solver = RungeKuttaSolver(method, dimension: dimension, tolerances: tolerances)
    for (index, value) in initial.enumerated() { solver.state[index] = Lanes(repeating: value) }
    return solver
  }

  /// The largest error of a state.
  func error(of state: UnsafePointer<Lanes>, lane: Int = 0) -> Double {
    solution.indices.map { (state[$0][lane] - solution[$0]).magnitude }.max() ?? 0
  }
}

extension Lanes {
  /// A function of one number, lane by lane.
  func map(_ f: (Double) -> Double) -> Lanes {
    var result = self
    for lane in 0..<Lanes.scalarCount { result[lane] = f(self[lane]) }
    return result
  }
}
