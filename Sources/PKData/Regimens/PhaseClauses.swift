import PKUnits

/// What the text of one phase says, with the places of its parts.
struct PhaseClauses {
  typealias Measure = PhraseScanner.Measure

  /// How the number of doses is given.
  enum Extent {
    case once
    case count(Int)
    case duration(Measure)
    case until(Measure)
  }

  /// A clause and the place of the words that say it.
  struct Placed<Value> {
    var value: Value
    var range: Range<Int>
  }

  /// Where the phase stands in the text.
  var range: Range<Int>
  /// The size of a dose; nil when it could not be read, which has been reported.
  var amount: Measure?
  var route: Placed<String>?
  var infusion: Placed<Measure>?
  var isBolus: Placed<Bool>?
  var interval: Placed<Quantity>?
  var extent: Placed<Extent>?
  var cap: Placed<Measure>?
  /// Whether something in the phase has been reported, so that what is missing may not be missed.
  var isDamaged = false
}
