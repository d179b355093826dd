import Bateman

/// Exposure and antibodies by level and cycle, as JSON has them.
struct TrialExposureRecord: Codable {
  struct Distribution: Codable {
    var p05: Double
    var median: Double
    var medianError: Double
    var p95: Double

    init(_ distribution: ExposureTable.Distribution) {
      (p05, p95) = (distribution.p05, distribution.p95)
      (median, medianError) = (distribution.median.value, distribution.median.error)
    }

    /// `217 ± 1 (150–310)`, in the digits that people read.
    var text: String {
      let middle = TrialFigure(Estimate(value: median, error: medianError))
      return "\(middle.text()) (\(p05.shortText)–\(p95.shortText))"
    }
  }
  struct Row: Codable {
    var level: Int
    var name: String
    var cycle: Int
    var patients: Int
    var cmax: Distribution
    var ctrough: Distribution
    var auc: Distribution
    var sampledCmax: Distribution?
    var antibodies: TrialFigure?
    var foundPositive: TrialFigure?
  }

  var model: String
  var isSurrogate: Bool
  var output: String
  var unit: String
  var aucUnit: String
  var rows: [Row]
  /// Cycles that were left out because the dose had risen in the patient.
  var cyclesLeftOut: Int

  init(_ table: ExposureTable, _ plan: TrialPharmacology, names: [String]) {
    (model, isSurrogate) = (plan.modelName, plan.isSurrogate)
    (output, unit, aucUnit) = (plan.outputName, plan.outputUnit, "\(plan.outputUnit)·\(plan.timeUnit)")
    cyclesLeftOut = table.risen
    rows = table.rows.map { row in
      Row(
        level: row.level + 1, name: names[row.level], cycle: row.cycle + 1, patients: row.patients,
        cmax: Distribution(row.cmax), ctrough: Distribution(row.ctrough), auc: Distribution(row.auc),
        sampledCmax: row.sampledCmax.map { Distribution($0) }, antibodies: row.withAntibodies.map { TrialFigure($0) },
        foundPositive: row.foundPositive.map { TrialFigure($0) })
    }
  }

  var lines: [String] {
    var table = TextTable([
      ("level", .right), ("dose", .left), ("cycle", .right), ("patients", .right), ("Cmax", .left),
      ("sampled Cmax", .left),
      ("Ctrough", .left), ("AUC", .left), ("ADA %", .right), ("found %", .right),
    ])
    for row in rows {
      table.append([
        "\(row.level)", row.name, "\(row.cycle)", "\(row.patients)", row.cmax.text, row.sampledCmax?.text ?? "",
        row.ctrough.text, row.auc.text, row.antibodies?.text(scale: 100) ?? "",
        row.foundPositive?.text(scale: 100) ?? "",
      ])
    }
    var lines = [
      "",
      "Exposure to \(output) in \(unit) (AUC: \(aucUnit)) by level and cycle: median ± its error (5–95 %), all trials"
        + (isSurrogate ? "; the model '\(model)' is a SURROGATE" : ""),
    ]
    lines += table.linesWithHeader
    if cyclesLeftOut > 0 { lines.append("\(cyclesLeftOut) cycles of patients whose dose had risen are left out") }
    return lines
  }

  /// One row a level and cycle.
  func add(to csv: inout CSVText, scenario: String) {
    for row in rows {
      csv.field(scenario)
      csv.field(row.level)
      csv.field(row.name)
      csv.field(row.cycle)
      csv.field(row.patients)
      for distribution in [row.cmax, row.ctrough, row.auc, row.sampledCmax] {
        for value in [distribution?.p05, distribution?.median, distribution?.medianError, distribution?.p95] {
          csv.field(value ?? .nan)
        }
      }
      for figure in [row.antibodies, row.foundPositive] {
        csv.field(figure?.value ?? .nan)
        csv.field(figure?.error ?? .nan)
      }
      csv.endLine()
    }
  }

  /// The header of that table.
  static func header(_ csv: inout CSVText) {
    for name in ["scenario", "level", "dose", "cycle", "patients"] { csv.field(name) }
    for metric in ["cmax", "ctrough", "auc", "sampled_cmax"] {
      for part in ["p05", "median", "median_se", "p95"] { csv.field("\(metric)_\(part)") }
    }
    for name in ["ada", "ada_se", "ada_found", "ada_found_se"] { csv.field(name) }
    csv.endLine()
  }
}
