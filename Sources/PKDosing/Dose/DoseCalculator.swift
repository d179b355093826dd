/// Computes a dose from a request and a protocol, or refuses.
///
/// The order is fixed: use of the file, inputs, plausibility, arm and level, weight, size, raw dose, cap,
/// rounding, limits on the rounded dose, second computation, preparation, calendar. Nothing is computed
/// from partial input; nothing depends on clock, locale or time zone.
public enum DoseCalculator {
  /// The dose.
  ///
  /// - Throws: the first reason why there is none.
  public static func dose(_ request: DoseRequest, by rules: DosingProtocol) throws(Refusal) -> DoseResult {
    try checkUse(of: rules, request)
    let inputs = try DoseInputs(request, rules.schedule)
    try checkDates(of: rules, inputs)
    if rules.size.metric != .flat || inputs.height != nil { try Plausibility.check(inputs) }
    var calculation = try DoseCalculation(request, rules, inputs)
    return try calculation.run()
  }

  private static func checkUse(of rules: DosingProtocol, _ request: DoseRequest) throws(Refusal) {
    guard rules.use == .clinical, !rules.isApproved, !request.isTraining else { return }
    throw Refusal(
      .protocolUnapproved, field: "protocol", value: rules.id,
      rule: "it is for clinical use and has \(rules.approvals.count) of two approvals",
      action: "have it approved by two people, or calculate with --training, which marks every result")
  }

  private static func checkDates(of rules: DosingProtocol, _ inputs: DoseInputs) throws(Refusal) {
    guard let date = inputs.date else {
      guard rules.use == .clinical else { return }
      throw Refusal(
        .missingInput, field: "date", rule: "it is missing, and nothing is assumed",
        action: "give --date, such as 2026-03-02; the machine's clock is never asked")
    }
    let isEarly = rules.effectiveFrom.map { date < $0 } ?? false
    let isLate = rules.effectiveUntil.map { date > $0 } ?? false
    guard isEarly || isLate else { return }
    let from = rules.effectiveFrom.map { " from \($0)" } ?? ""
    let until = rules.effectiveUntil.map { " until \($0)" } ?? ""
    throw Refusal(
      .protocolNotEffective, field: "date", value: date.description,
      rule: "version \(rules.version) of the protocol is effective\(from)\(until)",
      action: "use the version that is effective on that day")
  }
}
