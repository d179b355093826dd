import PKNumerics
import Testing

/// The damped BFGS method, asked and told.
@Suite struct QuasiNewtonTests {
  /// Runs a minimiser on a function until it ends.
  private func run(
    _ minimiser: inout QuasiNewton, calls: Int = 500, _ function: ([Double]) -> (Double, [Double])
  ) -> Int {
    for call in 0..<calls {
      guard minimiser.status == .searching else { return call }
      let (value, gradient) = function(minimiser.trial)
      minimiser.take(value: value, gradient: gradient)
    }
    return calls
  }

  private func start(
    at point: [Double], _ function: ([Double]) -> (Double, [Double]), hessian: Matrix? = nil, longestStep: Double = 1
  ) -> QuasiNewton {
    let (value, gradient) = function(point)
    return QuasiNewton(
      at: point, value: value, gradient: gradient, hessian: hessian ?? .identity(point.count),
      gradientTolerance: 1e-7, decrementTolerance: 1e-12, longestStep: longestStep)
  }

  private func rosenbrock(_ x: [Double]) -> (Double, [Double]) {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return (a * a + 100 * b * b, [-2 * a - 400 * x[0] * b, 200 * b])
  }

  @Test("the valley of Rosenbrock's function is followed to its minimum at (1, 1)") func valley() {
    var minimiser = start(at: [-1.2, 1], rosenbrock)
    let calls = run(&minimiser, rosenbrock)
    #expect(minimiser.status == .converged)
    #expect(calls < 100)
    #expect(abs(minimiser.point[0] - 1) < 1e-6 && abs(minimiser.point[1] - 1) < 1e-6)
    #expect(minimiser.value < 1e-12)
    // Approximated at the minimum: [802, −400; −400, 200], whose largest element is right to some per cent.
    #expect(abs(minimiser.hessian[0, 0] - 802) < 0.1 * 802)
  }

  @Test("with the exact Hessian a quadratic takes one step") func quadratic() throws {
    let hessian = try Matrix([[4, 1], [1, 3]])
    func function(_ x: [Double]) -> (Double, [Double]) {
      let g = [4 * x[0] + x[1] - 1, x[0] + 3 * x[1] - 2]
      return (2 * x[0] * x[0] + x[0] * x[1] + 1.5 * x[1] * x[1] - x[0] - 2 * x[1], g)
    }
    var minimiser = start(at: [0.4, -0.3], function, hessian: hessian)
    let calls = run(&minimiser, function)
    #expect(minimiser.status == .converged)
    #expect(calls == 1 && minimiser.iterations == 1)
    // 4 x + y = 1, x + 3 y = 2.
    #expect(abs(minimiser.point[0] - 1 / 11) < 1e-12 && abs(minimiser.point[1] - 7 / 11) < 1e-12)
  }

  @Test("a start that is a minimum is one") func startsAtTheMinimum() {
    let minimiser = start(at: [1, 1], rosenbrock)
    #expect(minimiser.status == .converged && minimiser.iterations == 0)
  }

  @Test("no step is longer than is allowed") func longestStep() throws {
    func bowl(_ x: [Double]) -> (Double, [Double]) { (x[0] * x[0], [2 * x[0]]) }
    let minimiser = start(at: [100], bowl, hessian: try Matrix([[1e-3]]), longestStep: 0.5)
    #expect(minimiser.trial == [99.5])
  }

  @Test("where the function has no value, the step is shortened") func edge() throws {
    // x − ln x has its minimum at 1 and no value below 0, where a step along a flat Hessian leads from 5.
    func function(_ x: [Double]) -> (Double, [Double]) {
      x[0] > 0 ? (x[0] - LaneMath.log(x[0]), [1 - 1 / x[0]]) : (.nan, [.nan])
    }
    var minimiser = start(at: [5], function, hessian: try Matrix([[0.05]]), longestStep: 20)
    #expect(minimiser.trial[0] < 0)
    _ = run(&minimiser, function)
    #expect(minimiser.status == .converged)
    #expect(abs(minimiser.point[0] - 1) < 1e-6)
  }

  @Test("a gradient that lies makes it stall, and a restart goes on") func stall() throws {
    func lying(_ x: [Double]) -> (Double, [Double]) { (x[0] * x[0], [-2 * x[0]]) }
    func honest(_ x: [Double]) -> (Double, [Double]) { (x[0] * x[0], [2 * x[0]]) }
    var minimiser = start(at: [2], lying)
    _ = run(&minimiser, lying)
    #expect(minimiser.status == .stalled)
    #expect(minimiser.point == [2])
    let isTaken = minimiser.take(value: 0, gradient: [0])
    #expect(!isTaken)
    var again = start(at: [2], honest)
    again.restart(hessian: try Matrix([[2]]))
    #expect(run(&again, honest) > 0)
    #expect(again.status == .converged && abs(again.point[0]) < 1e-9)
  }

  @Test("a Hessian that is not positive definite is replaced by the identity") func indefinite() throws {
    func bowl(_ x: [Double]) -> (Double, [Double]) { (x[0] * x[0] / 2, [x[0]]) }
    let minimiser = start(at: [0.25], bowl, hessian: try Matrix([[-1]]))
    #expect(minimiser.hessian[0, 0] == 1)
    #expect(minimiser.trial == [0])
  }
}
