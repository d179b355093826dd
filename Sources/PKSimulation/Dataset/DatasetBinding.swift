import PKData
import PKLanguage
import PKUnits

/// A data set's columns and units bound to a model's: what turns records into the engine's plans.
struct DatasetBinding: Sendable {
  private let model: CheckedModel
  private let rule: CovariateRule
  private let amountUnit: Unit?
  /// What a number of the table is multiplied by to be in the model's unit.
  private let timeFactor: Double
  /// For each covariate of the model: its column, and how the column's values become the model's.
  private let columns: [Column]
  /// The covariates that move between records: by the linear rule, the continuous ones that change in some subject.
  let moving: Set<Int>

  private struct Column: Sendable {
    let index: Int
    let name: String
    let factor: Double
    /// For a column of words: the code of each word; NaN for one that is no category.
    let codes: [Double]?
    let words: [String]
    /// The codes that a category may have.
    let allowed: [Double]?
  }

  /// Binds a data set to a model, of whose covariates some number the occasions.
  init(
    _ dataset: Dataset, model: CheckedModel, rule: CovariateRule, occasionCovariates: Set<Int>
  ) throws(SetupError) {
    self.model = model
    self.rule = rule
    amountUnit = dataset.amountUnit
    if let unit = dataset.timeUnit {
      guard let factor = unit.factor(to: model.timeUnit) else {
        throw .columnUnit("TIME", given: "\(unit)", declared: "\(model.timeUnit)")
      }
      timeFactor = factor
    } else {
      timeFactor = 1
    }
    var columns: [Column] = []
    for covariate in model.covariates { columns.append(try Self.column(for: covariate, in: dataset)) }
    self.columns = columns
    moving = rule == .linear ? Self.changing(columns, of: dataset).subtracting(occasionCovariates) : []
  }

  /// The continuous covariates that have more than one value in some subject.
  private static func changing(_ columns: [Column], of dataset: Dataset) -> Set<Int> {
    Set(
      columns.indices.filter { covariate in
        let column = columns[covariate]
        guard column.allowed == nil else { return false }
        return dataset.subjects.contains { subject in
          let values = subject.records.lazy.map { $0.covariates[column.index] }.filter { !$0.isNaN }
          guard let first = values.first else { return false }
          return values.contains { $0 != first }
        }
      })
  }

  private static func column(for covariate: Covariate, in dataset: Dataset) throws(SetupError) -> Column {
    let names = dataset.covariates.map(\.name)
    let exact = names.firstIndex(of: covariate.name)
    guard let index = exact ?? names.firstIndex(where: { $0.lowercased() == covariate.name.lowercased() }) else {
      throw .missingColumn(covariate.name, known: names)
    }
    let column = dataset.covariates[index]
    switch covariate.kind {
    case .continuous(let unit, _, _):
      guard column.categories == nil else { throw .columnUnit(covariate.name, given: "words", declared: "\(unit)") }
      guard let factor = (column.unit ?? unit).factor(to: unit) else {
        throw .columnUnit(covariate.name, given: column.unit.map { "\($0)" } ?? "", declared: "\(unit)")
      }
      return Column(index: index, name: covariate.name, factor: factor, codes: nil, words: [], allowed: nil)
    case .categorical(let known, let codes, _):
      let own = column.categories?.map { word in known.firstIndex(of: word).map { codes[$0] } ?? .nan }
      return Column(
        index: index, name: covariate.name, factor: 1, codes: own, words: column.categories ?? [], allowed: codes)
    }
  }

