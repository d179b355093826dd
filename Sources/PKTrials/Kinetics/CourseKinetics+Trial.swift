import PKSimulation
import PKStudies

extension CourseKinetics {
  /// The cycles of a trial's patients: exposure, samples and antibodies.
  ///
  /// - Parameters:
  ///   - trial: the trial.
  ///   - doses: the doses of each of its patients.
  /// - Returns: for each patient the cycles in order.
  func cycles(of trial: SimulatedTrial, doses: [[SimulatedDose]]) -> [[CycleRecord]] {
    guard !doses.isEmpty else { return [] }
    let first = Self.subject(trial: trial.number, patient: 0)
    let values = doses.indices.map { plan.population.patient(first + $0, seed: seed)?.values ?? [] }
    let antibodies = self.antibodies(first, values, doses)
    var courses: [PatientCourse] = []
    for (index, doses) in doses.enumerated() {
      var course = course(
        subject: first + index, values: values[index], doses: doses, antibodies: antibodies?[index])
      addSamples(to: &course, doses)
      courses.append(course)
    }
    let count = doses.map(\.count).max() ?? 0
    let results = simulation.run(courses, bindings, cycleCount: count, firstSubject: first)
    return doses.indices.map { index in
      records(of: first + index, courses[index], doses[index], antibodies?[index], results)
    }
  }

  private func isSampled(_ cycle: Int) -> Bool { plan.sampling.cycles.contains(cycle + 1) }

  /// Two samples a cycle: before the dose, and where the peak is expected.
  private func addSamples(to course: inout PatientCourse, _ doses: [SimulatedDose]) {
    for (cycle, dose) in doses.enumerated() where isSampled(cycle) {
      let start = course.cycleStarts[cycle]
      let next = cycle + 1 < doses.count ? course.cycleStarts[cycle + 1] : course.end
      let peak = start + (bindings.duration(of: dose.level) ?? 0) + plan.sampling.afterDose
      course.outputTimes += [start, min(peak, next)]
      course.isBeforeEvents += [true, peak >= next]
    }
  }

  private func records(
    of subject: Int, _ course: PatientCourse, _ doses: [SimulatedDose], _ antibodies: AntibodyHistory?,
    _ results: CourseResults
  ) -> [CycleRecord] {
    var sample = 0
    return doses.enumerated().map { cycle, dose in
      let exposure = results.chunk.exposure(subject: subject, cycle: cycle, output: plan.output)
      var record = CycleRecord(
        level: dose.level, cycle: cycle, hasRisen: dose.level != doses[0].level, cmax: exposure.cmax,
        ctrough: exposure.ctrough, auc: exposure.auc, sampledCmax: .nan, sampleDay: .nan, hasAntibodies: nil,
        isFoundPositive: nil)
      guard isSampled(cycle) else { return record }
      record.sampledCmax = results.measured(
        subject: subject, time: sample + 1, output: plan.output, index: 2 * cycle + 1)
      record.sampleDay = course.outputTimes[sample + 1] / plan.day
      if let model = plan.antibodies, let antibodies, model.sampledCycles.contains(cycle + 1) {
        let time = course.cycleStarts[cycle]
        record.hasAntibodies = antibodies.isPositive(at: time)
        record.isFoundPositive = antibodies.isFoundPositive(
          cycle: cycle, time: time,
          concentration: results.prediction(subject: subject, time: sample, output: model.assay.output))
      }
      sample += 2
      return record
    }
  }

  /// When antibodies appear in each patient; where exposure changes their hazard, after a run without them.
  private func antibodies(
    _ first: Int, _ values: [[Double]], _ doses: [[SimulatedDose]]
  ) -> [AntibodyHistory]? {
    guard let model = plan.antibodies else { return nil }
    let courses = doses.indices.map {
      course(subject: first + $0, values: values[$0], doses: doses[$0], antibodies: nil)
    }
    var exposures = [[Double]](repeating: [], count: doses.count)
    if let modifier = model.byExposure {
      let count = doses.map(\.count).max() ?? 0
      let results = simulation.run(courses, bindings, cycleCount: count, firstSubject: first)
      for index in doses.indices {
        exposures[index] = doses[index].indices.map { cycle in
          let exposure = results.chunk.exposure(subject: first + index, cycle: cycle, output: modifier.output)
          let starts = courses[index].cycleStarts
          let length = (cycle + 1 < starts.count ? starts[cycle + 1] : courses[index].end) - starts[cycle]
          return modifier.metric.value(exposure, length: length)
        }
      }
    }
    return doses.indices.map { index in
      AntibodyHistory(
        model, subject: first + index, starts: courses[index].cycleStarts, end: courses[index].end,
        doses: courses[index].doses.map(\.amount), exposure: exposures[index], seed: seed)
    }
  }
}

extension ExposureMetric {
  /// The measure of a cycle; the time above a level is not followed here, and changes nothing.
  fileprivate func value(_ exposure: CycleExposure, length: Double) -> Double {
    switch self {
    case .Cmax: exposure.cmax
    case .Ctrough: exposure.ctrough
    case .AUC: exposure.auc
    case .Cavg: exposure.auc / length
    case .timeAbove: .nan
    }
  }
}
