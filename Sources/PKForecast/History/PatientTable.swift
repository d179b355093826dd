import PKData
import PKLanguage
import PKSimulation
import PKText
import PKUnits
import PKYAML

/// Makes one subject's records of what a patient's file says: times from the first dose or level, numbers in the model's
/// units.
struct PatientTable {
  private let facts: PatientFacts
  private let model: CheckedModel
  private let faults: YAMLFaults
  private let columns: [Dataset.Column]
  private let amountUnit: Unit?

  init(_ facts: PatientFacts, model: CheckedModel, faults: YAMLFaults) {
    (self.facts, self.model, self.faults) = (facts, model, faults)
    let declared = model.covariates.map(\.name)
    // A weight or a surface may be there for doses alone.
    let others = Set(facts.covariates.map(\.name)).subtracting(declared).sorted()
    columns = (declared + others).map { name in
      Dataset.Column(name: name, unit: declared.contains(name) ? nil : Self.sizeUnits[name].flatMap { try? Unit($0) })
    }
    amountUnit = facts.doses.first?.amount.value.unit
  }

  /// What a dose may go by, with the unit it is counted in.
  private static let sizeUnits = ["WT": "kg", "BSA": "m2"]

  /// An event before its covariates are known.
  private struct Entry {
    var time: Double
    /// Covariates come first, then levels, then doses: a sample at the time of a dose is taken before it.
    var order: Int
    var action: Action
    var values: [Int: Double] = [:]
  }

  func history() -> PatientHistory {
    checkCovariates()
    let moments = facts.doses.map(\.moment) + facts.levels.map(\.moment)
    let origin = moments.min { ($0.seconds(since: $1) ?? 0) < 0 }
    let entries =
      covariateEntries(origin) + facts.levels.compactMap { entry($0, origin) }
      + facts.doses.compactMap { entry($0, origin) }
    var records: [Record] = []
    for entry in entries.enumerated().sorted(by: { ($0.1.time, $0.1.order, $0.0) < ($1.1.time, $1.1.order, $1.0) }) {
      var covariates = records.last?.covariates ?? columns.map { _ in .nan }
      for (column, value) in entry.element.values { covariates[column] = value }
      records.append(Record(time: entry.element.time, action: entry.element.action, covariates: covariates))
    }
    countOccasions(&records)
    let dataset = Dataset(
      subjects: [Subject(id: facts.subject, records: records)], covariates: columns, timeUnit: model.timeUnit,
      amountUnit: amountUnit)
    return PatientHistory(id: facts.subject, dataset: dataset, origin: origin)
  }

  /// Every covariate of the model is there: a reference value is never used for a patient who lacks it.
  private func checkCovariates() {
    let given = Set(facts.covariates.map(\.name))
    let occasions = model.occasionCovariates
    for covariate in model.covariates where !given.contains(covariate.name) && !occasions.contains(covariate.name) {
      faults.report(
        faults.codes.missing, "'covariates' has no '\(covariate.name)', which the model needs",
        at: faults.root["covariates"],
        help: [covariate.label ?? "a model's reference value is never used for a patient"])
    }
    let known = model.covariates.map(\.name) + Self.sizeUnits.keys
    for fact in facts.covariates where !known.contains(fact.name) {
      let help = didYouMean(fact.name, among: known) ?? "the model has \(known.joined(separator: ", "))"
      faults.report(
        faults.codes.unknownKey, "'\(fact.name.prefix(40))' is no covariate of the model", at: fact.key, help: [help])
    }
  }

  private func time(_ moment: Moment, _ origin: Moment?, at node: YAMLNode) -> Double? {
    let second = (try? Unit("s")).flatMap { $0.factor(to: model.timeUnit) }
    guard let seconds = moment.seconds(since: origin ?? moment), let second else {
      faults.report(
        faults.codes.sense, "some moments have an offset from UTC and others have none", at: node,
        help: ["write all of them with it, or none"])
      return nil
    }
    return Double(seconds) * second
  }

