import Bateman

/// The parameters of a bootstrap or a SIR: what the samples say of each.
struct SampleParameters {
  struct Interval: Codable {
    var lower: Double
    var upper: Double
  }

  struct Parameter: Codable {
    var estimate: Double?
    var mean: Double?
    var median: Double?
    var se: Double?
    /// 100·se/|estimate|.
    var rse: Double?
    /// mean − estimate.
    var bias: Double?
    var unit: String
    var percentile: Interval?
    /// Bias-corrected and accelerated.
    var bca: Interval?
    /// estimate ± z·se.
    var normal: Interval?
  }

  var order: [String] = []
  var byName: [String: Parameter] = [:]

  /// - Parameters:
  ///   - problem: the problem at its estimates.
  ///   - samples: for each sample the values of the free parameters.
  ///   - influences: what each subject adds to each estimate; nil when that is not known.
  ///   - hasAccelerated: whether BCa intervals are wanted.
  ///   - level: the coverage of the intervals.
  init(_ problem: FitProblem, samples: [[Double]], influences: [[Double]]?, hasAccelerated: Bool, level: Double) {
    for (k, parameter) in problem.parameters.free.enumerated() {
      let name = parameter.name(in: problem.model)
      let own = samples.map { $0[k] }
      let estimate = problem.parameters.start[parameter]
      let summary = SampleSummary(own)
      var record = Parameter(estimate: estimate.finite, unit: problem.unit(of: parameter))
      record.mean = summary?.mean.finite
      record.median = summary?.median.finite
      record.se = summary?.deviation.finite
      record.rse = summary.flatMap { (100 * $0.deviation / estimate.magnitude).finite }
      record.bias = summary.flatMap { ($0.mean - estimate).finite }
      record.percentile = Interval(SampleInterval.percentile(own, level: level))
      record.normal = Interval(SampleInterval.normal(own, estimate: estimate, level: level))
      if hasAccelerated {
        record.bca = Interval(
          SampleInterval.accelerated(own, estimate: estimate, influences: influences?[k] ?? [], level: level))
      }
      order.append(name)
      byName[name] = record
    }
  }

  /// The table as a person reads it.
  func text(level: Double) -> String {
    let percent = FitText.percent(100 * level)
    var table = TextTable([
      ("Parameter", .left), ("", .left), ("estimate", .right), ("median", .right), ("SE", .right), ("RSE %", .right),
      ("\(percent) % percentile", .right), ("\(percent) % BCa", .right), ("\(percent) % normal", .right),
    ])
    for name in order {
      guard let value = byName[name] else { continue }
      table.append([
        name, value.unit == "1" ? "" : value.unit, FitText.number(value.estimate), FitText.number(value.median),
        FitText.number(value.se), FitText.percent(value.rse), value.percentile.text,
        byName.values.contains { $0.bca != nil } ? value.bca.text : "", value.normal.text,
      ])
    }
    return table.linesWithHeader.joined(separator: "\n")
  }
}

extension SampleParameters.Interval {
  init?(_ interval: SampleInterval?) {
    guard let interval, interval.lower.isFinite, interval.upper.isFinite else { return nil }
    self.init(lower: interval.lower, upper: interval.upper)
  }
}

extension SampleParameters.Interval? {
  /// The interval in words.
  var text: String {
    guard let self else { return "–" }
    return "\(self.lower.shortText) to \(self.upper.shortText)"
  }
}

extension FitProblem {
  /// The unit of a parameter; variances have none.
  func unit(of parameter: PopulationParameter) -> String {
    switch parameter {
    case .theta(let index): "\(model.thetas[index].unit)"
    case .sigma(let index): "\(model.sigmas[index].unit)"
    case .omega: "1"
    }
  }

  /// The names of the free parameters, as columns have them: `omega(CL,V)`.
  var columns: [String] { parameters.names.map { $0.filter { $0 != " " } } }
}

/// The model and the table of a run, by their fingerprints.
struct SampleSource: Codable {
  var path: String
  var sha256: String
}
