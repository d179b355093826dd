extension DataSummary {
  /// The summary of a data set.
  public init(of dataset: Dataset) {
    self.init()
    subjects = dataset.subjects.count
    (timeUnit, amountUnit, valueUnit) = (dataset.timeUnit, dataset.amountUnit, dataset.valueUnit)
    let allTimes = dataset.subjects.lazy.flatMap(\.records).map(\.time)
    if let first = allTimes.min(), let last = allTimes.max() { times = first...last }
    for record in dataset.subjects.lazy.flatMap(\.records) {
      switch record.action {
      case .reset, .resetAndDose: resets += 1
      case .other, .switchOn, .switchOff: others += 1
      case .observation, .dose: break
      }
    }
    doses = Doses(of: dataset)
    outputs = Output.all(of: dataset)
    covariates = dataset.covariates.indices.map { Covariate(of: dataset, at: $0) }
  }
}

extension DataSummary.Doses {
  init(of dataset: Dataset) {
    var (amounts, counts): ([Double], [Int]) = ([], [])
    for subject in dataset.subjects {
      var count = 0
      for dose in subject.records.compactMap(\.action.dose) {
        records += 1
        count += 1 + (dose.repeats?.additional ?? 0)
        if dose.administration != .bolus { infusions += 1 }
        if dose.steadyState != nil { steadyStates += 1 }
        amounts.append(dose.amount)
      }
      counts.append(count)
    }
    doses = counts.reduce(0, +)
    self.amounts = amounts.closedRange
    perSubject = counts.closedRange ?? 0...0
  }
}

extension DataSummary.Output {
  /// The outputs of a data set in the order of their first observation.
  static func all(of dataset: Dataset) -> [Self] {
    var outputs: [Self] = []
    var indices: [Selector?: Int] = [:]
    var values: [[Double]] = []
    var counts: [[Int]] = []
    for subject in dataset.subjects {
      var own: [Int: Int] = [:]
      for case .observation(let observation) in subject.records.map(\.action) {
        let index = indices[observation.output] ?? outputs.count
        if index == outputs.count {
          indices[observation.output] = index
          outputs.append(Self(output: observation.output))
          values.append([])
          counts.append([])
        }
        guard let value = observation.value else {
          outputs[index].withoutValue += 1
          continue
        }
        own[index, default: 0] += 1
        outputs[index].observations += 1
        if observation.censoring != .none { outputs[index].censored += 1 }
        values[index].append(value)
      }
      for (index, count) in own { counts[index].append(count) }
    }
    for index in outputs.indices {
      outputs[index].subjects = counts[index].count
      outputs[index].perSubject = counts[index].closedRange
      outputs[index].values = values[index].closedRange
      outputs[index].median = values[index].median
    }
    return outputs
  }
}

extension DataSummary.Covariate {
  /// The most different numbers that are counted one by one, as those of categories are.
  private static let mostCounted = 6

  init(of dataset: Dataset, at index: Int) {
    self.init(column: dataset.covariates[index])
    var firsts: [Double] = []
    for subject in dataset.subjects {
      let values = subject.records.map { $0.covariates.indices.contains(index) ? $0.covariates[index] : .nan }
      let present = values.filter { !$0.isNaN }
      missingRecords += values.count - present.count
      guard let first = present.first else {
        missingSubjects += 1
        continue
      }
      firsts.append(first)
      if present.contains(where: { $0 != first }) { changingSubjects += 1 }
    }
    let distinct = Dictionary(grouping: firsts, by: \.self).sorted { $0.key < $1.key }
    if column.categories == nil {
      range = firsts.closedRange
      median = firsts.median
      guard distinct.count <= Self.mostCounted else { return }
    }
    counts = distinct.map { value, subjects in
      Count(value: Self.text(value, column.categories), subjects: subjects.count)
    }
  }

  private static func text(_ value: Double, _ categories: [String]?) -> String {
    guard let categories else { return DecimalText().string(value) }
    return Int(exactly: value).flatMap { categories.indices.contains($0) ? categories[$0] : nil } ?? "?"
  }
}

extension Action {
  /// The dose that is given, whether or not the system starts anew before it.
  var dose: Dose? {
    switch self {
    case .dose(let dose), .resetAndDose(let dose): dose
    case .observation, .other, .switchOff, .switchOn, .reset: nil
    }
  }
}

extension Array where Element: Comparable {
  /// From the smallest to the largest; nil when there is none.
  var closedRange: ClosedRange<Element>? {
    guard let least = self.min(), let most = self.max() else { return nil }
    return least...most
  }
}

extension [Double] {
  /// The value in the middle, or the mean of the two there; NaN when there is none.
  var median: Double {
    guard !isEmpty else { return .nan }
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
