extension DataReviewer {
  /// A measured value and where it stands.
  struct Measurement {
    var subject: String
    var record: Record
    var value: Double
    var isCensored: Bool
    /// Whether it is a limit below which the value lies.
    var isBelow: Bool
    /// How many dose records of the subject come before it.
    var doses: Int
    /// Whether it was measured before or at the time of the subject's first dose.
    var isBaseline: Bool

    /// Its place, with what is special there.
    func place(_ detail: String? = nil) -> DataFinding.Place {
      .init(row: record.row, subject: subject, detail: detail)
    }
  }

  /// The measured values of an output, subject by subject in order of time.
  func measurements(of output: Selector?) -> [[Measurement]] {
    dataset.subjects.map { subject in
      var (doses, found): (Int, [Measurement]) = (0, [])
      let firstDose = subject.records.first { $0.action.dose != nil }?.time ?? .infinity
      for record in subject.records {
        if record.action.dose != nil { doses += 1 }
        guard case .observation(let observation) = record.action, observation.output == output,
          let value = observation.value
        else { continue }
        found.append(
          Measurement(
            subject: subject.id, record: record, value: value, isCensored: observation.censoring != .none,
            isBelow: observation.censoring.isBelow, doses: doses, isBaseline: record.time <= firstDose))
      }
      return found
    }
  }

  /// What findings call an output of several.
  func words(_ output: Selector?) -> String {
    guard summary.outputs.count > 1 else { return "" }
    switch output {
    case .name(let name): return " (output \(name))"
    case .number(let number): return " (output \(number))"
    case nil: return " (rows without an output)"
    }
  }

  /// Values that no concentration has, and values that look like limits of quantification.
  mutating func reviewValues() {
    for output in outputs {
      let all = measurements(of: output.output).flatMap(\.self).filter { !$0.isCensored }
      guard !all.isEmpty else { continue }
      reviewSigns(of: all, words(output.output))
      reviewFloor(of: all, words(output.output))
    }
  }

  private mutating func reviewSigns(of all: [Measurement], _ which: String) {
    let negative = all.filter { $0.value < 0 }
    if negative.count * 5 > all.count {
      add(
        .note, "negative-values", column: columnName(.value),
        "\(negative.count) of \(all.count) values are negative\(which): logarithms, or changes from a baseline?",
        help: "the model's output and its error must be on the same scale", at: negative.map { $0.place() })
    } else {
      add(
        .warning, "negative-values", column: columnName(.value), "values are negative\(which)",
        help: "mark values below the limit of quantification with CENS 1, or leave them out",
        at: negative.map { $0.place(Self.text($0.value)) })
    }
    // Yes-or-no outcomes are 0 as often as not.
    if all.allSatisfy({ $0.value == 0 || $0.value == 1 }) { return }
    let isDosed = summary.doses.records > 0
    let zeros = all.filter { $0.value == 0 }
    add(
      .note, "zero-before-dose", column: columnName(.value), "values are 0 before or at the first dose\(which)",
      help: "a proportional or log-normal error has no likelihood at 0: leave them out with --ignore, or add an "
        + "additive error", at: zeros.filter { isDosed && $0.isBaseline }.map { $0.place() })
    add(
      .warning, "zero-values", column: columnName(.value), "values are 0\(which)",
      help: "mark values below the limit of quantification with CENS 1 and the limit in DV",
      at: zeros.filter { !(isDosed && $0.isBaseline) }.map { $0.place() })
  }

  /// Many values that equal the smallest one are most likely a limit of quantification.
  private mutating func reviewFloor(of all: [Measurement], _ which: String) {
    guard header[.censored] == nil, let least = all.map(\.value).filter({ $0 > 0 }).min() else { return }
    let floor = all.filter { $0.value == least }
    let isCoarse = Set(all.map(\.value)).count * 4 < all.count
    guard !isCoarse, floor.count >= 5, floor.count * 50 >= all.count else { return }
    add(
      .warning, "floor", column: columnName(.value),
      "\(floor.count) values equal the smallest, \(Self.text(least))\(which): is it the limit of quantification?",
      help: "add a column CENS with 1 in these rows", at: floor.map { $0.place() })
  }

  /// Values more than ten times above or below both neighbours, with no dose between them.
  mutating func reviewNeighbours() {
    for output in outputs {
      var places: [DataFinding.Place] = []
      for values in measurements(of: output.output) {
        let positive = values.filter { $0.value > 0 }
        for index in positive.indices.dropFirst().dropLast() {
          let (before, own, after) = (positive[index - 1], positive[index], positive[index + 1])
          guard before.doses == after.doses, !own.isCensored else { continue }
          let high = own.value / max(before.value, after.value)
          let low = min(before.value, after.value) / own.value
          guard max(high, low) > Self.outlierRatio else { continue }
          places.append(
            own.place("\(Self.text(own.value)) between \(Self.text(before.value)) and \(Self.text(after.value))"))
        }
      }
      add(
        .warning, "outlier", column: columnName(.value),
        "values lie more than \(Int(Self.outlierRatio)) times above or below both neighbours\(words(output.output))",
        help: "check the value, its unit and its time", at: places)
    }
  }

