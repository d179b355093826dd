/// Calculates parameters of profiles under rules.
///
/// ```swift
/// let profile = ConcentrationProfile(
///   times: [0, 1, 2, 4, 8], concentrations: [0, 9, 7, 3, 1], doses: [NCADose(amount: 100, route: .extravascular)])
/// let result = try NCAAnalysis().result(for: profile)
/// print(result[.auclst] ?? "not asked for")
/// ```
public struct NCAAnalysis: Sendable {
  /// The parameters that are calculated; those not defined for a profile's route are left out of its result.
  public let parameters: [NCAParameter]
  /// The rules.
  public let rules: NCARules
  private let plans: (bolus: NCAPlan, infusion: NCAPlan, extravascular: NCAPlan)

  /// Creates an analysis of parameters, by default of all in the standard registry.
  public init(_ parameters: [NCAParameter] = NCARegistry.standard.parameters, rules: NCARules = NCARules()) {
    self.parameters = parameters
    self.rules = rules
    plans = (
      NCAPlan(parameters, route: .bolus), NCAPlan(parameters, route: .infusion(duration: 0)),
      NCAPlan(parameters, route: .extravascular)
    )
  }

  /// The result for one interval; by default from the first dose, or 0, as long as there are samples.
  ///
  /// Samples count up to the interval's end and, where that comes first, to the next dose.
  ///
  /// - Throws: `ProfileError` when samples or doses contradict themselves and no rule decides.
  /// - Complexity: O(n) in the number of samples.
  public func result(
    for profile: ConcentrationProfile, in interval: NCAInterval? = nil
  ) throws(ProfileError) -> NCAResult {
    let interval = interval ?? NCAInterval(from: profile.doses.first?.time ?? 0)
    try interval.check()
    let dosing = try Dosing(of: profile.doses, at: interval.start)
    let limit = dosing.next ?? .infinity
    let nextBolus = dosing.route == .bolus ? dosing.next.map { $0 - interval.start } : nil
    var preparation = try CurvePreparation(
      profile.samples, from: interval.start, to: min(interval.end ?? .infinity, limit), rules: rules)
    let curve = try preparation.curve(
      start: rules.start, dose: dosing.atStart, isFirstDose: dosing.isFirst, length: interval.length,
      nextBolus: nextBolus)
    var whole = curve
    if let end = interval.end, end < limit {
      var longer = try CurvePreparation(profile.samples, from: interval.start, to: limit, rules: rules)
      whole = try longer.curve(
        start: rules.start, dose: dosing.atStart, isFirstDose: dosing.isFirst, length: interval.length,
        nextBolus: nextBolus)
    }
    var inputs = NCAInputs(
      curve: curve, whole: whole, dose: dosing.current, isFirstDose: dosing.isFirst, interval: interval, rules: rules,
      terminal: terminal(of: curve, route: dosing.route))
    let plan = plan(for: dosing.route)
    calculate(plan, &inputs)
    return NCAResult(
      interval: interval, rules: rules, notes: dosing.notes + preparation.notes, curve: curve, dose: dosing.current,
      terminal: try? inputs.terminal.get(), plan: plan, values: inputs.values)
  }

  private func calculate(_ plan: NCAPlan, _ inputs: inout NCAInputs) {
    inputs.parameters = plan.parameters
    inputs.positions = plan.positions
    inputs.values = Array(repeating: .notCalculable(because: .noSamples), count: plan.parameters.count)
    for index in plan.parameters.indices {
      inputs.current = index
      inputs.values[index] = plan.parameters[index].calculate(inputs)
    }
  }

  private func terminal(of curve: ConcentrationCurve, route: NCARoute) -> Result<TerminalPhase, NCAFailure> {
    do throws(NCAFailure) {
      return .success(try TerminalPhase.fit(curve, rule: rules.terminal, route: route))
    } catch {
      return .failure(error)
    }
  }

  private func plan(for route: NCARoute) -> NCAPlan {
    switch route {
    case .bolus: plans.bolus
    case .infusion: plans.infusion
    case .extravascular: plans.extravascular
    }
  }
}

extension NCAInterval {
  fileprivate func check() throws(ProfileError) {
    guard start.isFinite, end.map({ $0.isFinite && $0 > start }) ?? true else { throw ProfileError(.badInterval) }
  }
}
