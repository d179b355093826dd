import PKData

/// What a rule did to the samples of a profile; recorded with the results.
public enum NCANote: Hashable, Sendable {
  /// Samples were put in order of time.
  case sorted
  /// So many samples have no nominal time and kept their actual one.
  case noNominalTime(Int)
  /// So many negative concentrations were dealt with.
  case negative(Int, NegativeRule)
  /// So many samples below the limit of quantification were dealt with.
  case belowLimit(Int, Position, BelowLimitRule.Handling)
  /// So many samples without a value were dealt with.
  case missing(Int, MissingRule)
  /// Several measurements at one time became one; without a rule when they were equal.
  case duplicates(Double, DuplicateRule?)
  /// A concentration was put at the start of the interval.
  case start(Double, StartSource)
  /// So many samples before the first dose are not used.
  case beforeStart(Int)
  /// Several doses at one time count as one.
  case dosesCombined(Int)
  /// The sample at the time of the next bolus counts as taken after it.
  case afterNextDose
  /// The sample at the time of the bolus counts as taken before it.
  case beforeDose

  /// Where samples below the limit stand.
  public enum Position: String, Hashable, Sendable {
    /// Before the first measurable concentration.
    case first = "before the first measurable concentration"
    /// Between measurable concentrations.
    case middle = "between measurable concentrations"
    /// After the last measurable concentration.
    case last = "after the last measurable concentration"
  }

  /// Where the concentration at the start is from.
  public enum StartSource: Hashable, Sendable {
    /// It is 0.
    case zero
    /// The lowest of the interval.
    case minimum
    /// The sample so long before.
    case predose(shift: Double)
    /// That of a bolus, by a method.
    case initial(InitialConcentrationMethod)
  }
}

extension NCANote {
  /// Notes of several profiles as those of one: equal ones once, and numbers of samples added up.
  public static func summed(_ notes: [NCANote]) -> [NCANote] {
    var sums: [NCANote] = []
    for note in notes {
      if let index = sums.firstIndex(where: { $0.withCount(0) == note.withCount(0) }) {
        sums[index] = note.withCount(sums[index].count + note.count)
      } else {
        sums.append(note)
      }
    }
    return sums
  }

  private var count: Int {
    switch self {
    case .noNominalTime(let count), .negative(let count, _), .belowLimit(let count, _, _), .missing(let count, _),
      .beforeStart(let count), .dosesCombined(let count):
      count
    case .sorted, .duplicates, .start, .afterNextDose, .beforeDose: 0
    }
  }

  private func withCount(_ count: Int) -> NCANote {
    switch self {
    case .noNominalTime: .noNominalTime(count)
    case .negative(_, let rule): .negative(count, rule)
    case .belowLimit(_, let position, let handling): .belowLimit(count, position, handling)
    case .missing(_, let rule): .missing(count, rule)
    case .beforeStart: .beforeStart(count)
    case .dosesCombined: .dosesCombined(count)
    case .sorted, .duplicates, .start, .afterNextDose, .beforeDose: self
    }
  }
}

extension NCANote: CustomStringConvertible {
  /// The note in words.
  public var description: String {
    switch self {
    case .sorted: "samples sorted by time"
    case .noNominalTime(let count): "\(count) without a nominal time: actual time used"
    case .negative(let count, let rule): "\(count) negative: \(rule == .drop ? "left out" : "taken as below the limit")"
    case .belowLimit(let count, let position, let handling):
      "\(count) below the limit \(position.rawValue): \(handling.words)"
    case .missing(let count, .drop): "\(count) without a value: left out"
    case .missing(let count, .value(let value)): "\(count) without a value: taken as \(digits(value))"
    case .duplicates(let time, nil): "equal measurements at \(digits(time)) count once"
    case .duplicates(let time, let rule?): "different measurements at \(digits(time)): \(rule.rawValue)"
    case .start(let value, let source): "\(digits(value)) put at the start: \(source.words)"
    case .beforeStart(let count): "\(count) before the dose: not used"
    case .dosesCombined(let count): "\(count) doses at one time count as one"
    case .afterNextDose: "the sample at the next bolus was taken after it: not of this interval"
    case .beforeDose: "the sample at the bolus was taken before it: C0 from the samples after it"
    }
  }
}

extension NCANote.StartSource {
  fileprivate var words: String {
    switch self {
    case .zero: "zero"
    case .minimum: "the lowest of the interval"
    case .predose(let shift): "the sample \(digits(shift)) before the dose"
    case .initial(.observed): "C0, observed"
    case .initial(.logSlope): "C0, back-extrapolated from the first two concentrations"
    case .initial(.first): "C0, the first concentration"
    case .initial(.minimum): "C0, the lowest concentration"
    case .initial(.zero): "C0, zero"
    }
  }
}

extension BelowLimitRule.Handling {
  /// The handling in words.
  var words: String {
    switch self {
    case .zero: "0"
    case .drop: "left out"
    case .limit: "the limit"
    case .halfLimit: "half the limit"
    case .value(let value): digits(value)
    }
  }
}

private func digits(_ value: Double) -> String { DecimalText(significantDigits: 4).string(value) }
