/// An arm of a trial, or the one regimen of a label.
package struct Arm: Sendable {
  package let name: String
  package let meaning: String
  /// The dose of the first administrations where it differs.
  package let loading: Loading?
  /// From the highest to the lowest; the first is where treatment begins.
  package let levels: [Level]

  /// A dose that stands before the levels.
  package struct Loading: Sendable {
    package let amount: DoseAmount
    package let cap: Given<Measure<DoseMass>>?
    /// How many administrations it holds for.
    package let doses: Int
  }

  /// A dose, with the most that it may come to.
  package struct Level: Sendable {
    package let name: String
    package let amount: DoseAmount
    /// nil where the file says `none`.
    package let cap: Given<Measure<DoseMass>>?
  }
}

/// How much, for how much of the patient.
package enum DoseAmount: Sendable {
  case perWeight(Given<Measure<DosePerWeight>>)
  case perArea(Given<Measure<DosePerArea>>)
  case flat(Given<Measure<DoseMass>>)
}
