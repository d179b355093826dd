package import PKData
package import PKModel
package import PKYAML

/// Antibodies for files that are no study: the same section, read in the same way.
package enum AntibodySection {
  /// Reads the section.
  ///
  /// - Parameters:
  ///   - node: the section.
  ///   - fields: the mapping it stands in.
  ///   - model: the model.
  ///   - dose: how doses are given, by which a reference dose is counted.
  /// - Returns: the model of antibodies, or nil when something is wrong with it, which has been reported.
  package static func antibodies(
    _ node: YAMLNode, in fields: YAMLFields, of model: Model, dose: Regimen.Phase
  ) -> AntibodyModel? {
    let file = StudyFile(
      root: fields, faults: fields.faults, model: model, modelName: "", readFile: { _ in nil }, overrides: [:])
    let arm = Study.Arm(
      name: "", regimen: StudyRegimen(Regimen(name: "", phases: [dose])), conduct: Conduct(), assumptions: [])
    return file.antibodies(node, [arm])
  }
}

/// The antibodies of one patient of a simulation.
package struct AntibodyHistory: Sendable {
  private let course: AntibodyCourse
  private let model: AntibodyModel
  private let subject: Int
  private let seed: UInt64

  /// When they appear, and when they are gone, in the model's time unit; infinite when they never do.
  package var onset: Double { course.onset }
  /// When they are gone.
  package var end: Double { course.end }
  /// How many there are.
  package var titre: Double { course.titre }

  /// The antibodies of a patient; see `AntibodyModel.course`.
  package init(
    _ model: AntibodyModel, subject: Int, starts: [Double], end: Double, doses: [Double], exposure: [Double],
    seed: UInt64
  ) {
    (self.model, self.subject, self.seed) = (model, subject, seed)
    course = model.course(
      subject: subject, starts: starts, end: end, doses: doses, exposure: exposure, seed: seed)
  }

  /// Whether there are antibodies at a time.
  package func isPositive(at time: Double) -> Bool { course.isPositive(at: time) }

  /// Whether a sample before the dose of a cycle, from 0 on, is found positive.
  package func isFoundPositive(cycle: Int, time: Double, concentration: Double) -> Bool {
    model.isFoundPositive(
      course, subject: subject, cycle: cycle, time: time, concentration: concentration, seed: seed)
  }
}
