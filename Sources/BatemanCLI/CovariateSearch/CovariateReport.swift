import Bateman

/// A covariate search as its JSON file has it.
struct CovariateReport: Encodable {
  /// A relation that was tried in a step.
  struct Trial: Encodable {
    var relation: String
    var parameter: String
    var covariate: String
    var form: String
    /// Of the model with the relation (forward), or without it (backward).
    var objective: Double?
    /// By how much the larger model's objective is lower.
    var fall: Double?
    var degreesOfFreedom: Int
    /// Of the likelihood ratio test.
    var pValue: Double?
    var converged: Bool
    var message: String?

    /// What decides: the smallest p first, and among those too small to tell apart the largest fall.
    var order: (Double, Double) { (pValue ?? 2, -(fall ?? 0)) }
  }

  /// One step.
  struct Step: Encodable {
    var direction: String
    /// The relations and the objective before it.
    var relations: [String]
    var objective: Double?
    /// The p that decides.
    var limit: Double
    var trials: [Trial] = []
    /// What was added or taken away; null when the search turned or ended here.
    var chosen: String?

    init(direction: String, before: CovariateSearch.Fitted, limit: Double) {
      self.direction = direction
      relations = before.relations.map(\.title)
      objective = before.objective.finite
      self.limit = limit
    }

    /// Adds a trial, which the likelihood ratio test of two fits decides.
    mutating func add(
      _ relation: CovariateRelation, larger: CovariateSearch.Fitted, smaller: CovariateSearch.Fitted
    ) {
      let trial = direction == "forward" ? larger : smaller
      let fall = smaller.objective - larger.objective
      let degrees = max(larger.freeCount - smaller.freeCount, 1)
      let p = fall.isFinite ? ChiSquare.upperTail(max(0, fall), degreesOfFreedom: Double(degrees)) : nil
      trials.append(
        Trial(
          relation: relation.title, parameter: relation.parameter, covariate: relation.covariate,
          form: relation.form.rawValue, objective: trial.objective.finite, fall: fall.finite,
          degreesOfFreedom: degrees, pValue: p, converged: trial.isConverged,
          message: trial.isConverged ? nil : trial.message))
    }

    /// The step as a person reads it.
    func text(number: Int) -> String {
      var table = TextTable([
        ("  Relation", .left), ("OFV", .right), ("ΔOFV", .right), ("df", .right), ("p", .right), ("", .left),
      ])
      for trial in trials.sorted(by: { $0.order < $1.order }) {
        let sign = direction == "forward" ? -1.0 : 1.0
        let note =
          trial.converged
          ? (trial.relation == chosen ? (direction == "forward" ? "added" : "taken away") : "")
          : "not converged: \(trial.message ?? "")"
        table.append([
          "  " + trial.relation, FitText.objective(trial.objective), FitText.number(trial.fall.map { sign * $0 }),
          "\(trial.degreesOfFreedom)",
          trial.pValue.map { $0 < 0.0001 ? "< 0.0001" : DecimalText(significantDigits: 3).string($0) } ?? "–", note,
        ])
      }
      let base = relations.isEmpty ? "the base model" : relations.joined(separator: ", ")
      let criterion = direction == "forward" ? "p < \(limit.plainText) adds" : "p ≥ \(limit.plainText) takes away"
      let end = chosen == nil ? ["  none: \(direction == "forward" ? "the search turns back" : "the search ends")"] : []
      return
        ([
          "Step \(number), \(direction) from \(base) (OFV \(FitText.objective(objective)); \(criterion))"
        ] + table.linesWithHeader + end).joined(separator: "\n")
    }
  }

  /// The model at the end.
  struct Final: Encodable {
    var relations: [String]
    var objective: Double?
    var freeParameters: Int
    var estimates: [String: Double]
  }

  var schema = 1
  var version = BatemanCommand.currentVersion
  var method: String
  var forward: Double
  var backward: Double
  var baseObjective: Double?
  var steps: [Step]
  var `final`: Final
  /// Where the final model was written; null without --out.
  var path: String?
  var seconds: Double
  var model: SampleSource
  var data: SampleSource
}
