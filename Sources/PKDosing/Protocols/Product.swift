/// The medicine: what is in the vial and how it is prepared.
package struct Product: Sendable {
  /// How it is given.
  package enum Route: String, CaseIterable, Sendable { case intravenous, subcutaneous }

  /// What a final solution must be, where the label says it.
  package struct FinalConcentration: Hashable, Sendable {
    package let minimum: Measure<Concentration>
    package let maximum: Measure<Concentration>
  }

  /// The bags that may be used.
  package struct Bags: Hashable, Sendable {
    /// How the drug's volume and the bag's go together.
    package enum Fill: String, CaseIterable, Sendable {
      /// The drug replaces as much of the bag: the final volume is the bag's.
      case replace
      /// The drug is added to the bag.
      case add
    }
    package let volumes: [Measure<Volume>]
    package let maximum: Measure<Volume>
    package let fill: Fill
  }

  /// The full name, never an abbreviation.
  package let name: String
  /// The name as a label prints it, with the letters that tell it from others in capitals.
  package let label: String
  /// A code: ATC, RxNorm or the sponsor's.
  package let code: String
  /// Names that it is easily taken for.
  package let notToBeConfusedWith: [String]
  /// What the milligrams are milligrams of.
  package let substance: String
  package let route: Route
  package let vials: Stated<[Measure<DoseMass>]>
  package let concentration: Stated<Measure<Concentration>>
  package let diluent: Stated<String>
  /// nil where the label states none.
  package let final: Stated<FinalConcentration>?
  /// nil for what is not given from a bag.
  package let bags: Stated<Bags>?
  /// The largest volume at one site of a subcutaneous injection.
  package let volumePerSite: Stated<Measure<Volume>>?
  package let stability: Stated<String>
}
