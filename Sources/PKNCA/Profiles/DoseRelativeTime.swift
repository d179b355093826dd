/// Where a time stands among the times of doses: after the one before it, before the one after it, after the first.
///
/// A dose at the very time is both before and after it. Doses are numbered from 1 in the order given; one without
/// a time keeps its number and counts for nothing.
public struct DoseRelativeTime: Hashable, Sendable {
  /// The number of the last dose at or before the time; nil when there is none.
  public let doseBefore: Int?
  /// The number of the first dose at or after the time; nil when there is none.
  public let doseAfter: Int?
  /// How long after the last dose; at least 0.
  public let afterDose: Double?
  /// How long before the next dose, as time − dose: at most 0.
  public let beforeDose: Double?
  /// How long after the first dose; negative before it.
  public let afterFirst: Double?

  /// Places a time; nil is one that is not known, and has no place.
  public init(of time: Double?, among doses: [Double?]) {
    var before: (number: Int, time: Double)?
    var after: (number: Int, time: Double)?
    var first: Double?
    for case (let index, let dose?) in doses.enumerated() where dose.isFinite {
      first = min(first ?? dose, dose)
      guard let time else { continue }
      if dose <= time, dose >= before?.time ?? -.infinity { before = (index + 1, dose) }
      if dose >= time, dose < after?.time ?? .infinity { after = (index + 1, dose) }
    }
    (doseBefore, doseAfter) = (before?.number, after?.number)
    afterDose = before.flatMap { before in time.map { $0 - before.time } }
    beforeDose = after.flatMap { after in time.map { $0 - after.time } }
    afterFirst = first.flatMap { first in time.map { $0 - first } }
  }
}
