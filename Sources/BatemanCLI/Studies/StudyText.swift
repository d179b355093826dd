import Bateman

/// A study's result as a person reads it.
struct StudyText {
  private let result: StudyResult

  init(_ result: StudyResult) { self.result = result }

  var text: String {
    [
      heading, population, arms, exposure, steadyState, ratios, targets, outputRatios, forest, sizes, sampling,
      bestSamples, antibodies, antibodyExposure, uncertainty,
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var heading: String {
    var lines = [result.study]
    if let about = result.about { lines.append(about) }
    if let caution = result.model.caution { lines.append(caution) }
    lines.append("model \(result.model.name) (\(result.model.status)), seed \(result.seed)")
    return lines.joined(separator: "\n")
  }

  private var population: String {
    let people = result.population
    var lines = ["Patients: \(people.size)"]
    if people.rejected > 0 {
      lines[0] += "; \(people.rejected) were drawn and not eligible (\(percent(people.acceptance)) are)"
      for criterion in people.criteria { lines.append("  \(criterion.criterion): not met by \(criterion.rejected)") }
    }
    for covariate in people.covariates {
      if let shares = covariate.shares {
        let words = shares.keys.sorted().map { "\($0) \(percent(shares[$0]))" }.joined(separator: ", ")
        lines.append("  \(covariate.name): \(words)")
      } else if let d = covariate.distribution {
        lines.append("  \(covariate.name): \(interval(d)) \(covariate.unit)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private var arms: String {
    var table = TextTable([
      ("arm", .left), ("cycles", .right), ("doses", .right), ("missed", .right), ("delayed", .right),
      ("reduced", .right), ("all cycles", .right), ("dose intensity", .right),
    ])
    for arm in result.arms {
      table.append([
        arm.name + (arm.isReference && result.arms.count > 1 ? " (reference)" : ""), "\(arm.cycles)",
        arm.dosesGiven.shortText, arm.missed.shortText, arm.delayed.shortText, arm.reduced.shortText,
        percent(arm.completed), interval(arm.relativeDoseIntensity),
      ])
    }
    var lines = ["Treatment, a patient"] + table.linesWithHeader
    for arm in result.arms {
      lines.append("  \(arm.name): \(arm.regimen)")
      lines += arm.assumptions.map { "    assumption: \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  private var exposure: String {
    section(
      "Exposure: median (5 % – 95 %)",
      ["arm", "analyte", "metric", "unit"], result.exposure.filter { $0.metric != "Cavg" },
      key: { [$0.arm, $0.analyte, $0.metric, $0.unit] }, cycle: \.cycle, value: { interval($0.distribution) })
  }

  /// A table with a column for each cycle.
  private func section<Record>(
    _ title: String, _ names: [String], _ records: [Record], key: (Record) -> [String],
    cycle: (Record) -> Int, value: (Record) -> String
  ) -> String {
    guard !records.isEmpty else { return "" }
    var order: [[String]] = []
    var cells: [[String]: [Int: String]] = [:]
    for record in records {
      let key = key(record)
      if cells[key] == nil { order.append(key) }
      cells[key, default: [:]][cycle(record)] = value(record)
    }
    let all = Set(records.map(cycle)).sorted()
    // More would not fit a screen; the files have them all.
    let shown = all.count > 4 ? [all[0], all[1], all[all.count / 2], all[all.count - 1]] : all
    var table = TextTable(names.map { ($0, .left) } + shown.map { ("cycle \($0)", .right) })
    for key in order { table.append(key + shown.map { cells[key]?[$0] ?? "–" }) }
    return ([title] + table.linesWithHeader).joined(separator: "\n")
  }

  private var steadyState: String {
    guard !result.steadyState.isEmpty else { return "" }
    var table = TextTable([
      ("arm", .left), ("analyte", .left), ("metric", .left), ("cycle 1", .right), ("steady state", .right),
      ("unit", .left), ("accumulation", .right), ("within 10 % from", .left),
    ])
    for record in result.steadyState {
      let reached = record.cycle.map { "cycle \($0), \(record.timeUnit) \((record.time ?? 0).shortText)" } ?? "–"
      table.append([
        record.arm, record.analyte, record.metric, number(record.first), number(record.steady), record.unit,
        number(record.accumulation), reached,
      ])
    }
    return (["Steady state of the typical patient"] + table.linesWithHeader).joined(separator: "\n")
  }

  private var ratios: String {
    section(
      "Relative to \(result.ratios.first?.reference ?? ""): geometric mean of patients' ratios "
        + "(90 % interval), overlap of the distributions",
      ["arm", "analyte", "metric"], result.ratios.filter { $0.metric != "Cavg" },
      key: { [$0.arm, $0.analyte, $0.metric] }, cycle: \.cycle,
      value: { "\(number($0.ratio)) (\(number($0.lower)) – \(number($0.upper))), \(percent($0.overlap))" })
  }

  private var targets: String {
    guard !result.targets.isEmpty else { return "" }
    var table = TextTable([
      ("target", .left), ("arm", .left), ("what", .left), ("range", .left), ("probability", .right),
      ("95 % interval", .right),
    ])
    for record in result.targets {
      let range = [record.atLeast.map { "≥ \($0.shortText)" }, record.atMost.map { "≤ \($0.shortText)" }]
      table.append([
        record.target, record.arm, "\(record.metric) of \(record.analyte), cycle \(record.cycle)",
        range.compactMap(\.self).joined(separator: ", ") + " \(record.unit)",
        percent(record.probability) + " ± \(percent(record.standardError))",
        "\(percent(record.lower)) – \(percent(record.upper))",
      ])
    }
    return (["Probability of targets (± Monte-Carlo error)"] + table.linesWithHeader).joined(separator: "\n")
  }

  private var outputRatios: String {
    section(
      "Outputs relative to one another: median (5 % – 95 %)", ["arm", "ratio", "metric", "unit"], result.outputRatios,
      key: { [$0.arm, "\($0.of):\($0.to)", $0.metric, $0.unit] }, cycle: \.cycle,
      value: { interval($0.distribution) })
  }

  private var forest: String {
    let reference = result.arms.first { $0.isReference }?.name
    let rows = result.groups.filter { $0.arm == reference && $0.cycle == 1 && $0.metric == "AUC" }
    guard !rows.isEmpty else { return "" }
    var table = TextTable([
      ("analyte", .left), ("covariate", .left), ("group", .left), ("n", .right), ("ratio", .right),
      ("90 % interval", .right),
    ])
    for row in rows {
      table.append([
        row.analyte, row.covariate, row.group, "\(row.n)", number(row.ratio),
        "\(number(row.lower)) – \(number(row.upper))",
      ])
    }
    let title = "AUC of cycle 1 by covariate, relative to all patients (arm \(reference ?? ""))"
    return ([title] + table.linesWithHeader).joined(separator: "\n")
  }

  private var sizes: String {
    let rows = result.sizes.filter { $0.cycle == 1 && $0.metric == "AUC" }
    guard !rows.isEmpty else { return "" }
    var table = TextTable([
      ("dose by", .left), ("analyte", .left), ("geometric CV", .right), ("95 % : 5 %", .right),
      ("within 20 %", .right), ("heaviest : lightest quarter", .right),
    ])
    for row in rows {
      table.append([
        row.rule, row.analyte, percent(row.distribution.geometricCV), number(row.spread), percent(row.within20),
        number(row.heavyToLight),
      ])
    }
    let title = "AUC of cycle 1 by what the dose goes by (doses of arm \(rows[0].arm) for the median patient)"
    return ([title] + table.linesWithHeader).joined(separator: "\n")
  }

  private var sampling: String {
    guard !result.sampling.isEmpty else { return "" }
    var table = TextTable([
      ("arm", .left), ("schedule", .left), ("analyte", .left), ("cycle", .right), ("Cmax bias", .right),
      ("within 10 %", .right), ("measured", .right), ("best sample", .left), ("alone", .right),
      ("trough within 10 %", .right), ("measured", .right), ("BLQ", .right),
    ])
    for row in result.sampling where row.n > 0 {
      table.append([
        row.arm, row.plan, row.analyte, "\(row.cycle)", percent(row.cmaxBias), percent(row.cmaxWithin10),
        percent(row.observedCmaxWithin10), row.bestSample ?? "–", percent(row.bestWithin10),
        percent(row.troughWithin10), percent(row.observedTroughWithin10), percent(row.belowLimit),
      ])
    }
    let title = "What the samples see: the highest relative to the true Cmax, with no error and as measured"
    return ([title] + table.linesWithHeader).joined(separator: "\n")
  }

  private var bestSamples: String {
    let first = result.arms.first?.name
    let rows = result.samples.filter { $0.cycle == 1 && $0.arm == first && $0.within10 != nil }
    guard !rows.isEmpty else { return "" }
    var table = TextTable([
      ("schedule", .left), ("analyte", .left), ("sample", .left), ("of true Cmax", .right), ("within 10 %", .right),
    ])
    for row in rows { table.append([row.plan, row.analyte, row.sample, percent(row.toCmax), percent(row.within10)]) }
    let title = "Each sample of cycle 1 by itself, as a measure of Cmax (arm \(first ?? ""))"
    return ([title] + table.linesWithHeader).joined(separator: "\n")
  }

  private var antibodies: String {
    let rows = result.antibodies.filter { $0.n > 0 }
    guard !rows.isEmpty else { return "" }
    var table = TextTable([
      ("arm", .left), ("before cycle", .right), ("n", .right), ("ever", .right), ("found", .right), ("now", .right),
      ("found now", .right), ("seen", .right),
    ])
    for row in rows {
      table.append([
        row.arm, "\(row.cycle)", "\(row.n)", percent(row.everTrue), percent(row.everFound), percent(row.nowTrue),
        percent(row.nowFound), percent(row.sensitivity),
      ])
    }
    let title = "Antibodies: patients who have had them, and who were found to (samples before the dose)"
    return ([title] + table.linesWithHeader).joined(separator: "\n")
  }

  private var antibodyExposure: String {
    guard let last = result.antibodies.map(\.cycle).max() else { return "" }
    var table = TextTable([
      ("arm", .left), ("analyte", .left), ("metric", .left), ("with", .right), ("median", .right),
      ("without", .right), ("median", .right), ("ratio", .right), ("90 % interval", .right),
    ])
    for row in result.antibodies where row.cycle == last {
      for status in row.exposure {
        table.append([
          row.arm, status.analyte, status.metric, "\(status.positive.n)", number(status.positive.median),
          "\(status.negative.n)", number(status.negative.median), number(status.ratio),
          "\(number(status.lower)) – \(number(status.upper))",
        ])
      }
    }
    return (["Exposure of cycle \(last) with and without antibodies"] + table.linesWithHeader).joined(separator: "\n")
  }

  private var uncertainty: String {
    guard let draws = result.uncertainty.first?.draws else { return "" }
    var table = TextTable([
      ("arm", .left), ("cycle", .right), ("quantity", .left), ("what", .left), ("unit", .left), ("median", .right),
      ("90 % interval", .right),
    ])
    for row in result.uncertainty {
      table.append([
        row.arm, "\(row.cycle)", row.quantity, "\(row.metric) of \(row.analyte)", row.unit, number(row.median),
        "\(number(row.lower)) – \(number(row.upper))",
      ])
    }
    return (["What is not known of the parameters: \(draws) draws"] + table.linesWithHeader).joined(separator: "\n")
  }

  // MARK: - Numbers

  private func number(_ value: Double?) -> String { (value ?? .nan).shortText }

  private func percent(_ share: Double?) -> String {
    guard let share, share.isFinite else { return "–" }
    let tenths = (share * 1000).rounded()
    return "\((tenths / 10).plainText) %"
  }

  private func interval(_ d: DistributionSummary) -> String {
    "\(number(d.median)) (\(number(d.p5)) – \(number(d.p95)))"
  }
}
