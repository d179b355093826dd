/// The parameters of one interval of a profile, and everything that led to them.
public struct NCAResult: Sendable {
  /// The interval.
  public let interval: NCAInterval
  /// The rules that were followed.
  public let rules: NCARules
  /// What the rules did to the samples.
  public let notes: [NCANote]
  /// The samples after the rules, against the time from the interval's start.
  public let curve: ConcentrationCurve
  /// The dose; nil when none is known.
  public let dose: NCADose?
  /// The terminal phase, where there is one.
  public let terminal: TerminalPhase?
  let plan: NCAPlan
  let values: [NCAValue]

  /// The parameters that were asked for and are defined for the route, in the order asked.
  public var parameters: [NCAParameter] { plan.wanted.map { plan.parameters[$0] } }

  /// Parameters and their values, in the order asked.
  public var entries: [(parameter: NCAParameter, value: NCAValue)] {
    plan.wanted.map { (plan.parameters[$0], values[$0]) }
  }

  /// The value of a parameter; nil when it was neither asked for nor needed.
  public subscript(_ parameter: NCAParameter) -> NCAValue? {
    plan.parameters.firstIndex(of: parameter).map { values[$0] }
  }
}
