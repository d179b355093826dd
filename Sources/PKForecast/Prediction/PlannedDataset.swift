import PKData
import PKLanguage
import PKSimulation
import PKUnits

/// A patient's history with each of several plans behind it, as one data set: a subject for each plan.
struct PlannedDataset: Sendable {
  private(set) var dataset: Dataset
  /// For each plan the windows that exposure is followed over.
  let windows: [[CycleWindow]]
  /// For each plan, for each wanted time, the record that it is at.
  private(set) var places: [[Int]] = []

  /// - Parameters:
  ///   - history: what has happened.
  ///   - plans: what may follow.
  ///   - windows: the windows of each plan.
  ///   - times: for each plan, ascending, when outputs are wanted.
  ///   - model: the model.
  ///   - rule: how covariates are known between records.
  init(
    _ history: PatientHistory, plans: [[PatientHistory.GivenDose]], windows: [[CycleWindow]], times: [[Double]],
    model: CheckedModel, rule: CovariateRule
  ) {
    self.windows = windows
    dataset = history.dataset
    dataset.subjects = []
    for (index, doses) in plans.enumerated() {
      let end = max(history.end, windows[index].last?.end ?? 0, times[index].last ?? 0, doses.last?.time ?? 0)
      var timeline = PatientTimeline(history, model: model, rule: rule)
      for dose in doses { timeline.give(dose) }
      let places = timeline.look(at: times[index], until: end)
      dataset.subjects.append(Subject(id: "\(history.id) \(index + 1)", records: timeline.records))
      self.places.append(places)
    }
  }
}

/// A history that doses and looks are put into.
private struct PatientTimeline {
  private(set) var records: [Record]
  private let rule: CovariateRule
  /// The covariates as they are known behind everything so far.
  private var present: [Double]
  /// The column that numbers the occasions, and the occasion that comes next.
  private let occasion: Int?
  private var nextOccasion: Double

  init(_ history: PatientHistory, model: CheckedModel, rule: CovariateRule) {
    // A forecast has no use for measured values.
    records = history.records.map { record in
      var record = record
      if case .observation(var observation) = record.action {
        observation.value = nil
        observation.censoring = .none
        record.action = .observation(observation)
      }
      return record
    }
    self.rule = rule
    present = history.lastCovariates
    occasion =
      model.occasionCovariates.compactMap { name in
        history.dataset.covariates.firstIndex { $0.name.lowercased() == name.lowercased() }
      }.first
    let numbers = occasion.map { column in history.records.map { $0.covariates[column] }.filter { !$0.isNaN } }
    nextOccasion = (numbers?.max() ?? 0) + 1
  }

  /// Adds a dose behind everything so far; where effects differ by occasion, it begins the next one.
  mutating func give(_ dose: PatientHistory.GivenDose) {
    // The state just before the dose is still the occasion before's.
    records.append(Record(time: dose.time, action: .other, covariates: present))
    if let occasion {
      present[occasion] = nextOccasion
      nextOccasion += 1
    }
    records.append(Record(time: dose.time, action: .dose(dose.dose), covariates: present))
  }

  /// Adds records at some times, behind what happens there, and one at the end; returns where those of the times are.
  mutating func look(at times: [Double], until end: Double) -> [Int] {
    var merged: [Record] = []
    var places: [Int] = []
    var next = 0
    let wanted = times + [end]
    for (index, record) in records.enumerated() {
      while next < wanted.count, wanted[next] < record.time {
        if next < times.count { places.append(merged.count) }
        merged.append(Record(time: wanted[next], action: .other, covariates: covariates(before: index)))
        next += 1
      }
      merged.append(record)
    }
    for time in wanted[next...] {
      if places.count < times.count { places.append(merged.count) }
      merged.append(Record(time: time, action: .other, covariates: present))
    }
    records = merged
    return places
  }

  /// What a record before another one must say so that nothing between both changes.
  private func covariates(before index: Int) -> [Double] {
    switch rule {
    case .nocb: records[index].covariates
    case .locf: index > 0 ? records[index - 1].covariates : records[index].covariates
    case .linear: index > 0 ? present.map { _ in .nan } : records[index].covariates
    }
  }
}

extension CheckedModel {
  /// The names of the covariates that number the occasions.
  var occasionCovariates: [String] {
    var names: [String] = []
    for effect in individuals.flatMap(\.effects) {
      if case .occasion(let covariate) = effect.level, !names.contains(covariates[covariate].name) {
        names.append(covariates[covariate].name)
      }
    }
    return names
  }
}