  /// The plan of a subject, with an output at each of its records.
  ///
  /// - Parameters:
  ///   - subject: the subject, whose covariates are in the data set's columns.
  ///   - occasionCovariates: the covariates whose values number the occasions.
  ///   - etas: the random effects on an occasion.
  /// - Returns: the plan.
  /// - Throws: `SetupError` for a record that does not fit the model.
  func plan(_ subject: Subject, occasionCovariates: Set<Int>, etas: (Int) -> [Double]) throws(SetupError) -> SubjectPlan
  {
    let values = try covariates(of: subject)
    var occasions: [Int] = []
    /// The place of the occasion that covariates tell of, which is new the first time.
    func occasion(_ values: [Double]) -> Int {
      let covariate = occasionCovariates.min().flatMap { values.indices.contains($0) ? $0 : nil }
      let number = covariate.map { Int(exactly: values[$0].rounded()) ?? 1 } ?? 1
      if let known = occasions.firstIndex(of: number) { return known }
      occasions.append(number)
      return occasions.count - 1
    }
    let start = occasion(values.first ?? [])
    var events: [PlannedEvent] = []
    var before: [Int] = []
    for (index, record) in subject.records.enumerated() {
      let time = record.time * timeFactor
      if index > 0, rule != .nocb, values[index] != values[index - 1] {
        events.append(
          PlannedEvent(time: time, kind: .parameters(covariates: values[index], occasion: occasion(values[index]))))
      }
      try add(record, at: time, to: &events)
      before.append(events.count)
      if rule == .nocb, index + 1 < values.count, values[index + 1] != values[index] {
        let next = values[index + 1]
        events.append(PlannedEvent(time: time, kind: .parameters(covariates: next, occasion: occasion(next))))
      }
      if index + 1 < values.count, let trend = trend(from: record, values[index], to: index + 1, subject, values) {
        events.append(PlannedEvent(time: time, kind: .trend(trend)))
      }
    }
    events.append(PlannedEvent(time: (subject.records.last?.time ?? 0) * timeFactor, kind: .end))
    let schedule = SubjectPlan.Schedule(
      events: events, outputTimes: subject.records.map { $0.time * timeFactor }, eventsBefore: before,
      occasions: occasions)
    return SubjectPlan(
      schedule: schedule, covariates: values.first ?? [], etas: occasions.flatMap(etas), occasion: start)
  }

  /// How fast the moving covariates change from a record to the next one; nil when none of them does.
  private func trend(
    from record: Record, _ values: [Double], to next: Int, _ subject: Subject, _ all: [[Double]]
  ) -> [Double]? {
    let span = (subject.records[next].time - record.time) * timeFactor
    guard !moving.isEmpty, span > 0 else { return nil }
    let slopes = values.indices.map { moving.contains($0) ? (all[next][$0] - values[$0]) / span : 0 }
    return slopes.contains { $0 != 0 } ? slopes : nil
  }

  private func add(_ record: Record, at time: Double, to events: inout [PlannedEvent]) throws(SetupError) {
    switch record.action {
    case .observation, .other: break
    case .switchOff(let selector), .switchOn(let selector):
      let compartment = try self.compartment(selector, row: record.row)
      let isOn = if case .switchOn = record.action { true } else { false }
      events.append(PlannedEvent(time: time, kind: .switching(compartment: compartment, isOn: isOn)))
    case .reset: events.append(PlannedEvent(time: time, kind: .reset))
    case .dose(let dose):
      events.append(PlannedEvent(time: time, kind: .dose(try planned(dose, row: record.row))))
    case .resetAndDose(let dose):
      events.append(PlannedEvent(time: time, kind: .reset))
      events.append(PlannedEvent(time: time, kind: .dose(try planned(dose, row: record.row))))
    }
  }

  private func planned(_ dose: Dose, row: Int) throws(SetupError) -> PlannedDose {
    let (compartment, route) = try site(of: dose, row: row)
    let scale = try amountFactor(compartment: compartment, route: route)
    let declared = route.map { model.routes[$0] }
    if let declared, declared.input != nil, dose.administration != .bolus {
      throw .infusionByProfile(route: declared.name)
    }
    let input: PlannedDose.Input
    switch dose.administration {
    case .bolus: input = .bolus
    case .rate(let rate): input = .rate(rate * scale / timeFactor)
    case .duration(let duration): input = .duration(duration * timeFactor)
    case .modelledRate:
      guard declared?.rate != nil else { throw .notModelled("rate", row: row) }
      input = .modelledRate
    case .modelledDuration:
      guard declared?.duration != nil else { throw .notModelled("duration", row: row) }
      input = .modelledDuration
    }
    return PlannedDose(
      amount: dose.amount * scale, compartment: compartment, route: route, input: input,
      additional: dose.repeats?.additional ?? 0, interval: (dose.repeats?.interval ?? 0) * timeFactor,
      steadyState: dose.steadyState.map(planned), row: row)
  }

  private func planned(_ steady: Dose.SteadyState) -> PlannedSteadyState {
    let interval =
      switch steady.pattern {
      case .doses(let interval): interval * timeFactor
      case .infusion: Double.infinity
      }
    return PlannedSteadyState(interval: interval, adds: steady.effect == .adds)
  }

