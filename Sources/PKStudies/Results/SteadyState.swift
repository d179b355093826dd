import PKLanguage
import PKModel
import PKSimulation

/// The typical patient's way to steady state: an arm as planned, its last interval repeated.
struct SteadyState {
  /// How many cycles stand for ever, at least.
  static let cycles = 60

  let simulation: StudySimulation

  /// The exposure of the typical patient by arm, cycle and output, in that many cycles.
  func exposures() -> [[[CycleExposure]]] {
    let values = simulation.typicalValues()
    return simulation.arms.map { arm in
      let course = course(arm, values)
      let results = simulation.simulation.run(
        [course], arm.bindings, cycleCount: course.cycleStarts.count, firstSubject: 0)
      return course.cycleStarts.indices.map { cycle in
        (0..<results.outputCount).map { results.chunk.exposure(subject: 0, cycle: cycle, output: $0) }
      }
    }
  }

  private func course(_ arm: PreparedArm, _ values: [Double]) -> PatientCourse {
    let nominal = arm.nominal
    let last = nominal.cycleCount - 1
    let length = nominal.length(last)
    let band = arm.band(values)
    var course = PatientCourse()
    course.covariates = simulation.patients.covariates(values)
    course.effects = simulation.simulation.model.source.etaNames.map { _ in 0 }
    for cycle in 0..<max(Self.cycles, nominal.cycleCount) {
      let start = cycle <= last ? nominal.starts[cycle] : nominal.starts[last] + Double(cycle - last) * length
      course.cycleStarts.append(start)
      let phases =
        [(nominal.phases[band][min(cycle, last)], start)]
        + nominal.extras.filter { $0.cycles.contains(cycle + 1) }.map { ($0.phase, start + $0.after) }
      for (phase, time) in phases {
        course.doses.append(
          PatientCourse.Dose(
            time: time, amount: arm.amount(phase, values), phase: phase,
            duration: arm.duration(course.doses.count, phase: phase)))
      }
      course.end = start + length
    }
    return course
  }
}
