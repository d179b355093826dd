import PKLanguage
import PKModel
import PKSimulation

/// Some patients in one arm: their courses, and what they come to.
struct ArmRun {
  private let whole: StudySimulation
  private let arm: PreparedArm
  private let subjects: Range<Int>
  private let patients: [VirtualPatient]
  private let effects: [[Double]]
  private let covariates: [[Double]]

  private var study: Study { whole.study }
  private var outputCount: Int { whole.simulation.model.source.outputs.count }

  init(
    _ whole: StudySimulation, _ arm: PreparedArm, _ subjects: Range<Int>, _ patients: [VirtualPatient],
    _ effects: [[Double]]
  ) {
    self.whole = whole
    self.arm = arm
    self.subjects = subjects
    self.patients = patients
    self.effects = effects
    covariates = patients.map { whole.patients.covariates($0.values) }
  }

  /// One patient on the way.
  private struct Plan {
    var schedule = PatientSchedule()
    var antibodies = AntibodyCourse()
    var outputs = OutputPlan()
    var course = PatientCourse()
  }

  func run() -> StudyChunk.Arm {
    let first = firstPass()
    var plans = patients.indices.map { slot in plan(slot, first) }
    for slot in plans.indices {
      addOutputs(to: &plans[slot], subject: subjects.lowerBound + slot)
      plans[slot].outputs.sort()
      plans[slot].outputs.write(to: &plans[slot].course)
    }
    let results = whole.simulation.run(
      plans.map(\.course), arm.bindings, cycleCount: arm.nominal.cycleCount, firstSubject: subjects.lowerBound)
    if case .event(let event)? = study.antibodies?.onset {
      for slot in plans.indices {
        let time = results.chunk.eventTime(subject: subjects.lowerBound + slot, event: event)
        plans[slot].antibodies = AntibodyCourse(onset: time ?? .infinity, end: .infinity, titre: 1)
      }
    }
    return collect(plans, results)
  }

  // MARK: - What a patient goes through

  /// What has to be known before a course can be planned: exposure without antibodies, and when events of the model end
  /// a treatment; nil when nothing depends on either.
  ///
  /// Until antibodies appear there are none, and until an event nothing follows from it: so the course without them is
  /// the patient's own up to that moment.
  private func firstPass() -> CourseResults? {
    var needsEvents = false
    if case .model? = arm.conduct.stop.event { needsEvents = true }
    guard needsEvents || study.antibodies?.byExposure != nil else { return nil }
    let courses = patients.indices.map { slot -> PatientCourse in
      let schedule = schedule(slot, stop: .infinity)
      return course(slot, schedule, AntibodyCourse())
    }
    return whole.simulation.run(
      courses, arm.bindings, cycleCount: arm.nominal.cycleCount, firstSubject: subjects.lowerBound)
  }

  private func schedule(_ slot: Int, stop: Double) -> PatientSchedule {
    arm.nominal.schedule(
      subject: subjects.lowerBound + slot, band: arm.band(patients[slot].values), conduct: arm.conduct,
      stopTime: stop, seed: study.seed)
  }

  private func plan(_ slot: Int, _ first: CourseResults?) -> Plan {
    let subject = subjects.lowerBound + slot
    var plan = Plan()
    var stop = Double.infinity
    if case .model(let event)? = arm.conduct.stop.event {
      stop = first?.chunk.eventTime(subject: subject, event: event) ?? .infinity
    }
    plan.schedule = schedule(slot, stop: stop)
    if let model = study.antibodies {
      plan.antibodies = model.course(
        subject: subject, starts: plan.schedule.cycleStarts, end: plan.schedule.end,
        doses: doses(slot, plan.schedule), exposure: exposures(slot, plan.schedule, first), seed: study.seed)
      if arm.conduct.stop.event == .antibodies, plan.antibodies.onset < plan.schedule.end {
        plan.schedule = schedule(slot, stop: plan.antibodies.onset)
      }
    }
    plan.course = course(slot, plan.schedule, plan.antibodies)
    return plan
  }

  /// The amount given in each cycle.
  private func doses(_ slot: Int, _ schedule: PatientSchedule) -> [Double] {
    var amounts = [Double](repeating: 0, count: schedule.cycleStarts.count)
    for dose in schedule.doses { amounts[dose.cycle] += arm.amount(dose.phase, patients[slot].values) * dose.share }
    return amounts
  }