  private func site(of dose: Dose, row: Int) throws(SetupError) -> (compartment: Int, route: Int?) {
    // Of several routes the first one, but for RATE −1 and −2 the first that has what they ask for.
    func into(_ compartment: Int) -> (Int, Int?) {
      let routes = model.routes.indices.filter { model.routes[$0].compartment == compartment }
      let suited = routes.first { route in
        switch dose.administration {
        case .modelledRate: model.routes[route].rate != nil
        case .modelledDuration: model.routes[route].duration != nil
        default: true
        }
      }
      return (compartment, suited ?? routes.first)
    }
    switch dose.site {
    case .standard: return model.routes.first.map { ($0.compartment, 0) } ?? into(0)
    case .route(let name):
      guard let route = model.routes.firstIndex(where: { $0.name == name }) else {
        throw .unknownSite(name, row: row, known: model.routes.map(\.name))
      }
      return (model.routes[route].compartment, route)
    case .compartment(let selector): return into(try compartment(selector, row: row))
    }
  }

  private func compartment(_ selector: Selector, row: Int) throws(SetupError) -> Int {
    let compartments = model.compartments.map(\.name)
    switch selector {
    case .name(let name):
      guard let index = compartments.firstIndex(of: name) else {
        throw .unknownSite(name, row: row, known: compartments)
      }
      return index
    case .number(let number):
      guard compartments.indices.contains(number - 1) else {
        throw .unknownSite("\(number)", row: row, known: compartments.enumerated().map { "\($0 + 1) (\($1))" })
      }
      return number - 1
    }
  }

  /// From the table's unit of amount to the compartment's; a table without a unit is in the compartment's.
  private func amountFactor(compartment: Int, route: Int?) throws(SetupError) -> Double {
    let target = model.compartments[compartment].unit
    guard let amountUnit else { return 1 }
    if let factor = amountUnit.factor(to: target) { return factor }
    let molecule = route.flatMap { model.routes[$0].molecule }
    guard let factor = molarFactor(amountUnit, to: target, molecule: molecule, model) else {
      throw .columnUnit("AMT", given: "\(amountUnit)", declared: "\(target)")
    }
    return factor
  }

  /// The model's covariates at each record; the first one must be there.
  ///
  /// A missing value is carried forward; that of a covariate that moves is on the line between its neighbours.
  private func covariates(of subject: Subject) throws(SetupError) -> [[Double]] {
    var present = [Double](repeating: .nan, count: columns.count)
    var all: [[Double]] = []
    for record in subject.records {
      for (covariate, column) in columns.enumerated() {
        let raw = record.covariates[column.index]
        guard !raw.isNaN else {
          guard !present[covariate].isNaN else { throw .missingValue(covariate: column.name, row: record.row) }
          continue
        }
        present[covariate] = try value(raw, in: column, row: record.row)
      }
      all.append(present)
    }
    for covariate in moving { interpolate(covariate, in: &all, of: subject) }
    return all
  }

  /// Puts the missing values of a covariate on the line between the values that are there.
  private func interpolate(_ covariate: Int, in all: inout [[Double]], of subject: Subject) {
    let column = columns[covariate].index
    let known = subject.records.indices.filter { !subject.records[$0].covariates[column].isNaN }
    for (before, after) in zip(known, known.dropFirst()) where after > before + 1 {
      let start = subject.records[before].time
      let span = subject.records[after].time - start
      guard span > 0 else { continue }
      let change = all[after][covariate] - all[before][covariate]
      for index in before + 1..<after {
        all[index][covariate] = all[before][covariate] + change * ((subject.records[index].time - start) / span)
      }
    }
  }

  private func value(_ raw: Double, in column: Column, row: Int) throws(SetupError) -> Double {
    guard let allowed = column.allowed else { return raw * column.factor }
    if let codes = column.codes {
      let index = Int(raw)
      guard codes.indices.contains(index), !codes[index].isNaN else {
        let word = column.words.indices.contains(index) ? column.words[index] : "\(raw)"
        throw .notACategory(word, covariate: column.name, row: row, known: categoryNames(column.name))
      }
      return codes[index]
    }
    guard allowed.contains(raw) else {
      throw .notACategory("\(raw)", covariate: column.name, row: row, known: categoryNames(column.name))
    }
    return raw
  }

  private func categoryNames(_ name: String) -> [String] {
    guard let covariate = model.covariates.first(where: { $0.name == name }),
      case .categorical(let names, let codes, _) = covariate.kind
    else { return [] }
    return zip(names, codes).map { "\($0) (\($1))" }
  }
}
