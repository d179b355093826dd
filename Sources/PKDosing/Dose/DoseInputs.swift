import PKText

/// The inputs of a request, read: each in its kind, or refused by name.
package struct DoseInputs {
  /// A measure with the day it was taken on.
  package struct Dated<Kind: MeasureKind> {
    package var measure: Measure<Kind>
    var date: CivilDate?
    /// The number as it was typed.
    var number: String
  }

  let cycle: Int
  let day: Int
  let date: CivilDate?
  package let weight: Dated<ActualWeight>?
  let weightSource: WeightRule.Source?
  let referenceWeight: Dated<ActualWeight>?
  let previousWeight: Dated<ActualWeight>?
  let height: Dated<Height>?
  let sex: Sex?
  let age: Measure<Age>?
  let creatinine: Measure<SerumCreatinine>?
  let qtcf: Measure<Milliseconds>?
  let lvef: Measure<Percentage>?
  let lastDose: Dated<DoseMass>?
  let firstDose: CivilDate?
  let cumulative: Measure<DoseMass>?
  let priorHalfLife: Measure<Hours>?

  package init(_ request: DoseRequest, _ schedule: Schedule) throws(Refusal) {
    cycle = try Self.cycle(request, schedule)
    day = try Self.day(request, schedule)
    let date = try request[.date].map { text throws(Refusal) in try CivilDate(parsing: text, field: "date") }
    self.date = date
    weight = try Self.dated(request, .weight, before: date)
    weightSource = try request[.weightSource].map { text throws(Refusal) in try Self.source(text) }
    referenceWeight = try Self.dated(request, .referenceWeight, before: date)
    previousWeight = try Self.dated(request, .previousWeight, before: date)
    height = try Self.dated(request, .height, before: date)
    sex = try request[.sex].map { text throws(Refusal) in try Sex(parsing: text) }
    age = try Self.age(request, on: date)
    creatinine = try Self.measure(request, .creatinine)
    qtcf = try Self.measure(request, .qtcf)
    lvef = try Self.measure(request, .lvef)
    lastDose = try Self.dated(request, .lastDose, before: date)
    firstDose = try Self.firstDose(request, before: date)
    cumulative = try Self.measure(request, .cumulative)
    priorHalfLife = try Self.measure(request, .priorHalfLife)
  }

  private static func cycle(_ request: DoseRequest, _ schedule: Schedule) throws(Refusal) -> Int {
    let cycle = try whole(request, .cycle, example: "1")
    guard cycle >= 1 else {
      throw Refusal(
        .cycle, field: "cycle", value: request[.cycle] ?? "", rule: "cycles are counted from 1",
        action: "give the cycle that this dose belongs to")
    }
    if let most = schedule.maximumCycles, cycle > most {
      throw Refusal(
        .cycle, field: "cycle", value: "\(cycle)", rule: "the protocol ends after cycle \(most)",
        action: "ask whoever is responsible for the protocol")
    }
    return cycle
  }

  private static func day(_ request: DoseRequest, _ schedule: Schedule) throws(Refusal) -> Int {
    let list = schedule.days.map(String.init).joined(separator: ", ")
    guard request[.day] != nil else {
      if schedule.days.count == 1 { return schedule.days[0] }
      throw Refusal(
        .missingInput, field: "day", rule: "the protocol doses on days \(list) of a cycle", action: "give --day")
    }
    let day = try whole(request, .day, example: "1")
    guard schedule.days.contains(day) else {
      throw Refusal(
        .cycle, field: "day", value: "\(day)", rule: "the protocol doses on day \(list) of a cycle",
        action: "give one of these days")
    }
    return day
  }

  private static func whole(
    _ request: DoseRequest, _ field: DoseRequest.Field, example: String
  ) throws(Refusal) -> Int {
    guard let text = request[field] else {
      throw Refusal(
        .missingInput, field: field.rawValue, rule: "it is missing, and nothing is assumed",
        action: "give --\(field.rawValue) \(example)")
    }
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int(text)
    else {
      throw Refusal(
        .numberForm, field: field.rawValue, value: text, rule: "it is a whole number of at most three digits",
        action: "write it like \(example)")
    }
    return value
  }

  private static func source(_ text: String) throws(Refusal) -> WeightRule.Source {
    if let source = WeightRule.Source(rawValue: text) { return source }
    let names = WeightRule.Source.allCases.map(\.rawValue)
    throw Refusal(
      .unknownName, field: "weight-source", value: text, rule: "a weight is \(names.joined(separator: ", "))",
      action: didYouMean(text, among: names) ?? "give one of these")
  }

  private static func measure<Kind: MeasureKind>(
    _ request: DoseRequest, _ field: DoseRequest.Field
  ) throws(Refusal) -> Measure<Kind>? {
    try request[field].map { text throws(Refusal) in try Measure(parsing: text, field: field.rawValue) }
  }

  /// `62.4 kg` or `2026-03-02 62.4 kg`; a date after the calculation is refused.
  private static func dated<Kind: MeasureKind>(
    _ request: DoseRequest, _ field: DoseRequest.Field, before date: CivilDate?
  ) throws(Refusal) -> Dated<Kind>? {
    guard let text = request[field] else { return nil }
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    var (rest, day): (String, CivilDate?) = (text, nil)
    // Ten characters with two dashes are a date, right or wrong.
    if let first = words.first, first.count(where: { $0 == "-" }) == 2, words.count == 2 {
      day = try CivilDate(parsing: String(first), field: field.rawValue)
      rest = String(words[1])
    }
    let measure = try Measure<Kind>(parsing: rest, field: field.rawValue)
    guard let day else { return Dated(measure: measure, date: nil, number: number(of: rest)) }
    guard let date else {
      throw Refusal(
        .missingInput, field: "date", rule: "\(field.rawValue) has a date, and the date of calculation is missing",
        action: "give --date, such as 2026-03-02; the machine's clock is never asked")
    }
    guard day <= date else {
      throw Refusal(
        .dateOrder, field: field.rawValue, value: text, rule: "\(day) is after the date of calculation, \(date)",
        action: "check both dates")
    }
    return Dated(measure: measure, date: day, number: number(of: rest))
  }

  /// The number at the beginning of a text that has been read as a measure.
  private static func number(of text: String) -> String {
    String(text.drop { $0 == " " }.prefix { $0.isASCII && ($0.isNumber || $0 == ".") })
  }

  private static func age(_ request: DoseRequest, on date: CivilDate?) throws(Refusal) -> Measure<Age>? {
    guard let text = request[.birthDate] else { return nil }
    let birth = try CivilDate(parsing: text, field: "birth-date")
    guard let date else {
      throw Refusal(
        .missingInput, field: "date", rule: "an age needs the date of calculation",
        action: "give --date, such as 2026-03-02; the machine's clock is never asked")
    }
    return try Conversion.age(birth: birth, on: date)
  }

  private static func firstDose(_ request: DoseRequest, before date: CivilDate?) throws(Refusal) -> CivilDate? {
    guard let text = request[.firstDose] else { return nil }
    let first = try CivilDate(parsing: text, field: "first-dose")
    if let date, first > date {
      throw Refusal(
        .dateOrder, field: "first-dose", value: text, rule: "it is after the date of calculation, \(date)",
        action: "check both dates")
    }
    return first
  }
}
