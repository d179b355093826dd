/// The fixed texts of reports; each language has one catalogue of them.
public enum ReportText: Sendable, Hashable, CaseIterable {
  case purpose, dataInventory, model, parameters, fit, diagnostics, predictiveCheck, exposure,
    reproducibility, results, rules, summary, contents, figure, table, data, rowsShown, notDrawn,
    interactive, surrogateBanner, training, worksheet, protocolTitle, product, label, notToBeConfused,
    patient, date, treatment, arm, cycle, day, level, dose, exactDose, rounding, deviation, cap,
    notApplied, weight, alerts, none, preparation, volume, vials, waste, checkBack, window, nextDose,
    eligibility, derivation, limits, held, passedOver, hardLimit, softLimit, record, notKept, calculatedBy,
    checkedBy, signature, refused, reason, action, notValidated
}
