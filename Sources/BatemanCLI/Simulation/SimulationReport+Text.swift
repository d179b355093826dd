extension SimulationReport {
  /// The report as a person reads it.
  func text(with summary: ExposureSummary, _ events: EventSummary) -> String {
    [heading, summary.text(isTypical: isTypical), events.text(isTypical: isTypical)].filter { !$0.isEmpty }.joined(
      separator: "\n\n")
  }

  private var heading: String {
    var lines = ["\(model): \(about ?? "a model")"]
    if let caution { lines.append(caution) }
    let patients =
      isTypical ? "one typical patient an arm" : "\(subjects) virtual patients an arm, seed \(settings.seed)"
    lines.append(
      "\(patients); tolerances \(settings.relativeTolerance.plainText) relative, "
        + "\(settings.absoluteTolerance.plainText) absolute")
    if !covariates.isEmpty { lines.append("  " + covariates.joined(separator: ", ")) }
    for arm in arms where arm.name != arm.regimen { lines.append("  \(arm.name): \(arm.regimen)") }
    return lines.joined(separator: "\n")
  }

  /// What the model's status means for what is computed from it.
  private var caution: String? {
    switch status {
    case "surrogate": "SURROGATE: the drug's own kinetics are not published; the model's file says whose these are."
    case "teaching": "The model is teaching: its numbers are no drug's."
    case "illustrative": "The model is illustrative: no published model as it stands; its file says why."
    default: nil
    }
  }
}
