public import PKDosing

/// A moment as somebody wrote it down: a day and a time of that day, with or without the offset from UTC.
///
/// Moments with an offset are instants; moments without are times on one clock that is never put forward or back. The
/// two do not mix.
public struct Moment: Hashable, Sendable {
  /// Seconds since 1970-01-01 00:00 on the clock that it was read from.
  let seconds: Int
  /// How far that clock is ahead of UTC, in minutes; nil when it was not written.
  public let offset: Int?

  /// Reads `2026-03-02 08:05`, `2026-03-02T08:05:30+08:00` or `2026-03-02T00:05Z`; nil for anything else.
  ///
  /// - Parameters:
  ///   - text: the moment.
  ///   - needsTime: whether a day alone is refused; otherwise it is taken as midnight.
  public init?(_ text: String, needsTime: Bool = true) {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
    guard let first = parts.first, let day = try? CivilDate(parsing: String(first), field: "") else { return nil }
    guard parts.count == 2 else {
      guard !needsTime else { return nil }
      self.init(seconds: day.dayNumber * 86_400, offset: nil)
      return
    }
    guard let (clock, offset) = Self.divided(parts[1]), let time = Self.time(clock) else { return nil }
    self.init(seconds: day.dayNumber * 86_400 + time, offset: offset)
  }

  init(seconds: Int, offset: Int?) {
    self.seconds = seconds
    self.offset = offset
  }

  /// The seconds from another moment to this one; nil when only one of both has an offset.
  public func seconds(since other: Moment) -> Int? {
    switch (offset, other.offset) {
    case (nil, nil): seconds - other.seconds
    case (let own?, let others?): seconds - 60 * own - other.seconds + 60 * others
    default: nil
    }
  }

  /// The moment some seconds later, on the same clock.
  public func adding(seconds more: Double) -> Moment {
    Moment(seconds: seconds + (Int(exactly: more.rounded()) ?? 0), offset: offset)
  }

  /// The day on the clock that it was read from.
  public var day: CivilDate {
    CivilDate(dayNumber: seconds.quotientDown(by: 86_400))
  }

  /// What stands before and behind the sign of an offset.
  private static func divided(_ text: Substring) -> (Substring, Int?)? {
    if text.hasSuffix("Z") { return (text.dropLast(), 0) }
    guard let sign = text.firstIndex(where: { $0 == "+" || $0 == "-" }) else { return (text, nil) }
    let parts = text[text.index(after: sign)...].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hours = two(parts[0], below: 15), let minutes = two(parts[1], below: 60) else {
      return nil
    }
    return (text[..<sign], (text[sign] == "-" ? -1 : 1) * (60 * hours + minutes))
  }

  private static func time(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let hours = two(parts[0], below: 24),
      let minutes = two(parts[1], below: 60)
    else { return nil }
    guard parts.count == 3 else { return 3600 * hours + 60 * minutes }
    return two(parts[2], below: 60).map { 3600 * hours + 60 * minutes + $0 }
  }

  /// Two digits.
  private static func two(_ text: Substring, below limit: Int) -> Int? {
    guard text.utf8.count == 2, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int(text), value < limit
    else { return nil }
    return value
  }
}

extension Moment: CustomStringConvertible {
  /// The moment as `2026-03-02 08:05`, with its offset behind it.
  public var description: String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let rest = seconds - 86_400 * day.dayNumber
    let time = "\(two(rest / 3600)):\(two(rest / 60 % 60))" + (rest % 60 == 0 ? "" : ":\(two(rest % 60))")
    guard let offset else { return "\(day) \(time)" }
    let size = offset.magnitude
    return "\(day) \(time)\(offset < 0 ? "-" : "+")\(two(Int(size) / 60)):\(two(Int(size) % 60))"
  }
}

extension Int {
  /// The quotient rounded down, also below zero.
  fileprivate func quotientDown(by divisor: Int) -> Int {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }
}