  private func entry(_ fact: PatientFacts.DoseFact, _ origin: Moment?) -> Entry? {
    guard let time = time(fact.moment, origin, at: fact.amount.node), let amountUnit,
      let factor = fact.amount.value.unit.factor(to: amountUnit)
    else {
      let expected = amountUnit.map { "\($0)" } ?? "mg"
      faults.report(
        faults.codes.value, "the doses are in different kinds of units", at: fact.amount.node, help: [expected])
      return nil
    }
    let duration = fact.duration?.value(in: model.timeUnit)
    let declared = model.routes.first { $0.name == fact.route } ?? model.routes.first
    let modelled: Dose.Administration =
      declared?.duration != nil ? .modelledDuration : declared?.rate != nil ? .modelledRate : .bolus
    let dose = Dose(
      amount: fact.amount.value.value * factor, site: fact.route.map { .route($0) } ?? .standard,
      administration: duration.map { .duration($0) } ?? modelled)
    return Entry(time: time, order: 2, action: .dose(dose))
  }

  private func entry(_ fact: PatientFacts.LevelFact, _ origin: Moment?) -> Entry? {
    guard let time = time(fact.moment, origin, at: fact.value.node) else { return nil }
    let output = model.outputs[fact.output]
    let unit = fact.value.value.unit
    guard
      let factor = unit.factor(to: output.unit) ?? molarFactor(unit, to: output.unit, molecule: output.molecule, model)
    else {
      faults.report(
        faults.codes.value, "'\(unit)' is no unit of '\(output.name)'", at: fact.value.node,
        help: ["the model has it in \(output.unit)"])
      return nil
    }
    let observation = Observation(
      output: .name(output.name), value: fact.value.value.value * factor,
      censoring: fact.isBelow ? .below(downTo: nil) : .none)
    return Entry(time: time, order: 1, action: .observation(observation))
  }

  /// The values at the start, and a record for each later one.
  private func covariateEntries(_ origin: Moment?) -> [Entry] {
    var start = Entry(time: 0, order: 0, action: .other)
    var later: [Entry] = []
    var stamped: [(time: Double, column: Int, value: Double)] = []
    for fact in facts.covariates {
      guard let column = columns.firstIndex(where: { $0.name == fact.name }), let value = value(of: fact) else {
        continue
      }
      guard let moment = fact.moment?.on(clockOf: origin), let time = time(moment, origin, at: fact.node) else {
        start.values[column] = value
        continue
      }
      stamped.append((time, column, value))
    }
    for (time, column, value) in stamped.sorted(by: { $0.time < $1.time }) {
      // The first value that is known holds from the start.
      if time <= 0 || start.values[column] == nil { start.values[column] = value }
      if time > 0 { later.append(Entry(time: time, order: 0, action: .other, values: [column: value])) }
    }
    return [start] + later
  }

  private func value(of fact: PatientFacts.CovariateFact) -> Double? {
    let declared = model.covariates.first { $0.name == fact.name }
    switch declared?.kind {
    case .categorical(let names, let codes, _):
      let text = fact.node.text ?? ""
      if let index = names.firstIndex(of: text) { return codes[index] }
      let help = didYouMean(text, among: names) ?? "one of \(names.joined(separator: ", "))"
      faults.report(faults.codes.value, "'\(fact.name)' cannot be '\(text.prefix(40))'", at: fact.node, help: [help])
      return nil
    case .continuous(let unit, _, _):
      return number(fact, in: unit)
    case nil:
      return Self.sizeUnits[fact.name].flatMap { try? Unit($0) }.flatMap { number(fact, in: $0) }
    }
  }

  private func number(_ fact: PatientFacts.CovariateFact, in unit: Unit) -> Double? {
    let reader = PatientValues(faults: faults)
    guard let quantity = reader.quantity(fact.node, fact.name, "60 \(unit)", isPure: unit.isPureNumber) else {
      return nil
    }
    if let value = quantity.value.value(in: unit) { return value }
    faults.report(
      faults.codes.value, "'\(quantity.value.unit)' is no unit of '\(fact.name)'", at: fact.node,
      help: ["the model has it in \(unit)"])
    return nil
  }

  /// Where random effects differ by occasion and the file does not number them, each dose begins one.
  private func countOccasions(_ records: inout [Record]) {
    let given = Set(facts.covariates.map(\.name))
    for name in model.occasionCovariates where !given.contains(name) {
      guard let column = columns.firstIndex(where: { $0.name == name }) else { continue }
      var number = 0.0
      for index in records.indices {
        if records[index].action.dose != nil { number += 1 }
        records[index].covariates[column] = max(1, number)
      }
    }
  }
}

extension Moment {
  /// A day without a clock, as one of a clock.
  fileprivate func on(clockOf other: Moment?) -> Moment {
    offset == nil && seconds % 86_400 == 0 ? Moment(seconds: seconds, offset: other?.offset) : self
  }
}
