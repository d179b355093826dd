import PKUnits

/// NONMEM's codes, and what they mean: the only place where they are numbers.
///
/// - EVID 0 observation, 1 dose, 2 other, 3 reset, 4 reset and dose. Without the column, a record
///   with AMT, RATE, DUR, ADDL or SS is a dose, one with MDV 1 is other, and every other one an
///   observation.
/// - MDV 1: the value is missing.
/// - RATE above 0 is a rate, −1 the rate of the model's route, −2 its duration.
/// - SS 1 is a steady state that replaces what is there, as 3 is (which tells NONMEM how to search for it), and
///   SS 2 one that is added to it.
/// - CMT 0 stands for the standard compartment; with EVID 2, a negative CMT switches its compartment off, and a
///   positive one switches it on again.
/// - CENS 1: the value is below DV (and not below LIMIT); −1: above DV (and not above LIMIT). As in Monolix.
struct TableEvent {
  /// The numbers of one row by role; NaN where missing.
  var numbers = [Double](repeating: .nan, count: ColumnRole.allCases.count)

  enum Kind: Int {
    case observation = 0
    case dose = 1
    case other = 2
    case reset = 3
    case resetAndDose = 4

    var isDose: Bool { self == .dose || self == .resetAndDose }
  }

  static let eventCodes = "0 (observation), 1 (dose), 2 (other), 3 (reset) or 4 (reset and dose)"
  static let missingCodes = "0 (value given) or 1 (value missing)"
  static let rateCodes = "a rate above 0, 0 (bolus), -1 (the model's rate) or -2 (the model's duration)"
  static let compartmentCodes = "the name of a compartment, or a whole number from 0"
  static let switchCodes = "the name or number of a compartment, negative to switch it off"
  static let outputCodes = "the name of an output, or a whole number from 1"
  static let censoringCodes = "0 (measured), 1 (below DV) or -1 (above DV)"
  static let steadyCodes = "0 (none), 1 (replaces what is there) or 2 (is added to it)"
  static let additionalCodes = "a whole number from 0 to \(mostAdditional)"
  static let mostAdditional = 100_000

  subscript(role: ColumnRole) -> Double { numbers[role.rawValue] }

  /// A number that counts as 0 when it is missing.
  private func present(_ role: ColumnRole) -> Double { self[role].isNaN ? 0 : self[role] }

  /// What the record is, or nil when EVID is no code.
  var kind: Kind? {
    let code = self[.event]
    guard code.isNaN else { return Int(exactly: code).flatMap(Kind.init(rawValue:)) }
    let isDose = [.amount, .rate, .duration, .additional, .steadyState].contains { present($0) != 0 }
    return isDose ? .dose : present(.missingDV) == 1 ? .other : .observation
  }

  /// Whether MDV says that there is no value; nil when it is no code.
  var isValueMissing: Bool? {
    let code = present(.missingDV)
    return code == 0 ? false : code == 1 ? true : nil
  }

  /// What a steady state does to what is there: nil inside where there is none, nil outside when SS is no code.
  var steadyEffect: Dose.SteadyState.Effect?? {
    switch present(.steadyState) {
    case 0: .some(nil)
    case 1, 3: .replaces
    case 2: .adds
    default: nil
    }
  }

  /// How the dose enters, with its rate and duration in the data set's units; nil when RATE is no
  /// code.
  func administration(rate: UnitConversion, duration: UnitConversion) -> Dose.Administration? {
    let time = present(.duration)
    switch present(.rate) {
    case -1: return .modelledRate
    case -2: return .modelledDuration
    case 0: return time > 0 ? .duration(duration(time)) : .bolus
    case let amount where amount > 0: return .rate(rate(amount))
    default: return nil
    }
  }

  /// How many doses follow; nil when ADDL is no such number.
  var additional: Int? {
    guard let count = Int(exactly: present(.additional)), (0...Self.mostAdditional).contains(count) else { return nil }
    return count
  }

  /// The time between two doses; 0 when none is given.
  func interval(_ conversion: UnitConversion) -> Double { conversion(present(.interval)) }

  /// What CENS says of the value, with LIMIT in its unit; nil when it is no code.
  func censoring(limit: UnitConversion) -> Observation.Censoring? {
    let bound = self[.limit].isNaN ? nil : limit(self[.limit])
    switch present(.censored) {
    case 0: return Observation.Censoring.none
    case 1: return .below(downTo: bound)
    case -1: return .above(upTo: bound)
    default: return nil
    }
  }

  /// Columns whose values have a meaning only for doses, and which this record fills.
  var doseColumns: [ColumnRole] { [.amount, .rate, .additional, .steadyState].filter { present($0) != 0 } }

  /// The number of a compartment, where 0 is the standard one; nil when it is none.
  static func compartment(_ number: Double) -> Int? {
    Int(exactly: number).flatMap { $0 >= 0 && $0 <= 100_000 ? $0 : nil }
  }
}
