/// What a number is a number of, beyond its unit.
///
/// Two kinds with the same unit are different types: an ideal weight cannot stand where an actual one
/// is wanted, nor a clearance indexed to 1.73 m² where an absolute one is.
public protocol MeasureKind: Sendable {
  /// How the kind is named and written.
  static var facts: KindFacts { get }
}

/// How a kind of number is named and written.
public struct KindFacts: Sendable {
  /// What messages call it, such as `actual body weight`.
  public let title: String
  /// The unit that values are held in, as it is printed.
  public let unit: String
  /// The accepted spellings of units, each with its factor to ``unit``; a closed list.
  public let units: [(spelling: String, factor: Rational)]

  /// The facts of a kind.
  public init(_ title: String, _ unit: String, _ units: [(spelling: String, factor: Rational)]) {
    self.title = title
    self.unit = unit
    self.units = units
  }
}

extension MeasureKind {
  /// What messages call it.
  public static var title: String { facts.title }
  /// The unit that values are held in, as it is printed.
  public static var unit: String { facts.unit }
  /// The accepted spellings of units, each with its factor to the unit.
  public static var units: [(spelling: String, factor: Rational)] { facts.units }
}

/// A number of one kind, in the unit of the kind, exact.
public struct Measure<Kind: MeasureKind>: Hashable, Sendable {
  /// The number, in the unit of the kind.
  public let value: Rational

  /// A number in the unit of the kind.
  public init(_ value: Rational) { self.value = value }

  /// The number and its unit.
  public var text: String { "\(value.shortText()) \(Kind.unit)" }

  /// The number rounded to decimals, and its unit.
  public func text(decimals: Int) -> String { "\(value.text(decimals: decimals)) \(Kind.unit)" }
}

extension Measure: Comparable {
  /// Whether one number lies below another, exactly.
  public static func < (a: Measure, b: Measure) -> Bool { a.value < b.value }
}

extension Measure {
  /// Reads a number and its unit, such as `62.4 kg`.
  ///
  /// - Throws: a refusal that names the field when the number is not a plain decimal, or the unit is
  ///   missing or none of the kind's.
  public init(parsing text: String, field: String) throws(Refusal) {
    let (number, unit) = Self.split(text)
    let value: Rational
    do {
      value = try DecimalInput.parse(number)
    } catch {
      throw Refusal(.numberForm, field: field, value: text, rule: error.rule, action: error.action(for: number))
    }
    guard !unit.isEmpty else {
      throw Refusal(
        .unitMissing, field: field, value: text, rule: "there is no unit, and none is assumed",
        action: "write the \(Kind.title) as '\(number) \(Kind.unit)'")
    }
    guard let known = Kind.units.first(where: { $0.spelling == unit }) else {
      throw UnitFault.refusal(unit: unit, of: Kind.self, field: field, value: text)
    }
    self.init(value * known.factor)
  }

  /// The number and the unit of a text; without a blank between them, the unit is what the kind knows.
  private static func split(_ text: String) -> (number: String, unit: String) {
    let trimmed = text.drop { $0 == " " }
    if let blank = trimmed.firstIndex(of: " ") {
      let unit = trimmed[blank...].split(separator: " ").joined(separator: " ")
      return (String(trimmed[..<blank]), unit)
    }
    let spellings = Kind.units.map(\.spelling).sorted { $0.utf8.count > $1.utf8.count } + UnitFault.pounds
    for spelling in spellings where trimmed.hasSuffix(spelling) && trimmed != spelling {
      return (String(trimmed.dropLast(spelling.count)), spelling)
    }
    return (String(trimmed), "")
  }
}

/// What is said of a unit that a kind does not have.
enum UnitFault {
  static let pounds = ["lbs", "lb", "[lb_av]"]

  static func refusal<Kind: MeasureKind>(
    unit: String, of kind: Kind.Type, field: String, value: String
  ) -> Refusal {
    let known = Kind.units.map { "'\($0.spelling)'" }.joined(separator: " or ")
    if pounds.contains(unit.lowercased()) {
      return Refusal(
        .unitUnknown, field: field, value: value, rule: "pounds are not accepted for the \(Kind.title)",
        action: "weigh in kilograms, or convert and check: bateman calc convert --pounds '\(value)'")
    }
    if Kind.self == AbsoluteGFR.self, unit.contains("1.73") {
      return Refusal(
        .wrongKind, field: field, value: value,
        rule: "this is a filtration rate indexed to 1.73 m², and an absolute one is wanted",
        action: "remove the index first: bateman calc deindex --indexed-gfr … --bsa …")
    }
    return Refusal(
      .unitUnknown, field: field, value: value, rule: "the \(Kind.title) is not measured in '\(Refusal.shown(unit))'",
      action: "write it in \(known)")
  }
}
