import Bateman

/// A number that belongs to no interval of one profile: of urine, of sparse sampling, of the way to steady state.
struct NCAFinding {
  /// What it is a finding of.
  enum Kind: String, CaseIterable {
    case urine
    case sparse = "sparse sampling"
    case steadyState = "steady state"
  }

  /// Whose it is, and over which time.
  struct Place: Hashable {
    var kind: Kind
    var subject = ""
    var groups: [String] = []
    var analyte = ""
    var start: Double?
    var end: Double?

    /// The interval as people read it.
    var interval: String {
      guard let start else { return "" }
      return "\(start.plainText)–\(end?.plainText ?? "")"
    }

    /// Subject and groups, for people.
    var name: String { ([subject] + groups).filter { !$0.isEmpty }.joined(separator: " / ") }
  }

  var place: Place
  var code: String
  var label: String
  var quantity: NCAQuantity
  var unit: Unit?
  var value: NCAValue
  /// What rules did to the samples behind it.
  var notes: [String] = []

  /// A finding of a quantity in the units of the data.
  init(
    _ code: String, _ label: String, _ quantity: NCAQuantity, _ value: NCAValue, at place: Place, in units: NCAUnits,
    notes: [String] = []
  ) {
    let (unit, factor) = units.unit(of: quantity)
    (self.place, self.code, self.label, self.quantity, self.unit) = (place, code, label, quantity, unit)
    self.value = factor == 1 ? value : value.map { $0 * factor }
    self.notes = notes
  }

  /// The code with the unit.
  var heading: String { code + (unit.map { $0.isPureNumber ? "" : "[\($0)]" } ?? "") }
}
