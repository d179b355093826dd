public import PKData

/// Doses that may be given from now on, and the cycles over which their exposure is told.
///
/// Times are in the model's unit from the history's origin; amounts in the history's unit.
public struct FuturePlan: Sendable, Hashable {
  /// What a plan is for.
  public enum Kind: String, Sendable, CaseIterable {
    /// A dose level that could be given.
    case candidate
    /// The next dose is late.
    case delay
    /// The next dose is not given.
    case missed
    /// All doses are smaller.
    case reduction
  }

  /// What the plan is called.
  public var name: String
  /// What it is for.
  public var kind: Kind
  /// The doses in order of time.
  public var doses: [PatientHistory.GivenDose]
  /// The cycles that are told.
  public var cycles: [CycleWindow]
  /// From when the next dose is due until the end of the last planned cycle: what plans are compared over.
  public var span: ClosedRange<Double>

  /// When the last cycle ends.
  public var end: Double { max(span.upperBound, cycles.last?.end ?? 0) }

  /// Creates a plan.
  public init(
    name: String, kind: Kind = .candidate, doses: [PatientHistory.GivenDose], cycles: [CycleWindow],
    span: ClosedRange<Double>
  ) {
    self.name = name
    self.kind = kind
    self.doses = doses
    self.cycles = cycles
    self.span = span
  }

  /// One dose in every cycle, or several on some days of it.
  ///
  /// - Parameters:
  ///   - name: what the plan is called.
  ///   - start: when the first dose is given.
  ///   - cycle: how long a cycle lasts.
  ///   - offsets: when doses are given in a cycle, from its first dose on, ascending from 0.
  ///   - amounts: for each cycle what each of its doses is.
  public init(
    name: String, start: Double, cycle: Double, offsets: [Double] = [0], amounts: [Dose]
  ) {
    var doses: [PatientHistory.GivenDose] = []
    var cycles: [CycleWindow] = []
    for (number, dose) in amounts.enumerated() {
      let begin = start + Double(number) * cycle
      doses += offsets.map { PatientHistory.GivenDose(time: begin + $0, dose: dose) }
      cycles.append(CycleWindow(index: number, start: begin, end: start + Double(number + 1) * cycle))
    }
    self.init(
      name: name, doses: doses, cycles: cycles, span: start...(start + Double(amounts.count) * cycle))
  }
}

extension FuturePlan {
  /// Which doses a delay moves.
  public enum DelayRule: Sendable {
    /// All: later intervals are counted from the late dose.
    case all
    /// The late one alone: the others keep their days.
    case first
  }

  /// The plan with its next dose late.
  ///
  /// - Parameters:
  ///   - delay: by how much, in the model's time unit.
  ///   - rule: which doses it moves.
  ///   - name: what the plan is called then.
  /// - Returns: the plan, later.
  public func delayed(by delay: Double, _ rule: DelayRule, name: String) -> FuturePlan {
    var plan = self
    (plan.name, plan.kind) = (name, .delay)
    for index in doses.indices where rule == .all || index == 0 { plan.doses[index].time += delay }
    for index in cycles.indices {
      if rule == .all || index == 0 { plan.cycles[index].start += delay }
      if rule == .all { plan.cycles[index].end += delay }
    }
    return plan
  }

  /// The plan without its next dose.
  public func missingFirst(name: String) -> FuturePlan {
    var plan = self
    (plan.name, plan.kind) = (name, .missed)
    plan.doses.removeFirst(min(1, plan.doses.count))
    return plan
  }
}