  /// The exposure by which the hazard of antibodies goes, cycle by cycle.
  private func exposures(_ slot: Int, _ schedule: PatientSchedule, _ first: CourseResults?) -> [Double] {
    guard let by = study.antibodies?.byExposure, let first else { return [] }
    let subject = subjects.lowerBound + slot
    return schedule.cycleStarts.indices.map { cycle in
      let exposure = first.chunk.exposure(subject: subject, cycle: cycle, output: by.output)
      return Self.value(exposure, by.metric, length: Self.length(cycle, schedule))
    }
  }

  private func course(_ slot: Int, _ schedule: PatientSchedule, _ antibodies: AntibodyCourse) -> PatientCourse {
    let subject = subjects.lowerBound + slot
    var course = PatientCourse()
    course.cycleStarts = schedule.cycleStarts
    course.end = schedule.end
    course.covariates = covariates[slot]
    course.effects = effects[slot]
    course.thresholds = whole.simulation.thresholds(of: subject)
    course.doses = schedule.doses.map { dose in
      PatientCourse.Dose(
        time: dose.time, amount: arm.amount(dose.phase, patients[slot].values) * dose.share, phase: dose.phase,
        duration: arm.duration(dose.number, phase: dose.phase))
    }
    course.changes = changes(slot, schedule, antibodies)
    return course
  }

  /// Occasions of the model, and antibodies that come and go.
  private func changes(
    _ slot: Int, _ schedule: PatientSchedule, _ antibodies: AntibodyCourse
  ) -> [PatientCourse.Change] {
    let occasions = whole.simulation.occasionCovariates
    var times = occasions.isEmpty ? [] : Array(schedule.cycleStarts.dropFirst())
    let effect = study.antibodies?.effect
    if effect != nil { times += [antibodies.onset, antibodies.end].filter { $0 < schedule.end } }
    guard !times.isEmpty else { return [] }
    return times.sorted().map { time in
      let occasion = 1 + (schedule.cycleStarts.lastIndex { $0 <= time } ?? 0)
      var values = covariates[slot]
      var deviates =
        occasions.isEmpty
        ? effects[slot] : whole.simulation.effects(of: subjects.lowerBound + slot, occasion: occasion)
      for covariate in occasions { values[covariate] = Double(occasion) }
      if let effect, antibodies.isPositive(at: time) {
        deviates[effect.eta] += AntibodyModel.logarithm(effect.factor(titre: antibodies.titre))
      }
      return PatientCourse.Change(time: time, covariates: values, effects: deviates)
    }
  }

  private func addOutputs(to plan: inout Plan, subject: Int) {
    let schedule = plan.schedule
    let infusion: (Int) -> Double = { cycle in
      schedule.doses.first { $0.cycle == cycle }.flatMap { arm.duration($0.number, phase: $0.phase) } ?? 0
    }
    plan.outputs.addSamples(
      study.sampling, schedule: schedule, infusion: infusion, subject: subject, seed: study.seed)
    if let antibodies = study.antibodies {
      for (cycle, start) in schedule.cycleStarts.enumerated() where antibodies.sampledCycles.contains(cycle + 1) {
        plan.outputs.add(start, isBefore: true, .antibodies(cycle: cycle))
      }
    }
    if study.levels.contains(where: { $0 != nil }) { plan.outputs.addCurve(schedule, infusion: infusion) }
  }

  // MARK: - What it comes to

  private static func length(_ cycle: Int, _ schedule: PatientSchedule) -> Double {
    let starts = schedule.cycleStarts
    return (cycle + 1 < starts.count ? starts[cycle + 1] : schedule.end) - starts[cycle]
  }

  private static func value(_ exposure: CycleExposure, _ metric: ExposureMetric, length: Double) -> Double {
    switch metric {
    case .Cmax: exposure.cmax
    case .Ctrough: exposure.ctrough
    case .AUC: exposure.auc
    case .Cavg: exposure.auc / length
    case .timeAbove: .nan
    }
  }

