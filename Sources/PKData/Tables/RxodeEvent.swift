/// An event code as rxode2 packs it into one number: `101` is a dose into compartment 1.
///
/// The digits, from the right: two for what kind of dose it is (1 a dose, 10 and 20 steady states, 30 and 40
/// compartments off), two for the compartment, one for how it enters (0 bolus, 1 infusion whose AMT is a rate, 2
/// infusion whose AMT is a rate that bioavailability changes, 4 to 9 further ones), and the compartment's hundreds.
/// Source: rxode2's documentation, "RxODE events: Classic RxODE EVID values".
public struct RxodeEvent: Hashable, Sendable {
  /// The code as the table has it.
  public let code: Int
  /// The compartment that it is for, from 1.
  public var compartment: Int { code / 100 % 100 + code / 100_000 * 100 }
  /// Whether AMT is the rate of an infusion, which a row with its negative ends.
  public var isInfusion: Bool { [1, 2].contains(code / 10_000 % 10) }

  /// The event of a code; nil when it is none of rxode2's.
  public init?(code: Double) {
    guard let code = Int(exactly: code), code > 100, code < 100_000_000 else { return nil }
    self.code = code
    guard [1, 10, 20, 30, 40].contains(code % 100), compartment > 0 else { return nil }
  }

  /// What the code means.
  var message: String {
    let what =
      switch code % 100 {
      case 30, 40: "compartment \(compartment) off"
      case 10, 20: "a dose in steady state into compartment \(compartment)"
      default:
        isInfusion
          ? "an infusion into compartment \(compartment), its AMT being a rate"
          : "a dose into compartment \(compartment)"
      }
    return "EVID \(code) is rxode2's code for \(what)"
  }

  /// How NONMEM writes the same.
  var help: String {
    switch code % 100 {
    case 30, 40: "write EVID 2 and CMT -\(compartment)"
    case 10, 20: "write EVID 1, CMT \(compartment), SS \(code % 100 / 10) and II"
    default:
      isInfusion
        ? "write one row an infusion, with EVID 1, CMT \(compartment), its amount in AMT and its rate in RATE"
        : "write EVID 1 and CMT \(compartment)"
    }
  }
}
