import Bateman

/// The table of exposures: one row for each arm, patient, cycle and output.
///
/// Outputs have different units, so each row names the units of its own numbers.
struct ExposureTable {
  private let file: OutputFile
  private let outputs: [OutputLabels]
  private var text = CSVText()

  /// Opens the table and writes its header.
  init(_ file: OutputFile, for model: Model) throws(FileError) {
    self.file = file
    outputs = OutputLabels.all(of: model)
    let columns = [
      "arm", "id", "cycle", "output", "Cmax", "Ctrough", "unit", "AUC", "AUC_unit", "Tmax[\(model.source.timeUnit)]",
      "accumulation",
    ]
    for column in columns { text.field(column) }
    text.endLine()
    try file.write(text.take())
  }

  /// Adds a patient: for each cycle, the exposure to each output in the model's order.
  ///
  /// The accumulation ratio is the cycle's AUC over that of cycle 1.
  mutating func add(arm: String, id: String, exposures: some RandomAccessCollection<CycleExposure>) throws(FileError) {
    let first = Array(exposures.prefix(outputs.count))
    for (index, exposure) in exposures.enumerated() {
      let (cycle, output) = index.quotientAndRemainder(dividingBy: outputs.count)
      text.field(arm)
      text.field(id)
      text.field(cycle + 1)
      text.field(outputs[output].name)
      text.field(exposure.cmax)
      text.field(exposure.ctrough)
      text.field(outputs[output].unit)
      text.field(exposure.auc)
      text.field(outputs[output].areaUnit)
      text.field(exposure.tmax)
      text.field(exposure.auc / first[output].auc)
      text.endLine()
    }
    try file.write(text.take())
  }

  /// Gives the file its name.
  func finish() throws(FileError) {
    try file.commit()
  }
}
