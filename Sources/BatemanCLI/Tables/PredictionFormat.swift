import Bateman

/// How predictions at a table's rows become rows of a table: `id,replicate,row,time[…],<output>[…]…`,
/// and the columns of the data that are kept.
///
/// `row` is the row of the data that a prediction is for, counted as a spreadsheet counts, so that the two tables
/// can be joined; `time` is in the model's unit.
struct PredictionFormat: Sendable {
  /// The data that were simulated.
  let dataset: Dataset
  /// The model's time unit and outputs.
  let model: CheckedModel
  /// What a time of the data is multiplied by.
  private let timeFactor: Double
  private let digits: Int

  init(_ dataset: Dataset, model: CheckedModel, digits: Int) {
    self.digits = digits
    self.dataset = dataset
    self.model = model
    timeFactor = dataset.timeUnit?.factor(to: model.timeUnit) ?? 1
  }

  /// The first line.
  var header: [UInt8] {
    var text = CSVText()
    for name in ["id", "replicate", "row", "time[\(model.timeUnit)]"] { text.field(name) }
    for output in model.outputs { text.field("\(output.name)[\(output.unit)]") }
    for column in dataset.keptColumns { text.field(column) }
    text.endLine()
    return text.bytes
  }

  /// The rows of a chunk's subjects, which are numbered replicate by replicate.
  func rows(of chunk: SimulationChunk) -> [UInt8] {
    var text = CSVText(digits: digits)
    for number in chunk.subjects {
      let (replicate, index) = number.quotientAndRemainder(dividingBy: dataset.subjects.count)
      let subject = dataset.subjects[index]
      var prefix = CSVText()
      prefix.field(subject.id)
      prefix.field(replicate + 1)
      for (position, record) in subject.records.enumerated() {
        text.fields(prefix.bytes)
        text.field(record.row)
        text.field(time: record.time * timeFactor)
        for output in 0..<chunk.outputCount {
          text.field(chunk.prediction(subject: number, time: position, output: output))
        }
        for kept in record.kept { text.field(kept) }
        text.endLine()
      }
    }
    return text.bytes
  }
}
