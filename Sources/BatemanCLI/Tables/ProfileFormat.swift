import Bateman

/// How profiles become rows of a table: `arm,id,time[…],<output>[…]…`, one for each time.
///
/// A value, so that every thread can write its own patients' rows.
struct ProfileFormat: Sendable {
  /// The names of the arms.
  let arms: [String]
  /// The times of each arm.
  let times: [[Double]]
  /// The model's time unit and outputs.
  let model: CheckedModel
  /// How many digits a concentration has.
  let digits: Int

  /// The first line.
  var header: [UInt8] {
    var text = CSVText()
    text.field("arm")
    text.field("id")
    text.field("time[\(model.timeUnit)]")
    for output in model.outputs { text.field("\(output.name)[\(output.unit)]") }
    text.endLine()
    return text.bytes
  }

  /// The rows of a chunk's patients; patients are numbered from 1.
  func rows(of chunk: SimulationChunk) -> [UInt8] {
    var text = CSVText(digits: digits)
    for subject in chunk.subjects {
      var prefix = CSVText()
      prefix.field(arms[chunk.arm])
      prefix.field(subject + 1)
      for (index, time) in times[chunk.arm].enumerated() {
        text.fields(prefix.bytes)
        text.field(time: time)
        for output in 0..<chunk.outputCount {
          text.field(chunk.prediction(subject: subject, time: index, output: output))
        }
        text.endLine()
      }
    }
    return text.bytes
  }
}
