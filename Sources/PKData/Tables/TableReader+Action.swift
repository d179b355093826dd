extension TableReader {
  /// What the row says happened; nil when something is wrong with it, which is reported.
  mutating func action() -> Action? {
    guard let kind = event.kind else { return fail(.event, .unknownCode(cell(.event), allowed: TableEvent.eventCodes)) }
    guard event.isValueMissing != nil else {
      return fail(.missingDV, .unknownCode(cell(.missingDV), allowed: TableEvent.missingCodes))
    }
    if event.isSteadyState { return fail(.steadyState, .steadyState(cell(.steadyState))) }
    for role in [ColumnRole.amount, .duration, .interval] where event[role] < 0 {
      return fail(role, .negative(cell(role)))
    }
    guard kind.isDose else {
      if let role = event.doseColumns.first { return fail(role, .notADose) }
      switch kind {
      case .reset: return .reset
      case .other: return .other
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
    return Observation(
      output: outputColumn == nil ? compartment : output, compartment: compartment,
      value: isMissing ? nil : event[.value])
  }

  private mutating func dose() -> Dose? {
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
    guard let site = site() else { return nil }
    let repeats = additional > 0 ? Dose.Repeats(additional: additional, interval: interval) : nil
    return Dose(amount: event[.amount], site: site, administration: administration, repeats: repeats)
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
