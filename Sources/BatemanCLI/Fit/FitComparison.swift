import Bateman

/// Fits side by side, the first being the reference.
struct FitComparison: Encodable {
  struct Fit: Encodable {
    var name: String
    var model: String
    var method: String
    var converged: Bool
    var freeParameters: Int
    var objective: Double?
    /// This objective less the reference's.
    var deltaObjective: Double?
    /// Of the likelihood ratio test against the reference; null where parameters are as many.
    var pValue: Double?
    var degreesOfFreedom: Int?
    var aic: Double?
    var bic: Double?
    var parameters: [String: Value]
  }

  struct Value: Encodable {
    var estimate: Double?
    var rse: Double?
    var fixed: Bool
  }

  var schema = 1
  var fits: [Fit]
  /// Why the fits may not be comparable.
  var notes: [String]
  private var order: [String] = []

  private enum CodingKeys: CodingKey { case schema, fits, notes }

  init(_ records: [FitRecord], names: [String]) {
    fits = zip(records, names).map { record, name in Fit(record, name: name, reference: records.first) }
    for name in records.flatMap(\.order) where !order.contains(name) { order.append(name) }
    notes = Self.notes(records, names)
  }

  private static func notes(_ records: [FitRecord], _ names: [String]) -> [String] {
    guard let first = records.first else { return [] }
    var notes: [String] = []
    for (record, name) in zip(records, names).dropFirst() {
      if record.data.sha256 != first.data.sha256 {
        notes.append("'\(name)' was fitted to another table than '\(names[0])': their objectives are not comparable")
      } else if record.data.observations != first.data.observations {
        notes.append(
          "'\(name)' has \(record.data.observations) observations and '\(names[0])' \(first.data.observations)")
      }
      if record.method != first.method {
        notes.append(
          "'\(name)' is by \(record.method) and '\(names[0])' by \(first.method): objectives may differ by it")
      }
    }
    for (record, name) in zip(records, names) where record.penalty != nil {
      notes.append("'\(name)' is the mode of a posterior: its objective is above the smallest by what its priors ask")
    }
    for (record, name) in zip(records, names) where !record.termination.converged {
      notes.append("'\(name)' did not converge: \(record.termination.message)")
    }
    return notes
  }

  /// The fits as a person reads them.
  var text: String { [summary, parameters].joined(separator: "\n\n") }

  private var summary: String {
    var table = TextTable([
      ("Fit", .left), ("model", .left), ("method", .left), ("parameters", .right), ("OFV", .right), ("ΔOFV", .right),
      ("p (LRT)", .right), ("AIC", .right), ("BIC", .right), ("", .left),
    ])
    for fit in fits {
      let p = fit.pValue.map { "\(Self.text(pValue: $0)) (df \(fit.degreesOfFreedom ?? 0))" }
      table.append([
        fit.name, fit.model, fit.method, "\(fit.freeParameters)", FitText.objective(fit.objective),
        fit.deltaObjective.map { DecimalText(significantDigits: 5).string($0) } ?? "–", p ?? "–",
        FitText.objective(fit.aic), FitText.objective(fit.bic), fit.converged ? "" : "not converged",
      ])
    }
    return table.linesWithHeader.joined(separator: "\n")
  }

  private var parameters: String {
    var table = TextTable([("Parameter", .left)] + fits.map { ($0.name, .right) })
    for name in order {
      table.append(
        [name]
          + fits.map { fit in
            guard let value = fit.parameters[name] else { return "–" }
            let note = value.fixed ? " (fixed)" : value.rse.map { " (\(FitText.percent($0)) %)" } ?? ""
            return FitText.number(value.estimate) + note
          })
    }
    return (table.linesWithHeader + ["  estimate (RSE)"]).joined(separator: "\n")
  }

  private static func text(pValue p: Double) -> String {
    p < 0.0001 ? "< 0.0001" : DecimalText(significantDigits: 3).string(p)
  }
}

extension FitComparison.Fit {
  fileprivate init(_ record: FitRecord, name: String, reference: FitRecord?) {
    self.name = name
    model = record.model.name
    method = record.method
    converged = record.termination.converged
    freeParameters = record.freeParameters
    (objective, aic, bic) = (record.objective, record.aic, record.bic)
    parameters = [:]
    for key in record.order {
      guard let value = record.theta[key] ?? record.sigma[key] ?? record.omega[FitParameters.key(key)] else { continue }
      parameters[key] = FitComparison.Value(estimate: value.estimate, rse: value.rse, fixed: value.fixed)
    }
    guard let reference, let own = record.objective, let other = reference.objective else { return }
    deltaObjective = own - other
    let degrees = record.freeParameters - reference.freeParameters
    guard degrees != 0 else { return }
    degreesOfFreedom = abs(degrees)
    // The larger model's objective is lower; where it is not, nothing speaks for it.
    let statistic = degrees > 0 ? other - own : own - other
    pValue = ChiSquare.upperTail(max(0, statistic), degreesOfFreedom: Double(abs(degrees)))
  }
}
