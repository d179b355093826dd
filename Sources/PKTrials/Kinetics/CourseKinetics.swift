import PKModel
import PKNumerics
import PKSimulation
import PKStudies

/// Solves the kinetics of trials' patients, each with doses of its own.
///
/// A patient is a function of the seed, the trial and the place in it: covariates, random effects, antibodies and the
/// errors of samples. So a patient has the same kinetics under every design, in the run and in a single path.
struct CourseKinetics: Sendable {
  let plan: TrialPharmacology
  let seed: UInt64
  let cycleLength: Double
  let simulation: CourseSimulation
  let bindings: CourseBindings

  /// Prepares the model.
  ///
  /// - Throws: `SetupError` when doses do not fit the model.
  init(_ plan: TrialPharmacology, cycleLength: Double, seed: UInt64) throws(SetupError) {
    var settings = SimulationSettings()
    settings.seed = seed
    // Monte-Carlo errors of a thousand patients are about a per cent: the solver's are far below.
    settings.tolerances = Tolerances(relative: 1e-5, absolute: 1e-7)
    simulation = CourseSimulation(of: plan.model, settings: settings)
    bindings = try simulation.bindings(of: plan.phases, arm: "the trial")
    self.plan = plan
    self.seed = seed
    self.cycleLength = cycleLength
  }

  /// The number of a patient among all; a trial has at most 1,000.
  static func subject(trial: Int, patient: Int) -> Int { trial * 1024 + patient }

  /// A course without samples: the doses given, from the first one on.
  func course(subject: Int, values: [Double], doses: [SimulatedDose], antibodies: AntibodyHistory?) -> PatientCourse {
    var course = PatientCourse()
    let first = doses.first?.day ?? 0
    for dose in doses {
      let time = (dose.day - first) * plan.day
      let size = plan.sizes[dose.level]?(values) ?? 1
      course.cycleStarts.append(time)
      course.doses.append(
        PatientCourse.Dose(time: time, amount: bindings.amount(of: dose.level, bodySize: size), phase: dose.level))
    }
    course.end = (course.cycleStarts.last ?? 0) + cycleLength * plan.day
    course.thresholds = simulation.thresholds(of: subject)
    let covariates = plan.patients.covariates(values)
    course.covariates = self.covariates(covariates, occasion: 1)
    course.effects = effects(subject, occasion: 1, hasAntibodies: false, antibodies)
    course.changes = changes(subject, covariates, course.cycleStarts, antibodies)
    return course
  }

  /// Where parameters change: at each cycle where effects differ by occasion, and where antibodies come or go.
  private func changes(
    _ subject: Int, _ covariates: [Double], _ starts: [Double], _ antibodies: AntibodyHistory?
  ) -> [PatientCourse.Change] {
    var times = simulation.occasionCovariates.isEmpty ? [] : Array(starts.dropFirst())
    if let antibodies, plan.antibodies?.effect != nil {
      times += [antibodies.onset, antibodies.end].filter { $0 > 0 && $0 < .infinity }
    }
    return Set(times).sorted().map { time in
      let occasion = simulation.occasionCovariates.isEmpty ? 1 : starts.count { $0 <= time }
      let has = antibodies?.isPositive(at: time) ?? false
      return PatientCourse.Change(
        time: time, covariates: self.covariates(covariates, occasion: occasion),
        effects: effects(subject, occasion: occasion, hasAntibodies: has, antibodies))
    }
  }

  private func covariates(_ covariates: [Double], occasion: Int) -> [Double] {
    var covariates = covariates
    for index in simulation.occasionCovariates { covariates[index] = Double(occasion) }
    return covariates
  }

  private func effects(
    _ subject: Int, occasion: Int, hasAntibodies: Bool, _ antibodies: AntibodyHistory?
  ) -> [Double] {
    var effects = simulation.effects(of: subject, occasion: occasion)
    if hasAntibodies, let effect = plan.antibodies?.effect, let antibodies {
      effects[effect.eta] += LaneMath.log(effect.factor(titre: antibodies.titre))
    }
    return effects
  }
}

extension CourseKinetics {
  /// Each patient's exposure in cycle 1, by the metric of a relation; antibodies come later.
  func firstCycle(of patients: [KineticPatient], _ relation: ExposureToxicity) -> [Double] {
    let courses = patients.map { patient in
      let subject = Self.subject(trial: patient.trial, patient: patient.patient)
      let values = plan.population.patient(subject, seed: seed)?.values ?? []
      let dose = SimulatedDose(cycle: 0, day: 0, level: patient.level, delay: 0)
      return course(subject: subject, values: values, doses: [dose], antibodies: nil)
    }
    let results = simulation.run(courses, bindings, cycleCount: 1, firstSubject: 0)
    return patients.indices.map { index in
      let exposure = results.chunk.exposure(subject: index, cycle: 0, output: plan.output)
      return relation.metric == .auc ? exposure.auc : exposure.cmax
    }
  }
}
