import PKSimulation

/// Not there yet.
public struct TrialPharmacology: Sendable {}

struct CourseKinetics: Sendable {
  init(_ plan: TrialPharmacology, cycleLength: Double, seed: UInt64) throws(SetupError) {}
  func firstCycle(of patients: [KineticPatient], _ relation: ExposureToxicity) -> [Double] { [] }
  func cycles(of trial: SimulatedTrial, doses: [[SimulatedDose]]) -> [[CycleRecord]] { [] }
}

extension TrialPharmacology {
  public var modelName: String { "" }
  public var isSurrogate: Bool { true }
  public var outputName: String { "" }
  public var outputUnit: String { "" }
  public var timeUnit: String { "" }
}
