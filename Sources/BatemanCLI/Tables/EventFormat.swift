import Bateman

/// How the times of events that happen once become rows of a table: one for each arm, patient and event.
struct EventFormat: Sendable {
  /// The names of the arms.
  let arms: [String]
  /// The names of the events.
  let events: [String]
  /// The unit of the times.
  let timeUnit: String
  /// How many digits a time has.
  let digits: Int

  /// The first line.
  var header: [UInt8] {
    var text = CSVText()
    for column in ["arm", "id", "event", "time[\(timeUnit)]"] { text.field(column) }
    text.endLine()
    return text.bytes
  }

  /// The rows of a chunk's patients, numbered from 1; the time is NA where the event did not happen.
  func rows(of chunk: SimulationChunk) -> [UInt8] {
    var text = CSVText(digits: digits)
    for subject in chunk.subjects {
      for (index, event) in events.enumerated() {
        text.field(arms[chunk.arm])
        text.field(subject + 1)
        text.field(event)
        text.field(time: chunk.eventTime(subject: subject, event: index) ?? .nan)
        text.endLine()
      }
    }
    return text.bytes
  }
}
