import PKData
import PKLanguage

/// An arm bound to a model: what each of its patients goes through, but for the patient.
struct ArmPlan: Sendable {
  /// A dose, or the start of a cycle, at a time.
  private struct Step: Sendable {
    var time: Double
    var binding: Int
    var cycle: Int
  }
  let cycles: [CycleWindow]
  /// How each phase's doses become amounts.
  let bindings: [DoseBinding]
  private let steps: [Step]
  private let end: Double
  private let times: [Double]
  private let evenTimes: EvenRuns
  /// Whether the starts and ends of cycles are events.
  private let marksCycles: Bool
  /// What all patients go through, where no dose goes by the patient's size.
  private(set) var common: SubjectPlan.Schedule?

  /// Binds an arm to a model.
  ///
  /// - Parameters:
  ///   - arm: what is given.
  ///   - model: to whom it is given.
  ///   - until: when the simulation ends; nil for the end of the last cycle (or the last output time).
  ///   - times: when outputs are wanted.
  ///   - marksCycles: whether the starts and ends of cycles are events, for those who follow exposure.
  /// - Throws: `SetupError` when a phase does not fit the model.
  init(
    _ arm: Arm, model: CheckedModel, until: Double?, times: [Double], marksCycles: Bool
  ) throws(SetupError) {
    self.marksCycles = marksCycles
    var bindings: [DoseBinding] = []
    for phase in arm.regimen.phases { bindings.append(try DoseBinding(phase, arm: arm.name, model: model)) }
    self.bindings = bindings
    guard let doses = arm.regimen.doses(in: model.timeUnit), let windows = arm.regimen.cycles(in: model.timeUnit)
    else { throw .timeUnit("\(model.timeUnit)") }
    let naturalEnd = windows.last?.end ?? 0
    let end = until ?? (naturalEnd.isFinite ? naturalEnd : times.last ?? windows.last?.start ?? 0)
    self.end = end
    self.times = times.filter { $0 <= end }
    evenTimes = EvenRuns(self.times)
    // A cycle that the simulation's end cuts short would report a trough that is none: only whole ones count,
    // but a single dose without an interval has the whole simulation for its cycle.
    cycles = windows.compactMap { window in
      var window = window
      if window.end == .infinity { window.end = end }
      return window.end <= end && window.end > window.start ? window : nil
    }
    steps = doses.filter { $0.time <= end }.map { Step(time: $0.time, binding: $0.phase, cycle: $0.cycle) }
    if bindings.allSatisfy({ $0.basis == .flat }) {
      common = SubjectPlan.Schedule(
        events: events(bindings.map { _ in 1 }, [[]]), outputTimes: self.times, evenOutputs: evenTimes)
    }
  }

  /// The plan of one patient.
  ///
  /// - Parameters:
  ///   - bodySizes: for each phase the weight in kg or surface in m² that its doses are by; 1 for flat ones.
  ///   - covariates: the covariates of each cycle; one for all when it has one.
  ///   - etas: the random effects of each of them, one after another.
  /// - Returns: what the patient goes through.
  func plan(bodySizes: [Double], covariates: [[Double]], etas: [Double]) -> SubjectPlan {
    // What does not depend on the patient is shared.
    if let common, covariates.count == 1 {
      return SubjectPlan(schedule: common, covariates: covariates[0], etas: etas)
    }
    let own = SubjectPlan.Schedule(
      events: events(bodySizes, covariates), outputTimes: times, evenOutputs: evenTimes)
    return SubjectPlan(schedule: own, covariates: covariates[0], etas: etas)
  }

  private func events(_ bodySizes: [Double], _ covariates: [[Double]]) -> [PlannedEvent] {
    var events: [PlannedEvent] = []
    events.reserveCapacity(2 * steps.count + 2)
    for step in steps {
      if marksCycles {
        events.append(PlannedEvent(time: step.time, kind: .cycle(step.cycle < cycles.count ? step.cycle : nil)))
      }
      if covariates.count > 1, step.cycle > 0 {
        let present = min(step.cycle, covariates.count - 1)
        events.append(
          PlannedEvent(time: step.time, kind: .parameters(covariates: covariates[present], occasion: present)))
      }
      let dose = bindings[step.binding].dose(bodySize: bodySizes[step.binding])
      events.append(PlannedEvent(time: step.time, kind: .dose(dose)))
    }
    if marksCycles, let last = cycles.last { events.append(PlannedEvent(time: last.end, kind: .cycle(nil))) }
    events.append(PlannedEvent(time: end, kind: .end))
    return events
  }

  /// When outputs are written.
  var outputTimes: [Double] { times }
  /// How many doses are given.
  var doseCount: Int { steps.count }
}
