import PKUnits

/// How a table writes its times, decided by its first row.
enum TimeNotation {
  /// As numbers.
  case numbers
  /// As clock times, alone or with dates: times count from the subject's first record.
  case calendar
}

extension TableReader {
  /// The time of the row in the data set's unit, or NaN when something is wrong with it, which is reported.
  ///
  /// With dates or clock times, this is the time since the subject's first record: in the unit of TIME, or in hours.
  mutating func time() -> Double {
    guard let column = header[.time] else { return .nan }
    let field = fields[column.index]
    guard !text.isMissing(field) else {
      report(.missingValue, column)
      return .nan
    }
    let number = DecimalNumber.parse(text.bytes, field.start, field.end)
    if let date = header[.date] { return sinceStart(dated(date, column, number)) }
    if let number {
      if notation == .calendar {
        report(.mixedTimes(Self.excerpt(text.text(field)), isNumber: true), column)
        return .nan
      }
      notation = .numbers
      if number.isFinite { return number }
      report(.notFinite(Self.excerpt(text.text(field))), column)
      return .nan
    }
    let cell = text.text(field)
    guard let seconds = CalendarTime.moment(cell) ?? CalendarTime.seconds(cell) else {
      report(Self.reason(forBadNumber: cell, isTime: true), column)
      return .nan
    }
    if notation == .numbers {
      report(.mixedTimes(Self.excerpt(cell), isNumber: false), column)
      return .nan
    }
    notation = .calendar
    return sinceStart(seconds)
  }

  /// The seconds since 1970 that a date and a clock time, or a number of hours, say.
  private mutating func dated(_ date: TableColumn, _ time: TableColumn, _ hours: Double?) -> Double {
    notation = .calendar
    let cell = text.text(fields[date.index])
    let order = CalendarTime.Order(column: date.name.uppercased())
    guard !text.isMissing(fields[date.index]) else {
      report(.missingValue, date)
      return .nan
    }
    guard let day = CalendarTime.day(cell, order) else {
      report(.badDate(Self.excerpt(cell), order: order.rawValue), date)
      return .nan
    }
    let clock = text.text(fields[time.index])
    guard let seconds = hours.map({ $0 * 3600 }) ?? CalendarTime.seconds(clock), seconds.isFinite else {
      report(Self.reason(forBadNumber: clock, isTime: true), time)
      return .nan
    }
    return Double(day) * CalendarTime.secondsPerDay + seconds
  }

  private mutating func sinceStart(_ seconds: Double) -> Double {
    guard seconds.isFinite else { return .nan }
    let start = clockStart ?? seconds
    clockStart = start
    return calendarUnit(seconds - start)
  }
}
