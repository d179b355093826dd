import Bateman
import Foundation

/// A stepwise search: candidates are added as long as the best is significant, and then taken away as long as the least
/// is not.
struct CovariateSearch {
  /// A model with some of the relations, fitted.
  struct Fitted: Sendable {
    var relations: [CovariateRelation]
    var objective: Double
    var isConverged: Bool
    var message: String
    /// Free parameters, and the estimates of all by name.
    var freeCount: Int
    var estimates: [String: Double]
  }

  /// What may be computed by several tasks.
  struct Setting: Sendable {
    let source: SourceText
    let covariates: [String: SearchCovariate]
    let dataset: Dataset
    let options: FitProblem.Options
    let estimator: ApproximateLikelihood
    let fixed: [String]
    /// The values that the base model starts from.
    let start: [String: Double]

    /// The key of a covariate as a relation sees it: one may be continuous in one and categorical in another.
    static func key(_ relation: CovariateRelation) -> String {
      relation.covariate + (relation.form == .categorical ? " categorical" : "")
    }

    /// The text of the model with relations.
    func editing(_ relations: [CovariateRelation]) throws(CommandError) -> ModelEditing {
      guard var editing = ModelEditing(source) else { throw .mismatch("'\(source.name)' is no model") }
      var declared: Set<String> = []
      for relation in relations {
        guard let covariate = covariates[Self.key(relation)], relation.write(into: &editing, covariate) else {
          throw .mismatch("the model has no individual parameter '\(relation.parameter)'")
        }
        if let line = covariate.declaration, declared.insert(covariate.name).inserted { editing.addCovariate(line) }
      }
      return editing
    }

    /// Fits the model with relations, from some values by name; new parameters start at 0.
    func fit(_ relations: [CovariateRelation], from values: [String: Double], threads: Int = 1) async -> Fitted {
      var fitted = Fitted(
        relations: relations, objective: .infinity, isConverged: false, message: "", freeCount: 0, estimates: [:])
      do {
        let text = SourceText(name: source.name, try editing(relations).text)
        var start = FitStart(try CheckedModel(parsing: text))
        for (name, value) in values { start.set(name, value) }
        try start.fix(fixed)
        var options = options
        options.simulation.threads = threads
        let problem = try FitProblem(model: start.model, dataset: dataset, start: start.values, options: options)
        let result = try await estimator.fit(problem)
        fitted.objective = result.objective + (result.penalty ?? 0)
        fitted.isConverged = result.termination.isConverged
        fitted.message = result.termination.message
        fitted.freeCount = result.freeCount
        for parameter in PopulationParameter.all(of: start.model) {
          fitted.estimates[parameter.name(in: start.model)] = result.estimates[parameter]
        }
      } catch let error as DiagnosticList {
        fitted.message = error.diagnostics.first?.message ?? "the model cannot be read"
      } catch {
        fitted.message = ErrorReport(error)?.records.first?.message ?? "\(error)"
      }
      return fitted
    }
  }

  let setting: Setting
  let candidates: [CovariateRelation]
  let forwardLimit: Double, backwardLimit: Double
  let threads: Int
  let log: SampleLog?
  let isQuiet: Bool
  /// Called with each step when it is decided.
  let report: (CovariateReport.Step) -> Void

