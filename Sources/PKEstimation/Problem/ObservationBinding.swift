import PKData
import PKLanguage
import PKSimulation
import PKUnits

/// Turns a table's measurements into observations of a model's outputs.
struct ObservationBinding {
  private let model: CheckedModel
  private let residuals: [ResidualModel]
  private let rule: CensoringRule
  /// From the table's unit to that of each output; nil where it is of another kind.
  private let factors: [Double?]
  private let valueUnit: Unit?

  init(
    _ model: CheckedModel, _ dataset: Dataset, _ residuals: [ResidualModel], _ rule: CensoringRule
  ) throws(FitProblemError) {
    self.model = model
    self.residuals = residuals
    self.rule = rule
    valueUnit = dataset.valueUnit
    factors = model.outputs.map { output in
      // The unit of DV is that of what was measured.
      guard output.outcome == nil, let unit = dataset.valueUnit else { return 1 }
      return unit.factor(to: output.unit) ?? molarFactor(unit, to: output.unit, molecule: output.molecule, model)
    }
  }

  /// What was measured in a subject; records without a value have none.
  func observations(of subject: Subject) throws(FitProblemError) -> [BoundObservation] {
    var result: [BoundObservation] = []
    for (index, record) in subject.records.enumerated() {
      guard case .observation(let observation) = record.action, let value = observation.value else { continue }
      let output = try output(of: observation, subject: subject.id, row: record.row)
      guard model.outputs[output].hasLikelihood else { throw .noErrorModel(output: model.outputs[output].name) }
      guard let factor = factors[output] else {
        throw .valueUnit(
          given: valueUnit.map { "\($0)" } ?? "", output: model.outputs[output].name,
          unit: "\(model.outputs[output].unit)")
      }
      let bounds = Self.bounds(value, observation.censoring, factor)
      if bounds.isCensored, rule == .leaveOut { continue }
      if let outcome = model.outputs[output].outcome {
        try check(bounds, of: output, outcome, subject: subject.id, row: record.row)
      }
      if case .measured(let value) = bounds, !residuals[output].scale.contains(value) {
        throw .valueOffScale(
          subject: subject.id, row: record.row, output: model.outputs[output].name, scale: residuals[output].scale)
      }
      result.append(
        BoundObservation(record: index, row: record.row, time: record.time, output: output, bounds: bounds))
    }
    return result
  }

  private func check(
    _ bounds: ObservedBounds, of output: Int, _ outcome: OutcomeDistribution, subject: String, row: Int
  ) throws(FitProblemError) {
    let name = model.outputs[output].name
    switch bounds {
    case .measured(let value):
      if !outcome.hasValue(value) {
        throw .notAnOutcome(value, subject: subject, row: row, output: name, outcome)
      }
    case .within: throw .censoredOutcome(subject: subject, row: row, output: name, outcome)
    }
  }

  private static func bounds(
    _ value: Double, _ censoring: Observation.Censoring, _ factor: Double
  ) -> ObservedBounds {
    let value = value * factor
    switch censoring {
    case .none: return .measured(value)
    case .below(let limit):
      return .within(lower: limit.map { $0 * factor } ?? -.infinity, upper: value, reported: value)
    case .above(let limit): return .within(lower: value, upper: limit.map { $0 * factor } ?? .infinity, reported: value)
    }
  }

  private func output(of observation: Observation, subject: String, row: Int) throws(FitProblemError) -> Int {
    let names = model.outputs.map(\.name)
    switch observation.output {
    case .name(let name):
      let lower = name.lowercased()
      guard let index = names.firstIndex(of: name) ?? names.firstIndex(where: { $0.lowercased() == lower }) else {
        throw .unknownOutput(name, subject: subject, row: row, known: names)
      }
      return index
    // With one output a number is not asked: without DVID it is that of a compartment.
    case .number where names.count == 1, nil where names.count == 1: return 0
    case nil: throw .ambiguousOutput(subject: subject, row: row, known: names)
    case .number(let number):
      guard names.indices.contains(number - 1) else {
        throw .unknownOutput("\(number)", subject: subject, row: row, known: names)
      }
      return number - 1
    }
  }
}
