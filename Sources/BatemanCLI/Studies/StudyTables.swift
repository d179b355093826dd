import Bateman

/// A study's folder of CSV tables: those of patients written as they are made, the summaries at the end.
struct StudyTables {
  /// The rows of a piece, by table.
  struct Rows: Sendable {
    var exposures: [UInt8]
    var samples: [UInt8]
    var treatments: [UInt8]
  }

  private let files: FitFiles
  private let exposures: OutputFile
  private let samples: OutputFile
  private let treatments: OutputFile
  private let format: StudyRowFormat

  /// Makes the folder and opens its tables.
  init(folder: String, overwriting: Bool, _ simulation: StudySimulation) throws {
    files = try FitFiles(folder: folder, overwriting: overwriting)
    format = StudyRowFormat(simulation)
    exposures = try OutputFile(path: folder + "/exposures.csv", overwriting: true)
    samples = try OutputFile(path: folder + "/samples.csv", overwriting: true)
    treatments = try OutputFile(path: folder + "/patients.csv", overwriting: true)
    try exposures.write(format.exposureHeader)
    try samples.write(format.sampleHeader)
    try treatments.write(format.patientHeader)
  }

  /// Makes the rows of a piece, on any thread.
  var rows: @Sendable (StudyChunk) -> Rows {
    let format = self.format
    return { chunk in
      Rows(exposures: format.exposures(chunk), samples: format.samples(chunk), treatments: format.patients(chunk))
    }
  }

  /// Writes the rows of a piece.
  func write(_ rows: Rows) throws {
    try exposures.write(rows.exposures)
    try samples.write(rows.samples)
    try treatments.write(rows.treatments)
  }

  /// Writes the summaries; the files appear when all of it is done.
  func finish(_ record: RecordedResult<StudyResult>) throws {
    try exposures.commit()
    try samples.commit()
    try treatments.commit()
    for (name, table) in StudySummaryTables(record.value).files { try files.write(table, to: name) }
    try files.write(json: record, to: "study.json")
  }
}

/// How patients' rows are written.
struct StudyRowFormat: Sendable {
  private let study: Study
  private let timeUnit: String
  private let outputs: [Output]

  init(_ simulation: StudySimulation) {
    study = simulation.study
    timeUnit = "\(study.model.source.timeUnit)"
    outputs = study.model.source.outputs
  }

  var exposureHeader: [UInt8] {
    header(["arm", "id", "cycle", "analyte"] + study.metrics.map(\.rawValue))
  }

  func exposures(_ chunk: StudyChunk) -> [UInt8] {
    var text = CSVText(digits: 8)
    for (index, arm) in chunk.arms.enumerated() {
      for slot in chunk.patients.indices {
        for cycle in 0..<min(arm.cycles, arm.treatments[slot].cycles) {
          for output in study.outputs {
            text.field(study.arms[index].name)
            text.field(chunk.subjects.lowerBound + slot + 1)
            text.field(cycle + 1)
            text.field(outputs[output].name)
            for metric in study.metrics {
              text.field(arm.exposure(slot: slot, cycle: cycle, output: output, outputs: outputs.count, metric))
            }
            text.endLine()
          }
        }
      }
    }
    return text.bytes
  }

  var sampleHeader: [UInt8] {
    header([
      "arm", "id", "schedule", "sample", "cycle", "analyte", "time_\(timeUnit)", "time_after_dose_\(timeUnit)",
      "truth", "observed", "BLQ",
    ])
  }

  func samples(_ chunk: StudyChunk) -> [UInt8] {
    var text = CSVText(digits: 8)
    for (index, arm) in chunk.arms.enumerated() {
      for sample in arm.samples {
        let limit = study.quantificationLimits[sample.output] ?? -.infinity
        let isBelow = sample.observed < limit
        text.field(study.arms[index].name)
        text.field(sample.subject + 1)
        text.field(study.sampling[sample.plan].name)
        text.field(study.sampling[sample.plan].entries[sample.entry].label)
        text.field(sample.cycle + 1)
        text.field(outputs[sample.output].name)
        text.field(sample.time)
        text.field(sample.timeAfterDose)
        text.field(sample.truth)
        text.field(isBelow ? limit : sample.observed)
        text.field(isBelow ? 1 : 0)
        text.endLine()
      }
    }
    return text.bytes
  }

  var patientHeader: [UInt8] {
    header(
      ["arm", "id"] + study.population.variables.map(\.name)
        + [
          "cycles", "doses", "missed", "delayed", "reduced", "relative_dose_intensity", "end_\(timeUnit)",
          "antibodies_from", "antibodies_until", "titre", "found_positive",
        ])
  }

  func patients(_ chunk: StudyChunk) -> [UInt8] {
    var text = CSVText(digits: 8)
    for (index, arm) in chunk.arms.enumerated() {
      for (slot, patient) in chunk.patients.enumerated() {
        let treatment = arm.treatments[slot]
        text.field(study.arms[index].name)
        text.field(chunk.subjects.lowerBound + slot + 1)
        for (variable, value) in zip(study.population.variables, patient.values) {
          if let categories = variable.categories, value.isFinite {
            text.field(categories[Int(value)])
          } else {
            text.field(value)
          }
        }
        for count in [treatment.cycles, treatment.doses, treatment.missed, treatment.delayed, treatment.reduced] {
          text.field(count)
        }
        text.field(treatment.intensity)
        text.field(treatment.end)
        let hasAntibodies = treatment.onset < .infinity
        for value in [treatment.onset, treatment.recovery] { text.field(value < .infinity ? value : .nan) }
        text.field(hasAntibodies ? treatment.titre : .nan)
        let found = (0..<arm.cycles).contains { arm.found[slot * arm.cycles + $0] == true }
        text.field(study.antibodies == nil ? "NA" : found ? "1" : "0")
        text.endLine()
      }
    }
    return text.bytes
  }

  private func header(_ names: [String]) -> [UInt8] {
    var text = CSVText()
    for name in names { text.field(name) }
    text.endLine()
    return text.bytes
  }
}
