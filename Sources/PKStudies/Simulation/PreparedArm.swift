import PKData
import PKLanguage
import PKModel
import PKSimulation
import PKUnits

/// An arm bound to a model.
struct PreparedArm: Sendable {
  let name: String
  let conduct: Conduct
  let nominal: NominalSchedule
  let bindings: CourseBindings
  /// For each phase of the arm, the measure of the body that its doses go by; nil for flat ones.
  let sizes: [BodySize?]
  /// The weight that bands go by; nil without bands.
  let bandWeight: BodySize?
  let regimen: StudyRegimen
  /// How long the first, the second … infusion takes.
  let infusions: [Double]
  /// Another way to size the same doses; nil as the regimen says.
  var sizing: Sizing?

  /// Doses that are those of the median patient times a measure of the body, relative to the median patient's.
  struct Sizing: Sendable {
    /// The measure; nil for the same dose for everybody.
    var size: BodySize?
    var reference: Double
    /// The amounts of the median patient, by phase.
    var amounts: [Double]
  }

  init(
    _ arm: Study.Arm, _ simulation: CourseSimulation, _ patients: PatientBinding
  ) throws(SetupError) {
    let unit = simulation.model.source.timeUnit
    name = arm.name
    conduct = arm.conduct
    regimen = arm.regimen
    let phases = arm.regimen.phases
    bindings = try simulation.bindings(of: phases, arm: arm.name)
    var sizes: [BodySize?] = []
    for (index, phase) in phases.enumerated() {
      let dose = "\(phase.amount.unit)"
      switch bindings.basis(of: index) {
      case .flat: sizes.append(nil)
      case .perSurface: sizes.append(try patients.size("BSA", unit: "m2", arm: arm.name, dose: dose))
      case .perWeight:
        var size = try patients.size(arm.regimen.size.rawValue, unit: "kg", arm: arm.name, dose: dose)
        size.limits = arm.regimen.sizeLimits
        sizes.append(size)
      }
    }
    self.sizes = sizes
    if arm.regimen.bands.count > 1 {
      bandWeight = try patients.size("WT", unit: "kg", arm: arm.name, dose: "bands")
    } else {
      bandWeight = nil
    }
    infusions = arm.regimen.infusions.compactMap { $0.value(in: unit) }
    sizing = nil
    nominal = try Self.nominal(arm, unit)
  }

  private static func nominal(_ arm: Study.Arm, _ unit: Unit) throws(SetupError) -> NominalSchedule {
    var phases: [[Int]] = []
    var first = 0
    for band in arm.regimen.bands {
      guard let doses = band.regimen.doses(in: unit) else { throw .timeUnit("\(unit)") }
      phases.append(doses.map { first + $0.phase })
      first += band.regimen.phases.count
    }
    guard let cycles = arm.regimen.bands.first?.regimen.cycles(in: unit), let last = cycles.last else {
      throw .nothingToSimulate
    }
    let extras = arm.regimen.extras.enumerated().map { index, extra in
      NominalSchedule.Extra(cycles: extra.cycles, after: extra.after.value(in: unit) ?? 0, phase: first + index)
    }
    return NominalSchedule(starts: cycles.map(\.start), end: last.end, phases: phases, extras: extras)
  }

  /// The amount of a phase's dose for a patient, in the compartment's unit.
  func amount(_ phase: Int, _ values: [Double]) -> Double {
    if let sizing { return sizing.amounts[phase] * (sizing.size.map { $0(values) / sizing.reference } ?? 1) }
    return bindings.amount(of: phase, bodySize: sizes[phase]?(values) ?? 1)
  }

  /// How long a patient's n-th infusion takes; nil when the phase's doses are no infusions of a given length.
  func duration(_ number: Int, phase: Int) -> Double? {
    guard !infusions.isEmpty else { return bindings.duration(of: phase) }
    return infusions[min(number, infusions.count - 1)]
  }

  /// A patient's band.
  func band(_ values: [Double]) -> Int { bandWeight.map { regimen.band(weight: $0(values)) } ?? 0 }
}
