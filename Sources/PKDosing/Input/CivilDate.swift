/// A day of the Gregorian calendar, without a time zone or a clock.
///
/// Protocol dates are days where the patient is; adding days to them never passes through hours, so
/// daylight saving has no say.
public struct CivilDate: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let dayNumber: Int

  package init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// A day, or nil when the calendar has no such day between the years 1900 and 2199.
  public init?(year: Int, month: Int, day: Int) {
    guard (1900..<2200).contains(year), (1...12).contains(month) else { return nil }
    guard day >= 1, day <= Self.days(in: month, of: year) else { return nil }
    dayNumber = Self.dayNumber(year, month, day)
  }

  /// Reads `2026-03-02`, and nothing else.
  ///
  /// - Throws: a refusal that names the field.
  public init(parsing text: String, field: String) throws(Refusal) {
    let bytes = Array(text.utf8)
    let isDashed = bytes.count == 10 && bytes[4] == 45 && bytes[7] == 45
    let digits = bytes.enumerated().filter { $0.offset != 4 && $0.offset != 7 }.map { Int($0.element) - 48 }
    guard isDashed, digits.allSatisfy({ (0...9).contains($0) }) else {
      throw Refusal(
        .dateForm, field: field, value: text, rule: "a date is written year-month-day",
        action: "write it like 2026-03-02")
    }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    guard let date = CivilDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)) else {
      throw Refusal(
        .dateForm, field: field, value: text, rule: "the calendar has no such day between 1900 and 2199",
        action: "check year, month and day, in this order")
    }
    self = date
  }

  /// Whether one day comes before another.
  public static func < (a: CivilDate, b: CivilDate) -> Bool { a.dayNumber < b.dayNumber }

  /// The day as `2026-03-02`.
  public var description: String {
    let (year, month, day) = components
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}

extension CivilDate {
  /// The day some days later, or earlier; the number is held within 100,000 days.
  public func adding(days: Int) -> CivilDate {
    CivilDate(dayNumber: dayNumber + min(max(days, -100_000), 100_000))
  }

  /// The same day some months later, or the last of that month when it is shorter.
  public func adding(months: Int) -> CivilDate {
    let (year, month, day) = components
    let index = year * 12 + month - 1 + min(max(months, -2_400), 2_400)
    let (laterYear, laterMonth) = (index / 12, index % 12 + 1)
    let laterDay = min(day, Self.days(in: laterMonth, of: laterYear))
    return CivilDate(dayNumber: Self.dayNumber(laterYear, laterMonth, laterDay))
  }

  /// How many days it is after another day.
  public func days(since other: CivilDate) -> Int { dayNumber - other.dayNumber }

  /// The completed years between two days, as a birthday counts them: 29 February counts on 1 March in
  /// common years.
  public func completedYears(since birth: CivilDate) -> Int {
    let (year, month, day) = components
    let born = birth.components
    return year - born.year - ((month, day) < (born.month, born.day) ? 1 : 0)
  }

  /// Year, month and day, by counting eras of 400 years that begin in March.
  ///
  /// After H. Hinnant, "chrono-compatible low-level date algorithms".
  var components: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
