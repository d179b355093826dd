import PKText

/// A formula that can be asked for by name, with inputs in their kinds and its method named.
public struct Calculation: Sendable {
  /// What came out.
  public struct Answer: Hashable, Sendable {
    /// What was computed, such as `body surface area`.
    public let title: String
    /// The method, by its full name.
    public let method: String
    /// The results, each with its name, number and unit.
    public let results: [Result]
    /// What was done to the inputs, and what the result is not.
    public let notes: [String]

    /// One number of an answer.
    public struct Result: Hashable, Sendable {
      /// What it is.
      public let name: String
      /// The number, rounded half away from zero.
      public let value: String
      /// Its unit; empty for a plain number.
      public let unit: String
    }
  }

  /// The name that it is asked for by.
  public let name: String
  /// What it computes, in a line.
  public let summary: String
  /// The methods that can be named; empty where there is one.
  public let methods: [String]
  /// The inputs that it takes.
  public let inputs: [String]
  let body: @Sendable (inout CalculationInputs) throws(Refusal) -> Answer

  /// The calculation of a name.
  ///
  /// - Throws: a refusal that lists the names when there is none.
  public static func named(_ name: String) throws(Refusal) -> Calculation {
    if let found = all.first(where: { $0.name == name }) { return found }
    let names = all.map(\.name)
    throw Refusal(
      .unknownName, field: "calculation", value: name, rule: "there are \(names.joined(separator: ", "))",
      action: didYouMean(name, among: names) ?? "give one of these")
  }

  /// Computes the formula.
  ///
  /// - Throws: a refusal when an input is missing, not used, of another kind or outside the domain.
  public func answer(method: String?, inputs values: [String: String]) throws(Refusal) -> Answer {
    var inputs = CalculationInputs(values: values, method: method)
    let answer = try body(&inputs)
    if let unused = values.keys.sorted().first(where: { !inputs.used.contains($0) }) {
      throw Refusal(
        .unusedInput, field: unused, value: values[unused] ?? "", rule: "'\(name)' does not use it",
        action: "it takes \(self.inputs.joined(separator: ", "))")
    }
    guard inputs.methodWasAsked || method == nil else {
      throw Refusal(
        .unusedInput, field: "method", value: method ?? "", rule: "'\(name)' has one method", action: "leave it out")
    }
    return answer
  }

  /// Every calculation, in the order of the help.
  public static let all: [Calculation] = build + kidneys + heart + time + drug + conversions
}

/// The inputs of a calculation, each read in its kind when it is asked for.
struct CalculationInputs {
  let values: [String: String]
  let method: String?
  private(set) var used: Set<String> = []
  private(set) var methodWasAsked = false

  init(values: [String: String], method: String?) { (self.values, self.method) = (values, method) }

  mutating func text(_ name: String) -> String? {
    used.insert(name)
    return values[name]
  }

  mutating func required(_ name: String, example: String) throws(Refusal) -> String {
    if let text = text(name) { return text }
    throw Refusal(
      .missingInput, field: name, rule: "it is missing, and nothing is assumed", action: "give --\(name) \"\(example)\""
    )
  }

  mutating func measure<Kind: MeasureKind>(_ name: String, _ kind: Kind.Type) throws(Refusal) -> Measure<Kind> {
    try Measure(parsing: required(name, example: "… \(Kind.unit)"), field: name)
  }

  mutating func optional<Kind: MeasureKind>(_ name: String, _ kind: Kind.Type) throws(Refusal) -> Measure<Kind>? {
    guard values[name] != nil else {
      used.insert(name)
      return nil
    }
    return try measure(name, kind)
  }

  mutating func plain(_ name: String, example: String) throws(Refusal) -> Rational {
    let text = try required(name, example: example)
    do {
      return try DecimalInput.parse(text)
    } catch {
      throw Refusal(.numberForm, field: name, value: text, rule: error.rule, action: error.action(for: text))
    }
  }

  mutating func sex() throws(Refusal) -> Sex { try Sex(parsing: required("sex", example: "female")) }

  /// The age as it is given, or from birth and date.
  mutating func age() throws(Refusal) -> Measure<Age> {
    if let age = try optional("age", Age.self) { return age }
    guard values["birth-date"] != nil else {
      used.insert("birth-date")
      throw Refusal(
        .missingInput, field: "age", rule: "it is missing, and nothing is assumed",
        action: "give --age \"… years\", or --birth-date and --date")
    }
    let birth = try CivilDate(parsing: required("birth-date", example: "1960-03-02"), field: "birth-date")
    let date = try CivilDate(parsing: required("date", example: "2026-03-02"), field: "date")
    return try Conversion.age(birth: birth, on: date)
  }

  /// The method that is named; required where there are several, so that none is silently the default.
  mutating func method<Method: RawRepresentable<String> & CaseIterable>(
    _ type: Method.Type
  ) throws(Refusal) -> Method {
    methodWasAsked = true
    let names = Method.allCases.map(\.rawValue)
    guard let method else {
      throw Refusal(
        .missingInput, field: "method", rule: "the methods differ, and none is assumed",
        action: "give --method with one of \(names.joined(separator: ", "))")
    }
    if let known = Method(rawValue: method) { return known }
    throw Refusal(
      .unknownName, field: "method", value: method, rule: "the methods are \(names.joined(separator: ", "))",
      action: didYouMean(method, among: names) ?? "give one of these")
  }
}

extension Calculation.Answer {
  /// An answer of one number, by the name of its kind unless it has its own.
  init<Kind>(
    _ method: String, _ measure: Measure<Kind>, title: String = Kind.title, decimals: Int = 4, notes: [String] = []
  ) {
    let result = Result(name: title, value: measure.value.text(decimals: decimals), unit: Kind.unit)
    self.init(title: title, method: method, results: [result], notes: notes)
  }

  /// An answer that may be prescribed or drawn up: without trailing zeros, which are read as further digits.
  init<Kind>(prescribed method: String, _ measure: Measure<Kind>, decimals: Int, notes: [String] = []) {
    let result = Result(name: Kind.title, value: measure.value.shortText(decimals: decimals), unit: Kind.unit)
    self.init(title: Kind.title, method: method, results: [result], notes: notes)
  }
}
