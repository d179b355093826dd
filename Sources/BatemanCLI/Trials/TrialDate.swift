import Bateman
import Foundation

/// Days of the calendar for trials: days since 1970-01-01.
enum TrialDate {
  /// The day of `YYYY-MM-DD`, or nil.
  static func day(_ text: String) -> Int? { (try? CivilDate(parsing: text, field: "date"))?.dayNumber }

  /// A day as `YYYY-MM-DD`.
  static func text(_ day: Int) -> String {
    CivilDate(year: 1970, month: 1, day: 1)?.adding(days: day).description ?? "day \(day)"
  }
}
