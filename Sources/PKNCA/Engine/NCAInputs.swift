/// What the calculation of a parameter can see: the curve, the dose, the rules, and the parameters it depends on.
public struct NCAInputs: Sendable {
  /// The samples of the interval after the rules, against the time from the interval's start.
  public let curve: ConcentrationCurve
  /// The samples from the interval's start to the next dose, to interpolate at its end.
  public let whole: ConcentrationCurve
  /// The last dose at or before the start; nil when none is known.
  public let dose: NCADose?
  /// Whether no earlier dose contributes to the interval.
  public let isFirstDose: Bool
  /// The interval.
  public let interval: NCAInterval
  /// The rules.
  public let rules: NCARules
  /// The terminal phase, or why there is none.
  public let terminal: Result<TerminalPhase, NCAFailure>

  var parameters: [NCAParameter] = []
  var values: [NCAValue] = []
  var positions: [[Int]] = []
  var current = 0

  /// Inputs for one parameter alone, from given values of what it depends on; others count as not asked for.
  ///
  /// This shows a definition apart from data: `parameter.calculate(NCAInputs(for: parameter, given: …))`.
  public init(
    for parameter: NCAParameter, given known: [NCAParameter: NCAValue], dose: NCADose? = nil,
    in interval: NCAInterval = NCAInterval(), rules: NCARules = NCARules()
  ) {
    let empty = ConcentrationCurve(rising: [], [], tmax: rules.tmax)
    self.init(
      curve: empty, whole: empty, dose: dose, isFirstDose: true, interval: interval, rules: rules,
      terminal: .failure(NCAFailure(.noSamples)))
    values = parameter.dependencies.map { known[$0] ?? .notCalculable(because: .noReference($0.name)) }
    parameters = [parameter]
    positions = [Array(values.indices)]
  }

  init(
    curve: ConcentrationCurve, whole: ConcentrationCurve, dose: NCADose?, isFirstDose: Bool, interval: NCAInterval,
    rules: NCARules, terminal: Result<TerminalPhase, NCAFailure>
  ) {
    self.curve = curve
    self.whole = whole
    self.dose = dose
    self.isFirstDose = isFirstDose
    self.interval = interval
    self.rules = rules
    self.terminal = terminal
  }

  /// The value of a parameter that the current one depends on.
  public subscript(_ parameter: NCAParameter) -> NCAValue {
    let dependencies = parameters[current].dependencies
    for (index, dependency) in dependencies.enumerated() where dependency == parameter {
      return values[positions[current][index]]
    }
    return .notCalculable(because: .undeclaredDependency(parameter.name))
  }

  /// How the dose entered; extravascular when none is known.
  public var route: NCARoute { dose?.route ?? .extravascular }

  /// The length of the interval; nil without an end.
  public var tau: Double? { interval.length }
}

extension NCAInputs {
  /// A value from one other; its absence or doubt is handed on.
  public func derive(_ a: NCAParameter, _ function: (Double) -> NCAValue) -> NCAValue {
    let value = self[a]
    guard let number = value.number else { return Self.lacking(a, value) }
    return function(number).flagged(because: doubt(a, value))
  }

  /// A value from two others.
  public func derive(_ a: NCAParameter, _ b: NCAParameter, _ function: (Double, Double) -> NCAValue) -> NCAValue {
    derive(a) { first in derive(b) { second in function(first, second) } }
  }

  /// A value from three others.
  public func derive(
    _ a: NCAParameter, _ b: NCAParameter, _ c: NCAParameter, _ function: (Double, Double, Double) -> NCAValue
  ) -> NCAValue {
    derive(a) { first in derive(b, c) { second, third in function(first, second, third) } }
  }

  /// A value from the amount of the dose at the interval's start.
  public func withDose(_ function: (Double) -> NCAValue) -> NCAValue {
    guard let amount = dose?.amount, let dose else { return .notCalculable(because: .noDose) }
    guard dose.time == interval.start else { return .notCalculable(because: .doseNotAtStart) }
    return amount > 0 ? function(amount) : .notCalculable(because: .zeroDose)
  }

  /// A value that needs to know how long the infusion lasted; 0 for a dose that is none.
  public func withInfusionDuration(_ function: (Double) -> NCAValue) -> NCAValue {
    route.infusionDuration.map(function) ?? .notCalculable(because: .unknownDuration)
  }

  /// A value that holds for a single dose only.
  public func afterSingleDose(_ function: () -> NCAValue) -> NCAValue {
    guard isFirstDose else { return .notCalculable(because: .earlierDoses) }
    guard dose.map({ $0.time == interval.start }) ?? true else { return .notCalculable(because: .doseNotAtStart) }
    return function()
  }

  /// A value that holds at steady state, from the length of the dosing interval.
  public func atSteadyState(_ function: (Double) -> NCAValue) -> NCAValue {
    guard let tau else { return .notCalculable(because: .openInterval) }
    return interval.isSteadyState ? function(tau) : .notCalculable(because: .notSteadyState)
  }

  /// An integral over the samples of the interval.
  func integral(_ moment: CurveMoment, tail: CurveTail) -> NCAValue {
    curve.integral(of: moment, from: 0, to: .infinity, method: rules.method, tail: tail)
  }

  private static func lacking(_ parameter: NCAParameter, _ value: NCAValue) -> NCAValue {
    .notCalculable(because: .dependency(parameter.name, value.reason ?? .notFinite))
  }

  private func doubt(_ parameter: NCAParameter, _ value: NCAValue) -> NCAReason? {
    value.reason.map { .dependency(parameter.name, $0) }
  }
}
