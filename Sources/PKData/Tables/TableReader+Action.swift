extension TableReader {
  /// What the row says happened; nil when something is wrong with it, which is reported.
  mutating func action() -> Action? {
    guard let kind = event.kind else {
      if let code = RxodeEvent(code: event[.event]) { return fail(.event, .rxodeEvent(code)) }
      return fail(.event, .unknownCode(cell(.event), allowed: TableEvent.eventCodes))
    }
    guard event.isValueMissing != nil else {
      return fail(.missingDV, .unknownCode(cell(.missingDV), allowed: TableEvent.missingCodes))
    }
    for role in [ColumnRole.amount, .duration, .interval] where event[role] < 0 {
      return fail(role, .negative(cell(role)))
    }
    remarkAction(kind)
    guard kind.isDose else {
      if let role = event.doseColumns.first { return fail(role, .notADose) }
      switch kind {
      case .reset: return .reset
      case .other: return switching()
      case .observation, .dose, .resetAndDose: return observation().map(Action.observation)
      }
    }
    guard let dose = dose() else { return nil }
    return kind == .dose ? .dose(dose) : .resetAndDose(dose)
  }

  private mutating func observation() -> Observation? {
    let isMissing = event.isValueMissing == true || event[.value].isNaN
    guard case .some(let compartment) = selector(compartmentColumn, from: 0, TableEvent.compartmentCodes),
      case .some(let output) = selector(outputColumn, from: 1, TableEvent.outputCodes)
    else { return nil }
    guard let censoring = event.censoring(limit: header.limit) else {
      return fail(.censored, .unknownCode(cell(.censored), allowed: TableEvent.censoringCodes))
    }
    var result = Observation(output: outputColumn == nil ? compartment : output, compartment: compartment)
    guard !isMissing else { return result }
    result.value = event[.value]
    result.censoring = censoring
    switch censoring {
    case .below(let bound?) where bound >= event[.value], .above(let bound?) where bound <= event[.value]:
      return fail(.limit, .limitBeyondValue(cell(.limit)))
    default: return result
    }
  }

  /// EVID 2: a negative CMT switches a compartment off, and later its positive one on again.
  private mutating func switching() -> Action? {
    guard let column = compartmentColumn, !text.isMissing(fields[column.index]) else { return .other }
    let field = fields[column.index]
    guard let number = DecimalNumber.parse(text.bytes, field.start, field.end) else {
      let selector = Selector.name(text.text(field))
      return switchedOff.remove(selector) != nil ? .switchOn(selector) : .other
    }
    guard let code = TableEvent.compartment(abs(number)) else {
      report(.unknownCode(Self.excerpt(text.text(field)), allowed: TableEvent.switchCodes), column)
      return nil
    }
    let selector = Selector.number(code)
    if number < 0 {
      switchedOff.insert(selector)
      return .switchOff(selector)
    }
    return switchedOff.remove(selector) != nil ? .switchOn(selector) : .other
  }

  private mutating func dose() -> Dose? {
    guard case .some(let effect) = event.steadyEffect else {
      return fail(.steadyState, .unknownCode(cell(.steadyState), allowed: TableEvent.steadyCodes))
    }
    if let effect, !(event[.amount] > 0) { return steadyInfusion(effect) }
    guard event[.amount] > 0 else { return fail(.amount, .doseWithoutAmount) }
    guard
      let administration = event.administration(rate: header.rate, duration: header.duration)
    else { return fail(.rate, .unknownCode(cell(.rate), allowed: TableEvent.rateCodes)) }
    if event[.duration] > 0, event[.rate] != 0, !event[.rate].isNaN { return fail(.duration, .rateAndDuration) }
    guard let additional = event.additional else {
      return fail(.additional, .unknownCode(cell(.additional), allowed: TableEvent.additionalCodes))
    }
    let interval = event.interval(header.interval)
    if additional > 0, interval <= 0 { return fail(.interval, .additionalWithoutInterval) }
    if effect != nil, interval <= 0 { return fail(.interval, .steadyStateWithoutInterval) }
    guard let site = site() else { return nil }
    let repeats = additional > 0 ? Dose.Repeats(additional: additional, interval: interval) : nil
    return Dose(
      amount: event[.amount], site: site, administration: administration, repeats: repeats,
      steadyState: effect.map { Dose.SteadyState(.doses(interval: interval), effect: $0) })
  }

  /// The steady state of an infusion without end: a rate, and neither an amount nor an interval.
  private mutating func steadyInfusion(_ effect: Dose.SteadyState.Effect) -> Dose? {
    guard let administration = event.administration(rate: header.rate, duration: header.duration) else {
      return fail(.rate, .unknownCode(cell(.rate), allowed: TableEvent.rateCodes))
    }
    switch administration {
    case .rate, .modelledRate: break
    case .bolus, .duration, .modelledDuration: return fail(.amount, .steadyStateWithoutDose)
    }
    if event[.interval] > 0 { return fail(.interval, .steadyInfusionRepeats) }
    if event[.additional] > 0 { return fail(.additional, .steadyInfusionRepeats) }
    guard let site = site() else { return nil }
    return Dose(
      amount: 0, site: site, administration: administration,
      steadyState: Dose.SteadyState(.infusion, effect: effect))
  }

  /// Where a dose goes: by its route, or else into its compartment.
  private mutating func site() -> Dose.Site? {
    if let routeColumn, !text.isMissing(fields[routeColumn.index]) {
      return .route(text.text(fields[routeColumn.index]))
    }
    guard case .some(let compartment) = selector(compartmentColumn, from: 0, TableEvent.compartmentCodes) else {
      return nil
    }
    return compartment.map(Dose.Site.compartment) ?? .standard
  }

  /// A name or number in a column: nil inside when there is none, nil outside when it is wrong,
  /// which is reported.
  private mutating func selector(_ column: TableColumn?, from least: Int, _ allowed: String) -> Selector?? {
    guard let column, !text.isMissing(fields[column.index]) else { return .some(nil) }
    let field = fields[column.index]
    guard let number = DecimalNumber.parse(text.bytes, field.start, field.end) else {
      let name = text.text(field)
      if name.first.map({ $0.isLetter || $0 == "_" }) == true { return .some(.name(name)) }
      report(.unknownCode(Self.excerpt(name), allowed: allowed), column)
      return nil
    }
    guard let code = TableEvent.compartment(number), code >= least else {
      report(.unknownCode(Self.excerpt(text.text(field)), allowed: allowed), column)
      return nil
    }
    return .some(code == 0 ? nil : .number(code))
  }

  private mutating func fail<Value>(_ role: ColumnRole, _ reason: DatasetError.Reason) -> Value? {
    report(reason, header[role])
    return nil
  }

  private func cell(_ role: ColumnRole) -> String {
    header[role].map { Self.excerpt(text.text(fields[$0.index])) } ?? ""
  }
}