  private func collect(_ plans: [Plan], _ results: CourseResults) -> StudyChunk.Arm {
    let cycles = arm.nominal.cycleCount
    let metrics = ExposureMetric.allCases
    var result = StudyChunk.Arm(
      cycles: cycles, exposures: [], treatments: [],
      doses: [Double](repeating: .nan, count: plans.count * cycles),
      starts: [Double](repeating: .nan, count: plans.count * cycles), samples: [],
      found: [Bool?](repeating: nil, count: plans.count * cycles), failures: results.chunk.failures)
    result.exposures.reserveCapacity(plans.count * cycles * outputCount * metrics.count)
    for (slot, plan) in plans.enumerated() {
      let subject = subjects.lowerBound + slot
      let above = read(plan, slot, results, into: &result)
      for cycle in 0..<cycles {
        for output in 0..<outputCount {
          guard cycle < plan.schedule.cycleStarts.count else {
            for _ in metrics { result.exposures.append(.nan) }
            continue
          }
          let exposure = results.chunk.exposure(subject: subject, cycle: cycle, output: output)
          let length = Self.length(cycle, plan.schedule)
          for metric in metrics where metric != .timeAbove {
            result.exposures.append(Self.value(exposure, metric, length: length))
          }
          result.exposures.append(
            above.isEmpty || study.levels[output] == nil
              ? .nan : 100 * above[cycle * outputCount + output] / length)
        }
      }
      let amounts = doses(slot, plan.schedule)
      for cycle in amounts.indices {
        result.doses[slot * cycles + cycle] = amounts[cycle]
        result.starts[slot * cycles + cycle] = plan.schedule.cycleStarts[cycle]
      }
      result.treatments.append(treatment(slot, plan, amounts))
    }
    return result
  }

  /// Reads a patient's outputs; gives the time above its level, by cycle and output.
  private func read(
    _ plan: Plan, _ slot: Int, _ results: CourseResults, into result: inout StudyChunk.Arm
  ) -> [Double] {
    let subject = subjects.lowerBound + slot
    let hasCurve = study.levels.contains { $0 != nil }
    var above =
      hasCurve
      ? (0..<arm.nominal.cycleCount * outputCount).map {
        TimeAbove(level: study.levels[$0 % outputCount] ?? .infinity)
      } : []
    for (index, wanted) in plan.outputs.wanted.enumerated() {
      switch wanted.purpose {
      case .curve(let cycle):
        for output in 0..<outputCount where study.levels[output] != nil {
          let value = results.prediction(subject: subject, time: index, output: output)
          above[cycle * outputCount + output].add(wanted.time, value)
        }
      case .antibodies(let cycle):
        guard let model = study.antibodies else { continue }
        let level = results.prediction(subject: subject, time: index, output: model.assay.output)
        result.found[slot * arm.nominal.cycleCount + cycle] = model.isFoundPositive(
          plan.antibodies, subject: subject, cycle: cycle, time: wanted.time, concentration: level, seed: study.seed)
      case .sample(let number, let entry, let cycle):
        for output in study.sampling[number].outputs {
          let deviate = ((number * 1000 + cycle) * 64 + entry) * outputCount + output
          result.samples.append(
            StudyChunk.Sample(
              subject: subject, plan: number, entry: entry, cycle: cycle, time: wanted.time,
              timeAfterDose: wanted.time - plan.schedule.cycleStarts[cycle], output: output,
              truth: results.prediction(subject: subject, time: index, output: output),
              observed: results.measured(subject: subject, time: index, output: output, index: deviate)))
        }
      }
    }
    return above.map(\.time)
  }

  private func treatment(_ slot: Int, _ plan: Plan, _ amounts: [Double]) -> StudyChunk.Treatment {
    let schedule = plan.schedule
    var planned = 0.0
    for cycle in schedule.cycleStarts.indices {
      planned += arm.amount(arm.nominal.phases[arm.band(patients[slot].values)][cycle], patients[slot].values)
      for extra in arm.nominal.extras where extra.cycles.contains(cycle + 1) {
        planned += arm.amount(extra.phase, patients[slot].values)
      }
    }
    let plannedTime = schedule.cycleStarts.indices.reduce(0) { $0 + arm.nominal.length($1) }
    let given = amounts.reduce(0, +)
    let isDone = schedule.end > 0 && planned > 0
    return StudyChunk.Treatment(
      cycles: schedule.cycleStarts.count, doses: schedule.doses.count, missed: schedule.missed,
      delayed: schedule.delays.reduce(0) { $0 + ($1 > 0 ? 1 : 0) },
      reduced: schedule.doses.reduce(0) { $0 + ($1.share < 1 ? 1 : 0) },
      intensity: isDone ? given / schedule.end / (planned / plannedTime) : .nan, end: schedule.end,
      onset: plan.antibodies.onset < schedule.end ? plan.antibodies.onset : .infinity,
      recovery: plan.antibodies.end, titre: plan.antibodies.titre)
  }
}
