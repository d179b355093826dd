/// One trial under way: asks for patients, takes their risks, and goes on.
///
/// The caller supplies each patient's probability of a DLT, so that many trials can ask at once and their patients'
/// kinetics be solved together.
struct TrialRun {
  /// Patients who are to be enrolled now.
  struct Request {
    var level: Int
    var count: Int
  }

  private(set) var trial: SimulatedTrial
  private(set) var history: CohortHistory
  /// What is asked for; nil when the trial is over.
  private(set) var request: Request?

  private let seed: UInt64
  /// Where the cohort under way begins among the patients.
  private var cohortStart = 0
  private var cohortNumber = 0
  /// How many of the request replace others.
  private var replacements = 0

  init(_ plan: Trial, number: Int, seed: UInt64) {
    trial = SimulatedTrial(number: number)
    trial.patients.reserveCapacity(32)
    history = CohortHistory(levelCount: plan.levels.count)
    self.seed = seed
    decide(on: 0, plan)
  }

  /// Enrols the patients who were asked for.
  ///
  /// - Parameters:
  ///   - plan: the trial.
  ///   - risk: the probability of a DLT of the n-th of them.
  mutating func enrol(_ plan: Trial, risk: (Int) -> Double) {
    guard let request else { return }
    for n in 0..<request.count {
      let patient = enrolled(at: request.level, risk(n), isReplacement: n < replacements, plan)
      trial.patients.append(patient)
    }
    let cohort = trial.patients[cohortStart...]
    let missing = cohort.count { $0.outcome == .notEvaluable } - cohort.count { $0.isReplacement }
    if plan.calendar.replaces, missing > 0, trial.patients.count < 1_000 {
      replacements = missing
      self.request = Request(level: request.level, count: missing)
    } else {
      close(plan)
    }
  }

  private func enrolled(at level: Int, _ risk: Double, isReplacement: Bool, _ plan: Trial) -> SimulatedPatient {
    let calendar = plan.calendar
    let draws = TrialDraws(seed: seed, trial: trial.number, patient: trial.patients.count)
    var open = trial.decisions.last?.day ?? 0
    if trial.patients.count > cohortStart, let last = trial.patients.last {
      // The search for the next patient begins when the one before has been treated.
      open = max(open, last.start)
      if isReplacement, let left = nextToReplace() { open = max(open, left) }
    }
    let ready = (open + calendar.accrual.wait { draws.arrival }).rounded(.up)
    let start = max(ready, earliest(at: level, calendar).rounded(.up))
    var patient = SimulatedPatient(
      level: level, cohort: cohortNumber, start: start, outcome: .none, eventDay: nil, risk: risk,
      isReplacement: isReplacement)
    let days = plan.window
    func day(_ uniform: Double) -> Double { start + min((uniform * days).rounded(.up), days) }
    let mild = plan.truth.flatMap { level < $0.moderate.count ? $0.moderate[level] : nil } ?? 0
    // Leaving has nothing to do with toxicity, so that the rate of those who can be evaluated is the assumed one.
    if draws.leaving < calendar.notEvaluable {
      patient.outcome = .notEvaluable
      patient.eventDay = day(draws.leavingDay)
    } else if draws.dlt < risk {
      patient.outcome = .dlt
      patient.eventDay = day(draws.dltDay)
    } else if draws.moderate < mild {
      patient.outcome = .moderate
      patient.eventDay = day(draws.moderateDay)
    }
    return patient
  }

  /// When the patient left whom the next replacement is for.
  private func nextToReplace() -> Double? {
    let cohort = trial.patients[cohortStart...]
    let left = cohort.filter { $0.outcome == .notEvaluable }.compactMap(\.eventDay)
    let replaced = cohort.count { $0.isReplacement }
    return replaced < left.count ? left[replaced] : nil
  }

  /// The first day on which the gaps allow a patient.
  private func earliest(at level: Int, _ calendar: TrialCalendar) -> Double {
    var day = trial.decisions.last?.day ?? 0
    if let last = trial.patients.last, trial.patients.count > cohortStart {
      day = max(day, last.start + calendar.minimumGap)
    }
    if calendar.sentinelGap > 0, let sentinel = trial.patients.first(where: { $0.level == level }) {
      day = max(day, sentinel.start + calendar.sentinelGap)
    }
    return day
  }

  /// Adds the cohort to the history when its last window closes, and decides.
  private mutating func close(_ plan: Trial) {
    guard let level = request?.level else { return }
    var tally = LevelTally()
    var day = trial.decisions.last?.day ?? 0
    for patient in trial.patients[cohortStart...] {
      day = max(day, patient.known(window: plan.window))
      guard patient.outcome != .notEvaluable else { continue }
      tally.treated += 1
      if patient.outcome == .dlt { tally.dlts += 1 }
      if patient.outcome == .moderate { tally.moderate += 1 }
    }
    history.add(level: level, tally)
    cohortStart = trial.patients.count
    cohortNumber += 1
    replacements = 0
    decide(on: day + plan.calendar.review, plan)
  }

  private mutating func decide(on day: Double, _ plan: Trial) {
    let decision = plan.design.recommend(from: history)
    trial.decisions.append(TrialDecision(day: day, decision: decision))
    request = nil
    // A cohort of which nobody could be evaluated leads to the same question again; it must not do so for ever.
    if case .treat(let level, let patients) = decision.action, trial.patients.count < 1_000 {
      request = Request(level: level, count: patients)
    }
  }
}