  /// The search from the base model on.
  func run(from base: Fitted) async throws -> (ending: Fitted, steps: [CovariateReport.Step]) {
    var current = base
    var steps: [CovariateReport.Step] = []
    while true {
      // One effect of a covariate on a parameter, whatever its form.
      let left = candidates.filter { candidate in
        !current.relations.contains { $0.parameter == candidate.parameter && $0.covariate == candidate.covariate }
      }
      guard !left.isEmpty else { break }
      let trials = try await fits(left.map { current.relations + [$0] }, from: current, "forward", steps.count + 1)
      var step = CovariateReport.Step(direction: "forward", before: current, limit: forwardLimit)
      for (relation, trial) in zip(left, trials) { step.add(relation, larger: trial, smaller: current) }
      let best = step.trials.indices.filter { step.trials[$0].converged }
        .min { step.trials[$0].order < step.trials[$1].order }
      if let best, let p = step.trials[best].pValue, p < forwardLimit {
        step.chosen = step.trials[best].relation
        current = trials[best]
      }
      steps.append(step)
      report(step)
      if step.chosen == nil { break }
    }
    while !current.relations.isEmpty {
      let rests = current.relations.map { relation in current.relations.filter { $0 != relation } }
      let trials = try await fits(rests, from: current, "backward", steps.count + 1)
      var step = CovariateReport.Step(direction: "backward", before: current, limit: backwardLimit)
      for (relation, trial) in zip(current.relations, trials) { step.add(relation, larger: current, smaller: trial) }
      let least = step.trials.indices.filter { step.trials[$0].converged }
        .max { step.trials[$0].order < step.trials[$1].order }
      if let least, let p = step.trials[least].pValue, p >= backwardLimit {
        step.chosen = step.trials[least].relation
        current = trials[least]
      }
      steps.append(step)
      report(step)
      if step.chosen == nil { break }
    }
    return (current, steps)
  }

  static let logHeader = ["direction", "relations", "objective", "converged", "free", "message", "estimates"]

  /// Fits several models, those of an earlier run apart.
  private func fits(
    _ models: [[CovariateRelation]], from current: Fitted, _ direction: String, _ step: Int
  ) async throws -> [Fitted] {
    var results = models.map { known(direction, $0) }
    let left = results.indices.filter { results[$0] == nil }
    let progress = SampleProgress("fits of step \(step) (\(direction))", isQuiet: isQuiet)
    defer { progress.finish() }
    let setting = setting
    var done = models.count - left.count
    try await OrderedTasks.run(
      left, threads: threads, work: { await setting.fit(models[$0], from: current.estimates) }
    ) { place, fitted in
      results[place] = fitted
      done += 1
      try log?.append(Self.row(direction, fitted))
      progress.update(done, of: models.count, failed: results.count { $0?.isConverged == false })
    }
    return results.compactMap(\.self)
  }

  static func row(_ direction: String, _ fitted: Fitted) -> [String] {
    let estimates = fitted.estimates.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return [
      direction, title(fitted.relations), fitted.objective.isFinite ? "\(fitted.objective)" : "NA",
      fitted.isConverged ? "1" : "0", "\(fitted.freeCount)", fitted.message.replacingOccurrences(of: "\n", with: " "),
      estimates.joined(separator: ";"),
    ]
  }

  /// A fit of an earlier run; the base model has no relations.
  func known(_ direction: String, _ relations: [CovariateRelation]) -> Fitted? {
    let title = Self.title(relations)
    guard
      let row = log?.earlier.first(where: { $0.count == Self.logHeader.count && $0[0] == direction && $0[1] == title })
    else { return nil }
    var estimates: [String: Double] = [:]
    for part in row[6].split(separator: ";") {
      let sides = part.split(separator: "=")
      if sides.count == 2, let value = Double(sides[1]) { estimates[String(sides[0])] = value }
    }
    let objective = row[2] == "NA" ? Double.infinity : SampleLog.number(row[2])
    return Fitted(
      relations: relations, objective: objective, isConverged: row[3] == "1", message: row[5],
      freeCount: Int(row[4]) ?? 0, estimates: estimates)
  }

  static func title(_ relations: [CovariateRelation]) -> String {
    relations.isEmpty ? "base" : relations.map(\.title).joined(separator: " + ")
  }
}

extension FitStart {
  /// Sets the value of the parameter of a name; nothing where there is none.
  mutating func set(_ name: String, _ value: Double) {
    let wanted = name.filter { $0 != " " }
    guard
      let parameter = PopulationParameter.all(of: model).first(where: {
        $0.name(in: model).filter { $0 != " " } == wanted
      })
    else { return }
    set(parameter, value)
  }
}
