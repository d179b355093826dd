import Bateman

/// A study's result as CSV tables, one a kind of record.
struct StudySummaryTables {
  private let result: StudyResult

  init(_ result: StudyResult) { self.result = result }

  private static let quantiles = [
    "n", "mean", "sd", "geometric_mean", "geometric_cv", "median", "p5", "p25", "p75", "p95",
  ]

  /// The files by name; kinds without records have none.
  var files: [(name: String, bytes: [UInt8])] {
    [
      ("summary.csv", exposure(result.exposure)), ("accumulation.csv", exposure(result.accumulation)),
      ("steady_state.csv", steadyState), ("ratios.csv", ratios), ("targets.csv", targets),
      ("output_ratios.csv", outputRatios), ("forest.csv", groups), ("sizes.csv", sizes), ("sampling.csv", sampling),
      ("sampling_points.csv", samples), ("antibodies.csv", antibodies), ("uncertainty.csv", uncertainty),
    ].filter { $0.1.contains(UInt8(ascii: "\n")) }.map { (name: $0.0, bytes: $0.1) }
  }

  /// A table; empty without rows.
  private func table(_ header: [String], _ rows: [[Cell]]) -> [UInt8] {
    guard !rows.isEmpty else { return [] }
    var text = CSVText(digits: 8)
    for name in header { text.field(name) }
    text.endLine()
    for row in rows {
      for cell in row {
        switch cell {
        case .text(let value): text.field(value)
        case .number(let value): text.field(value ?? .nan)
        case .whole(let value): text.field(value)
        }
      }
      text.endLine()
    }
    return text.bytes
  }

  private enum Cell {
    case text(String)
    case number(Double?)
    case whole(Int)
  }

  private func cells(_ summary: DistributionSummary) -> [Cell] {
    [.whole(summary.n)]
      + [
        summary.mean, summary.sd, summary.geometricMean, summary.geometricCV, summary.median, summary.p5, summary.p25,
        summary.p75, summary.p95,
      ].map { .number($0) }
  }

  private func exposure(_ records: [StudyResult.ExposureRecord]) -> [UInt8] {
    table(
      ["arm", "cycle", "analyte", "metric", "unit"] + Self.quantiles,
      records.map { record in
        [.text(record.arm), .whole(record.cycle), .text(record.analyte), .text(record.metric), .text(record.unit)]
          + cells(record.distribution)
      })
  }

  private var steadyState: [UInt8] {
    table(
      ["arm", "analyte", "metric", "unit", "first", "steady", "accumulation", "cycle", "time", "time_unit"],
      result.steadyState.map { record in
        [
          .text(record.arm), .text(record.analyte), .text(record.metric), .text(record.unit), .number(record.first),
          .number(record.steady), .number(record.accumulation), .number(record.cycle.map(Double.init)),
          .number(record.time), .text(record.timeUnit),
        ]
      })
  }

  private var ratios: [UInt8] {
    table(
      ["arm", "reference", "cycle", "analyte", "metric", "ratio", "lower", "upper", "overlap"] + Self.quantiles,
      result.ratios.map { record in
        [
          .text(record.arm), .text(record.reference), .whole(record.cycle), .text(record.analyte),
          .text(record.metric), .number(record.ratio), .number(record.lower), .number(record.upper),
          .number(record.overlap),
        ] + cells(record.distribution)
      })
  }

  private var targets: [UInt8] {
    table(
      [
        "target", "arm", "cycle", "analyte", "metric", "unit", "at_least", "at_most", "n", "probability",
        "standard_error", "lower", "upper",
      ],
      result.targets.map { record in
        [
          .text(record.target), .text(record.arm), .whole(record.cycle), .text(record.analyte), .text(record.metric),
          .text(record.unit), .number(record.atLeast), .number(record.atMost), .whole(record.n),
          .number(record.probability), .number(record.standardError), .number(record.lower), .number(record.upper),
        ]
      })
  }

