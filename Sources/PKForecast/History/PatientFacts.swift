import PKUnits
import PKYAML

/// What a patient's file says, before times are counted and units converted.
struct PatientFacts {
  struct DoseFact {
    var moment: Moment
    var amount: PlacedQuantity
    var duration: Quantity?
    var route: String?
  }

  struct LevelFact {
    var moment: Moment
    /// The output's place among the model's.
    var output: Int
    var value: PlacedQuantity
    var isBelow: Bool
  }

  struct CovariateFact {
    var name: String
    var key: YAMLNode
    /// From when on; nil for the value at the start.
    var moment: Moment?
    var node: YAMLNode
  }

  var subject = "–"
  var doses: [DoseFact] = []
  var levels: [LevelFact] = []
  var covariates: [CovariateFact] = []
}
