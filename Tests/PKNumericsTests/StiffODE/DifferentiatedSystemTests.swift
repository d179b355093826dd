import Foundation
import PKNumerics
import PKTestSupport
import Testing

/// A system with the derivatives of its states by parameters behind them.
@Suite struct DifferentiatedSystemTests {
  /// Michaelis–Menten elimination with the derivatives of the amount by KM and VMAX; without a Jacobian, so that going
  /// over to the stiff method ends the solution.
  private struct Saturated: LaneDynamics {
    let leadingDimension: Int
    var dimension: Int { 3 }
    var isDifferentiable: Bool { true }

    mutating func evaluate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
    ) {
      let concentration = state[0] / 3.2
      let room = 4 + concentration
      let slope = (0.2 + 32 / (room * room)) / 3.2
      derivative[0] = -0.2 * concentration - 8 * concentration / room
      derivative[1] = 8 * concentration / (room * room) - slope * state[1]
      derivative[2] = -1 * concentration / room - slope * state[2]
    }
  }

  /// While elimination is saturated the derivative by KM is small, and its slope changes with the amount many times faster
  /// by its own size than anything decays: that is no stiffness.
  ///
  /// Over the months until it is no longer saturated; the long tail after that is as stiff as any.
  @Test(arguments: [1e-6, 1e-9]) func derivativesDoNotMakeASystemStiff(_ tolerance: Double) throws {
    var problem = Saturated(leadingDimension: 1)
    var solver = SwitchingSolver(dimension: 3, tolerances: Tolerances(relative: tolerance, absolute: 1e-3 * tolerance))
    for (index, value) in [1000.0, 0, 0].enumerated() { solver.state[index] = Lanes(repeating: value) }
    let work = try solver.solve(to: 90, &problem)
    #expect(work.factorizations == 0 && !solver.stiffLanes.holdsSomewhere)
  }

  /// y' = −10⁴(y − sin t) + cos t from 0, of which the solution is sin t: states inside long stiff steps are as good as
  /// the steps, by the interpolant or by a step of their own.
  @Test(arguments: [1e-8, 1e-9, 1e-10]) func statesInsideStiffStepsAreAsGoodAsTheSteps(_ tolerance: Double) {
    var problem = StiffProblem(
      "pulled", from: [0], to: 3, [],
      timeDerivative: { t, _, ft in ft[0] = 1e4 * t.map(cos) - t.map(sin) }
    ) { t, y, f in
      f[0] = -1e4 * (y[0] - t.map(sin)) + t.map(cos)
    } jacobian: { _, _, j in
      j[0] = Lanes(repeating: -1e4)
    }
    let all = LaneMask(repeating: true)
    let stop = Lanes(repeating: 3)
    var solver = SwitchingSolver(dimension: 1, tolerances: Tolerances(relative: tolerance, absolute: tolerance))
    let inside = LaneBuffer(count: 1)
    solver.begin(problem)
    solver.restart(all, before: stop, &problem)
    var (worst, coarseSteps, stiffSteps) = (0.0, 0, 0)
    while solver.time[0] < 3 {
      let attempt = solver.attempt(to: stop, active: all, &problem)
      guard attempt.accepted[0] else { continue }
      if solver.stiffLanes[0] {
        stiffSteps += 1
        solver.completeInterpolant(&problem)
        let isCoarse = solver.lanesWithCoarseInterpolant(&problem)[0]
        solver.prepareInterpolant(of: [0])
        for share in [0.25, 0.5, 0.75] {
          let times = solver.time + share * (solver.nextTime - solver.time)
          solver.interpolate([0], at: times, into: inside.base)
          if isCoarse { solver.stepAside(to: times, &problem, into: inside.base) }
          worst = max(worst, abs(inside[0][0] - sin(times[0])))
        }
        coarseSteps += isCoarse ? 1 : 0
      }
      solver.commit(attempt.accepted)
    }
    #expect(worst < 30 * tolerance, "\(worst / tolerance) times the tolerance")
    #expect(stiffSteps > 0 && coarseSteps > 0, "\(coarseSteps) of \(stiffSteps)")
    #expect(abs(solver.state[0][0] - sin(3)) < 30 * tolerance)
  }
}
