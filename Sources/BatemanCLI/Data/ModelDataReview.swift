import Bateman

/// What does not fit between a table and a model.
struct ModelDataReview {
  private let model: CheckedModel
  private let review: DataReview
  /// What was found.
  private(set) var findings: [DataFinding] = []

  init(of model: Model, review: DataReview) {
    self.model = model.source
    self.review = review
    guard let dataset = review.dataset else { return }
    if review.hasErrors {
      findings.append(
        DataFinding(.note, "model-unchecked", "the model is held against the table once the errors are put right"))
    } else if !dataset.subjects.isEmpty {
      do throws(SetupError) {
        _ = try DatasetSimulation(of: model, dataset: dataset)
        reviewProblem(dataset)
      } catch {
        findings.append(
          DataFinding(
            .error, "model-mismatch", error.description,
            help: error.help.isEmpty ? nil : error.help.joined(separator: "; ")))
      }
    }
    reviewColumns(dataset)
    reviewOutputs(dataset)
    for covariate in self.model.covariates { reviewRange(of: covariate, in: dataset) }
  }

  /// What would stop a fit; a simulation may not mind.
  private mutating func reviewProblem(_ dataset: Dataset) {
    do throws(FitProblemError) {
      _ = try FitProblem(model: model, dataset: dataset)
    } catch {
      findings.append(
        DataFinding(.note, "not-fitted", "a fit is not possible: \(error)", help: error.help.first))
    }
  }

  /// Columns that the model does not use are said: a misspelt covariate is one of them.
  private mutating func reviewColumns(_ dataset: Dataset) {
    let known = Set(model.covariates.map { $0.name.lowercased() })
    let unused = dataset.covariates.map(\.name).filter { !known.contains($0.lowercased()) }
    guard !unused.isEmpty else { return }
    let lacking = model.covariates.map(\.name).filter { name in
      !dataset.covariates.contains { $0.name.lowercased() == name.lowercased() }
    }
    let hints = lacking.compactMap { name in
      nearestName(to: name, among: unused).map { "--column \(name)=\($0) reads \(name) from it" }
    }
    findings.append(
      DataFinding(
        .note, "unused-columns", "the model does not use \(unused.joined(separator: ", "))",
        help: hints.isEmpty ? nil : hints.joined(separator: "; ")))
  }

  /// Observations of outputs that the model has not, and outputs that nothing was observed of.
  private mutating func reviewOutputs(_ dataset: Dataset) {
    var observed = Set<Int>()
    var unknown: [DataFinding.Place] = []
    var misplaced: [Int: [DataFinding.Place]] = [:]
    var odd: [Int: [DataFinding.Place]] = [:]
    for subject in dataset.subjects {
      for record in subject.records {
        guard case .observation(let observation) = record.action, let value = observation.value else { continue }
        guard let index = model.outputIndex(of: observation) else {
          unknown.append(.init(row: record.row, subject: subject.id, detail: observation.output.map { "\($0.text)" }))
          continue
        }
        observed.insert(index)
        if let outcome = model.outputs[index].outcome {
          if observation.censoring != .none || !outcome.hasValue(value) {
            odd[index, default: []].append(.init(row: record.row, subject: subject.id, detail: value.shortText))
          }
          continue
        }
        if observation.censoring == .none, !model.outputs[index].errorScale.contains(value) {
          misplaced[index, default: []].append(.init(row: record.row, subject: subject.id))
        }
      }
    }
    let names = model.outputs.enumerated().map { "\($0 + 1) (\($1.name))" }.joined(separator: ", ")
    if !unknown.isEmpty {
      findings.append(
        DataFinding(
          .error, "unknown-output", "observations are of outputs that the model does not have",
          help: "outputs of the model: \(names); DVID says which one a row is of, or else CMT", places: unknown))
    }
    for (index, places) in misplaced.sorted(by: { $0.key < $1.key }) {
      let output = model.outputs[index]
      findings.append(
        DataFinding(
          .error, "not-positive", column: "DV",
          "values of '\(output.name)' cannot have its \(output.errorWords) error",
          help: "leave them out with --ignore, or mark them with CENS 1 and the limit in DV", places: places))
    }
    for (index, places) in odd.sorted(by: { $0.key < $1.key }) {
      guard let outcome = model.outputs[index].outcome else { continue }
      findings.append(
        DataFinding(
          .error, "not-an-outcome", column: "DV",
          "values of '\(model.outputs[index].name)' are not \(outcome.valueWords) (\(outcome.rawValue))",
          help: "DVID says which output a row is of; an outcome is never below a limit (CENS)", places: places))
    }
    let silent = model.outputs.indices.filter { !observed.contains($0) }.map { model.outputs[$0].name }
    if !silent.isEmpty, !observed.isEmpty {
      findings.append(
        DataFinding(.note, "unobserved-outputs", "nothing was observed of \(silent.joined(separator: ", "))"))
    }
  }

  /// Values beyond the range in which the model holds.
  private mutating func reviewRange(of covariate: Covariate, in dataset: Dataset) {
    guard case .continuous(let unit, _, let range?) = covariate.kind,
      let index = dataset.covariates.firstIndex(where: { $0.name.lowercased() == covariate.name.lowercased() }),
      dataset.covariates[index].categories == nil
    else { return }
    let factor = (dataset.covariates[index].unit ?? unit).factor(to: unit) ?? 1
    var places: [DataFinding.Place] = []
    for subject in dataset.subjects {
      let outside = subject.records.first {
        !$0.covariates[index].isNaN && !range.contains($0.covariates[index] * factor)
      }
      guard let outside else { continue }
      places.append(.init(row: outside.row, subject: subject.id, detail: outside.covariates[index].shortText))
    }
    guard !places.isEmpty else { return }
    let bounds = "\(range.lowerBound.plainText)...\(range.upperBound.plainText) \(unit)"
    findings.append(
      DataFinding(
        .warning, "outside-range", column: dataset.covariates[index].name,
        "values lie outside \(bounds), the range in which the model holds", places: places))
  }
}

extension CheckedModel {
  /// The output that an observation is of; nil when the model has none such.
  ///
  /// With one output a number is not asked: without DVID it is that of a compartment.
  func outputIndex(of observation: Observation) -> Int? {
    switch observation.output {
    case .name(let name): outputs.firstIndex { $0.name.lowercased() == name.lowercased() }
    case .number where outputs.count == 1, nil where outputs.count == 1: 0
    case .number(let number): outputs.indices.contains(number - 1) ? number - 1 : nil
    case nil: nil
    }
  }
}

extension Selector {
  /// The name or number.
  var text: String {
    switch self {
    case .name(let name): name
    case .number(let number): "\(number)"
    }
  }
}
