import Bateman

/// How exposures become rows of a table: one for each arm, patient, cycle and output.
///
/// Outputs have different units, so each row names the units of its own numbers.
struct ExposureFormat: Sendable {
  /// The names of the arms.
  let arms: [String]
  /// The model's outputs.
  let outputs: [OutputLabels]
  /// The unit of Tmax.
  let timeUnit: String
  /// How many digits a number has.
  let digits: Int

  /// The first line.
  var header: [UInt8] {
    var text = CSVText()
    for column in ["arm", "id", "cycle", "output", "Cmax", "Ctrough", "unit", "AUC", "AUC_unit"] { text.field(column) }
    text.field("Tmax[\(timeUnit)]")
    text.field("accumulation")
    text.endLine()
    return text.bytes
  }

  /// The rows of a chunk's patients; patients and cycles are numbered from 1.
  ///
  /// The accumulation ratio is the cycle's AUC over that of cycle 1, whatever the doses.
  func rows(of chunk: SimulationChunk) -> [UInt8] {
    var text = CSVText(digits: digits)
    for subject in chunk.subjects {
      var prefix = CSVText()
      prefix.field(arms[chunk.arm])
      prefix.field(subject + 1)
      for cycle in 0..<chunk.cycleCount {
        for (index, output) in outputs.enumerated() {
          let first = chunk.exposure(subject: subject, cycle: 0, output: index)
          text.fields(prefix.bytes)
          text.field(cycle + 1)
          text.field(output.name)
          add(chunk.exposure(subject: subject, cycle: cycle, output: index), of: output, first: first, to: &text)
        }
      }
    }
    return text.bytes
  }

  private func add(_ exposure: CycleExposure, of output: OutputLabels, first: CycleExposure, to text: inout CSVText) {
    text.field(exposure.cmax)
    text.field(exposure.ctrough)
    text.field(output.unit)
    text.field(exposure.auc)
    text.field(output.areaUnit)
    text.field(time: exposure.tmax)
    text.field(exposure.auc / first.auc)
    text.endLine()
  }
}