  /// Values that no neighbour on both sides shows to be far off, and that lie ten times above or below all others of the
  /// output: a subject's first and last, and those beside a dose.
  mutating func reviewExtremes() {
    for output in outputs {
      let all = measurements(of: output.output).flatMap(\.self).filter { $0.value > 0 && !$0.isCensored }
        .sorted { $0.value < $1.value }
      guard all.count >= 6 else { continue }
      var places: [DataFinding.Place] = []
      let (lowest, next) = (all[0], all[1])
      if next.value / lowest.value > Self.outlierRatio {
        places.append(lowest.place("\(Self.text(lowest.value)), and the next is \(Self.text(next.value))"))
      }
      let (highest, before) = (all[all.count - 1], all[all.count - 2])
      if highest.value / before.value > Self.outlierRatio {
        places.append(highest.place("\(Self.text(highest.value)), and the next is \(Self.text(before.value))"))
      }
      let known = Set(findings.filter { $0.kind == "outlier" }.flatMap(\.places).map(\.row))
      add(
        .warning, "extreme", column: columnName(.value),
        "values lie more than \(Int(Self.outlierRatio)) times above or below all others\(words(output.output))",
        help: "check the value, its unit and its time", at: places.filter { !known.contains($0.row) })
    }
  }

  /// Outputs of which nothing was measured above the limit.
  mutating func reviewCensoring() {
    for output in outputs {
      let all = measurements(of: output.output).flatMap(\.self)
      if !all.isEmpty, all.allSatisfy(\.isCensored) {
        findings.append(
          DataFinding(
            .warning, "all-censored", column: columnName(.censored),
            "all \(all.count) values are censored\(words(output.output)): no fit can tell anything from them",
            help: "check the limit of quantification and its unit"))
        continue
      }
      reviewLimits(all, words(output.output))
    }
  }

  /// Measured values below a limit that other rows give: both cannot be of one assay.
  private mutating func reviewLimits(_ all: [Measurement], _ which: String) {
    let limits = all.filter { $0.isBelow }.map(\.value)
    guard let least = limits.min(), !limits.isEmpty else { return }
    add(
      .note, "measured-below-limit", column: columnName(.value),
      "values were measured below the lowest limit of quantification, \(Self.text(least))\(which)",
      help: "is CENS missing there, or the limit in DV the right one?",
      at: all.filter { !$0.isCensored && $0.value < least }.map { $0.place(Self.text($0.value)) })
  }

  private static let outlierRatio = 10.0

  /// Subjects whose values, for their doses, lie far from everybody's: most likely another unit.
  mutating func reviewScales() {
    let doses = Dictionary(
      dataset.subjects.map { subject in (subject.id, subject.records.compactMap(\.action.dose?.amount).max() ?? 0) },
      uniquingKeysWith: { $1 })
    for output in outputs {
      let levels = measurements(of: output.output).compactMap { values -> (place: DataFinding.Place, level: Double)? in
        let positive = values.map(\.value).filter { $0 > 0 }
        guard let first = values.first, positive.count > 1 else { return nil }
        let dose = doses[first.subject] ?? 0
        return (.init(subject: first.subject), positive.median / (dose > 0 ? dose : 1))
      }
      let center = levels.map(\.level).median
      guard levels.count >= 5, center > 0 else { continue }
      let far = levels.filter { max($0.level / center, center / $0.level) > Self.scaleRatio }
      add(
        .warning, "scale", column: columnName(.value),
        "the values of subjects\(words(output.output)) are, for their doses, more than \(Int(Self.scaleRatio)) times "
          + "above or below everybody's", help: "are they in another unit?",
        at: far.map { .init(subject: $0.place.subject, detail: "\(Self.text($0.level / center)) times the median") })
    }
    guard let amounts = summary.doses.amounts, amounts.lowerBound > 0,
      amounts.upperBound / amounts.lowerBound >= Self.amountRatio
    else { return }
    findings.append(
      DataFinding(
        .warning, "scale", column: columnName(.amount),
        "doses range from \(Self.text(amounts.lowerBound)) to \(Self.text(amounts.upperBound))",
        help: "are all of them in one unit?"))
  }

  private static let scaleRatio = 100.0
  private static let amountRatio = 1000.0
}

extension Observation.Censoring {
  fileprivate var isBelow: Bool { if case .below = self { true } else { false } }
}
