/// Clock times and dates of a table, in seconds.
///
/// Dates are days since 1970-01-01 in the proleptic Gregorian calendar; there are no time zones and no leap seconds.
package enum CalendarTime {
  /// In which order a date has its parts.
  enum Order: String {
    case monthDayYear = "month-day-year"
    case dayMonthYear = "day-month-year"
    case yearMonthDay = "year-month-day"
    case yearDayMonth = "year-day-month"

    /// The order in a column, as NONMEM has it.
    init(column: String) {
      switch column {
      case "DAT1": self = .dayMonthYear
      case "DAT2": self = .yearMonthDay
      case "DAT3": self = .yearDayMonth
      default: self = .monthDayYear
      }
    }
  }

  package static let secondsPerDay = 86_400.0

  /// The seconds since midnight that `HH:MM` or `HH:MM:SS` say; nil when they say none.
  static func seconds(_ clock: some StringProtocol) -> Double? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let hour = whole(parts[0], 0...24), let minute = whole(parts[1], 0...59)
    else { return nil }
    var second = 0.0
    if parts.count == 3 {
      let bytes = Array(parts[2].utf8)
      guard bytes.first.map(isDigit) == true, let value = DecimalNumber.parse(bytes, 0, bytes.count), value < 60 else {
        return nil
      }
      second = value
    }
    let total = Double(hour * 3600 + minute * 60) + second
    return total <= secondsPerDay ? total : nil
  }

  /// The day of a date: a whole number of days, or three parts joined by `-` or `/`.
  ///
  /// A first part of four digits is the year, whatever the column says; a year of two digits is in 1951…2050, as in
  /// NONMEM.
  static func day(_ text: some StringProtocol, _ order: Order) -> Int? {
    let mark: Character = text.contains("/") ? "/" : "-"
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    if parts.count == 1 { return whole(parts[0], 0...10_000_000) }
    guard parts.count == 3 else { return nil }
    let actual: Order = parts[0].count == 4 && order != .yearDayMonth ? .yearMonthDay : order
    let (year, month, day) =
      switch actual {
      case .monthDayYear: (parts[2], parts[0], parts[1])
      case .dayMonthYear: (parts[2], parts[1], parts[0])
      case .yearMonthDay: (parts[0], parts[1], parts[2])
      case .yearDayMonth: (parts[0], parts[2], parts[1])
      }
    guard year.count == 2 || year.count == 4, var y = whole(year, 0...9999), let m = whole(month, 1...12) else {
      return nil
    }
    if year.count == 2 { y += y <= 50 ? 2000 : 1900 }
    guard let d = whole(day, 1...daysInMonth(m, y)) else { return nil }
    return daysSince1970(y, m, d)
  }

  /// The seconds since 1970 of `YYYY-MM-DD`, alone or with a blank or `T` and a clock time behind it.
  package static func moment(_ text: String) -> Double? {
    let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
    guard let first = parts.first, first.contains("-") || first.contains("/"),
      first.split(whereSeparator: { $0 == "-" || $0 == "/" }).first?.count == 4,
      let day = day(first, .yearMonthDay)
    else { return nil }
    guard parts.count == 2 else { return Double(day) * secondsPerDay }
    return seconds(parts[1]).map { Double(day) * secondsPerDay + $0 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func whole(_ text: some StringProtocol, _ range: ClosedRange<Int>) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy(isDigit), let value = Int(text), range.contains(value) else { return nil }
    return value
  }

  private static func daysInMonth(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The days of a date, counted in years that begin in March, so that leap days are last.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let months = (month + 9) % 12
    return 365 * y + y / 4 - y / 100 + y / 400 + (months * 306 + 5) / 10 + day - 1 - 719_468
  }

  /// A day since 1970 as `YYYY-MM-DD`; eras of 400 years begin in March.
  package static func text(ofDay day: Int) -> String {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(year)-\(two(month))-\(two(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))"
  }
}
