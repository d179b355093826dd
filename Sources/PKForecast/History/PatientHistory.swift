public import PKData
public import PKLanguage
import PKSimulation
public import PKUnits

/// What one patient was given and what was measured: facts, which no forecast changes.
///
/// Times are in the model's unit, counted from the origin.
public struct PatientHistory: Sendable {
  /// The pseudonym.
  public let id: String
  /// One subject with its doses, levels and covariates.
  public let dataset: Dataset
  /// The moment of time 0; nil when the table has no dates.
  public let origin: Moment?

  /// The records.
  public var records: [Record] { dataset.subjects[0].records }

  /// A dose that was given.
  public struct GivenDose: Hashable, Sendable {
    /// When, in the model's time unit from the origin.
    public var time: Double
    /// What and how; without repeats.
    public var dose: Dose
  }

  /// Takes one subject of a data set.
  ///
  /// - Parameters:
  ///   - dataset: the table.
  ///   - subject: the subject's identifier; nil when there is only one.
  ///   - model: the model, whose time unit is taken.
  ///   - origin: the moment of the table's time 0.
  /// - Throws: `ForecastError` when there is no such subject, or the times are in no unit of time.
  public init(
    _ dataset: Dataset, subject: String? = nil, model: CheckedModel, origin: Moment? = nil
  ) throws(ForecastError) {
    let known = dataset.subjects.map(\.id)
    var chosen = dataset.subjects.first
    if let subject { chosen = dataset.subjects.first { $0.id == subject } }
    guard let chosen, subject != nil || known.count == 1 else {
      throw subject.map { .unknownSubject($0, known: known) } ?? .severalSubjects(known)
    }
    var factor = 1.0
    if let unit = dataset.timeUnit {
      guard let known = unit.factor(to: model.timeUnit) else {
        throw .setup(.columnUnit("TIME", given: "\(unit)", declared: "\(model.timeUnit)"))
      }
      factor = known
    }
    var own = dataset
    own.subjects = [Subject(id: chosen.id, records: chosen.records.map { $0.scaled(byTime: factor) })]
    own.timeUnit = model.timeUnit
    self.init(id: chosen.id, dataset: own, origin: origin)
  }

  init(id: String, dataset: Dataset, origin: Moment?) {
    (self.id, self.dataset, self.origin) = (id, dataset, origin)
  }

  /// The doses in order of time, additional ones written out.
  public var doses: [GivenDose] {
    var doses: [GivenDose] = []
    for record in records {
      guard var dose = record.action.dose else { continue }
      let repeats = dose.repeats
      dose.repeats = nil
      doses.append(GivenDose(time: record.time, dose: dose))
      for number in 0..<(repeats?.additional ?? 0) {
        dose.steadyState = nil
        doses.append(GivenDose(time: record.time + Double(number + 1) * (repeats?.interval ?? 0), dose: dose))
      }
    }
    return doses.sorted { $0.time < $1.time }
  }

  /// The time of the last record or dose; 0 when there is none.
  public var end: Double { max(records.last?.time ?? 0, doses.last?.time ?? 0) }

  /// How many levels were measured, or found below a limit.
  public var levelCount: Int {
    records.count { if case .observation(let observation) = $0.action { observation.value != nil } else { false } }
  }

  /// The covariates' last known values, in the order of the data set's columns; NaN where none is known.
  public var lastCovariates: [Double] {
    var last = dataset.covariates.map { _ in Double.nan }
    for record in records {
      for (index, value) in record.covariates.enumerated() where !value.isNaN { last[index] = value }
    }
    return last
  }

  /// The last known value of a continuous covariate in a unit, as a dose by weight or surface needs it.
  public func lastValue(of covariate: String, in unit: Unit, model: CheckedModel) -> Double? {
    guard let index = dataset.covariates.firstIndex(where: { $0.name.lowercased() == covariate.lowercased() }) else {
      return nil
    }
    let column = dataset.covariates[index]
    let declared = model.covariates.first { $0.name.lowercased() == covariate.lowercased() }.flatMap { covariate in
      if case .continuous(let unit, _, _) = covariate.kind { unit } else { nil }
    }
    let value = lastCovariates[index]
    guard !value.isNaN, let factor = (column.unit ?? declared ?? unit).factor(to: unit) else { return nil }
    return value * factor
  }
}

extension Action {
  /// The dose that a record gives.
  var dose: Dose? {
    switch self {
    case .dose(let dose), .resetAndDose(let dose): dose
    case .observation, .other, .switchOff, .switchOn, .reset: nil
    }
  }
}

extension Record {
  /// The record with its times multiplied.
  fileprivate func scaled(byTime factor: Double) -> Record {
    guard factor != 1 else { return self }
    var record = self
    record.time *= factor
    switch action {
    case .dose(let dose): record.action = .dose(dose.scaled(byTime: factor))
    case .resetAndDose(let dose): record.action = .resetAndDose(dose.scaled(byTime: factor))
    case .observation, .other, .switchOff, .switchOn, .reset: break
    }
    return record
  }
}

extension Dose {
  fileprivate func scaled(byTime factor: Double) -> Dose {
    var dose = self
    switch administration {
    case .rate(let rate): dose.administration = .rate(rate / factor)
    case .duration(let duration): dose.administration = .duration(duration * factor)
    case .bolus, .modelledRate, .modelledDuration: break
    }
    if let repeats { dose.repeats = Repeats(additional: repeats.additional, interval: repeats.interval * factor) }
    if case .doses(let interval) = steadyState?.pattern {
      dose.steadyState?.pattern = .doses(interval: interval * factor)
    }
    return dose
  }
}
