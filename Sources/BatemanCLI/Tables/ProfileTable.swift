import Bateman

/// The table of profiles: `arm,id,time[…],<output>[…]…`, a row for each time.
struct ProfileTable {
  private let file: OutputFile
  private var text = CSVText()

  /// Opens the table and writes its header.
  init(_ file: OutputFile, for model: Model, leading: [String] = ["arm", "id"]) throws(FileError) {
    self.file = file
    for name in leading { text.field(name) }
    text.field("time[\(model.source.timeUnit)]")
    for output in model.source.outputs { text.field("\(output.name)[\(output.unit)]") }
    text.endLine()
    try file.write(text.take())
  }

  /// Adds a patient: for each time, the outputs in the model's order.
  mutating func add(
    arm: String, id: String, times: [Double], predictions: some RandomAccessCollection<Double>, outputs: Int
  ) throws(FileError) {
    var prefix = CSVText()
    prefix.field(arm)
    prefix.field(id)
    var next = predictions.startIndex
    for time in times {
      text.fields(prefix.bytes)
      text.field(time)
      for _ in 0..<outputs {
        text.field(predictions[next])
        predictions.formIndex(after: &next)
      }
      text.endLine()
    }
    try file.write(text.take())
  }

  /// Gives the file its name.
  func finish() throws(FileError) {
    try file.commit()
  }
}