  private var outputRatios: [UInt8] {
    table(
      ["arm", "cycle", "of", "to", "metric", "unit"] + Self.quantiles,
      result.outputRatios.map { record in
        [
          .text(record.arm), .whole(record.cycle), .text(record.of), .text(record.to), .text(record.metric),
          .text(record.unit),
        ] + cells(record.distribution)
      })
  }

  private var groups: [UInt8] {
    table(
      [
        "arm", "cycle", "analyte", "metric", "covariate", "group", "n", "geometric_mean", "ratio", "lower", "upper",
      ],
      result.groups.map { record in
        [
          .text(record.arm), .whole(record.cycle), .text(record.analyte), .text(record.metric),
          .text(record.covariate), .text(record.group), .whole(record.n), .number(record.geometricMean),
          .number(record.ratio), .number(record.lower), .number(record.upper),
        ]
      })
  }

  private var sizes: [UInt8] {
    table(
      ["rule", "arm", "cycle", "analyte", "metric", "spread", "within20", "heavy_to_light"] + Self.quantiles,
      result.sizes.map { record in
        [
          .text(record.rule), .text(record.arm), .whole(record.cycle), .text(record.analyte), .text(record.metric),
          .number(record.spread), .number(record.within20), .number(record.heavyToLight),
        ] + cells(record.distribution)
      })
  }

  private var sampling: [UInt8] {
    table(
      [
        "arm", "schedule", "analyte", "cycle", "n", "cmax_bias", "cmax_within10", "observed_cmax_bias",
        "observed_cmax_within10", "best_sample", "best_within10", "trough_bias", "trough_within10",
        "observed_trough_within10", "below_limit",
      ],
      result.sampling.map { record in
        [
          .text(record.arm), .text(record.plan), .text(record.analyte), .whole(record.cycle), .whole(record.n),
          .number(record.cmaxBias), .number(record.cmaxWithin10), .number(record.observedCmaxBias),
          .number(record.observedCmaxWithin10), .text(record.bestSample ?? "NA"), .number(record.bestWithin10),
          .number(record.troughBias), .number(record.troughWithin10), .number(record.observedTroughWithin10),
          .number(record.belowLimit),
        ]
      })
  }

  private var samples: [UInt8] {
    table(
      ["arm", "schedule", "analyte", "cycle", "sample", "time", "to_cmax", "within10"] + Self.quantiles,
      result.samples.map { record in
        [
          .text(record.arm), .text(record.plan), .text(record.analyte), .whole(record.cycle), .text(record.sample),
          .number(record.time), .number(record.toCmax), .number(record.within10),
        ] + cells(record.truth)
      })
  }

  private var antibodies: [UInt8] {
    table(
      [
        "arm", "cycle", "n", "ever_true", "now_true", "ever_found", "now_found", "sensitivity", "analyte", "metric",
        "unit", "n_positive", "median_positive", "n_negative", "median_negative", "ratio", "lower", "upper",
      ],
      result.antibodies.flatMap { record in
        record.exposure.map { status in
          [
            .text(record.arm), .whole(record.cycle), .whole(record.n), .number(record.everTrue),
            .number(record.nowTrue), .number(record.everFound), .number(record.nowFound), .number(record.sensitivity),
            .text(status.analyte), .text(status.metric), .text(status.unit), .whole(status.positive.n),
            .number(status.positive.median), .whole(status.negative.n), .number(status.negative.median),
            .number(status.ratio), .number(status.lower), .number(status.upper),
          ]
        }
      })
  }

  private var uncertainty: [UInt8] {
    table(
      ["arm", "cycle", "analyte", "metric", "unit", "quantity", "draws", "median", "lower", "upper"],
      result.uncertainty.map { record in
        [
          .text(record.arm), .whole(record.cycle), .text(record.analyte), .text(record.metric), .text(record.unit),
          .text(record.quantity), .whole(record.draws), .number(record.median), .number(record.lower),
          .number(record.upper),
        ]
      })
  }
}
