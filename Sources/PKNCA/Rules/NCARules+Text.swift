extension NCARules {
  /// Every rule and the choice that was made, in words; recorded with results.
  public var choices: [(rule: String, choice: String)] {
    [
      ("area method", method.rawValue), ("lambda z points", terminal.selection.words),
      ("lambda z minimum points", "\(terminal.minimumPoints)"), ("Cmax in lambda z", terminal.maximum.rawValue),
      ("lambda z weights", terminal.weighting.rawValue),
      ("lambda z excluded times", terminal.excludedTimes.isEmpty ? "none" : list(terminal.excludedTimes)),
      ("flag adjusted R2 below", terminal.minimumAdjustedRSquared.map(plain) ?? "never"),
      ("flag span below", terminal.minimumSpan.map(plain) ?? "never"),
      ("flag extrapolation above", maximumExtrapolation.map { plain($0) + " %" } ?? "never"),
      ("flag back extrapolation above", maximumBackExtrapolation.map { plain($0) + " %" } ?? "never"),
      ("below limit before first", belowLimit.first.words), ("below limit between", belowLimit.middle.words),
      ("below limit after last", belowLimit.last.words), ("missing", missing.words),
      ("duplicates", duplicates.rawValue), ("negatives", negatives.rawValue), ("order", order.rawValue),
      ("time", time.rawValue), ("start", start.words),
      ("samples at a later bolus", atDose.rawValue),
      ("C0 of a bolus", initialConcentration.map(\.rawValue).joined(separator: ", ")), ("Tmax", tmax.rawValue),
      ("Tlag", tlag.rawValue), ("areas above a concentration", crossings.rawValue),
    ]
  }
}

extension TerminalRule.Selection {
  fileprivate var words: String {
    switch self {
    case .bestFit(let tolerance): "best adjusted R2 within \(plain(tolerance))"
    case .lastPoints(let number): "last \(number)"
    case .range(let range): "from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
    case .times(let times): "at \(list(times))"
    }
  }
}

extension MissingRule {
  fileprivate var words: String {
    switch self {
    case .drop: "left out"
    case .value(let value): plain(value)
    }
  }
}

extension StartRule {
  fileprivate var words: String {
    switch self {
    case .automatic: "automatic"
    case .predose(let shift): shift.map { "predose within \(plain($0))" } ?? "predose within 5 %"
    case .zero: "zero"
    case .minimum: "minimum"
    case .none: "none"
    }
  }
}

private func list(_ values: [Double]) -> String { values.map(plain).joined(separator: ", ") }
